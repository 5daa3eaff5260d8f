import type { Span } from '../model/span.ts';
import { type LexedValue, lexValue } from './dotenv/lex-value.ts';
import { recently } from './recent-documents.ts';

/** What an implementation may stumble over. The span covers the offending characters. */
export type DotenvProblem = {
  readonly kind:
    | 'byte-order-mark'
    /** The line ends with CR LF. */
    | 'carriage-return'
    | 'indented'
    /** The word `export` before the key. */
    | 'export'
    | 'space-before-separator'
    | 'space-after-separator'
    /** `KEY: value` */
    | 'colon-separator'
    /** A key with other characters than `A-Z a-z 0-9 _`, or that begins with a digit. */
    | 'invalid-key'
    /** `=value` */
    | 'missing-key'
    /** A key alone on its line. */
    | 'missing-separator'
    /** A line that is no assignment, comment or key. */
    | 'unknown-line'
    | 'unclosed-quote'
    | 'text-after-quote'
    /** A value over several lines. */
    | 'multiline-value'
    /** A value over several lines, one of which looks like an assignment: a quote may be missing before it. */
    | 'assignment-in-value'
    /** `#` in an unquoted value, without white space before it: a comment for some, a part of the value for others. */
    | 'hash-in-value'
    /** A comment after a value: a part of the value for some. */
    | 'inline-comment'
    /** An unquoted value of several words. */
    | 'white-space-in-value'
    /** An unquoted value that ends with a backslash. */
    | 'continuation'
    /** `$(…)` or `` `…` ``, which some run. */
    | 'command'
    | 'trailing-space'
    | 'missing-final-newline';
  readonly span: Span;
};

/** `$NAME` or `${NAME…}` in a value, whatever its quotes; whether it counts depends on the implementation. */
export type DotenvReference = {
  readonly name: string;
  readonly nameSpan: Span;
  readonly span: Span;
  /** What follows the name inside the braces: `:-default`. */
  readonly modifier: string;
};

type Statement = {
  /** Whole lines with their endings; the statements' spans, put together, are the text. */
  readonly span: Span;
  /** Index of the first line, from 0. */
  readonly line: number;
  /** Without byte order mark, indentation, trailing white space and line ending. */
  readonly contentSpan: Span;
  readonly problems: readonly DotenvProblem[];
};

export type DotenvAssignment = Statement & {
  readonly kind: 'assignment';
  readonly key: string;
  readonly keySpan: Span;
  readonly exportSpan?: Span;
  readonly separator: '=' | ':';
  /** The separator with the white space around it. */
  readonly separatorSpan: Span;
  /** Around the value; empty also if a quote is not closed or more text follows it. */
  readonly quote: '"' | "'" | '`' | '';
  /** As written, between the quotes. */
  readonly value: string;
  readonly valueSpan: Span;
  /** With the quotes. */
  readonly quotedSpan: Span;
  /** From `#`. */
  readonly commentSpan?: Span;
  readonly references: readonly DotenvReference[];
  /** Command substitutions. */
  readonly commands: readonly Span[];
};

export type DotenvStatement =
  | DotenvAssignment
  /** A key without separator: ignored, null, empty, inherited from the environment or refused. */
  | (Statement & {
      readonly kind: 'bare-key';
      readonly key: string;
      readonly keySpan: Span;
      readonly exportSpan?: Span;
    })
  | (Statement & { readonly kind: 'comment' })
  | (Statement & { readonly kind: 'blank' })
  | (Statement & { readonly kind: 'unknown' });

export type DotenvDocument = {
  readonly path: string;
  readonly text: string;
  readonly statements: readonly DotenvStatement[];
  /** In the order of the file, with those that a later one overrides. */
  readonly assignments: readonly DotenvAssignment[];
};

