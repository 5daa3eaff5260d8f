import type { Edit } from '../../model/finding.ts';
import type { SourceFile } from '../../model/source-file.ts';
import type { Span } from '../../model/span.ts';

/**
 * Edits that delete whole statements with their lines; undefined where a statement shares its line with
 * something else, or where a block of Python would be left empty.
 */
export function removeStatements(file: SourceFile, statements: readonly Span[]): readonly Edit[] | undefined {
  const starts = statements.map(({ start }) => file.line(start).start);
  const from = Math.max(0, Math.min(...starts) - AROUND);
  const end = Math.max(...statements.map((span) => span.end)) + AROUND;
  const text = file.source({ start: from, end });
  const isPython = file.family === 'python';
  const lines = statements.map((span) => linesOf(text, moved(span, -from), isPython));
  const spans = lines.filter((span) => span !== undefined);
  if (spans.length !== statements.length) return undefined;
  const sorted = spans.toSorted((one, other) => one.start - other.start);
  if (isPython && sorted.some((span) => !hasSibling(text, span, sorted))) return undefined;
  return sorted.map((span) => ({ span: moved(span, from), text: '' }));
}

/** As far around statements, in UTF-16 units, as the lines of the same block are looked for. */
const AROUND = 1_000;

function moved({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}

/** The whole lines of a statement; undefined where something else stands on them. */
function linesOf(text: string, { start, end }: Span, isPython: boolean): Span | undefined {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const before = text.slice(lineStart, start).trim();
  const rest = /^;?[ \t]*(?:\r?\n|$)/.exec(text.slice(end));
  if (!rest) return undefined;
  const lines = { start: lineStart, end: end + rest[0].length };
  if (before !== '') return /^if\s*\(.*\)$/.test(before) && !hasElse(text, lines.end) ? lines : undefined;
  return isPython ? lines : withEmptyBlock(text, lines);
}

/** With the `if` around lines that are all it holds. */
function withEmptyBlock(text: string, { start, end }: Span): Span {
  const before = text.slice(text.lastIndexOf('\n', start - 2) + 1, start);
  const header = /^[ \t]*if[ \t]*\(.*\)[ \t]*\{[ \t]*\r?\n$/.exec(before)?.[0];
  const close = /^[ \t]*\}[ \t]*(?:\r?\n|$)/.exec(text.slice(end))?.[0];
  if (!header || !close || hasElse(text, end + close.length)) return { start, end };
  return { start: start - header.length, end: end + close.length };
}

function hasElse(text: string, offset: number): boolean {
  return /^\s*else\b/.test(text.slice(offset, offset + 200));
}

/** Whether a line of the same block stays: one before or after with the same indentation. */
function hasSibling(text: string, span: Span, removed: readonly Span[]): boolean {
  const indentation = indentationAt(text, span.start);
  if (indentation === '') return true;
  const isGone = (offset: number) => removed.some(({ start, end }) => start <= offset && offset < end);
  let before = span.start;
  while (before > 0 && (isGone(before - 1) || isBlankLine(text, before - 1))) {
    before = text.lastIndexOf('\n', before - 2) + 1;
  }
  const previous = text.lastIndexOf('\n', before - 2) + 1;
  if (before > 0 && indentationAt(text, previous) === indentation) return true;
  let after = span.end;
  while (after < text.length && (isGone(after) || isBlankLine(text, after))) {
    const next = text.indexOf('\n', after);
    after = next < 0 ? text.length : next + 1;
  }
  return (
    after < text.length &&
    indentationAt(text, after) === indentation &&
    !/^[ \t]*(?:elif|else|except|finally)\b/.test(text.slice(after, after + 200))
  );
}

function indentationAt(text: string, lineStart: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart, lineStart + 200))?.[0] ?? '';
}

function isBlankLine(text: string, offset: number): boolean {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', start);
  return text.slice(start, end < 0 ? text.length : end).trim() === '';
}
