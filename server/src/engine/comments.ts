import type { Span } from '../model/span.ts';

/** The comments that speak to the tool: those that hold its name followed by a directive. */
export function findComments(comments: Iterable<Span>, text: string): readonly Span[] {
  const found: Span[] = [];
  for (const span of comments) {
    if (text.slice(span.start, span.end).includes('twelve-factor-')) found.push(span);
  }
  return found;
}
