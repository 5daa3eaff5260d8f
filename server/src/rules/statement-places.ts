import type { SourceFile } from '../model/source-file.ts';
import type { Span } from '../model/span.ts';

/** A header without braces or an operator that the next line belongs to. */
const GOES_ON = {
  javascript: /^\s*(?:\}?\s*else\s+)?(?:if|for|while)\b.*\)$|(?:\belse|=>|[,([=+&|?:]|\breturn|\bawait)$/,
  python: /[,([{=+\\]$/,
};

/**
 * Whether a statement stands on lines of its own in a block, so that it can be taken away or others can be put
 * before and after it: not the only statement of an `if` without braces, nor a part of something larger.
 */
export function standsAlone(file: SourceFile, statement: Span): boolean {
  const { start } = file.line(statement.start);
  const { end } = file.line(statement.end);
  const beside = [
    { start, end: statement.start },
    { start: statement.end, end },
  ];
  if (beside.some((span) => file.source(span).trim() !== '')) return false;
  return !GOES_ON[file.family].test(lineAbove(file, start));
}

/** The nearest line above that is not blank, without what is blank at its end. */
function lineAbove(file: SourceFile, lineStart: number): string {
  for (let at = lineStart; at > 0; ) {
    const line = file.line(at - 1);
    const source = file.source(line).trimEnd();
    if (source !== '') return source;
    at = line.start;
  }
  return '';
}
