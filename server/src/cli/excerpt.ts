import type { Range } from '../model/line-index.ts';
import type { Span } from '../model/span.ts';

/** A line of a source as it may be shown, without its break. */
export type Excerpt = {
  readonly text: string;
  /** The part of it that is meant, in UTF-16 units of `text`. */
  readonly start: number;
  readonly end: number;
};

/** Stands for any secret: not even its length is shown. */
const MASK = '******';

/** The password in `//user:password@`, up to the last `@` before the address goes on. */
const PASSWORD_IN_URL = /(?<=:\/\/[^\s:/@'"`]*:)[^\s'"`]+(?=@)/g;
/** A literal, with the letters that some languages write before it. */
const QUOTED = /^([A-Za-z]{0,2}(["'`]))[\s\S]+\2$/;

/**
 * @param line    the line that the range starts in
 * @param offset  of the line in its text
 * @param range   what is meant
 * @param secrets spans of the text
 */
export function excerptOf(line: string, offset: number, range: Range, secrets: readonly Span[]): Excerpt {
  const covered = coveredIn(line, offset, secrets);
  const end = range.end.line === range.start.line ? range.end.character : line.length;
  let text = '';
  let from = 0;
  for (const span of covered) {
    text += line.slice(from, span.start) + MASK;
    from = span.end;
  }
  return {
    text: text + line.slice(from),
    start: columnIn(covered, range.start.character, 'before'),
    end: columnIn(covered, end, 'behind'),
  };
}

/** What is to be covered of a line: sorted, none touching another. */
function coveredIn(line: string, offset: number, secrets: readonly Span[]): readonly Span[] {
  const spans = matchesOf(PASSWORD_IN_URL, line, 0);
  for (const span of secrets) {
    const start = Math.max(0, span.start - offset);
    const end = Math.min(line.length, span.end - offset);
    if (start < end) spans.push(...coveredInLiteral(line.slice(start, end), start));
  }
  const covered: Span[] = [];
  for (const span of spans.sort((one, other) => one.start - other.start)) {
    const last = covered.at(-1);
    if (!last || last.end < span.start) covered.push(span);
    else if (last.end < span.end) covered[covered.length - 1] = { start: last.start, end: span.end };
  }
  return covered;
}

/** Of an address the password is enough, of other literals what is between the quotes, else everything. */
function coveredInLiteral(text: string, offset: number): readonly Span[] {
  const passwords = matchesOf(PASSWORD_IN_URL, text, offset);
  if (passwords.length > 0) return passwords;
  const [, opening = '', quote = ''] = QUOTED.exec(text) ?? [];
  return [{ start: offset + opening.length, end: offset + text.length - quote.length }];
}

function matchesOf(pattern: RegExp, text: string, offset: number): Span[] {
  return [...text.matchAll(pattern)].map(({ 0: found, index }) => ({
    start: offset + index,
    end: offset + index + found.length,
  }));
}

/** Where a column of the line is in what is shown; inside of a secret, at the side of its mask that is given. */
function columnIn(covered: readonly Span[], column: number, side: 'before' | 'behind'): number {
  let shift = 0;
  for (const { start, end } of covered) {
    if (column <= start) break;
    if (column < end) return start + shift + (side === 'before' ? 0 : MASK.length);
    shift += MASK.length - (end - start);
  }
  return column + shift;
}
