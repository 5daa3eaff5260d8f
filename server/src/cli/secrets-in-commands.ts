import type { Span } from '../model/span.ts';
import { commandsOf } from '../rules/concurrency/programs.ts';
import { isSecretVariable } from '../rules/dotenv/secrets.ts';

/** A word of a command, or an item of a list of them. */
export type CommandWord = { readonly value: string; readonly span: Span };

/** @param offset of the script in its text */
export function secretsInScript(script: string, offset: number): readonly Span[] {
  const written = ({ start, end }: Span) => script.slice(start - offset, end - offset);
  return commandsOf(script, offset).flatMap(({ assignments, words }) => {
    const given = assignments.filter(({ name, value }) => isSecretVariable(name, value.value));
    return [...given.map(({ value }) => value.span), ...secretsAmong(words, written)];
  });
}

/** `NAME=…` and `--name=…` */
const JOINED = /^-{0,2}([A-Za-z][\w.-]*)=/;
const OPTION = /^--?([A-Za-z][\w.-]*)$/;

/**
 * `NAME=value` as an argument, `--password value`, `-u user:password`, tokens of providers.
 *
 * @param written what stands at a span
 */
export function secretsAmong(
  words: readonly CommandWord[],
  written: (span: Span) => string,
): readonly Span[] {
  return words.flatMap(({ value, span }, index): Span[] => {
    const option = value.startsWith('-') ? undefined : OPTION.exec(words[index - 1]?.value ?? '')?.[1];
    const isLogin = /^(?:u|user)$/.test(option ?? '') && /^[^:/]+:./.test(value);
    if (isLogin || isSecretVariable(variableFor(option), value)) return [span];
    const [start = '', name] = JOINED.exec(value) ?? [];
    if (name === undefined || !isSecretVariable(variableFor(name), value.slice(start.length))) return [];
    return [{ start: span.start + (written(span).startsWith(start) ? start.length : 0), end: span.end }];
  });
}

function variableFor(option = ''): string {
  return option.replaceAll(/[.-]/g, '_').toUpperCase();
}
