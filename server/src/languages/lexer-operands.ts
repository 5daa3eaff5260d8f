import { Frame, isLineEnd, isWord, type State, typeOf } from './lexer-state.ts';

/** Whether an operand may begin here, so that `/` opens a regular expression and `<` a JSX element. */
export function expectsOperand(state: State): boolean {
  const { last, text } = state;
  if (last < 0) return true;
  if (state.valueEnd === last) return false;
  const unit = text.charCodeAt(last);
  if (isWord(unit)) return isKeyword(state, state.table.operands?.keywords);
  if (unit === DOT) return !isDigit(text.charCodeAt(last - 1));
  for (const operator of state.table.operands?.postfix ?? []) {
    const before = last - operator.length;
    if (before >= 0 && text.startsWith(operator, before + 1)) return !endsOperand(state, before);
  }
  return true;
}

/** Whether `{` opens a block of statements (or of a class), not an object. */
export function opensBlock(state: State): boolean {
  const { last, text, frames, table } = state;
  if (last < 0 || state.valueEnd === last) return true;
  const unit = text.charCodeAt(last);
  if (isWord(unit)) {
    return !isKeyword(state, table.operands?.keywords) || isKeyword(state, table.operands?.blockKeywords);
  }
  const character = text.charAt(last);
  if (character === ')' || character === '}' || character === ';' || character === '>') return true;
  const top = typeOf(frames.at(-1) ?? Frame.Block);
  if (character === '{') return top !== Frame.JsxExpression && top !== Frame.Interpolation;
  // A label or a result type in a block; a property, an argument's type or a branch of `?:` elsewhere.
  if (character === ':') return top === Frame.Block;
  return false;
}

/** Whether the bracket opening here is that of `if (…)` and its like. */
export function opensHead(state: State): boolean {
  return isWord(state.text.charCodeAt(state.last)) && isKeyword(state, state.table.operands?.headKeywords);
}

/** Whether the last word, which ends with the unit at `end`, is one of these, and no property's name. */
function isKeyword(state: State, keywords: ReadonlySet<string> | undefined, end = state.last): boolean {
  const { text, word } = state;
  if (keywords === undefined || end - word > LONGEST_KEYWORD) return false;
  return keywords.has(text.slice(word, end + 1)) && text.charCodeAt(word - 1) !== DOT;
}
const LONGEST_KEYWORD = 'instanceof'.length;

/** Whether the unit right before a postfix operator ends what the operator applies to. */
function endsOperand(state: State, at: number): boolean {
  const unit = state.text.charCodeAt(at);
  if (unit === 41 || unit === 93) return true;
  // The word before the operator is the last one read.
  return isWord(unit) && !isKeyword(state, state.table.operands?.keywords, at);
}

/**
 * The offset behind the regular expression and its flags that begins with the `/` at `from`; -1 if the line ends
 * before it does, so that it was none.
 */
export function endOfRegularExpression(state: State, from: number): number {
  const { text } = state;
  if (from < state.unmatchedSlashUntil) return -1;
  let inClass = false;
  let at = from + 1;
  for (; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (isLineEnd(unit)) break;
    if (unit === BACKSLASH && !isLineEnd(text.charCodeAt(at + 1))) at++;
    else if (unit === OPENING_BRACKET) inClass = true;
    else if (unit === CLOSING_BRACKET) inClass = false;
    else if (unit === SLASH && !inClass) {
      do at++;
      while (at < text.length && isWord(text.charCodeAt(at)));
      return at;
    }
  }
  // Each line is read to its end in vain only once, which keeps the pass linear.
  state.unmatchedSlashUntil = at;
  return -1;
}

function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57;
}

const DOT = 46;
const SLASH = 47;
const OPENING_BRACKET = 91;
const BACKSLASH = 92;
const CLOSING_BRACKET = 93;
