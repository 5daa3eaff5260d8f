import type { SourceFile } from './source-file.ts';

/**
 * Remembers what is found about a file by a name, for the text of the file that was asked for last: the fixes of one
 * file ask again and again, and each answer looks through the whole text. `find` must depend on nothing but the path
 * and the text of the file and the name.
 */
export function perText<T>(
  find: (file: SourceFile, name: string) => T,
): (file: SourceFile, name: string) => T {
  let path = '';
  let text = '';
  let known = new Map<string, T>();
  return (file, name) => {
    if (file.path !== path || file.text !== text) {
      ({ path, text } = file);
      known = new Map();
    }
    const before = known.get(name);
    if (before !== undefined) return before;
    const found = find(file, name);
    known.set(name, found);
    return found;
  };
}
