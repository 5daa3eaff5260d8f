/** Text in Markdown: what stands in backticks stays code, and nothing else in it is markup. */
export function markdownText(value: string): string {
  return value
    .replace(/\s*[\r\n]+\s*/g, ' ')
    .split(/(`[^`]+`)/)
    .map((part, index) => (index % 2 === 1 ? markdownCode(part.slice(1, -1)) : escapeMarkup(part)))
    .join('');
}

function escapeMarkup(value: string): string {
  // An `@` before a name would call that person.
  return value.replace(/[\\`*_{}[\]<>#|~@]/g, (character) =>
    character === '@' ? '&#64;' : `\\${character}`,
  );
}

/** Code in Markdown, in a table too; backticks in it need a longer fence, and a bar would end the cell. */
export function markdownCode(value: string): string {
  const clean = value.replace(/[\r\n]+/g, ' ').replaceAll('|', '\\|');
  const longest = Math.max(0, ...[...clean.matchAll(/`+/g)].map(([run]) => run.length));
  if (longest === 0) return `\`${clean}\``;
  const fence = '`'.repeat(longest + 1);
  return `${fence} ${clean} ${fence}`;
}
