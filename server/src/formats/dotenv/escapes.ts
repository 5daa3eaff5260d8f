import type { Escapes } from './traits.ts';

/**
 * Stands for a dollar sign that an escape has made literal while references are resolved. It is a character of the
 * private use area, which no text has a meaning for.
 */
export const LITERAL_DOLLAR = '\uE000';

/** @returns undefined if an escape is unknown and that refuses the file */
export function resolveEscapes(text: string, escapes: Escapes): string | undefined {
  let result = '';
  let at = 0;
  while (true) {
    const backslash = text.indexOf('\\', at);
    if (backslash < 0 || backslash === text.length - 1) return result + text.slice(at);
    const character = text[backslash + 1] ?? '';
    result += text.slice(at, backslash);
    const known = escapes.known[character];
    if (known === undefined && escapes.others === 'refused') return undefined;
    if (known !== undefined || (escapes.others === 'unescaped' && character !== '$')) {
      result += known ?? character;
      at = backslash + 2;
    } else {
      // The next character may be a backslash that begins a known escape.
      result += '\\';
      at = backslash + 1;
    }
  }
}
