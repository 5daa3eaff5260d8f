import type { Configuration } from '../engine/configuration.ts';
import { createFolder, type Engine, type Folder } from '../workspace/folder.ts';
import type { Host } from '../workspace/host.ts';
import type { EditorSettings } from './settings.ts';
import { normalizeUri, pathIn, splitUri, uriIn } from './uris.ts';

/** A folder with its place and what the editor's settings say for it. */
export type PlacedFolder = {
  readonly uri: string;
  readonly folder: Folder;
  /** Not a folder of the workspace but of files opened alone: it is never listed or scanned. */
  readonly isLoose: boolean;
  settings: EditorSettings;
};

export type Place = { readonly placed: PlacedFolder; readonly path: string };

/** The workspace folders, and a folder for each place where files are open outside of them. */
export type Folders = {
  /** Gives the folders that the new one takes the place of: of files opened alone, now inside of it. */
  add(uri: string): readonly PlacedFolder[];
  remove(uri: string): PlacedFolder | undefined;
  /** The innermost folder that holds the uri; made for it where none does. */
  place(uri: string): Place;
  all(): readonly PlacedFolder[];
  /** What is to be configured for a folder: its settings, and workspace folders inside of it left to themselves. */
  configuration(placed: PlacedFolder): Partial<Configuration>;
};

const EMPTY_HOST: Host = {
  list: () => ({ files: [], stopped: false }),
  read: () => ({ kind: 'skipped', reason: 'vanished' }),
};

/** `initial` gives the settings that a folder has until its own are known. */
export function createFolders(
  engine: Engine,
  createHost: (folderUri: string) => Host,
  initial: () => EditorSettings,
): Folders {
  const placedBy = new Map<string, PlacedFolder>();

  function put(uri: string, host: Host, isLoose: boolean): PlacedFolder {
    const settings = initial();
    const placed = { uri, folder: createFolder(engine, host, settings.configuration), isLoose, settings };
    placedBy.set(uri, placed);
    return placed;
  }

  function take(uri: string): PlacedFolder | undefined {
    const placed = placedBy.get(uri);
    placedBy.delete(uri);
    placed?.folder.dispose();
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
      if (placedBy.get(uri)?.isLoose === false) return [];
      const inside = [...placedBy.values()].filter(
        (other) => other.isLoose && (other.uri === uri || pathIn(uri, other.uri) !== undefined),
      );
      for (const loose of inside) take(loose.uri);
      put(uri, createHost(uri), false);
      return inside;
    },
    remove: (uri) => take(normalizeUri(uri)),
    place(given) {
      const uri = normalizeUri(given);
      const found = innermost(uri);
      if (found) return found;
      const { folderUri, path } = splitUri(uri);
      return { placed: put(folderUri, EMPTY_HOST, true), path };
    },
    all: () => [...placedBy.values()],
    configuration({ uri, settings: { configuration } }) {
      const inner = [...placedBy.values()]
        .filter(({ isLoose }) => !isLoose)
        .map((other) => pathIn(uri, other.uri))
        .filter((path) => path !== undefined && path !== '')
        .map((path) => asGlob(path ?? ''));
      return inner.length === 0
        ? configuration
        : { ...configuration, exclude: [...(configuration.exclude ?? []), ...inner] };
    },
  };
}

/** A glob that matches just this path. */
function asGlob(path: string): string {
  return path.replace(/[\\*?[\]{}()!+@|]/g, '\\$&');
}

/** The uri of a path in a placed folder. */
export function uriOf({ uri }: PlacedFolder, path: string): string {
  return uriIn(uri, path);
}
