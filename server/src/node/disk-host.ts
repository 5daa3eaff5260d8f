import { isAscii, isUtf8 } from 'node:buffer';
import { closeSync, constants, type Dirent, openSync, readdirSync, readSync } from 'node:fs';
import path from 'node:path';
import { type FolderEntry, walkFiles } from '../workspace/files.ts';
import {
  type ByteFilter,
  contentOf,
  type FileContent,
  type Listing,
  type ListOptions,
  MAXIMUM_BYTES,
  skipped,
} from '../workspace/host.ts';
import { trackedIn } from './git-repository.ts';

/** A host that answers at once. */
export type DiskHost = {
  list(options: ListOptions): Listing;
  read(path: string, isNeeded?: ByteFilter): FileContent;
  tracked(isWanted: (path: string) => boolean): ReadonlySet<string> | undefined;
};

/** Never waits for a pipe or a device that took a file's place; Windows knows no such flag. */
const OPEN_FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/**
 * The files below a folder of the disk. Links are not followed: what they lead to is part of the workspace anyway,
 * or not of it. All reads share one buffer of 1 MB.
 *
 * @param root absolute path
 */
export function createDiskHost(root: string): DiskHost {
  // One more than is allowed shows that a file is too large without asking for its size.
  const buffer = Buffer.allocUnsafe(MAXIMUM_BYTES + 1);
  const read = (file: string, isNeeded?: ByteFilter): FileContent => {
    let descriptor: number;
    try {
      descriptor = openSync(path.join(root, file), OPEN_FLAGS);
    } catch (error) {
      return skipped(isMissing(error) ? 'vanished' : 'unreadable');
    }
    try {
      return contentOf(buffer.subarray(0, fill(descriptor, buffer)), isNeeded, decode);
    } catch {
      // A folder, a pipe, a disk that fails.
      return skipped('unreadable');
    } finally {
      closeSync(descriptor);
    }
  };
  return {
    read,
    tracked: (isWanted) => trackedIn(root, isWanted),
    list: (options) =>
      walkFiles(
        {
          folder: (folder) => entriesOf(path.join(root, folder)),
          text: (file) => {
            const content = read(file);
            return content.kind === 'text' ? content.text : undefined;
          },
        },
        options,
      ),
  };
}

/** Reads up to the end of the file or of the buffer; returns the number of bytes. */
function fill(descriptor: number, buffer: Buffer): number {
  let length = 0;
  while (length < buffer.length) {
    const read = readSync(descriptor, buffer, length, buffer.length - length, null);
    if (read === 0) break;
    length += read;
  }
  return length;
}

function decode(bytes: Uint8Array): string | undefined {
  const { buffer, byteOffset, length } = bytes;
  const view = Buffer.from(buffer, byteOffset, length);
  // Most code is ASCII, which Latin-1 makes into text without a look at each byte.
  if (isAscii(view)) return view.toString('latin1');
  return isUtf8(view) ? view.toString('utf8') : undefined;
}

function entriesOf(folder: string): FolderEntry[] {
  let entries: Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    // Vanished or not readable: the rest counts.
    return [];
  }
  const found: FolderEntry[] = [];
  for (const entry of entries) {
    if (entry.isDirectory()) found.push({ name: entry.name, isFolder: true });
    else if (entry.isFile()) found.push({ name: entry.name, isFolder: false });
  }
  return found;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
