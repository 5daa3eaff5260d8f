import { parseDotenv } from '../dotenv.ts';
import { readDotenvVariables } from './dotenv.ts';

/** A variable as a template shows it. */
export type TemplateEntry = {
  readonly name: string;
  /** What stands after `=`: never a secret. */
  readonly example: string;
  /** It may be left out, so that it stands behind `#`. */
  readonly isOptional: boolean;
};

/** What dotenv readers agree on without quotes: no white space, quotes, `#`, `$`, backslashes or backticks. */
const PLAIN = /^[^\s"'`#$\\]*$/;
/** What they agree on between double quotes. */
const QUOTABLE = /^[^"`$\\\r\n]*$/;

/**
 * Adds the variables that a template does not name, also not in a comment, at its end. What is there stays as it
 * is: comments, order and values.
 *
 * @param text of the template; empty for a new one
 * @returns the whole text, and which variables were added; the same text if none was
 */
export function updateTemplate(
  text: string,
  entries: readonly TemplateEntry[],
): { readonly text: string; readonly added: readonly string[] } {
  const present = new Set([
    ...parseDotenv('.env.example', text).assignments.map(({ key }) => key),
    ...readDotenvVariables('.env.example', text).uses.map(({ name }) => name),
  ]);
  const missing = entries.filter(({ name }) => !present.has(name));
  if (missing.length === 0) return { text, added: [] };
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = missing.map(
    ({ name, example, isOptional }) => `${isOptional ? '# ' : ''}${name}=${written(example)}`,
  );
  const lead = text === '' || /\n\s*$/.test(text) ? '' : lineBreak;
  const gap = /\n[ \t]*\r?\n$/.test(text) || text.trim() === '' ? '' : lineBreak;
  return {
    text: `${text}${lead}${gap}${lines.join(lineBreak)}${lineBreak}`,
    added: missing.map(({ name }) => name),
  };
}

/** The value so that every reader makes the same of it; nothing where that cannot be. */
function written(example: string): string {
  if (PLAIN.test(example)) return example;
  return QUOTABLE.test(example) ? `"${example}"` : '';
}
