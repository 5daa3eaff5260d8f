/**
 * The offset (UTF-16) before the spaces and tabs that end at `offset`. It steps back: a pattern with `$` would be
 * tried from every space of the text before.
 */
export function beforeSpaces(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && (text[start - 1] === ' ' || text[start - 1] === '\t')) start--;
  return start;
}
