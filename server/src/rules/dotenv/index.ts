import type { Rule } from '../../model/rule.ts';
import byteOrderMark from './byte-order-mark.ts';
import circularReference from './circular-reference.ts';
import commandSubstitution from './command-substitution.ts';
import crlfLineEndings from './crlf-line-endings.ts';
import duplicateKey from './duplicate-key.ts';
import emptyReference from './empty-reference.ts';
import forwardReference from './forward-reference.ts';
import groupedEnvironments from './grouped-environments.ts';
import hashInValue from './hash-in-value.ts';
import ignoredAssignment from './ignored-assignment.ts';
import invalidName from './invalid-name.ts';
import invisibleCharacter from './invisible-character.ts';
import keyWithoutValue from './key-without-value.ts';
import localhostInProduction from './localhost-in-production.ts';
import lowercaseName from './lowercase-name.ts';
import malformedUrl from './malformed-url.ts';
import missingVariable from './missing-variable.ts';
import misspeltName from './misspelt-name.ts';
import notInExample from './not-in-example.ts';
import placeholderValue from './placeholder-value.ts';
import portOutOfRange from './port-out-of-range.ts';
import reservedName from './reserved-name.ts';
import secretExposed from './secret-exposed-to-client.ts';
import secretInExample from './secret-in-example.ts';
import spacesAroundEquals from './spaces-around-equals.ts';
import trailingWhitespace from './trailing-whitespace.ts';
import unclosedQuote from './unclosed-quote.ts';
import undefinedReference from './undefined-reference.ts';
import unexpandedReference from './unexpanded-reference.ts';
import unneededQuotes from './unneeded-quotes.ts';
import unorderedKeys from './unordered-keys.ts';
import unquotedWhiteSpace from './unquoted-white-space.ts';
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
  secretExposed,
  placeholderValue,
  malformedUrl,
  portOutOfRange,
  localhostInProduction,
  misspeltName,
  reservedName,
  groupedEnvironments,
  invisibleCharacter,
  ignoredAssignment,
  missingVariable,
  notInExample,
  emptyReference,
  unorderedKeys,
  lowercaseName,
  unneededQuotes,
  unquotedWhiteSpace,
];
