import type { Entry } from '../../model/expression.ts';
import type { SourceFile } from '../../model/source-file.ts';
import type { Span } from '../../model/span.ts';

/** The key of an entry without quotes. */
export function keySpan(file: SourceFile, { keySpan: { start, end } }: Entry): Span {
  return /['"`]/.test(file.source({ start, end: start + 1 }))
    ? { start: start + 1, end: end - 1 }
    : { start, end };
}
