import { LITERAL_DOLLAR } from '../escapes.ts';
import type { DotenvTraits } from '../traits.ts';
import { BLANK, BOTH_QUOTES } from './shared.ts';

export const PHP_TRAITS = {
  /** vlucas/phpdotenv src/Parser/*.php, src/Loader/Resolver.php; a name of one letter cannot be exported. */
  phpdotenv: {
    byteOrderMark: 'kept',
    lineEndings: 'any',
    indentation: true,
    head: /(?:export(?=\s[^=\n]+[^\s=])[^\S\n]+)?(?<key>[^=\n]*)=/y,
    bareKey: /(?:export(?=\s[^=\n]+[^\s=])[^\S\n]+)?(?<key>[^=\n]+)/y,
    bareKeyGives: 'null',
    trimsKey: true,
    keyQuotes: BOTH_QUOTES,
    validKey: /^[\p{L}\p{N}_.]+$/u,
    emptyKey: 'refused',
    otherLine: 'refused',
    blanks: BLANK,
    quotes: {
      '"': {
        closing: 'unescaped',
        multiline: true,
        followedBy: 'comment',
        otherwise: 'refused',
        unclosed: 'ends the file',
      },
      "'": {
        closing: 'first',
        multiline: false,
        followedBy: 'comment',
        otherwise: 'refused',
        unclosed: 'refused',
      },
    },
    comment: '#',
    oneWord: true,
    escapes: {
      '"': {
        known: { '"': '"', '\\': '\\', $: LITERAL_DOLLAR, f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' },
        others: 'refused',
      },
    },
    references: { backslashEscapes: false, braced: /^([A-Za-z0-9_.]+)$/, unset: 'kept' },
    literalQuotes: ["'"],
    keepsEnvironment: true,
    readsInProcess: true,
  },
} as const satisfies Record<string, DotenvTraits>;
