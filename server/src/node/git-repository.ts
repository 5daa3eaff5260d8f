import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { trackedPaths } from '../workspace/git-index.ts';

/** The index of a repository of half a million files has so many bytes; a larger one is not read. */
const MAXIMUM_INDEX_BYTES = 67_108_864;

/**
 * Which files of a folder Git tracks, by the index of the repository that the folder is in. Git is not run.
 *
 * @param root absolute path of the folder
 * @param isWanted chooses paths relative to `root`, with `/`
 * @returns undefined outside of a repository, or if its index cannot be read
 */
export function trackedIn(
  root: string,
  isWanted: (path: string) => boolean,
): ReadonlySet<string> | undefined {
  const repository = repositoryOf(root);
  const bytes = repository && readBytes(path.join(repository.gitFolder, 'index'));
  if (!repository || !bytes) return undefined;
  const relative = path.relative(repository.top, root).replaceAll(path.sep, '/');
  const prefix = relative === '' ? '' : `${relative}/`;
  const found = trackedPaths(
    bytes,
    (place) => place.startsWith(prefix) && isWanted(place.slice(prefix.length)),
  );
  return found && new Set([...found].map((place) => place.slice(prefix.length)));
}

/** The nearest folder with `.git`, which is a folder, or a file of a work tree or submodule that names it. */
function repositoryOf(root: string): { readonly top: string; readonly gitFolder: string } | undefined {
  for (let top = path.resolve(root); ; top = path.dirname(top)) {
    const place = path.join(top, '.git');
    if (isFolder(place)) return { top, gitFolder: place };
    const link = readBytes(place);
    if (link) {
      const named = /^gitdir: (.+)$/m.exec(Buffer.from(link.subarray(0, 4_096)).toString('utf8'))?.[1];
      return named === undefined ? undefined : { top, gitFolder: path.resolve(top, named.trim()) };
    }
    if (top === path.dirname(top)) return undefined;
  }
}

function isFolder(place: string): boolean {
  try {
    return statSync(place).isDirectory();
  } catch {
    return false;
  }
}

/** @returns undefined for what is no file, cannot be read or is too large */
function readBytes(file: string): Uint8Array | undefined {
  try {
    const stat = statSync(file);
    return stat.isFile() && stat.size <= MAXIMUM_INDEX_BYTES ? readFileSync(file) : undefined;
  } catch {
    // Without an index nothing is known, which is an answer like any other.
    return undefined;
  }
}
