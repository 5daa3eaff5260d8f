import type { Rule } from '../../model/rule.ts';
import byteOrderMark from './byte-order-mark.ts';
import circularReference from './circular-reference.ts';
import commandSubstitution from './command-substitution.ts';
import crlfLineEndings from './crlf-line-endings.ts';
import duplicateKey from './duplicate-key.ts';
import forwardReference from './forward-reference.ts';
import hashInValue from './hash-in-value.ts';
import invalidName from './invalid-name.ts';
import keyWithoutValue from './key-without-value.ts';
import secretInExample from './secret-in-example.ts';
import spacesAroundEquals from './spaces-around-equals.ts';
import trailingWhitespace from './trailing-whitespace.ts';
import unclosedQuote from './unclosed-quote.ts';
import undefinedReference from './undefined-reference.ts';
import unexpandedReference from './unexpanded-reference.ts';
import unorderedKeys from './unordered-keys.ts';
import unreadableLine from './unreadable-line.ts';
import valueDiffers from './value-differs-between-dialects.ts';

/** Rules of dotenv files. */
export const DOTENV_RULES: readonly Rule[] = [
  unclosedQuote,
  unreadableLine,
  valueDiffers,
  hashInValue,
  commandSubstitution,
  duplicateKey,
  spacesAroundEquals,
  trailingWhitespace,
  invalidName,
  keyWithoutValue,
  byteOrderMark,
  crlfLineEndings,
  undefinedReference,
  forwardReference,
  circularReference,
  unexpandedReference,
  secretInExample,
  unorderedKeys,
];
