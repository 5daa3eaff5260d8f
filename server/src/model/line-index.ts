import type { Span } from './span.ts';

/** Line and character from 0, the character in UTF-16 code units: positions as in LSP. */
export type Position = { readonly line: number; readonly character: number };
export type Range = { readonly start: Position; readonly end: Position };

/** Offsets at which the lines of a text start. Small enough to keep for files whose text is not kept. */
export type LineIndex = { readonly starts: readonly number[]; readonly length: number };

/**
 * Lines end with `\n`, `\r\n` or `\r`, as in LSP. The first one starts after a byte order mark: editors take it off
 * a file's text, and so it counts in no column.
 */
export function indexLines(text: string): LineIndex {
  const starts = [text.startsWith('\uFEFF') ? 1 : 0];
  if (!text.includes('\r')) {
    // Nearly all texts, and many times as fast.
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    return { starts, length: text.length };
  }
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit !== 10 && unit !== 13) continue;
    if (unit === 13 && text.charCodeAt(at + 1) === 10) at++;
    starts.push(at + 1);
  }
  return { starts, length: text.length };
}

/** The position of an offset in UTF-16 code units; offsets outside the text are drawn to its ends. */
export function positionAt({ starts, length }: LineIndex, offset: number): Position {
  const inside = Math.max(0, Math.min(offset, length));
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= inside) low = middle;
    else high = middle;
  }
  return { line: low, character: Math.max(0, inside - (starts[low] ?? 0)) };
}

export function rangeOf(index: LineIndex, { start, end }: Span): Range {
  return { start: positionAt(index, start), end: positionAt(index, end) };
}
