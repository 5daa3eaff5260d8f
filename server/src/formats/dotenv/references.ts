/** What an operator in `${NAME<operator>operand}` does. */
export type Operator =
  | 'default if empty'
  | 'default if unset'
  | 'alternative if not empty'
  | 'alternative if set'
  | 'required not empty'
  | 'required';

/** The operators of the Bourne shell (POSIX shell, 2.6.2), as Compose has them too. */
export const BOURNE_OPERATORS: Readonly<Record<string, Operator>> = {
  ':-': 'default if empty',
  '-': 'default if unset',
  ':+': 'alternative if not empty',
  '+': 'alternative if set',
  ':?': 'required not empty',
  '?': 'required',
};

/** How an implementation writes a reference to a variable. Patterns are sticky and tried at a `$`. */
export type ReferenceSyntax = {
  /** `\$` is a dollar sign. */
  readonly backslashEscapes: boolean;
  /** `$$` is a dollar sign. */
  readonly doubledEscapes?: boolean;
  /** A reference with or without braces, which need not match; name in group 1, missing if it is none. */
  readonly loose?: RegExp;
  /** `$NAME`; name in group 1. */
  readonly plain?: RegExp;
  /** What stands in `${…}`; anchored; name, operator and operand in groups 1 to 3. */
  readonly braced?: RegExp;
  /** Braces in an operand nest, and the operand holds references itself. */
  readonly nests?: boolean;
  readonly operators?: Readonly<Record<string, Operator>>;
  /** `${` that is no reference: stays as it is, or refuses the file. */
  readonly invalid?: 'kept' | 'refused';
  /** A reference to an unset variable: becomes nothing, or stays as it is. */
  readonly unset?: 'kept';
};

/** Gives the value of a variable; undefined if it is not set. */
export type Lookup = (name: string) => string | undefined;

/** Why a value cannot be had. */
export type Failure =
  | 'an invalid reference'
  | 'a required variable that is not set'
  | 'a value that is too long';

/** Longest `${…}` that is taken for one (UTF-16 units); bounds the time that crafted text can cost. */
export const LONGEST_REFERENCE = 1_000;
/** Deepest nesting of `${A:-${B:-…}}`. */
const DEEPEST_NESTING = 50;
/** Longest environment string that Linux takes: MAX_ARG_STRLEN, 32 pages of 4 KiB. */
export const LONGEST_VALUE = 131_072;
/** Longest environment altogether: ARG_MAX of Linux, 2 MiB unless the stack is larger. */
export const LARGEST_ENVIRONMENT = 2_097_152;

export type Expanded = { readonly value: string } | { readonly failure: Failure };

/** Replaces the references in `text`. Nothing is executed. */
export function expandReferences(text: string, syntax: ReferenceSyntax, lookup: Lookup, depth = 0): Expanded {
  let value = '';
  let at = 0;
  while (at < text.length) {
    const dollar = text.indexOf('$', at);
    if (dollar < 0) break;
    const escaped = syntax.backslashEscapes && dollar > at && text[dollar - 1] === '\\';
    value += text.slice(at, escaped ? dollar - 1 : dollar);
    const found = escaped ? { text: '$', end: dollar + 1 } : referenceAt(text, dollar, syntax, lookup, depth);
    if ('failure' in found) return found;
    value += found.text;
    at = found.end;
    if (value.length > LONGEST_VALUE) return { failure: 'a value that is too long' };
  }
  return { value: value + text.slice(at) };
}

type Found = { readonly text: string; readonly end: number } | { readonly failure: Failure };

/** Replaces the reference at the `$` at `at`; `end` is the index after it. A lone `$` stays. */
export function referenceAt(
  text: string,
  at: number,
  syntax: ReferenceSyntax,
  lookup: Lookup,
  depth = 0,
): Found {
  const lone: Found = { text: '$', end: at + 1 };
  if (syntax.doubledEscapes && text[at + 1] === '$') return { text: '$', end: at + 2 };

  const unbraced = match(syntax.loose ?? syntax.plain, text, at);
  if (unbraced !== null) {
    const end = at + unbraced[0].length;
    const name = unbraced[1];
    return { text: name === undefined ? unbraced[0] : (lookup(name) ?? ''), end };
  }
  if (syntax.braced === undefined || text[at + 1] !== '{') return lone;

  const invalid: Found = syntax.invalid === 'refused' ? { failure: 'an invalid reference' } : lone;
  const close = syntax.nests ? matchingBrace(text, at + 1) : closingBrace(text, at + 1);
  if (close === undefined) return invalid;
  const parts = syntax.braced.exec(text.slice(at + 2, close));
  if (parts === null) return invalid;
  const [, name = '', operator = '', operand = ''] = parts;
  const set = lookup(name);
  const end = close + 1;
  const effect = syntax.operators?.[operator];
  if (effect === undefined) {
    return { text: set ?? (syntax.unset === 'kept' ? text.slice(at, end) : ''), end };
  }
  const chosen = choose(effect, set);
  if (chosen === 'missing') return { failure: 'a required variable that is not set' };
  if (chosen === 'value') return { text: set ?? '', end };
  if (chosen === 'nothing') return { text: '', end };
  if (!syntax.nests) return { text: operand, end };
  if (depth === DEEPEST_NESTING) return { failure: 'an invalid reference' };
  const inner = expandReferences(operand, syntax, lookup, depth + 1);
  return 'failure' in inner ? inner : { text: inner.value, end };
}

/** Says what an operator takes, given the variable's value. */
function choose(operator: Operator, set: string | undefined): 'value' | 'operand' | 'nothing' | 'missing' {
  switch (operator) {
    case 'default if empty':
      return set ? 'value' : 'operand';
    case 'default if unset':
      return set === undefined ? 'operand' : 'value';
    case 'alternative if not empty':
      return set ? 'operand' : 'nothing';
    case 'alternative if set':
      return set === undefined ? 'nothing' : 'operand';
    case 'required not empty':
      return set ? 'value' : 'missing';
    case 'required':
      return set === undefined ? 'missing' : 'value';
  }
}

function match(pattern: RegExp | undefined, text: string, at: number): RegExpExecArray | null {
  if (pattern === undefined) return null;
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function closingBrace(text: string, open: number): number | undefined {
  const limit = Math.min(text.length, open + LONGEST_REFERENCE);
  for (let at = open + 1; at < limit; at++) if (text[at] === '}') return at;
  return undefined;
}

function matchingBrace(text: string, open: number): number | undefined {
  const limit = Math.min(text.length, open + LONGEST_REFERENCE);
  let depth = 0;
  for (let at = open; at < limit; at++) {
    if (text[at] === '{') depth++;
    if (text[at] === '}' && --depth === 0) return at;
  }
  return undefined;
}
