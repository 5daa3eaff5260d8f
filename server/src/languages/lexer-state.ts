import type { BlockComment, LexicalTable, LineComment, StringKind } from './lexical.ts';

export const CODE = 0;
export const COMMENT = 1;
export const STRING = 2;
export type LexicalClass = typeof CODE | typeof COMMENT | typeof STRING;

/** What stands open, innermost last; the innermost decides how the text is read. */
export const Frame = {
  /** Brackets, read as code. */
  Paren: 0,
  /** Of `if (…)` and its like: a statement follows. */
  Head: 1,
  Bracket: 2,
  Block: 3,
  Object: 4,
  /** Code inside a string, and between the braces of JSX. */
  Interpolation: 5,
  JsxExpression: 6,
  /** From here on not read as code. */
  String: 7,
  FormatSpecification: 8,
  Tag: 9,
  Element: 10,
} as const;

/** A frame, and for those of strings which kind, in one number. */
export function frame(type: number, kind = 0): number {
  return type | (kind << 4);
}
export function typeOf(top: number): number {
  return top & 15;
}
export function kindOf(top: number): number {
  return top >> 4;
}

/** The state of one pass. */
export type State = {
  readonly table: CompiledTable;
  readonly text: string;
  /** Reading may end here, in UTF-16 units. */
  readonly limit: number;
  /** Takes the comments and the strings (or pieces of them around interpolated code) in order. */
  readonly emit: (found: LexicalClass, start: number, end: number) => void;
  at: number;
  readonly frames: number[];
  /** Where the piece of a string or of JSX text that is being read began. */
  piece: number;
  /** The last unit of code that is no white space; -1 if none. */
  last: number;
  /** Where the last word began. */
  word: number;
  /** Equal to `last` if a value is known to end there, whatever unit it ends with. */
  valueEnd: number;
  /** On a line where a regular expression was not ended, up to here, no other is tried. */
  unmatchedSlashUntil: number;
};

export type Opener =
  | { readonly type: 'line'; readonly open: string; readonly comment: LineComment }
  | { readonly type: 'block'; readonly open: string; readonly comment: BlockComment }
  | { readonly type: 'string'; readonly open: string; readonly kind: number };

export type CompiledTable = LexicalTable & {
  /** Action by ASCII unit. */
  readonly actions: Uint8Array;
  /** By their first unit, long ones first. */
  readonly openers: readonly (readonly Opener[])[];
  /** String kinds by prefix in lower case, long marks first; of length at most `longestPrefix`. */
  readonly prefixed: ReadonlyMap<string, readonly number[]>;
  readonly longestPrefix: number;
  /** By string kind: the ASCII units that may mean something inside. */
  readonly stops: readonly Uint8Array[];
};

export const Action = {
  Plain: 0,
  Space: 1,
  Word: 2,
  Opener: 3,
  Open: 4,
  Close: 5,
  Colon: 6,
  Less: 7,
} as const;

export function compile(table: LexicalTable): CompiledTable {
  const openers: Opener[][] = Array.from({ length: 128 }, () => []);
  const add = (opener: Opener) => openers[opener.open.charCodeAt(0)]?.push(opener);
  for (const comment of table.lineComments) add({ type: 'line', open: comment.open, comment });
  for (const comment of table.blockComments) add({ type: 'block', open: comment.open, comment });

  const prefixed = new Map<string, number[]>();
  table.strings.forEach(({ open, prefixes = [''] }, kind) => {
    for (const prefix of prefixes) {
      if (prefix === '') add({ type: 'string', open, kind });
      else prefixed.set(prefix, [...(prefixed.get(prefix) ?? []), kind]);
    }
  });
  for (const list of openers) list.sort((one, other) => other.open.length - one.open.length);
  const openLength = (kind: number) => table.strings[kind]?.open.length ?? 0;
  for (const kinds of prefixed.values()) kinds.sort((one, other) => openLength(other) - openLength(one));

  const actions = new Uint8Array(128);
  for (let unit = 0; unit < 128; unit++) if (isWord(unit)) actions[unit] = Action.Word;
  for (const unit of units(' \t\n\r\v\f')) actions[unit] = Action.Space;
  for (const unit of units('([{')) actions[unit] = Action.Open;
  for (const unit of units(')]}')) actions[unit] = Action.Close;
  if (table.strings.some((kind) => kind.interpolation?.formatSpecification)) {
    for (const unit of units(':')) actions[unit] = Action.Colon;
  }
  if (table.jsx) for (const unit of units('<')) actions[unit] = Action.Less;
  if (table.regularExpressions) for (const unit of units('/')) actions[unit] = Action.Opener;
  openers.forEach((list, unit) => {
    if (list.length > 0) actions[unit] = Action.Opener;
  });

  const longestPrefix = Math.max(0, ...[...prefixed.keys()].map((prefix) => prefix.length));
  return { ...table, actions, openers, prefixed, longestPrefix, stops: table.strings.map(stopsOf) };
}

function stopsOf(kind: StringKind): Uint8Array {
  const stops = new Uint8Array(128);
  for (const unit of units(kind.close.charAt(0))) stops[unit] = 1;
  if (kind.escape === 'backslash') for (const unit of units('\\')) stops[unit] = 1;
  if (!kind.multiline) for (const unit of units('\n\r')) stops[unit] = 1;
  if (kind.interpolation) for (const unit of units(kind.interpolation.open.charAt(0))) stops[unit] = 1;
  if (kind.interpolation?.formatSpecification) for (const unit of units('}')) stops[unit] = 1;
  return stops;
}

function units(text: string): number[] {
  return [...text].map((character) => character.charCodeAt(0));
}

/** ASCII letters, digits, `_` and `$`, and everything beyond ASCII except its white space. */
export function isWord(unit: number): boolean {
  if (unit > 127) return unit !== 0xfeff && unit !== 0xa0 && unit !== 0x2028 && unit !== 0x2029;
  return (
    (unit >= 97 && unit <= 122) ||
    (unit >= 65 && unit <= 90) ||
    (unit >= 48 && unit <= 57) ||
    unit === 95 ||
    unit === 36
  );
}

export function isSpace(unit: number): boolean {
  return (
    unit === 32 ||
    (unit >= 9 && unit <= 13) ||
    unit === 0xfeff ||
    unit === 0xa0 ||
    unit === 0x2028 ||
    unit === 0x2029
  );
}

export function isLineEnd(unit: number): boolean {
  return unit === 10 || unit === 13;
}

/** The offset of the line's end, or of the text's. */
export function lineEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && !isLineEnd(text.charCodeAt(at))) at++;
  return at;
}

/** The unit right behind `close`, or the text's end. */
export function endOfBlock(text: string, from: number, { open, close, nested }: BlockComment): number {
  if (!nested) {
    const found = text.indexOf(close, from + open.length);
    return found < 0 ? text.length : found + close.length;
  }
  let depth = 1;
  let at = from + open.length;
  while (at < text.length) {
    if (text.startsWith(close, at)) {
      at += close.length;
      depth--;
      if (depth === 0) return at;
    } else if (text.startsWith(open, at)) {
      at += open.length;
      depth++;
    } else at++;
  }
  return at;
}
