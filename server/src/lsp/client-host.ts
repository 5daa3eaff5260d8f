import type { Connection } from 'vscode-languageserver';
import { excluder, IGNORE_FILE, selectFiles } from '../workspace/files.ts';
import {
  contentOf,
  type FileContent,
  type Host,
  type ListOptions,
  MAXIMUM_BYTES,
  skipped,
} from '../workspace/host.ts';
import {
  LIST_FILES,
  type ListFilesParams,
  type ListFilesResult,
  READ_ASSET,
  READ_FILE,
  type ReadAssetParams,
  type ReadFileParams,
  type ReadFileResult,
} from './protocol.ts';
import { pathIn, uriIn } from './uris.ts';

/** The client lists ignored files too; so many more than wanted may be asked for. */
const LISTING_FACTOR = 4;

/** A folder whose files only the client can read: in the browser, on a remote or virtual file system. */
export function createClientHost(connection: Connection, folderUri: string): Host {
  async function read(path: string): Promise<FileContent> {
    const params: ReadFileParams = { uri: uriIn(folderUri, path), maxBytes: MAXIMUM_BYTES };
    try {
      const result = await connection.sendRequest<ReadFileResult>(READ_FILE, params);
      switch (result.kind) {
        case 'bytes':
          return contentOf(fromBase64(result.base64), undefined);
        case 'too-large':
          return skipped('too-large');
        case 'unreadable':
          return skipped(/not ?found|no such/i.test(result.reason) ? 'vanished' : 'unreadable');
      }
    } catch {
      // The connection was closed.
      return skipped('unreadable');
    }
  }

  return {
    read,
    async list(options: ListOptions) {
      const params: ListFilesParams = { root: folderUri, limit: options.maxFiles * LISTING_FACTOR };
      try {
        const { uris, stopped } = await connection.sendRequest<ListFilesResult>(LIST_FILES, params);
        const isExcluded = excluder(options.exclude);
        const paths = uris
          .map((uri) => pathIn(folderUri, uri))
          .filter((path) => path !== undefined && !isExcluded(path));
        const ignoreFiles = new Map<string, string>();
        for (const path of paths) {
          if (path === undefined || (path !== IGNORE_FILE && !path.endsWith(`/${IGNORE_FILE}`))) continue;
          const content = await read(path);
          if (content.kind === 'text') ignoreFiles.set(path, content.text);
        }
        const listing = selectFiles(
          paths.filter((path) => path !== undefined),
          ignoreFiles,
          options,
        );
        return { ...listing, stopped: listing.stopped || stopped };
      } catch {
        return { files: [], stopped: false };
      }
    },
  };
}

/** Reads grammars through the client: a worker has no files of its own. */
export function readAssetByClient(connection: Connection): (name: string) => Promise<Uint8Array> {
  return async (name) => {
    const params: ReadAssetParams = { name };
    return fromBase64(await connection.sendRequest<string>(READ_ASSET, params));
  };
}

function fromBase64(text: string): Uint8Array {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes;
}
