import type { Span } from '../model/span.ts';

/** `$NAME` or `${NAME…}`; positional and special parameters (`$1`, `$?`, `$$`) too. */
export type ShellExpansion = {
  readonly name: string;
  readonly span: Span;
  readonly braced: boolean;
  /** What follows the name inside the braces, as written: `:-5000` of `${PORT:-5000}`; empty otherwise. */
  readonly modifier: string;
};

/** One word of a command. */
export type ShellWord = {
  /** Quotes and backslashes resolved; expansions and substitutions as written. */
  readonly value: string;
  readonly span: Span;
  /** The shell changes the word before the command sees it: it holds an expansion or a substitution. */
  readonly expands: boolean;
  /** A part of the word is quoted or escaped. */
  readonly quoted: boolean;
  /** Variables that the word reads, those inside substitutions and defaults too, in order of their start. */
  readonly expansions: readonly ShellExpansion[];
  /** `$(…)`, `` `…` `` and `$((…))`, outermost ones. */
  readonly substitutions: readonly Span[];
};

/** Ends an unquoted word. */
const WORD_END = new Set([' ', '\t', '\n', '\r', ';', '&', '|', '<', '>', '(', ')']);
/** What a backslash escapes between double quotes; before anything else it stays (POSIX shell, 2.2.3). */
const ESCAPED_IN_DOUBLE_QUOTES = new Set(['$', '`', '"', '\\', '\n']);

