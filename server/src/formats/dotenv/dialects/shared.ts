import type { ReferenceSyntax } from '../references.ts';
import type { DotenvTraits, Escapes, Quote, QuoteTraits } from '../traits.ts';

export const BOTH_QUOTES: readonly Quote[] = ['"', "'"];

/** White space within a line. */
export const BLANK = /[^\S\n]/;

/** `\n` and `\r` are line endings, any other backslash goes, but for that before a dollar sign. */
export const NEWLINES_OR_NOTHING: Escapes = { known: { n: '\n', r: '\r' }, others: 'unescaped' };

/** The same traits for each of several quotes. */
export function each(quotes: readonly Quote[], traits: QuoteTraits): NonNullable<DotenvTraits['quotes']> {
  return Object.fromEntries(quotes.map((quote) => [quote, traits]));
}

/** `KEY=` or `KEY: `, after an optional `export`. */
export const RUBY_HEAD = /(?:export[^\S\n]+)?(?<key>[\w.]+)(?:[^\S\n]*=|:(?=[^\S\n]))/y;

export const ANYTHING_BEFORE_EQUALS = /(?<key>[^=\n]*)=/y;

/** Ruby's way to write a reference: either brace may be missing. */
export function loose(nameCharacter: string): ReferenceSyntax {
  return { backslashEscapes: true, loose: new RegExp(`\\$(?!\\()\\{?(${nameCharacter}+)?\\}?`, 'y') };
}
