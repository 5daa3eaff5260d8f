import type { Configuration } from '../engine/configuration.ts';
import { createFolder, type Engine, type Folder } from '../workspace/folder.ts';
import type { Host } from '../workspace/host.ts';
import { normalizeUri, pathIn, splitUri, uriIn } from './uris.ts';

/** A folder with its place. */
export type PlacedFolder = {
  readonly uri: string;
  readonly folder: Folder;
  /** Not a folder of the workspace but of files opened alone: it is never listed or scanned. */
  readonly isLoose: boolean;
};

export type Place = { readonly placed: PlacedFolder; readonly path: string };

/** The workspace folders, and a folder for each place where files are open outside of them. */
export type Folders = {
  add(uri: string): PlacedFolder;
  remove(uri: string): PlacedFolder | undefined;
  /** The innermost folder that holds the uri; made for it where none does. */
  place(uri: string): Place;
  all(): readonly PlacedFolder[];
};

const EMPTY_HOST: Host = {
  list: () => ({ files: [], stopped: false }),
  read: () => ({ kind: 'skipped', reason: 'vanished' }),
};

export function createFolders(
  engine: Engine,
  createHost: (folderUri: string) => Host,
  settings: () => Partial<Configuration>,
): Folders {
  const placedBy = new Map<string, PlacedFolder>();

  function put(uri: string, host: Host, isLoose: boolean): PlacedFolder {
    const placed = { uri, folder: createFolder(engine, host, settings()), isLoose };
    placedBy.set(uri, placed);
    return placed;
  }

  function innermost(uri: string): Place | undefined {
    let best: Place | undefined;
    for (const placed of placedBy.values()) {
      const path = pathIn(placed.uri, uri);
      if (path === undefined || (placed.isLoose && path.includes('/'))) continue;
      if (!best || path.length < best.path.length) best = { placed, path };
    }
    return best;
  }

  return {
    add(given) {
      const uri = normalizeUri(given);
      const known = placedBy.get(uri);
      return known && !known.isLoose ? known : put(uri, createHost(uri), false);
    },
    remove(given) {
      const uri = normalizeUri(given);
      const placed = placedBy.get(uri);
      placedBy.delete(uri);
      placed?.folder.dispose();
      return placed;
    },
    place(given) {
      const uri = normalizeUri(given);
      const found = innermost(uri);
      if (found) return found;
      const { folderUri, path } = splitUri(uri);
      return { placed: put(folderUri, EMPTY_HOST, true), path };
    },
    all: () => [...placedBy.values()],
  };
}

/** The uri of a path in a placed folder. */
export function uriOf({ uri }: PlacedFolder, path: string): string {
  return uriIn(uri, path);
}