const HEAD = /(export[^\S\n]+(?=\S))?([^\s=:#]*)([^\S\n]*)(=|:(?=\s|$))/y;
const BARE_KEY = /(export[^\S\n]+(?=\S))?([A-Za-z_][\w.-]*)(?=[^\S\n]*(?:#[^\n]*)?(?:\n|$))/y;
const PORTABLE_KEY = /^[A-Za-z_]\w*$/;
const INDENTATION = /[^\S\r\n]*/y;

/**
 * Reads a dotenv file as most implementations would, and notes what others may read in another way.
 * `evaluateDotenv` says what one implementation makes of the same text.
 *
 * @param path of the file, kept as it is
 * @param text its whole text
 * @returns the document; never throws, in time linear in `text`
 */
export const parseDotenv = recently(readDotenv);

function readDotenv(path: string, text: string): DotenvDocument {
  const statements: DotenvStatement[] = [];
  let start = 0;
  let line = 0;
  while (start < text.length) {
    const statement = parseStatement(text, start, line);
    statements.push(statement);
    line += countNewlines(text, statement.span);
    start = statement.span.end;
  }
  const assignments = statements.filter((statement) => statement.kind === 'assignment');
  return { path, text, statements, assignments };
}

function parseStatement(text: string, start: number, line: number): DotenvStatement {
  const problems: DotenvProblem[] = [];
  const marked = start === 0 && text.startsWith('\uFEFF') ? 1 : 0;
  const bodyStart = start + marked;
  const contentStart = bodyStart + (matchAt(INDENTATION, text, bodyStart)?.[0].length ?? 0);
  if (marked) note(problems, 'byte-order-mark', start, bodyStart);

  const character = text[contentStart] ?? '\n';
  const blank = character === '\n' || text.startsWith('\r\n', contentStart);
  const head = blank || character === '#' ? null : matchAt(HEAD, text, contentStart);
  const value = head === null ? undefined : lexValue(text, contentStart + head[0].length);
  const statement = endStatement(text, { start, contentStart, line }, value?.end ?? contentStart, problems);
  if (contentStart > bodyStart)
    note(problems, blank ? 'trailing-space' : 'indented', bodyStart, contentStart);
  if (blank) return { ...statement, kind: 'blank' };
  if (character === '#') return { ...statement, kind: 'comment' };
  if (head !== null && value !== undefined) return assignmentOf(head, value, statement, problems);

  const bare = matchAt(BARE_KEY, text, contentStart);
  if (bare === null) {
    note(problems, 'unknown-line', contentStart, statement.contentSpan.end);
    return { ...statement, kind: 'unknown' };
  }
  const key = keyOf(bare, contentStart, problems);
  note(problems, 'missing-separator', key.keySpan.end, key.keySpan.end);
  return { ...statement, kind: 'bare-key', ...key };
}

/** Finds where the statement ends whose content reaches at least to `from`. */
function endStatement(
  text: string,
  begin: { readonly start: number; readonly contentStart: number; readonly line: number },
  from: number,
  problems: DotenvProblem[],
): Statement {
  const newline = text.indexOf('\n', from);
  const end = newline < 0 ? text.length : newline + 1;
  const crlf = newline > begin.start && text[newline - 1] === '\r';
  const bodyEnd = newline < 0 ? end : crlf ? newline - 1 : newline;
  const rest = text.slice(begin.contentStart, bodyEnd);
  const contentEnd = Math.max(begin.contentStart, begin.contentStart + rest.trimEnd().length);
  if (contentEnd < bodyEnd) note(problems, 'trailing-space', contentEnd, bodyEnd);
  if (crlf) note(problems, 'carriage-return', bodyEnd, newline);
  if (newline < 0) note(problems, 'missing-final-newline', contentEnd, end);
  return {
    span: { start: begin.start, end },
    line: begin.line,
    contentSpan: { start: begin.contentStart, end: contentEnd },
    problems,
  };
}

function assignmentOf(
  head: RegExpExecArray,
  value: LexedValue,
  statement: Statement,
  problems: DotenvProblem[],
): DotenvAssignment {
  const { start } = statement.contentSpan;
  const key = keyOf(head, start, problems);
  const separator = start + head[0].length - 1;
  const separatorSpan = { start: key.keySpan.end, end: value.quotedSpan.start };
  if (key.key === '') note(problems, 'missing-key', separator, separator + 1);
  if (separator > key.keySpan.end) note(problems, 'space-before-separator', key.keySpan.end, separator);
  if (head[4] === ':') note(problems, 'colon-separator', separator, separator + 1);
  else if (separatorSpan.end > separator + 1 && value.quotedSpan.end > separatorSpan.end)
    note(problems, 'space-after-separator', separator + 1, separatorSpan.end);
  problems.push(...value.problems);
  const { quote, quotedSpan, valueSpan, references, commands, commentSpan } = value;
  return {
    kind: 'assignment',
    span: statement.span,
    line: statement.line,
    contentSpan: statement.contentSpan,
    problems,
    key: key.key,
    keySpan: key.keySpan,
    ...(key.exportSpan ? { exportSpan: key.exportSpan } : {}),
    separator: head[4] === ':' ? ':' : '=',
    separatorSpan,
    quote,
    value: value.value,
    valueSpan,
    quotedSpan,
    references,
    commands,
    ...(commentSpan ? { commentSpan } : {}),
  };
}

type Key = { readonly key: string; readonly keySpan: Span; readonly exportSpan?: Span };

/** The key of a match whose first group is `export` and whose second is the key. */
function keyOf(match: RegExpExecArray, start: number, problems: DotenvProblem[]): Key {
  const [, exported = '', key = ''] = match;
  const keySpan = { start: start + exported.length, end: start + exported.length + key.length };
  if (key !== '' && !PORTABLE_KEY.test(key)) problems.push({ kind: 'invalid-key', span: keySpan });
  if (exported === '') return { key, keySpan };
  const exportSpan = { start, end: start + 'export'.length };
  problems.push({ kind: 'export', span: exportSpan });
  return { key, keySpan, exportSpan };
}

function note(problems: DotenvProblem[], kind: DotenvProblem['kind'], start: number, end: number): void {
  problems.push({ kind, span: { start, end } });
}

function countNewlines(text: string, { start, end }: Span): number {
  let count = 0;
  for (let at = text.indexOf('\n', start); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
