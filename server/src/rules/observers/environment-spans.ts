import type { Entry } from '../../model/expression.ts';
import type { SourceFile } from '../../model/source-file.ts';
import type { Span } from '../../model/span.ts';

/** The key of an entry without quotes. */
export function keySpan({ text }: SourceFile, { keySpan: { start, end } }: Entry): Span {
  return /['"`]/.test(text[start] ?? '') ? { start: start + 1, end: end - 1 } : { start, end };
}
