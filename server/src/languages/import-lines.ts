import type { SourceFile } from '../model/source-file.ts';
import type { Span } from '../model/span.ts';

/** What stands from an offset up to and with the line break that ends its line; empty at the end of the text. */
export function lineFrom(file: SourceFile, at: number): string {
  return file.source({ start: at, end: file.line(at).end + 1 });
}

/** The offset after the line break that ends the line at an offset; the end of the text where there is none. */
export function endOfLine(file: SourceFile, at: number): number {
  return at + lineFrom(file, at).length;
}

/** So much white space, in UTF-16 units, ends a file or parts what is of no concern to each other. */
const FAR = 400;

/**
 * The outermost statement that begins on the line at an offset; the rest of the line where the parser sees none, as
 * in half-typed code.
 */
export function statementAt(file: SourceFile, lineStart: number): Span {
  const line = lineFrom(file, lineStart);
  const lineEnd = lineStart + line.length;
  const start = lineStart + (/^[\s\uFEFF]*/.exec(line)?.[0].length ?? 0);
  const rest = { start, end: lineStart + line.trimEnd().length };
  const statement = file.statement(start, true);
  if (statement.start !== start) return rest;
  // Where there is no statement, the whole file stands for it.
  const isFile = statement.end > lineEnd && isLast(file, statement);
  return isFile ? rest : statement;
}

function isLast(file: SourceFile, { end }: Span): boolean {
  return file.source({ start: end, end: end + FAR }).trim() === '';
}

/** Whether a statement of the file begins at an offset: not what looks like one inside of a string. */
export function beginsStatement(file: SourceFile, at: number): boolean {
  const statement = file.statement(at, true);
  return statement.start === at;
}

/** Whether what is inserted at an offset begins a line: nothing stands before it there but a byte order mark. */
export function beginsLine(file: SourceFile, at: number): boolean {
  return at === 0 || /[\n\uFEFF]$/.test(file.source({ start: at - 1, end: at }));
}
