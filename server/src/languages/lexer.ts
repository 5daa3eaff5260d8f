import type { Span } from '../model/span.ts';
import { beginsTag, readElement, readTag } from './lexer-jsx.ts';
import { endOfRegularExpression, expectsOperand, opensBlock, opensHead } from './lexer-operands.ts';
import {
  Action,
  CODE,
  COMMENT,
  type CompiledTable,
  compile,
  endOfBlock,
  Frame,
  isLineEnd,
  isSpace,
  isWord,
  kindOf,
  type LexicalClass,
  lineEnd,
  STRING,
  type State,
  typeOf,
} from './lexer-state.ts';
import {
  beginsFormatSpecification,
  openString,
  readFormatSpecification,
  readString,
} from './lexer-strings.ts';
import type { LexicalTable, Place } from './lexical.ts';

export { CODE, COMMENT, type LexicalClass, STRING };

/**
 * Tells comments, strings and code apart, in one pass and without a tree. Regular expressions and JSX text count as
 * strings, code inside a string as code. It never throws; in broken text it may err up to the end of the broken
 * string or element.
 */
export type Lexer = {
  /**
   * The class of each offset (UTF-16 units, rising): CODE, COMMENT or STRING. Offsets outside the text are CODE. Reads
   * no further than to the end of what the last offset stands in.
   */
  classify(text: string, offsets: readonly number[]): Uint8Array;
  /** All comments, marks included, the line's end not, in order. */
  comments(text: string): readonly Span[];
};

export function createLexer(table: LexicalTable): Lexer {
  const compiled = compile(table);
  return {
    classify(text, offsets) {
      const classes = new Uint8Array(offsets.length);
      let next = 0;
      read(compiled, text, (offsets.at(-1) ?? -1) + 1, (found, start, end) => {
        while (next < offsets.length && (offsets[next] ?? 0) < start) next++;
        while (next < offsets.length && (offsets[next] ?? 0) < end) classes[next++] = found;
      });
      return classes;
    },
    comments(text) {
      const spans: Span[] = [];
      read(compiled, text, text.length, (found, start, end) => {
        if (found === COMMENT) spans.push({ start, end });
      });
      return spans;
    },
  };
}

function read(table: CompiledTable, text: string, end: number, emit: State['emit']): void {
  const limit = Math.min(end, text.length);
  const state: State = {
    table,
    text,
    limit,
    emit,
    at: 0,
    frames: [],
    piece: 0,
    last: -1,
    word: -1,
    valueEnd: -1,
    unmatchedSlashUntil: -1,
  };
  for (;;) {
    const top = state.frames.at(-1) ?? Frame.Block;
    // A string is known only when its end was seen, even if the last offset is in its opening mark.
    if (state.at >= limit && typeOf(top) !== Frame.String) return;
    switch (typeOf(top)) {
      case Frame.String:
        readString(state, top);
        break;
      case Frame.FormatSpecification:
        readFormatSpecification(state, top);
        break;
      case Frame.Tag:
        readTag(state);
        break;
      case Frame.Element:
        readElement(state);
        break;
      default:
        readCode(state);
    }
  }
}

/** Reads code until something else begins or the string or element around it goes on. */
function readCode(state: State): void {
  const { text, limit, table } = state;
  const { actions } = table;
  let at = state.at;
  while (at < limit) {
    const unit = text.charCodeAt(at);
    const action = unit < 128 ? actions[unit] : isWord(unit) ? Action.Word : Action.Space;
    switch (action) {
      case Action.Space:
        at++;
        break;
      case Action.Word: {
        state.word = at;
        at = wordEnd(text, at + 1, actions);
        state.last = at - 1;
        if (at - state.word <= table.longestPrefix && opensPrefixed(state, at)) return;
        break;
      }
      case Action.Opener: {
        state.at = at;
        if (opens(state, unit)) return;
        at = state.at;
        break;
      }
      case Action.Open:
        state.frames.push(bracket(state, unit));
        state.last = at++;
        break;
      case Action.Close: {
        state.at = at + 1;
        if (closes(state, unit)) return;
        at++;
        break;
      }
      case Action.Colon:
        if (beginsFormatSpecification(state, at)) return;
        state.last = at++;
        break;
      case Action.Less:
        if (isClosingTag(text, at)) {
          // What is left of an element that was given up. No one compares with a regular expression.
          state.last = at + 1;
          at += 2;
          break;
        }
        if (expectsOperand(state) && beginsTag(state, at)) return;
        state.last = at++;
        break;
      default:
        state.last = at++;
    }
  }
  state.at = at;
}