const PLAIN_EXPANSION = /\$([A-Za-z_]\w*|[0-9@*#?$!-])/y;
const BRACED_EXPANSION = /\$\{[#!]?([A-Za-z_]\w*|[0-9]+|[@*#?$!-])/y;

/** What reading a word gathers; offsets are relative to the text. */
type Parts = {
  value: string;
  quoted: boolean;
  readonly expansions: ShellExpansion[];
  readonly substitutions: Span[];
};

/**
 * Reads one word.
 *
 * @param text   the whole script
 * @param start  index of the word's first character
 * @param offset UTF-16 offset that `text` has in its file; added to every span
 * @returns the word and the index after it. A quote that is never closed reaches to the end of the text. The
 *   word is empty (and `end` is `start`) if a separator stands at `start`.
 */
export function readShellWord(text: string, start: number, offset: number): { word: ShellWord; end: number } {
  const parts: Parts = { value: '', quoted: false, expansions: [], substitutions: [] };
  let at = start;
  while (at < text.length && !WORD_END.has(text[at] ?? '')) at = readPart(text, at, offset, parts);
  const end = Math.min(at, text.length);
  return {
    word: {
      value: parts.value,
      span: { start: start + offset, end: end + offset },
      expands: parts.expansions.length > 0 || parts.substitutions.length > 0,
      quoted: parts.quoted,
      expansions: parts.expansions,
      substitutions: parts.substitutions,
    },
    end,
  };
}

/** Reads the next unquoted character, quoted stretch or expansion; returns the index after it. */
function readPart(text: string, at: number, offset: number, parts: Parts): number {
  switch (text[at]) {
    case "'": {
      parts.quoted = true;
      const close = text.indexOf("'", at + 1);
      const end = close < 0 ? text.length : close;
      parts.value += text.slice(at + 1, end);
      return end + 1;
    }
    case '"':
      parts.quoted = true;
      return readDoubleQuoted(text, at + 1, offset, parts);
    case '\\':
      parts.quoted = true;
      if (text[at + 1] !== '\n') parts.value += text[at + 1] ?? '\\';
      return at + 2;
    case '$':
    case '`':
      return readExpansion(text, at, offset, parts, true);
    default:
      parts.value += text[at] ?? '';
      return at + 1;
  }
}

function readDoubleQuoted(text: string, start: number, offset: number, parts: Parts): number {
  let at = start;
  while (at < text.length && text[at] !== '"') {
    const character = text[at] ?? '';
    if (character === '\\' && ESCAPED_IN_DOUBLE_QUOTES.has(text[at + 1] ?? '')) {
      if (text[at + 1] !== '\n') parts.value += text[at + 1] ?? '';
      at += 2;
    } else if (character === '$' || character === '`') {
      at = readExpansion(text, at, offset, parts, false);
    } else {
      parts.value += character;
      at++;
    }
  }
  return at + 1;
}

/**
 * Reads what `$` or a backtick starts; a lone `$` is a character like any other.
 *
 * @param apostrophesQuote whether `'` quotes inside `${…}`: not so between double quotes
 */
function readExpansion(
  text: string,
  at: number,
  offset: number,
  parts: Parts,
  apostrophesQuote: boolean,
): number {
  const opening = openingAt(text, at);
  if (opening !== undefined) {
    const end = skipNested(text, at, opening, offset, parts.expansions, apostrophesQuote);
    if (opening.closing !== '}') parts.substitutions.push({ start: at + offset, end: end + offset });
    parts.value += text.slice(at, end);
    return end;
  }
  const plain = plainExpansionAt(text, at, offset);
  const end = at + (plain === undefined ? 1 : plain.name.length + 1);
  if (plain !== undefined) parts.expansions.push(plain);
  parts.value += text.slice(at, end);
  return end;
}

function plainExpansionAt(text: string, at: number, offset: number): ShellExpansion | undefined {
  PLAIN_EXPANSION.lastIndex = at;
  const name = PLAIN_EXPANSION.exec(text)?.[1];
  if (name === undefined) return undefined;
  const span = { start: at + offset, end: at + offset + name.length + 1 };
  return { name, span, braced: false, modifier: '' };
}

type Opening = { readonly length: number; readonly closing: ')' | '}' | '`' };

function openingAt(text: string, at: number): Opening | undefined {
  if (text[at] === '`') return { length: 1, closing: '`' };
  if (text[at] !== '$') return undefined;
  if (text[at + 1] === '(') return { length: 2, closing: ')' };
  if (text[at + 1] === '{') return { length: 2, closing: '}' };
  return undefined;
}

type Level = { readonly closing: string; readonly apostrophesQuote: boolean; readonly expansion?: number };

/**
 * Skips a substitution or a braced expansion with all that is nested in it. A stack, not recursion, so that no
 * depth of nesting can exhaust the call stack.
 *
 * @returns the index after the closing character, or the text's length if it is missing
 */
function skipNested(
  text: string,
  start: number,
  opening: Opening,
  offset: number,
  expansions: ShellExpansion[],
  apostrophesQuote: boolean,
): number {
  const levels: Level[] = [];
  const open = (at: number, found: Opening, quotes: boolean) => {
    const expansion = bracedExpansion(text, at, found, offset, expansions);
    levels.push({
      closing: found.closing,
      apostrophesQuote: found.closing !== '}' || quotes,
      ...(expansion === undefined ? {} : { expansion }),
    });
    return at + found.length;
  };
  let at = open(start, opening, apostrophesQuote);
  while (at < text.length) {
    const level = levels.at(-1);
    if (level === undefined) return at;
    const character = text[at] ?? '';
    const nested = openingAt(text, at);
    if (character === '\\') {
      at += 2;
    } else if (character === level.closing) {
      levels.pop();
      at++;
      if (level.expansion !== undefined) closeExpansion(text, at, offset, expansions, level.expansion);
    } else if (character === "'" && level.apostrophesQuote) {
      const close = text.indexOf("'", at + 1);
      at = close < 0 ? text.length : close + 1;
    } else if (character === '"') {
      levels.push({ closing: '"', apostrophesQuote: false });
      at++;
    } else if (character === '(' && level.closing === ')') {
      levels.push({ closing: ')', apostrophesQuote: true });
      at++;
    } else if (nested !== undefined) {
      at = open(at, nested, level.apostrophesQuote);
    } else {
      const plain = plainExpansionAt(text, at, offset);
      if (plain !== undefined) expansions.push(plain);
      at += plain === undefined ? 1 : plain.name.length + 1;
    }
  }
  return text.length;
}

/** Notes the `${NAME` at `at`, whose end and modifier are known only when it closes; returns its index. */
function bracedExpansion(
  text: string,
  at: number,
  opening: Opening,
  offset: number,
  expansions: ShellExpansion[],
): number | undefined {
  if (opening.closing !== '}') return undefined;
  BRACED_EXPANSION.lastIndex = at;
  const name = BRACED_EXPANSION.exec(text)?.[1];
  if (name === undefined) return undefined;
  const span = { start: at + offset, end: text.length + offset };
  return expansions.push({ name, span, braced: true, modifier: '' }) - 1;
}

function closeExpansion(
  text: string,
  end: number,
  offset: number,
  expansions: ShellExpansion[],
  index: number,
): void {
  const expansion = expansions[index];
  if (expansion === undefined) return;
  const start = expansion.span.start - offset;
  const nameEnd = text.indexOf(expansion.name, start + 2) + expansion.name.length;
  expansions[index] = {
    ...expansion,
    span: { start: expansion.span.start, end: end + offset },
    modifier: text.slice(nameEnd, end - 1),
  };
}
