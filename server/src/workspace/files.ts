import picomatch from 'picomatch';
import type { Listing, ListOptions } from './host.ts';
import { type IgnoreRules, isIgnored, isNeverEntered, rulesBelow, withIgnoreFile } from './ignore.ts';
import type { Task } from './task.ts';

export type FolderEntry = { readonly name: string; readonly isFolder: boolean };

/** Both take paths relative to the root; neither throws. */
export type FolderReader = {
  /** Files and folders, no links, in any order; nothing of a folder that cannot be read. */
  folder(path: string): FolderEntry[];
  /** Of an ignore file; undefined if it cannot be read. */
  text(path: string): string | undefined;
};

export const IGNORE_FILE = '.gitignore';

/** What is ignored in one clone only. */
const EXCLUDE_FILE = '.git/info/exclude';

/** Lists files folder by folder; nothing of an ignored or excluded folder is looked at. */
export function walkFiles(reader: FolderReader, options: ListOptions): Listing {
  const isExcluded = excluder(options.exclude);
  const files: string[] = [];
  let stopped = false;

  const walk = (folder: string, outer: IgnoreRules): void => {
    const prefix = folder === '' ? '' : `${folder}/`;
    const entries = reader.folder(folder);
    let rules = outer;
    if (entries.some(({ name, isFolder }) => name === IGNORE_FILE && !isFolder)) {
      rules = withIgnoreFile(rules, folder, reader.text(prefix + IGNORE_FILE) ?? '');
    }
    for (const { name, isFolder } of entries.sort(byPath)) {
      if (stopped) return;
      const path = prefix + name;
      if (isFolder && isNeverEntered(path)) continue;
      if (isExcluded(path) || isIgnored(rules, path, isFolder)) continue;
      if (isFolder) walk(path, rulesBelow(rules, path));
      else if (files.length < options.maxFiles) files.push(path);
      else stopped = true;
    }
  };
  const own = reader.text(EXCLUDE_FILE);
  walk('', own === undefined ? [] : withIgnoreFile([], '', own));
  return { files, stopped };
}

/**
 * Chooses from a list of all files what `walkFiles` would have found, for hosts that cannot read folders.
 *
 * @param paths       relative to the root, in any order
 * @param ignoreFiles the texts of the ignore files among them, by path
 */
export function selectFiles(
  paths: Iterable<string>,
  ignoreFiles: ReadonlyMap<string, string>,
  options: ListOptions,
): Listing {
  const folders = new Map<string, FolderEntry[]>([['', []]]);
  const entriesOf = (folder: string): FolderEntry[] => {
    const known = folders.get(folder);
    if (known) return known;
    const entries: FolderEntry[] = [];
    folders.set(folder, entries);
    const { outer, name } = split(folder);
    entriesOf(outer).push({ name, isFolder: true });
    return entries;
  };
  for (const path of paths) {
    const { outer, name } = split(path);
    entriesOf(outer).push({ name, isFolder: false });
  }
  const reader: FolderReader = {
    folder: (path) => folders.get(path) ?? [],
    text: (path) => ignoreFiles.get(path),
  };
  return walkFiles(reader, options);
}

/**
 * Whether `walkFiles` would find one file, told without a walk: reads the ignore files on the way to it.
 *
 * @param read gives the text of a file, or undefined where there is none
 */
export function* wouldBeListed(
  path: string,
  exclude: readonly string[],
  read: (path: string) => Task<string | undefined>,
): Task<boolean> {
  const isExcluded = excluder(exclude);
  const own = yield* read(EXCLUDE_FILE);
  let rules: IgnoreRules = own === undefined ? [] : withIgnoreFile([], '', own);
  const names = path.split('/');
  for (let depth = 1; depth <= names.length; depth++) {
    const folder = names.slice(0, depth - 1).join('/');
    const inner = names.slice(0, depth).join('/');
    const isFolder = depth < names.length;
    if (isFolder && isNeverEntered(inner)) return false;
    const text = yield* read(folder === '' ? IGNORE_FILE : `${folder}/${IGNORE_FILE}`);
    if (text !== undefined) rules = withIgnoreFile(rules, folder, text);
    if (isExcluded(inner) || isIgnored(rules, inner, isFolder)) return false;
    if (isFolder) rules = rulesBelow(rules, inner);
  }
  return true;
}

/** Like `excluder`, for a path whose folders were not looked at: it is left out with any of them. */
export function excluderWithin(globs: readonly string[]): (path: string) => boolean {
  const isExcluded = excluder(globs);
  return (path) => {
    for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      if (isExcluded(path.slice(0, slash))) return true;
    }
    return isExcluded(path);
  };
}

function split(path: string): { readonly outer: string; readonly name: string } {
  const slash = path.lastIndexOf('/');
  return { outer: slash < 0 ? '' : path.slice(0, slash), name: path.slice(slash + 1) };
}

/** The order of whole paths: a folder's name counts with the `/` that follows it. */
function byPath(one: FolderEntry, other: FolderEntry): number {
  const [first, second] = [sortKey(one), sortKey(other)];
  return first < second ? -1 : first > second ? 1 : 0;
}

function sortKey({ name, isFolder }: FolderEntry): string {
  return isFolder ? `${name}/` : name;
}

/**
 * Whether a path is left out by globs relative to the root. A glob that matches a folder leaves out what is in it;
 * names that begin with a dot are matched like others.
 */
export function excluder(globs: readonly string[]): (path: string) => boolean {
  const cleaned = globs.map((glob) => glob.replace(/^(?:\.?\/)+|\/+$/g, '')).filter((glob) => glob !== '');
  if (cleaned.length === 0) return () => false;
  // Paths have `/` on every system.
  return picomatch(cleaned, { dot: true, windows: false });
}