function wordEnd(text: string, from: number, actions: Uint8Array): number {
  let at = from;
  for (; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 128 ? actions[unit] !== Action.Word : !isWord(unit)) break;
  }
  return at;
}

function isClosingTag(text: string, at: number): boolean {
  return text.charAt(at + 1) === '/' && (text.charAt(at + 2) === '>' || isWord(text.charCodeAt(at + 2)));
}

/** At the end of a word: enters the string whose prefix it is. */
function opensPrefixed(state: State, at: number): boolean {
  const { text, table, word } = state;
  const kinds = table.prefixed.get(text.slice(word, at).toLowerCase());
  if (kinds === undefined) return false;
  for (const kind of kinds) {
    const open = table.strings[kind]?.open ?? '';
    if (!text.startsWith(open, at)) continue;
    openString(state, kind, word, at + open.length);
    return true;
  }
  return false;
}

/** At a unit that may open something: true if a string was entered; otherwise goes behind what stands here. */
function opens(state: State, unit: number): boolean {
  const { text, table, at } = state;
  for (const opener of table.openers[unit] ?? []) {
    if (!text.startsWith(opener.open, at)) continue;
    if (opener.type === 'string') {
      openString(state, opener.kind, at, at + opener.open.length);
      return true;
    }
    if (!isAt(text, at, opener.comment.only)) continue;
    state.at = opener.type === 'line' ? lineEnd(text, at) : endOfBlock(text, at, opener.comment);
    state.emit(COMMENT, at, state.at);
    return false;
  }
  if (unit === SLASH && table.regularExpressions && expectsOperand(state)) {
    const end = endOfRegularExpression(state, at);
    if (end > 0) {
      state.emit(STRING, at, end);
      state.at = end;
      state.last = end - 1;
      state.valueEnd = end - 1;
      return false;
    }
  }
  state.last = at;
  state.at = at + 1;
  return false;
}

function isAt(text: string, at: number, place: Place | undefined): boolean {
  if (place === undefined || at === 0) return true;
  const before = text.charCodeAt(at - 1);
  if (place === 'file-start') return at === 1 && before === 0xfeff;
  if (place === 'line-start') return isLineEnd(before);
  return isSpace(before) || ';&|()'.includes(String.fromCharCode(before));
}

function bracket(state: State, unit: number): number {
  if (unit === OPENING_BRACKET) return Frame.Bracket;
  if (unit === OPENING_PAREN) return opensHead(state) ? Frame.Head : Frame.Paren;
  return opensBlock(state) ? Frame.Block : Frame.Object;
}

/** At a closing bracket: true if that ends code inside a string or an element, which then goes on at `state.at`. */
function closes(state: State, unit: number): boolean {
  const { frames } = state;
  const at = state.at - 1;
  state.last = at;
  if (unit === CLOSING_BRACE) {
    // Brackets that were never closed end with the braces around them.
    while (frames.length > 0 && typeOf(frames.at(-1) ?? 0) <= Frame.Bracket) frames.pop();
  }
  const top = frames.at(-1);
  if (top === undefined) return false;
  const type = typeOf(top);
  switch (type) {
    case Frame.Interpolation:
      if (state.table.strings[kindOf(top)]?.interpolation?.close.charCodeAt(0) !== unit) return false;
      frames.pop();
      state.piece = at + 1;
      return true;
    case Frame.JsxExpression:
      if (unit !== CLOSING_BRACE) return false;
      frames.pop();
      state.piece = at + 1;
      return true;
    case Frame.Head:
    case Frame.Paren:
      if (unit === CLOSING_PAREN) frames.pop();
      break;
    case Frame.Bracket:
      if (unit === CLOSING_BRACKET) frames.pop();
      break;
    default:
      if (unit === CLOSING_BRACE) frames.pop();
  }
  const isStatementEnd = unit === CLOSING_BRACE ? type !== Frame.Object : type === Frame.Head;
  if (!isStatementEnd) state.valueEnd = at;
  return false;
}

const OPENING_PAREN = 40;
const CLOSING_PAREN = 41;
const SLASH = 47;
const OPENING_BRACKET = 91;
const CLOSING_BRACKET = 93;
const CLOSING_BRACE = 125;
