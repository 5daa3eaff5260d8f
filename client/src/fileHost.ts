import { FileSystemError, FileType, RelativePattern, Uri, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
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

/** Folders that never hold an application's own files: not walked even where nothing excludes them. */
const NEVER_WALKED = new Set(['node_modules', '.git']);

/** Answers the server's requests for files with `workspace.fs`, which also reads where no disk is. */
export function answerFileRequests(client: BaseLanguageClient, extensionUri: Uri): void {
  client.onRequest(LIST_FILES, (params: ListFilesParams) => listFiles(params));
  client.onRequest<ReadFileResult, void>(READ_FILE, (params: ReadFileParams) => readFile(params));
  client.onRequest(READ_ASSET, (params: ReadAssetParams) => readAsset(extensionUri, params));
}

async function listFiles({ root, limit }: ListFilesParams): Promise<ListFilesResult> {
  const folder = Uri.parse(root);
  const found = await workspace.findFiles(
    new RelativePattern(folder, '**/*'),
    `**/{${[...NEVER_WALKED].join(',')}}/**`,
    limit + 1,
  );
  // A file system without a search provider finds nothing.
  const files = found.length > 0 ? found : await walk(folder, limit + 1);
  const uris = files.map((uri) => uri.toString()).sort();
  return { uris: uris.slice(0, limit), stopped: uris.length > limit };
}

async function walk(root: Uri, limit: number): Promise<Uri[]> {
  const files: Uri[] = [];
  const folders = [root];
  for (let folder = folders.pop(); folder && files.length < limit; folder = folders.pop()) {
    for (const [name, type] of await entries(folder)) {
      const uri = Uri.joinPath(folder, name);
      // Links are not followed: they may lead in circles.
      if (type === FileType.File) files.push(uri);
      else if (type === FileType.Directory && !NEVER_WALKED.has(name)) folders.push(uri);
    }
  }
  return files.slice(0, limit);
}

async function entries(folder: Uri): Promise<[string, FileType][]> {
  try {
    return await workspace.fs.readDirectory(folder);
  } catch {
    // Vanished or not readable: the rest of the folder counts.
    return [];
  }
}

async function readFile({ uri, maxBytes }: ReadFileParams): Promise<ReadFileResult> {
  try {
    const file = Uri.parse(uri);
    const { size } = await workspace.fs.stat(file);
    if (size > maxBytes) return { kind: 'too-large', bytes: size };
    return { kind: 'bytes', base64: toBase64(await workspace.fs.readFile(file)) };
  } catch (error) {
    return { kind: 'unreadable', reason: error instanceof FileSystemError ? error.code : String(error) };
  }
}

async function readAsset(extensionUri: Uri, { name }: ReadAssetParams): Promise<string> {
  if (!/^[\w-]+\.wasm$/.test(name)) throw new Error(`'${name}' is not a file that the server may read`);
  return toBase64(await workspace.fs.readFile(Uri.joinPath(extensionUri, 'dist', name)));
}

/** Arguments per call of `fromCharCode`: far below the number at which engines refuse. */
const CHUNK = 0x2000;

function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (let start = 0; start < bytes.length; start += CHUNK) {
    binary += String.fromCharCode(...bytes.subarray(start, start + CHUNK));
  }
  return btoa(binary);
}
