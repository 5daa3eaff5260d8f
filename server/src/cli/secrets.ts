import { formatOf } from '../engine/formats.ts';
import { parseDockerfile } from '../formats/dockerfile.ts';
import { parseDotenv } from '../formats/dotenv.ts';
import { parseProcfile } from '../formats/procfile.ts';
import { variableFormatOf } from '../formats/variables/index.ts';
import type { Edit, Finding } from '../model/finding.ts';
import { overlaps, type Span } from '../model/span.ts';
import { PLACEHOLDER } from '../rules/config/required-read.ts';
import { isSecretVariable } from '../rules/dotenv/secrets.ts';
import { secretsAmong, secretsInScript } from './secrets-in-commands.ts';
import { isData, secretsInData } from './secrets-in-data.ts';
import { secretsInComments, secretsInLines } from './secrets-in-lines.ts';

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

/**
 * Where the values of variables stand that must not be shown, whatever is found beside them. Of code nothing is known
 * here but what findings say.
 */
export function secretValues(path: string, text: string): readonly Span[] {
  const format = variableFormatOf(path);
  if (format === undefined || format === 'embedded') return [];
  const found = secretsInFormat(path, text);
  return found ? [...found, ...secretsInComments(text)] : secretsInLines(text, 0);
}

/** Undefined where the form of a file is not known, as of templates. */
function secretsInFormat(path: string, text: string): readonly Span[] | undefined {
  switch (formatOf(path)) {
    case 'dotenv':
      return parseDotenv(path, text).statements.flatMap((statement) => {
        if (statement.kind === 'unknown') return [statement.contentSpan];
        if (statement.kind !== 'assignment') return [];
        return isSecretVariable(statement.key, statement.value) ? [statement.valueSpan] : [];
      });
    case 'dockerfile':
      return secretsInDockerfile(path, text);
    case 'procfile':
      return parseProcfile(path, text).entries.flatMap(({ command, commandSpan }) =>
        secretsInScript(command, commandSpan.start),
      );
    case undefined:
      if (isData(path)) return text.includes('{{') ? undefined : secretsInData(path, text);
      return variableFormatOf(path) === 'shellscript' ? secretsInScript(text, 0) : undefined;
  }
}

function secretsInDockerfile(path: string, text: string): readonly Span[] {
  const { variables } = parseDockerfile(path, text);
  const given = variables.flatMap(({ name, value, valueSpan }) =>
    valueSpan && isSecretVariable(name, value ?? '') ? [valueSpan] : [],
  );
  // Of the exec form every text is a word.
  const words = [...text.matchAll(/"((?:[^"\\\n]|\\.)*)"/g)].map(({ 0: quoted, 1: value = '', index }) => ({
    value,
    span: { start: index, end: index + quoted.length },
  }));
  const written = ({ start, end }: Span) => text.slice(start, end);
  return [...given, ...secretsAmong(words, written), ...secretsInScript(text, 0)];
}

/** Whether an edit writes again what stands where a secret does: its text would show it. */
export function repeatsSecret({ span, text }: Edit, secrets: readonly Span[]): boolean {
  return text !== '' && text !== PLACEHOLDER && secrets.some((secret) => overlaps(secret, span));
}
