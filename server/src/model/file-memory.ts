import type { SourceFile } from './source-file.ts';

/** What was found about a file, by who found it. */
type Remembering = SourceFile & { [found: symbol]: unknown };

/**
 * Remembers what is found about a file by a name: the fixes of one file ask again and again. It is kept on the file
 * as a rule sees it and goes with it, so that rules that are asked apart each look at what their answers rest on.
 */
export function perFile<T>(
  find: (file: SourceFile, name: string) => T,
): (file: SourceFile, name: string) => T {
  const key = Symbol('found');
  return (file, name) => {
    const holder = file as Remembering;
    // Under the symbol nothing else is ever kept.
    const found = (holder[key] ?? new Map()) as Map<string, T>;
    holder[key] = found;
    const before = found.get(name);
    if (before !== undefined) return before;
    const now = find(file, name);
    found.set(name, now);
    return now;
  };
}
