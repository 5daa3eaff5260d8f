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
  const { text } = file;
  const { start } = file.line(statement.start);
  const { end } = file.line(statement.end);
  if (text.slice(start, statement.start).trim() !== '' || text.slice(statement.end, end).trim() !== '')
    return false;
  const before = text.slice(0, start).trimEnd();
  return !GOES_ON[file.family].test(before.slice(before.lastIndexOf('\n') + 1));
}
