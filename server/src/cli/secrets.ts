import { formatOf } from '../engine/formats.ts';
import { parseDockerfile } from '../formats/dockerfile.ts';
import { parseDotenv } from '../formats/dotenv.ts';
import { parseProcfile } from '../formats/procfile.ts';
import type { ShellCommand } from '../formats/shell-words.ts';
import type { Edit, Finding } from '../model/finding.ts';
import { overlaps, type Span } from '../model/span.ts';
import { commandsOf } from '../rules/concurrency/programs.ts';
import { PLACEHOLDER } from '../rules/config/required-read.ts';
import { isSecretVariable } from '../rules/dotenv/secrets.ts';

/** Rules whose findings stand on what must not be shown again: reports end in logs that more people read than code. */
const ABOUT_SECRETS: ReadonlySet<string> = new Set([
  'config/hardcoded-credential',
  'config/credential-in-url',
  'config/fallback-to-real-value',
]);

/** Where secrets stand, by path. */
export function secretSpans(findings: Iterable<Finding>): ReadonlyMap<string, readonly Span[]> {
  const spans = new Map<string, Span[]>();
  for (const { rule, path, span } of findings) {
    if (!ABOUT_SECRETS.has(rule)) continue;
    const known = spans.get(path);
    if (known) known.push(span);
    else spans.set(path, [span]);
  }
  return spans;
}

/** Where the values of variables stand that must not be shown, whatever is found beside them. */
export function secretValues(path: string, text: string): readonly Span[] {
  switch (formatOf(path)) {
    case 'dotenv':
      return parseDotenv(path, text).statements.flatMap((statement) => {
        if (statement.kind === 'unknown') return [statement.contentSpan];
        if (statement.kind !== 'assignment') return [];
        return isSecretVariable(statement.key, statement.value) ? [statement.valueSpan] : [];
      });
    case 'dockerfile':
      return parseDockerfile(path, text).variables.flatMap(({ name, value, valueSpan }) =>
        valueSpan && isSecretVariable(name, value ?? '') ? [valueSpan] : [],
      );
    case 'procfile':
      return parseProcfile(path, text).entries.flatMap(({ command, commandSpan }) =>
        commandsOf(command, commandSpan.start).flatMap(secretsOfCommand),
      );
    default:
      return [];
  }
}

/** `NAME=value` before a program or as an argument, `--password value`, `-u user:password`, tokens of providers. */
function secretsOfCommand({ assignments, words }: ShellCommand): readonly Span[] {
  const spans = assignments.flatMap(({ name, value }) =>
    isSecretVariable(name, value.value) ? [value.span] : [],
  );
  for (const [index, { value, span }] of words.entries()) {
    const [, joined, told = ''] = /^-{0,2}([A-Za-z][\w.-]*)=(.+)$/s.exec(value) ?? [];
    const before = /^--?([A-Za-z][\w.-]*)$/.exec(words[index - 1]?.value ?? '')?.[1];
    const given = joined ?? (value.startsWith('-') ? undefined : before);
    const name = (given ?? '').replaceAll(/[.-]/g, '_').toUpperCase();
    const isLogin = /^(?:u|user)$/.test(before ?? '') && /^[^:/]+:./.test(value);
    if (isLogin || isSecretVariable(name, joined === undefined ? value : told)) spans.push(span);
  }
  return spans;
}

/** Whether an edit writes again what stands where a secret does: its text would show it. */
export function repeatsSecret({ span, text }: Edit, secrets: readonly Span[]): boolean {
  return text !== '' && text !== PLACEHOLDER && secrets.some((secret) => overlaps(secret, span));
}
