import type { Reexpansion } from './reexpansion.ts';
import type { ReferenceSyntax } from './references.ts';

/** A character that opens and closes a value. */
export type Quote = '"' | "'" | '`';

/** What becomes of backslashes in a value. */
export type Escapes = {
  /** What stands for `\` and the character. */
  readonly known: Readonly<Record<string, string>>;
  /** A backslash before any other character: both stay, the character stays, or the file is refused. */
  readonly others: 'kept' | 'unescaped' | 'refused';
};

/** The words in which an evaluation says why a file is refused. */
export type RefusalReason =
  | 'a line that is no assignment'
  | 'an invalid key'
  | 'an assignment without a key'
  | 'a key without a value'
  | 'a quote that is not closed'
  | 'text after the closing quote'
  | 'an unquoted value with white space'
  | 'an empty value before a comment'
  | 'an unknown escape'
  | 'an invalid reference'
  | 'a required variable that is not set'
  | 'a value that is too long'
  | 'a backslash at the end of a line'
  | 'a command'
  | 'a syntax error';

/** How a quoted value ends. */
export type QuoteTraits = {
  /**
   * The first such character; the first without a backslash before it; the same, but one with a backslash if
   * there is no other that may close; the last on the line of the first.
   */
  readonly closing: 'first' | 'unescaped' | 'unescaped if possible' | 'last';
  /** It may close on another line. */
  readonly multiline: boolean;
  /** What may follow: a comment only, anything (ignored up to the end of the line), or the next assignment. */
  readonly followedBy: 'comment' | 'anything' | 'assignment';
  /** What becomes of a value whose closing quote is followed by something else. */
  readonly otherwise?: 'unquoted' | 'dropped' | 'refused';
  /** What becomes of a value whose quote is never closed. `line`: the line is the value, comment and all. */
  readonly unclosed: 'unquoted' | 'line' | 'dropped' | 'refused' | 'ends the file';
  /** A line break right after the opening quote and one right before the closing one are no part of the value. */
  readonly trimsLineBreaks?: boolean;
};

/** How one implementation finds assignments and their values in a file. */
export type DotenvTraits = {
  readonly byteOrderMark: 'removed' | 'kept';
  /** What counts as a line ending. `lf`: a CR before it stays in the value. `without cr`: all CR are removed first. */
  readonly lineEndings: 'lf' | 'crlf' | 'any' | 'without cr';
  /** White space may precede a key. */
  readonly indentation: boolean;
  /** Sticky; `export`, key and separator. The key is the group `key`; the value follows the match. */
  readonly head: RegExp;
  /** Sticky; a key without separator, in the group `key`. Tried where `head` does not match. */
  readonly bareKey?: RegExp;
  /** `inherited`: the value is that of the environment, or the key is left out. */
  readonly bareKeyGives?: 'null' | 'empty' | 'inherited';
  /** A bare key after `export` (group `export`) refuses the file unless the key has been assigned before. */
  readonly exportNeedsValue?: boolean;
  /** A key that does not match refuses the file. Tried before the value is read. */
  readonly validKey?: RegExp;
  /** What becomes of such a key where the file is not refused. */
  readonly invalidKey?: 'ignored';
  /** White space around the key is removed. */
  readonly trimsKey?: boolean;
  /** Quotes around the key that are removed. */
  readonly keyQuotes?: readonly Quote[];
  /** What becomes of `=value`. */
  readonly emptyKey?: 'ignored' | 'kept' | 'refused' | 'ends the file';
  /** A line that is neither an assignment nor a comment. */
  readonly otherLine: 'ignored' | 'refused' | 'ends the file';
  /** Lines shorter than this (UTF-16 units) are ignored. */
  readonly shortestLine?: number;

  /** Removed at both ends of an unquoted value and before a quote; missing: nothing is. */
  readonly blanks?: RegExp;
  /** What is looked for at the start of a value; missing: a value is its line. */
  readonly quotes?: { readonly [quote in Quote]?: QuoteTraits };
  /** Where an unquoted value ends before its line does. */
  readonly comment: 'none' | '#' | 'white space and #' | 'space and #';
  /** What `KEY= # c` is, where white space before `#` counts; missing: a value that begins with `#`. */
  readonly commentAfterSeparator?: 'comment' | 'refused';
  /** White space ends an unquoted value, and only a comment may follow. */
  readonly oneWord?: boolean;
  /** Quotes that are removed from an unquoted value that begins and ends with the same one. */
  readonly outerQuotes?: readonly Quote[];

  readonly escapes: { readonly [quote in Quote | 'none']?: Escapes };
  /** How references to other variables are written; missing: there are none. */
  readonly references?: ReferenceSyntax;
  /** Quotes in which references are not resolved. */
  readonly literalQuotes?: readonly Quote[];
  /** References see all assignments of the file, also later ones. */
  readonly forwardReferences?: boolean;
  /** References see the environment before the file. */
  readonly environmentFirst?: boolean;
  /** `$(…)` is run outside single quotes, or in any. */
  readonly executes?: 'unless literal' | 'always';
  /** References are resolved again and again, in dotenv-expand's way. */
  readonly reexpands?: Reexpansion;
  /** Of two assignments to one key, which counts. */
  readonly duplicate?: 'first';
  /** A refused file still gives the values read before. */
  readonly keepsValuesOnRefusal?: boolean;

  /** Values that the environment has already stay, unless the reader is told otherwise. */
  readonly keepsEnvironment?: boolean;
  /** The process that gets the values reads the file itself: too late for what is looked at before it runs. */
  readonly readsInProcess?: boolean;
};
