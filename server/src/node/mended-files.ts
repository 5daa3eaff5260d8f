import {
  chmodSync,
  closeSync,
  fchownSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  type Stats,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import type { DiskFolder, FixTarget } from '../cli/system.ts';
import { SKIP_REASONS } from '../workspace/host.ts';
import { createDiskHost } from './disk-host.ts';

/**
 * A folder of the disk whose files may be replaced. Nothing outside it is, and nothing that a link leads to.
 *
 * @param root absolute path
 */
export function openDiskFolder(root: string): DiskFolder {
  const host = createDiskHost(root);

  function target(file: string): FixTarget {
    const reason = reasonToRefuse(root, file);
    if (reason !== undefined) return { kind: 'refused', reason };
    if (statOf(path.join(root, file)) === undefined) return { kind: 'absent' };
    const content = host.read(file);
    if (content.kind === 'text') return { kind: 'text', text: content.text };
    if (content.kind === 'skipped' && content.reason === 'vanished') return { kind: 'absent' };
    return {
      kind: 'refused',
      reason: `is ${SKIP_REASONS[content.kind === 'skipped' ? content.reason : 'unreadable']}`,
    };
  }

  return {
    host,
    target,
    write(file, before, after) {
      const present = target(file);
      if (present.kind === 'refused') throw new Error(`${file} ${present.reason}`);
      if ((present.kind === 'text' ? present.text : undefined) !== before) {
        throw new Error(`${file} changed meanwhile`);
      }
      replaceFile(path.join(root, file), after);
    },
  };
}

/** Follows a path step by step, since a link may stand in for any folder of it. */
function reasonToRefuse(root: string, file: string): string | undefined {
  const parts = file.split('/');
  const leaves = parts.some((part) => part === '' || part === '.' || part === '..' || part.includes('\\'));
  if (leaves || path.isAbsolute(file) || path.win32.isAbsolute(file)) return 'is outside the folder';
  let place = root;
  for (const [index, part] of parts.entries()) {
    place = path.join(place, part);
    const stat = statOf(place);
    if (stat === undefined) return undefined;
    if (stat.isSymbolicLink()) return 'is reached through a link';
    const isLast = index === parts.length - 1;
    if (isLast ? !stat.isFile() : !stat.isDirectory()) return 'is not a file';
  }
  return undefined;
}

function statOf(place: string): Stats | undefined {
  return lstatSync(place, { throwIfNoEntry: false });
}

/** Of a mode, without the kind of file. */
const PERMISSIONS = 0o7777;

/** Writes beside the file and takes its place, so that nobody ever reads half of it. */
function replaceFile(place: string, text: string): void {
  const earlier = statOf(place);
  const folder = path.dirname(place);
  const temporary = path.join(folder, `.twelve-factor-${process.pid}.tmp`);
  const mode = earlier && earlier.mode & PERMISSIONS;
  mkdirSync(folder, { recursive: true });
  const descriptor = openSync(temporary, 'wx', mode ?? 0o666);
  try {
    try {
      writeFileSync(descriptor, text);
      if (earlier) keepOwner(descriptor, earlier);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    // The mode given on opening is cut by the umask.
    if (mode !== undefined) chmodSync(temporary, mode);
    renameSync(temporary, place);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function keepOwner(descriptor: number, { uid, gid }: Stats): void {
  try {
    fchownSync(descriptor, uid, gid);
  } catch {
    // Only a privileged user may give files away; then the file is of who runs the tool.
  }
}
