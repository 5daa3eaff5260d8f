/**
 * The words of an identifier in lower case: `dbPassword2`, `DB_PASSWORD_2` and `db-password.2` give `db password 2`.
 * Rules compare words, never parts of them, so that `monkey` holds no key and `tokenizer` no token.
 */
export function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .replace(/([A-Za-z])(\d+)(?![A-Za-z0-9])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

/** A set of the words of a list that is separated by white space. */
export function setOf(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/));
}
