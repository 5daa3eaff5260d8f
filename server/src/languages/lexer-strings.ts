import { Frame, frame, isLineEnd, kindOf, STRING, type State, typeOf } from './lexer-state.ts';

/** Enters a string of the kind whose prefix, if any, begins at `start` and whose opening mark ends at `contentStart`. */
export function openString(state: State, kind: number, start: number, contentStart: number): void {
  state.frames.push(frame(Frame.String, kind));
  state.piece = start;
  state.at = contentStart;
}

/** Reads the text of a string up to its end or to the code inside it. */
export function readString(state: State, top: number): void {
  const { text, frames, table } = state;
  const kind = table.strings[kindOf(top)];
  const stops = table.stops[kindOf(top)];
  if (kind === undefined || stops === undefined) return;
  const { interpolation } = kind;
  const length = text.length;

  let at = state.at;
  while (at < length) {
    const unit = text.charCodeAt(at);
    if (unit > 127 || stops[unit] === 0) {
      at++;
      continue;
    }
    if (unit === BACKSLASH && kind.escape === 'backslash') {
      at = afterEscape(text, at, interpolation?.doubled === true);
      continue;
    }
    if (interpolation !== undefined && text.startsWith(interpolation.open, at)) {
      const inner = at + interpolation.open.length;
      if (interpolation.doubled && text.startsWith(interpolation.open, inner)) {
        at = inner + interpolation.open.length;
        continue;
      }
      enterInterpolation(state, top, at, inner);
      return;
    }
    if (text.startsWith(kind.close, at)) {
      const end = at + kind.close.length;
      if (kind.escape === 'doubled' && text.startsWith(kind.close, end)) {
        at = end + kind.close.length;
        continue;
      }
      leave(state, end);
      state.last = end - 1;
      state.valueEnd = end - 1;
      return;
    }
    if (isLineEnd(unit) && !kind.multiline) {
      leave(state, at);
      return;
    }
    at++;
  }
  leave(state, length);

  function leave(from: State, end: number): void {
    from.emit(STRING, from.piece, end);
    frames.pop();
    from.at = end;
  }
}

/**
 * Reads how an interpolated value is printed: text, in which values may stand again. Whatever ends the string ends
 * this too.
 */
export function readFormatSpecification(state: State, top: number): void {
  const { text, frames, table } = state;
  const kind = table.strings[kindOf(top)];
  const stops = table.stops[kindOf(top)];
  if (kind?.interpolation === undefined || stops === undefined) return;

  let at = state.at;
  while (at < text.length) {
    const unit = text.charCodeAt(at);
    if (unit > 127 || stops[unit] === 0) {
      at++;
      continue;
    }
    if (text.startsWith(kind.interpolation.open, at)) {
      enterInterpolation(state, top, at, at + kind.interpolation.open.length);
      return;
    }
    if (text.startsWith(kind.interpolation.close, at)) {
      frames.length -= 2;
      state.emit(STRING, state.piece, at);
      state.piece = at + 1;
      state.at = at + 1;
      return;
    }
    if ((isLineEnd(unit) && !kind.multiline) || text.startsWith(kind.close, at)) break;
    at++;
  }
  frames.length -= 2;
  state.at = at;
}

/** Called at a `:` of code: enters the format specification if that is what it begins. */
export function beginsFormatSpecification(state: State, at: number): boolean {
  const top = state.frames.at(-1);
  if (top === undefined || typeOf(top) !== Frame.Interpolation) return false;
  const kind = kindOf(top);
  if (!state.table.strings[kind]?.interpolation?.formatSpecification) return false;
  state.frames.push(frame(Frame.FormatSpecification, kind));
  state.piece = at + 1;
  state.at = at + 1;
  return true;
}

function enterInterpolation(state: State, top: number, end: number, inner: number): void {
  state.emit(STRING, state.piece, end);
  state.frames.push(frame(Frame.Interpolation, kindOf(top)));
  state.at = inner;
  state.last = inner - 1;
}

/** Behind the escaped unit; Python's `\N{NAME}` in an f-string holds no code. */
function afterEscape(text: string, at: number, braceCannotBeEscaped: boolean): number {
  if (braceCannotBeEscaped) {
    if (text.startsWith('N{', at + 1)) return at + 3;
    if (text.startsWith('{', at + 1)) return at + 1;
  }
  return text.startsWith('\r\n', at + 1) ? at + 3 : at + 2;
}

const BACKSLASH = 92;
