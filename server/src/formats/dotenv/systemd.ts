import type { DotenvEvaluation } from './evaluate.ts';

const NONE: ReadonlyMap<string, never> = new Map<string, never>();
/** `WHITESPACE`, `NEWLINE` and `SHELL_NEED_ESCAPE` of systemd's string-util.h and escape.h. */
const WHITE_SPACE = ' \t\n\r';
const NEWLINE = '\n\r';
const NEEDS_ESCAPE = '"\\`$';
const NAME = /^[A-Za-z_]\w*$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: systemd drops assignments with control characters.
const CONTROL = /[\0-\x08\v-\x1F\x7F]/;

/**
 * `EnvironmentFile=` of a unit: systemd src/basic/env-file.c since release 254. Comments take whole lines, there is
 * no `export` and there are no references; what is no assignment is dropped with a warning in the journal.
 */
export function evaluateSystemd(text: string): DotenvEvaluation {
  // A string of C ends at the first NUL.
  const source = text.includes('\0') ? text.slice(0, text.indexOf('\0')) : text;
  const values = new Map<string, string>();
  let at = 0;
  while (at < source.length) {
    const character = source[at] ?? '';
    if (WHITE_SPACE.includes(character)) {
      at++;
    } else if (character === '#' || character === ';') {
      at = endOfComment(source, at);
    } else {
      const key = keyAt(source, at);
      at = key.end;
      if (key.name === undefined) continue;
      const value = valueAt(source, at);
      at = value.end;
      if (NAME.test(key.name) && !CONTROL.test(value.text)) values.set(key.name, value.text);
    }
  }
  return { values, undetermined: NONE };
}

/** A backslash takes the character after it, so that a line break there still ends the comment. */
function endOfComment(text: string, start: number): number {
  let at = start;
  while (at < text.length && !NEWLINE.includes(text[at] ?? '')) at++;
  return at + 1;
}

/** @returns no name for a line without `=` */
function keyAt(text: string, start: number): { readonly name?: string; readonly end: number } {
  let at = start;
  while (at < text.length && text[at] !== '=') {
    if (at > start && NEWLINE.includes(text[at] ?? '')) return { end: at + 1 };
    at++;
  }
  // The first character belongs to the name whatever it is.
  if (at === start) return keyAfterEquals(text, start);
  if (at === text.length) return { end: at };
  return { name: trimEnd(text.slice(start, at)), end: at + 1 };
}

/** `=value`: systemd takes the sign for the start of a name. */
function keyAfterEquals(text: string, start: number): { readonly name?: string; readonly end: number } {
  let at = start + 1;
  while (at < text.length && text[at] !== '=' && !NEWLINE.includes(text[at] ?? '')) at++;
  return text[at] === '=' ? { name: text.slice(start, at), end: at + 1 } : { end: at + 1 };
}

/** Quoted parts and what stands after them are put together; blanks count only inside of an unquoted part. */
function valueAt(text: string, start: number): { readonly text: string; readonly end: number } {
  const parts: string[] = [];
  let at = start;
  while (at < text.length) {
    const character = text[at] ?? '';
    if (NEWLINE.includes(character)) return { text: parts.join(''), end: at + 1 };
    if (character === "'" || character === '"') {
      const quoted = character === "'" ? singleQuoted(text, at) : doubleQuoted(text, at);
      parts.push(quoted.text);
      at = quoted.end;
    } else if (WHITE_SPACE.includes(character)) {
      at++;
    } else {
      const unquoted = unquotedAt(text, at);
      parts.push(unquoted.text);
      return { text: parts.join(''), end: unquoted.end };
    }
  }
  return { text: parts.join(''), end: at };
}

type Part = { readonly text: string; readonly end: number };

function singleQuoted(text: string, start: number): Part {
  const close = text.indexOf("'", start + 1);
  const end = close < 0 ? text.length : close;
  return { text: text.slice(start + 1, end), end: end + 1 };
}

function doubleQuoted(text: string, start: number): Part {
  const parts: string[] = [];
  let from = start + 1;
  let at = from;
  while (at < text.length && text[at] !== '"') {
    if (text[at] !== '\\') {
      at++;
      continue;
    }
    const next = text[at + 1] ?? '';
    parts.push(text.slice(from, at));
    if (NEEDS_ESCAPE.includes(next)) parts.push(next);
    else if (next !== '\n') parts.push(`\\${next}`);
    at += 2;
    from = at;
  }
  if (from < at) parts.push(text.slice(from, at));
  return { text: parts.join(''), end: at + 1 };
}

/** Up to the end of the line; an escaped line break is left out, and so are blanks at the end but escaped ones. */
function unquotedAt(text: string, start: number): Part {
  let value = '';
  let blanks = '';
  let at = start;
  for (; at < text.length; at++) {
    const character = text[at] ?? '';
    if (character === '\\') {
      const next = text[++at] ?? '';
      value += blanks + (NEWLINE.includes(next) ? '' : next);
      blanks = '';
    } else if (NEWLINE.includes(character)) {
      break;
    } else if (WHITE_SPACE.includes(character)) {
      blanks += character;
    } else {
      value += blanks + character;
      blanks = '';
    }
  }
  return { text: value, end: at + 1 };
}

function trimEnd(text: string): string {
  let end = text.length;
  while (end > 0 && WHITE_SPACE.includes(text[end - 1] ?? '')) end--;
  return text.slice(0, end);
}
