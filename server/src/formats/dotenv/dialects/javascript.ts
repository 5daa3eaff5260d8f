import type { DotenvTraits, Escapes, Quote, QuoteTraits } from '../traits.ts';
import { ANYTHING_BEFORE_EQUALS, BLANK, BOTH_QUOTES, each } from './shared.ts';

const ALL_QUOTES: readonly Quote[] = ['"', "'", '`'];

const NEWLINES: Escapes = { known: { n: '\n', r: '\r' }, others: 'kept' };

const HEAD_WITH_DASH = /(?:export[^\S\n]+)?(?<key>[\w.-]+)(?:[^\S\n]*=|:(?=[^\S\n]))/y;

const NODE_HEAD = /(?:export )?(?<key>[^=\n]*)=/y;

const DOTENV_QUOTES = each(ALL_QUOTES, {
  closing: 'unescaped if possible',
  multiline: true,
  followedBy: 'comment',
  otherwise: 'unquoted',
  unclosed: 'unquoted',
});

const DOTENV: DotenvTraits = {
  byteOrderMark: 'removed',
  lineEndings: 'any',
  indentation: true,
  head: HEAD_WITH_DASH,
  otherLine: 'ignored',
  blanks: BLANK,
  quotes: DOTENV_QUOTES,
  comment: '#',
  outerQuotes: ALL_QUOTES,
  escapes: { '"': NEWLINES },
  keepsEnvironment: true,
  readsInProcess: true,
};

const NODE_24: DotenvTraits = {
  byteOrderMark: 'kept',
  lineEndings: 'without cr',
  indentation: true,
  head: NODE_HEAD,
  trimsKey: true,
  emptyKey: 'ignored',
  otherLine: 'ignored',
  blanks: BLANK,
  quotes: each(ALL_QUOTES, {
    closing: 'first',
    multiline: true,
    followedBy: 'anything',
    unclosed: 'line',
  }),
  comment: '#',
  escapes: { '"': { known: { n: '\n' }, others: 'kept' } },
  keepsEnvironment: true,
};

const DENO_STD_QUOTE = {
  multiline: true,
  followedBy: 'anything',
  unclosed: 'unquoted',
  trimsLineBreaks: true,
} as const satisfies Partial<QuoteTraits>;

export const JAVASCRIPT_TRAITS = {
  dotenv: DOTENV,
  /** motdotla/dotenv-expand lib/main.js 11.0.7; it also resolves what single quotes enclose. */
  'dotenv-expand-11': { ...DOTENV, reexpands: 'dotenv-expand 11', forwardReferences: true },
  'dotenv-expand-12': { ...DOTENV, reexpands: 'dotenv-expand 12', environmentFirst: true },
  'dotenv-expand-1000': {
    ...DOTENV,
    reexpands: 'dotenv-expand 1000',
    environmentFirst: true,
    executes: 'always',
  },
  /** @dotenvx/primitives 4.3.0 */
  dotenvx: {
    ...DOTENV,
    escapes: {
      '"': { known: { n: '\n', r: '\r', t: '\t' }, others: 'kept' },
      "'": { known: { "'": "'" }, others: 'kept' },
    },
    reexpands: 'dotenv-expand 1000',
    literalQuotes: ["'"],
    environmentFirst: true,
    executes: 'unless literal',
    readsInProcess: false,
  },
  'node-24': NODE_24,
  /** Node 20: a key may span lines, only spaces are trimmed, and an empty key ends it all. */
  'node-20': {
    ...NODE_24,
    head: /(?:export )?(?<key>[^=]*)=/y,
    emptyKey: 'ends the file',
    otherLine: 'ends the file',
    blanks: / /,
  },
  /** oven-sh/bun src/env_loader.zig */
  bun: {
    ...DOTENV,
    quotes: each(ALL_QUOTES, {
      closing: 'unescaped',
      multiline: true,
      followedBy: 'anything',
      unclosed: 'unquoted',
    }),
    outerQuotes: [],
    references: {
      backslashEscapes: true,
      plain: /\$(\w+)/y,
      braced: /^(\w+)(?:(:-)([^\\]*))?$/s,
      operators: { ':-': 'default if unset' },
    },
    forwardReferences: true,
    readsInProcess: false,
  },
  /** deno 2.9 `--env-file`, by observation; the process takes the first of two values. */
  deno: {
    ...NODE_24,
    quotes: DOTENV_QUOTES,
    outerQuotes: ALL_QUOTES,
    references: {
      backslashEscapes: true,
      plain: /\$(?!\{)([A-Za-z0-9]*)/y,
      braced: /^(.*)$/s,
    },
    literalQuotes: ["'", '`'],
    environmentFirst: true,
    duplicate: 'first',
  },
  /** denoland/std dotenv/parse.ts; a reference to what is not set becomes the word `undefined`. */
  'deno-std': {
    byteOrderMark: 'removed',
    lineEndings: 'lf',
    indentation: true,
    head: /(?:export\s+)?(?<key>[^\s=#]+)\s*=/y,
    validKey: /^[A-Za-z_]\w*$/,
    invalidKey: 'ignored',
    otherLine: 'ignored',
    blanks: BLANK,
    quotes: {
      '"': { ...DENO_STD_QUOTE, closing: 'unescaped' },
      "'": { ...DENO_STD_QUOTE, closing: 'first' },
    },
    comment: '#',
    escapes: {
      '"': { known: { n: '\n', r: '\r', t: '\t', '"': '"', "'": "'", '\\': '\\' }, others: 'kept' },
    },
    reexpands: '@std/dotenv',
    literalQuotes: BOTH_QUOTES,
    forwardReferences: true,
    keepsEnvironment: true,
    readsInProcess: true,
  },
  /** strongloop/node-foreman lib/envs.js */
  'node-foreman': {
    byteOrderMark: 'removed',
    lineEndings: 'lf',
    indentation: true,
    head: ANYTHING_BEFORE_EQUALS,
    bareKey: /(?<key>[^=\n]+)/y,
    bareKeyGives: 'empty',
    trimsKey: true,
    emptyKey: 'kept',
    otherLine: 'ignored',
    shortestLine: 3,
    blanks: BLANK,
    quotes: each(BOTH_QUOTES, {
      closing: 'first',
      multiline: false,
      followedBy: 'anything',
      unclosed: 'refused',
    }),
    comment: '#',
    escapes: {},
  },
} as const satisfies Record<string, DotenvTraits>;
