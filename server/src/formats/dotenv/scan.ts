import { trim } from '../trim.ts';
import type { DotenvTraits, Quote, QuoteTraits, RefusalReason } from './traits.ts';

/** An assignment as an implementation cuts it out of the file, escapes and references unresolved. */
export type ScannedAssignment = {
  readonly kind: 'assignment';
  readonly key: string;
  /** Between the quotes, if it is quoted. */
  readonly raw: string;
  readonly quote: Quote | 'none';
  /** Where it starts in the text given to the scan, as in the other kinds. */
  readonly offset: number;
};

export type Scanned =
  | ScannedAssignment
  /** A key without separator. */
  | { readonly kind: 'bare'; readonly key: string; readonly exported: boolean; readonly offset: number }
  | { readonly kind: 'refusal'; readonly reason: RefusalReason; readonly offset: number };

type Value =
  | { readonly raw: string; readonly quote: Quote | 'none'; readonly end: number }
  | { readonly dropped: true; readonly end: number }
  | { readonly reason: RefusalReason };

const REST_IS_COMMENT = /[^\S\n]*(?:#[^\n]*)?(?=\n|$)/y;
/** JavaScript counts the byte order mark as white space; the implementations do not. */
const NON_BLANK = /[^\s]|\uFEFF/g;

/**
 * Goes through a text assignment by assignment.
 *
 * @param text with line endings as the traits want them
 */
export function* scan(text: string, traits: DotenvTraits): Generator<Scanned> {
  let at = 0;
  while (at < text.length) {
    at = statementStart(text, at, traits);
    if (at >= text.length) return;
    const lineEnd = endOfLine(text, at);
    if (text[at] === '#' || isTooShort(text, at, lineEnd, traits)) {
      at = lineEnd + 1;
      continue;
    }

    const head = matchAt(traits.head, text, at);
    const found = head ?? (traits.bareKey ? matchAt(traits.bareKey, text, at) : null);
    if (found === null) {
      if (traits.otherLine === 'ends the file') return;
      if (traits.otherLine === 'refused')
        return yield { kind: 'refusal', reason: 'a line that is no assignment', offset: at };
      at = lineEnd + 1;
      continue;
    }
    const key = keyOf(found, traits);
    if (key === '' && traits.emptyKey === 'ends the file') return;
    const reason = refusalOfKey(key, traits);
    if (reason !== undefined) return yield { kind: 'refusal', reason, offset: at };
    if (head === null) {
      yield { kind: 'bare', key, exported: found.groups?.export !== undefined, offset: at };
      at = lineEnd + 1;
      continue;
    }
    const value = valueAt(text, at + head[0].length, traits);
    if ('reason' in value) return yield { kind: 'refusal', reason: value.reason, offset: at };
    if (!('dropped' in value) && isKept(key, traits))
      yield { kind: 'assignment', key, raw: value.raw, quote: value.quote, offset: at };
    at = value.end;
  }
}

function statementStart(text: string, at: number, traits: DotenvTraits): number {
  if (traits.indentation) {
    NON_BLANK.lastIndex = at;
    return NON_BLANK.exec(text)?.index ?? text.length;
  }
  let start = at;
  while (text[start] === '\n') start++;
  return start;
}

function isTooShort(text: string, start: number, end: number, { shortestLine }: DotenvTraits): boolean {
  return shortestLine !== undefined && text.slice(start, end).trimEnd().length < shortestLine;
}

function keyOf(match: RegExpExecArray, traits: DotenvTraits): string {
  const written = match.groups?.key ?? '';
  const key = traits.trimsKey ? trim(written, 'white space') : written;
  const quoted = key.length > 2 && key.endsWith(key[0] ?? '') && traits.keyQuotes?.includes(key[0] as Quote);
  return quoted ? key.slice(1, -1) : key;
}

function isKept(key: string, traits: DotenvTraits): boolean {
  if (key === '') return traits.emptyKey === 'kept';
  return traits.invalidKey !== 'ignored' || traits.validKey?.test(key) !== false;
}

function refusalOfKey(key: string, traits: DotenvTraits): RefusalReason | undefined {
  if (key === '') return traits.emptyKey === 'refused' ? 'an assignment without a key' : undefined;
  if (traits.invalidKey === 'ignored') return undefined;
  return traits.validKey?.test(key) === false ? 'an invalid key' : undefined;
}

function valueAt(text: string, separatorEnd: number, traits: DotenvTraits): Value {
  const start = traits.blanks ? skip(traits.blanks, text, separatorEnd) : separatorEnd;
  const quote = text[start] as Quote;
  const quoteTraits = traits.quotes?.[quote];
  if (quoteTraits !== undefined) {
    const quotedValue = quotedAt(text, start, quote, quoteTraits);
    if (quotedValue !== undefined) return quotedValue;
  }
  return unquotedAt(text, separatorEnd, start, traits);
}

/** @returns undefined if the value is to be read as an unquoted one */
function quotedAt(text: string, start: number, quote: Quote, traits: QuoteTraits): Value | undefined {
  const lineEnd = endOfLine(text, start);
  const limit = traits.multiline ? text.length : lineEnd;
  let closed = false;
  for (const close of closings(text, start, limit, quote, traits.closing)) {
    closed = true;
    const written = text.slice(start + 1, close);
    const raw = traits.trimsLineBreaks ? written.replace(/^\r?\n|\r?\n$/g, '') : written;
    if (traits.followedBy === 'assignment') return { raw, quote, end: close + 1 };
    const rest = endOfLine(text, close);
    const followed = traits.followedBy === 'comment' && matchAt(REST_IS_COMMENT, text, close + 1) === null;
    if (!followed) return { raw, quote, end: rest + 1 };
    if (traits.otherwise === 'dropped') return { dropped: true, end: rest + 1 };
    if (traits.otherwise === 'refused') return { reason: 'text after the closing quote' };
  }
  if (closed) return undefined;
  switch (traits.unclosed) {
    case 'unquoted':
      return undefined;
    case 'line':
      return { raw: text.slice(start, lineEnd), quote: 'none', end: lineEnd + 1 };
    case 'dropped':
      return { dropped: true, end: lineEnd + 1 };
    case 'ends the file':
      return { dropped: true, end: text.length };
    case 'refused':
      return { reason: 'a quote that is not closed' };
  }
}

/**
 * Where a quoted value may end, best first. A backslash before a quote makes it a part of the value, unless that
 * leaves the value without an end: `"C:\dir\"` on a line of its own.
 */
function* closings(
  text: string,
  start: number,
  limit: number,
  quote: Quote,
  closing: QuoteTraits['closing'],
): Generator<number> {
  const first = text.indexOf(quote, start + 1);
  if (first < 0 || first >= limit) return;
  if (closing === 'last') {
    const lineEnd = endOfLine(text, first);
    for (let at = text.lastIndexOf(quote, lineEnd - 1); at > start; at = text.lastIndexOf(quote, at - 1))
      yield at;
    return;
  }
  const escaped: number[] = [];
  for (let at = first; at >= 0 && at < limit; at = text.indexOf(quote, at + 1)) {
    const escapedHere =
      closing === 'unescaped' ? isEscaped(text, at, start) : text[at - 1] === '\\' && at > start + 1;
    if (closing === 'first' || !escapedHere) {
      yield at;
      break;
    }
    escaped.push(at);
  }
  if (closing === 'unescaped if possible') yield* escaped.reverse();
}

/** An odd number of backslashes before `at`, counted back to `start`. */
function isEscaped(text: string, at: number, start: number): boolean {
  let backslash = at - 1;
  while (backslash > start && text[backslash] === '\\') backslash--;
  return (at - backslash) % 2 === 0;
}

function unquotedAt(text: string, separatorEnd: number, start: number, traits: DotenvTraits): Value {
  const lineEnd = endOfLine(text, start);
  const end = lineEnd + 1;
  if (text[start] === '#' && traits.commentAfterSeparator === 'refused')
    return { reason: 'an empty value before a comment' };
  if (text[start] === '#' && traits.commentAfterSeparator === 'comment' && start > separatorEnd)
    return { raw: '', quote: 'none', end };

  const line = text.slice(start, lineEnd);
  if (traits.oneWord) {
    const word = /^[^\s#]*/.exec(line)?.[0] ?? '';
    const onlyComment = matchAt(REST_IS_COMMENT, text, start + word.length) !== null;
    return onlyComment ? { raw: word, quote: 'none', end } : { reason: 'an unquoted value with white space' };
  }
  const uncommented = line.slice(0, commentStart(line, traits.comment));
  const raw = traits.blanks ? trimEnd(uncommented, traits.blanks) : uncommented;
  const quote = raw[0] as Quote;
  const surrounded = raw.length > 1 && raw.endsWith(quote) && traits.outerQuotes?.includes(quote);
  return surrounded ? { raw: raw.slice(1, -1), quote, end } : { raw, quote: 'none', end };
}

function commentStart(line: string, comment: DotenvTraits['comment']): number {
  switch (comment) {
    case 'none':
      return line.length;
    case '#':
      return indexOrLength(line, /#/);
    case 'space and #':
      return indexOrLength(line, / #/);
    case 'white space and #':
      return indexOrLength(line, /\s#/);
  }
}

function indexOrLength(line: string, pattern: RegExp): number {
  const index = line.search(pattern);
  return index < 0 ? line.length : index;
}

function skip(pattern: RegExp, text: string, from: number): number {
  let at = from;
  while (at < text.length && pattern.test(text[at] ?? '')) at++;
  return at;
}

function trimEnd(text: string, pattern: RegExp): string {
  let end = text.length;
  while (end > 0 && pattern.test(text[end - 1] ?? '')) end--;
  return text.slice(0, end);
}

function endOfLine(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  return newline < 0 ? text.length : newline;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
