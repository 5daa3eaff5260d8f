/**
 * Removes white space at both ends.
 *
 * @param what `white space` is what Go's and Python's functions remove: a byte order mark stays, unlike in
 *   JavaScript. `blanks` is what the shell's `read` removes: spaces and tabs.
 */
export function trim(text: string, what: 'white space' | 'blanks'): string {
  const removes = what === 'blanks' ? isBlank : isWhiteSpace;
  let start = 0;
  let end = text.length;
  while (start < end && removes(text[start] ?? '')) start++;
  while (end > start && removes(text[end - 1] ?? '')) end--;
  return text.slice(start, end);
}

function isBlank(character: string): boolean {
  return character === ' ' || character === '\t';
}

function isWhiteSpace(character: string): boolean {
  return character !== '\uFEFF' && character.trim() === '';
}
