import type { DotenvTraits } from '../traits.ts';
import { ANYTHING_BEFORE_EQUALS, BLANK, BOTH_QUOTES, each } from './shared.ts';

export const PYTHON_TRAITS = {
  /** theskumar/python-dotenv src/dotenv/parser.py, variables.py */
  'python-dotenv': {
    byteOrderMark: 'removed',
    lineEndings: 'any',
    indentation: true,
    head: /(?:export[^\S\n]+)?(?<key>'[^'\n]+'|[^=#\s]+)[^\S\n]*=/y,
    bareKey: /(?:export[^\S\n]+)?(?<key>'[^'\n]+'|[^=#\s]+)(?=[^\S\n]*(?:#[^\n]*)?(?:\n|$))/y,
    bareKeyGives: 'null',
    keyQuotes: ["'"],
    otherLine: 'ignored',
    blanks: BLANK,
    quotes: each(BOTH_QUOTES, {
      closing: 'unescaped if possible',
      multiline: true,
      followedBy: 'comment',
      otherwise: 'dropped',
      unclosed: 'dropped',
    }),
    comment: 'white space and #',
    commentAfterSeparator: 'comment',
    escapes: {
      '"': {
        known: {
          '\\': '\\',
          "'": "'",
          '"': '"',
          a: '\x07',
          b: '\b',
          f: '\f',
          n: '\n',
          r: '\r',
          t: '\t',
          v: '\v',
        },
        others: 'kept',
      },
      "'": { known: { '\\': '\\', "'": "'" }, others: 'kept' },
    },
    references: {
      backslashEscapes: false,
      braced: /^([^:]*)(?:(:-)(.*))?$/s,
      operators: { ':-': 'default if unset' },
    },
    environmentFirst: true,
    keepsEnvironment: true,
    readsInProcess: true,
  },
  /** HBNetwork/python-decouple decouple.py 3.6 */
  decouple: {
    byteOrderMark: 'kept',
    lineEndings: 'any',
    indentation: true,
    head: ANYTHING_BEFORE_EQUALS,
    trimsKey: true,
    emptyKey: 'kept',
    otherLine: 'ignored',
    blanks: BLANK,
    comment: 'none',
    outerQuotes: BOTH_QUOTES,
    escapes: {},
    keepsEnvironment: true,
    readsInProcess: true,
  },
  /** joke2k/django-environ environ/environ.py 0.11: only single quotes protect a `#`. */
  'django-environ': {
    byteOrderMark: 'kept',
    lineEndings: 'any',
    indentation: false,
    head: /(?:export )?(?<key>[A-Za-z_0-9]+)=/y,
    otherLine: 'ignored',
    quotes: each(["'"], {
      closing: 'last',
      multiline: false,
      followedBy: 'comment',
      otherwise: 'unquoted',
      unclosed: 'unquoted',
    }),
    comment: '#',
    outerQuotes: ['"'],
    escapes: { '"': { known: { n: '\\n', r: '\\r', t: '\\t', $: '$' }, others: 'unescaped' } },
    keepsEnvironment: true,
    readsInProcess: true,
  },
} as const satisfies Record<string, DotenvTraits>;
