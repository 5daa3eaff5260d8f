import { formatOf } from '../engine/formats.ts';
import { excluderWithin } from './files.ts';
import type { Host, Listing, ListOptions } from './host.ts';
import { isNeverEntered } from './ignore.ts';
import { answerOf, type Task } from './task.ts';

/** The dotenv files of a folder that Git tracks; undefined where that cannot be told. */
export type TrackedDotenvs = ReadonlySet<string> | undefined;

export function trackedDotenvs(host: Host): TrackedDotenvs {
  return host.tracked?.((path) => formatOf(path) === 'dotenv');
}

/**
 * The files of a host with those dotenv files that Git tracks though an ignore file names them: they were added before
 * the ignore file, or by force, as templates are that `.env.*` covers. Every clone has them.
 */
export function* withTrackedDotenvs(
  listing: Listing,
  host: Host,
  tracked: TrackedDotenvs,
  { exclude, maxFiles }: ListOptions,
): Task<Listing> {
  if (!tracked || listing.stopped) return listing;
  const isExcluded = excluderWithin(exclude);
  const listed = new Set(listing.files);
  const more: string[] = [];
  for (const path of tracked) {
    if (listed.has(path) || isExcluded(path) || isWithinNeverEntered(path)) continue;
    if (yield* isThere(host, path)) more.push(path);
  }
  if (more.length === 0) return listing;
  const files = [...listing.files, ...more].sort();
  return { files: files.slice(0, maxFiles), stopped: files.length > maxFiles };
}

/** Git tracks what was deleted, until that is committed. */
function* isThere(host: Host, path: string): Task<boolean> {
  const content = yield* answerOf(host.read(path, () => false));
  return !(content.kind === 'skipped' && content.reason === 'vanished');
}

function isWithinNeverEntered(path: string): boolean {
  for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
    if (isNeverEntered(path.slice(0, slash))) return true;
  }
  return false;
}
