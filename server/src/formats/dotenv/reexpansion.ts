import { type Expanded, LONGEST_REFERENCE, LONGEST_VALUE, type Lookup } from './references.ts';

/** A release of dotenv-expand, or Deno's `@std/dotenv`; `dotenvx` is what the newest does, but for single quotes. */
export type Reexpansion = 'dotenv-expand 11' | 'dotenv-expand 12' | 'dotenv-expand 1000' | '@std/dotenv';

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
  if (release === '@std/dotenv') {
    const value = expandInPasses(text, lookup);
    return value === undefined ? { failure: 'a value that is too long' } : { value };
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

function expandStrictly(
  text: string,
  lookup: Lookup,
  release: Exclude<Reexpansion, '@std/dotenv'>,
): string | undefined {
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

/** Passes over one value that `@std/dotenv` makes before it is taken for an endless loop, which it really enters. */
const MOST_PASSES = 50;

/** Replaces all references, and again in what came out, until none is left. */
function expandInPasses(text: string, lookup: Lookup): string | undefined {
  let result = text;
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const next = expandOnce(result, lookup);
    if (next === undefined) return result;
    if (next.length > LONGEST_VALUE) return undefined;
    result = next;
  }
  return undefined;
}

/** `$NAME` or `$NAME:-default` up to the end of the line. */
const UNBRACED = /(\w+)(?::-(.+))?/y;
const LINE_BREAK = /[\n\r\u2028\u2029]/;

/** @returns undefined if there is no reference */
function expandOnce(text: string, lookup: Lookup): string | undefined {
  const parts: string[] = [];
  let end = 0;
  let length = 0;
  for (let at = text.indexOf('$'); at >= 0; at = text.indexOf('$', at)) {
    const found = stdReferenceAt(text, at);
    if (found === undefined) {
      at++;
      continue;
    }
    // JavaScript replaces by the word where a variable is not set.
    const value = lookup(found.name) ?? found.fallback ?? 'undefined';
    parts.push(text.slice(end, at), value);
    end = found.end;
    at = end;
    length += value.length;
    if (length > LONGEST_VALUE) break;
  }
  return parts.length === 0 ? undefined : parts.join('') + text.slice(end);
}

type StdReference = { readonly name: string; readonly fallback?: string; readonly end: number };

function stdReferenceAt(text: string, dollar: number): StdReference | undefined {
  if (text[dollar + 1] !== '{') {
    if (text[dollar - 1] === '\\') return undefined;
    UNBRACED.lastIndex = dollar + 1;
    const [whole = '', name, fallback] = UNBRACED.exec(text) ?? [];
    if (name === undefined) return undefined;
    return { name, ...(fallback === undefined ? {} : { fallback }), end: dollar + 1 + whole.length };
  }
  const start = dollar + 2;
  const rest = text.slice(start, start + LONGEST_REFERENCE);
  const lineBreak = rest.search(LINE_BREAK);
  const line = lineBreak < 0 ? rest : rest.slice(0, lineBreak);
  const close = line.indexOf('}', 1);
  if (close < 0) return undefined;
  // The default reaches up to the last brace of the line.
  const last = line.lastIndexOf('}');
  const operator = line.indexOf(':-', 1);
  if (operator >= 0 && operator < close && last > operator + 2)
    return { name: line.slice(0, operator), fallback: line.slice(operator + 2, last), end: start + last + 1 };
  return { name: line.slice(0, close), end: start + close + 1 };
}
