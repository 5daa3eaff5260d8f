import type { DotenvTraits } from '../traits.ts';
import { BLANK, BOTH_QUOTES, each, loose, RUBY_HEAD } from './shared.ts';

export const RUBY_TRAITS = {
  /** bkeepers/dotenv lib/dotenv/parser.rb, substitutions/*.rb */
  'ruby-dotenv': {
    byteOrderMark: 'kept',
    lineEndings: 'any',
    indentation: true,
    head: RUBY_HEAD,
    bareKey: /(?<export>export[^\S\n]+)?(?<key>[\w.]+)(?=[^\S\n]*(?:#[^\n]*)?(?:\n|$))/y,
    bareKeyGives: 'empty',
    exportNeedsValue: true,
    otherLine: 'ignored',
    blanks: BLANK,
    quotes: each(BOTH_QUOTES, {
      closing: 'unescaped if possible',
      multiline: true,
      followedBy: 'comment',
      otherwise: 'unquoted',
      unclosed: 'unquoted',
    }),
    comment: '#',
    outerQuotes: BOTH_QUOTES,
    escapes: {
      '"': { known: { n: '\\n', r: '\\r' }, others: 'unescaped' },
      none: { known: {}, others: 'unescaped' },
    },
    references: loose('[A-Za-z0-9_]'),
    literalQuotes: ["'"],
    executes: 'unless literal',
    keepsEnvironment: true,
    readsInProcess: true,
  },
  /** ddollar/foreman lib/foreman/env.rb */
  foreman: {
    byteOrderMark: 'kept',
    lineEndings: 'crlf',
    indentation: false,
    head: /(?<key>[A-Za-z_0-9]+)=/y,
    otherLine: 'ignored',
    comment: 'none',
    outerQuotes: BOTH_QUOTES,
    escapes: { '"': { known: { n: '\n', $: '$' }, others: 'unescaped' } },
  },
} as const satisfies Record<string, DotenvTraits>;
