import {
  COMMENT,
  endOfBlock,
  Frame,
  frame,
  isSpace,
  isWord,
  lineEnd,
  STRING,
  type State,
  typeOf,
} from './lexer-state.ts';

/**
 * Called at a `<` of code where an operand may begin: enters the tag if it looks like one. Type parameters of an
 * arrow function (`<T,>`, `<T extends U>`) do not.
 */
export function beginsTag(state: State, at: number): boolean {
  const { text } = state;
  const next = text.charCodeAt(at + 1);
  if (next !== GREATER && (!isWord(next) || isDigit(next))) return false;
  TYPE_PARAMETER.lastIndex = at;
  if (TYPE_PARAMETER.test(text)) return false;
  state.frames.push(frame(Frame.Tag));
  state.at = at + 1;
  return true;
}
const TYPE_PARAMETER = /<(?:const\s+)?[\w$]{1,100}\s+extends\s+[^\s=>]/y;

/** Reads from behind `<` to behind `>`, or to an expression or element inside the tag. */
export function readTag(state: State): void {
  const { text, frames } = state;
  let at = state.at;
  while (at < text.length) {
    const character = text.charAt(at);
    switch (character) {
      case '"':
      case "'": {
        // No escapes, and lines may end in it.
        const close = text.indexOf(character, at + 1);
        const end = close < 0 ? lineEnd(text, at) : close + 1;
        state.emit(STRING, at, end);
        at = end;
        break;
      }
      case '{':
        frames.push(frame(Frame.JsxExpression));
        state.last = at;
        state.at = at + 1;
        return;
      case '>':
        frames.pop();
        if (text.charAt(at - 1) === '/') endElement(state, at);
        else {
          frames.push(frame(Frame.Element));
          state.piece = at + 1;
        }
        state.at = at + 1;
        return;
      case '/':
        if (text.startsWith('//', at)) {
          state.emit(COMMENT, at, lineEnd(text, at));
          at = lineEnd(text, at);
        } else if (text.startsWith('/*', at)) {
          const end = endOfBlock(text, at, { open: '/*', close: '*/' });
          state.emit(COMMENT, at, end);
          at = end;
        } else at++;
        break;
      case '=':
        at = afterSpace(text, at + 1);
        if (text.charAt(at) === '<') {
          frames.push(frame(Frame.Tag));
          at++;
        } else if (!VALUE_START.has(text.charAt(at))) {
          notATag(state, at);
          return;
        }
        break;
      case '<': {
        const end = endOfTypeArguments(text, at);
        if (end < 0) {
          notATag(state, at);
          return;
        }
        at = end;
        break;
      }
      default:
        if (!isTagPart(text, at)) {
          notATag(state, at);
          return;
        }
        at++;
    }
  }
  state.at = at;
}
const VALUE_START = new Set(['"', "'", '{', '/', '']);
const NAME_MARKS = new Set(['.', ':', '-', '@', '#']);

/** Reads text between tags up to a tag, to an expression, or to what shows that this is no JSX. */
export function readElement(state: State): void {
  const { text, frames } = state;
  let at = state.at;
  for (; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === LESS) {
      state.emit(STRING, state.piece, at);
      if (text.charCodeAt(at + 1) === SLASH) {
        frames.pop();
        state.at = endOfClosingTag(text, at);
        endElement(state, state.at - 1);
        return;
      }
      frames.push(frame(Frame.Tag));
      state.at = at + 1;
      return;
    }
    if (unit === OPENING_BRACE) {
      state.emit(STRING, state.piece, at);
      frames.push(frame(Frame.JsxExpression));
      state.last = at;
      state.at = at + 1;
      return;
    }
    if (unit === CLOSING_BRACE || (unit === GREATER && text.charAt(at - 1) === '=')) {
      // Neither may stand in JSX text: the tag was a type parameter or a comparison. Read on as code from its `>`.
      while (isJsx(frames.at(-1))) frames.pop();
      state.at = state.piece;
      return;
    }
  }
  state.emit(STRING, state.piece, at);
  state.at = at;
}

/** Behind its `>`, or where it breaks off. */
function endOfClosingTag(text: string, from: number): number {
  let at = from + 2;
  while (at < text.length && isTagPart(text, at)) at++;
  return text.charCodeAt(at) === GREATER ? at + 1 : at;
}

/** A unit of a tag's names or the space around them. */
function isTagPart(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return isWord(unit) || isSpace(unit) || NAME_MARKS.has(text.charAt(at));
}

/** Behind an element: more text, the rest of the tag whose attribute it was, or code, for which it is a value. */
function endElement(state: State, at: number): void {
  state.piece = at + 1;
  state.last = at;
  state.valueEnd = at;
}

function notATag(state: State, at: number): void {
  state.frames.pop();
  if (typeOf(state.frames.at(-1) ?? Frame.Block) === Frame.Element) state.piece = at;
  state.last = at - 1;
  state.at = at;
}

function isJsx(top: number | undefined): boolean {
  return top !== undefined && (typeOf(top) === Frame.Tag || typeOf(top) === Frame.Element);
}

/** Behind the `>` of `<List<Item> items={…}>`'s inner brackets; -1 if there is none near. */
function endOfTypeArguments(text: string, from: number): number {
  const limit = Math.min(text.length, from + LONGEST_TYPE_ARGUMENTS);
  let depth = 0;
  for (let at = from; at < limit; at++) {
    const unit = text.charCodeAt(at);
    if (unit === LESS) depth++;
    else if (unit === GREATER && text.charAt(at - 1) !== '=') depth--;
    else if (unit === SEMICOLON && depth === 1) return -1;
    if (depth === 0) return at + 1;
  }
  return -1;
}
/** In UTF-16 units; any bound keeps the pass linear. */
const LONGEST_TYPE_ARGUMENTS = 500;

function afterSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && isSpace(text.charCodeAt(at))) at++;
  return at;
}

function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57;
}

const SLASH = 47;
const SEMICOLON = 59;
const LESS = 60;
const GREATER = 62;
const OPENING_BRACE = 123;
const CLOSING_BRACE = 125;
