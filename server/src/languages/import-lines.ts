import type { SourceFile } from '../model/source-file.ts';
import type { Span } from '../model/span.ts';

/** The offset after the line break that ends the line at an offset; the end of the text where there is none. */
export function endOfLine(text: string, at: number): number {
  const next = text.indexOf('\n', at);
  return next < 0 ? text.length : next + 1;
}

/**
 * The outermost statement that begins on the line at an offset; the rest of the line where the parser sees none, as
 * in half-typed code.
 */
export function statementAt(file: SourceFile, lineStart: number): Span {
  const { text } = file;
  const lineEnd = endOfLine(text, lineStart);
  const start = lineStart + (/^[\s\uFEFF]*/.exec(text.slice(lineStart, lineEnd))?.[0].length ?? 0);
  const rest = { start, end: lineStart + text.slice(lineStart, lineEnd).trimEnd().length };
  const statement = file.statement(start, true);
  // Where there is no statement, the whole file stands for it.
  const isFile =
    statement.start <= start && statement.end >= text.trimEnd().length && statement.end > lineEnd;
  return statement.start === start && !isFile ? statement : rest;
}

/** Whether a statement of the file begins at an offset: not what looks like one inside of a string. */
export function beginsStatement(file: SourceFile, at: number): boolean {
  const statement = file.statement(at, true);
  return statement.start === at;
}
