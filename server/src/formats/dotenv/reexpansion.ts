import { type Expanded, LONGEST_VALUE, type Lookup } from './references.ts';

/** A release of dotenv-expand; `dotenvx` is what the newest does, but for single quotes. */
export type Reexpansion = 'dotenv-expand 11' | 'dotenv-expand 12' | 'dotenv-expand 1000';

/** More replacements than this in one value are taken for an endless loop, which some releases really enter. */
const MOST_REPLACEMENTS = 1_000;

/** `$NAME`, `${NAME}`, `${NAME:-default}`, `${NAME-default}`; neither brace must match the other. */
const LOOSE = /(\\?)\$(?!\()\{?([\w.]+)(?::?-((?:\$\{[^}]{0,1000}\}|[^}])+))?\}?/g;
const STRICT = /(?<!\\)\$(?:\{([^{}]{1,1000})\}|([A-Za-z_]\w*))/;
const OPERATOR = /:\+|\+|:-|-/;

/**
 * Resolves references until none is left: a value that comes out of one is searched for references again.
 *
 * @param lookup gives what a name has: with dotenv-expand 11 also the unresolved values of later assignments
 */
export function reexpand(text: string, release: Reexpansion, lookup: Lookup): Expanded {
  if (release === 'dotenv-expand 11') {
    const budget = { replacements: MOST_REPLACEMENTS };
    const value = expandLoosely(text, lookup, budget);
    return value === undefined ? { failure: 'a value that is too long' } : { value: unescapeDollars(value) };
  }
  const value = expandStrictly(text, lookup, release);
  return value === undefined ? { failure: 'a value that is too long' } : { value: unescapeDollars(value) };
}

function unescapeDollars(text: string): string {
  return text.replaceAll('\\$', '$');
}

function expandLoosely(text: string, lookup: Lookup, budget: { replacements: number }): string | undefined {
  const parts: string[] = [];
  let length = 0;
  let end = 0;
  for (const match of text.matchAll(LOOSE)) {
    const [whole, backslash, name = '', fallback] = match;
    if (--budget.replacements < 0) return undefined;
    const value = lookup(name);
    let replacement: string | undefined;
    if (backslash === '\\') replacement = whole.slice(1);
    // A value that is the text itself refers to itself.
    else if (value && value !== text) replacement = expandLoosely(value, lookup, budget);
    else if (fallback)
      replacement = fallback.startsWith('$') ? expandLoosely(fallback, lookup, budget) : fallback;
    else replacement = '';
    if (replacement === undefined) return undefined;
    parts.push(text.slice(end, match.index), replacement);
    end = match.index + whole.length;
    length += replacement.length;
    if (length > LONGEST_VALUE) return undefined;
  }
  return parts.join('') + text.slice(end);
}

function expandStrictly(text: string, lookup: Lookup, release: Reexpansion): string | undefined {
  const seen = new Set<string>();
  let result = text;
  for (let replacements = 0; replacements < MOST_REPLACEMENTS; replacements++) {
    const match = STRICT.exec(result);
    if (match === null) return result;
    seen.add(result);
    const [whole, braced, plain] = match;
    const expression = braced ?? plain ?? '';
    const operator = OPERATOR.exec(expression);
    const name = operator === null ? expression : expression.slice(0, operator.index);
    const operand = operator === null ? '' : expression.slice(operator.index + operator[0].length);
    const value = lookup(name);
    const taken =
      release === 'dotenv-expand 12'
        ? takenBy12(operator?.[0], value, operand, seen)
        : takenBy1000(operator?.[0], value, operand);
    // The implementations replace with a string, in which JavaScript gives `$$` and `$&` a meaning.
    result = result.replace(whole, taken);
    if (result === value) return result;
    if (result.length > LONGEST_VALUE) return undefined;
  }
  return undefined;
}

function takenBy12(
  operator: string | undefined,
  value: string | undefined,
  operand: string,
  seen: ReadonlySet<string>,
): string {
  if (operator === ':+' || operator === '+') return value ? operand : '';
  return value && !seen.has(value) ? value : operand;
}

function takenBy1000(operator: string | undefined, value: string | undefined, operand: string): string {
  switch (operator) {
    case ':-':
      return value || operand;
    case '-':
      return value ?? operand;
    case ':+':
      return value ? operand : '';
    case '+':
      return value === undefined ? '' : operand;
    default:
      return value ?? '';
  }
}
