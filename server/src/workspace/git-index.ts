/** Bytes of an object name: SHA-1, and SHA-256 in repositories that were made with it. */
const HASH_LENGTHS = [20, 32] as const;
/** Bytes of an entry before the object's name: times, device, inode, mode, owner, size. */
const STAT_LENGTH = 40;
const EXTENDED = 0x4000;
const NAME_LENGTH = 0x0fff;
const FILE_MODES: ReadonlySet<number> = new Set([0o100644, 0o100755]);
/** Files, links, submodules and folders. */
const MODES: ReadonlySet<number> = new Set([...FILE_MODES, 0o120000, 0o160000, 0o040000]);

/**
 * Reads which files Git tracks, links left out, from `.git/index`, after the format's description (git, gitformat-index).
 *
 * @param bytes of the index
 * @param isWanted chooses paths: an index names all files of a repository
 * @returns paths relative to the top of the repository, with `/`; undefined if the bytes are no index of version 2 to
 *   4. Of a split index only what it names itself. Never throws, in time linear in `bytes`.
 */
export function trackedPaths(
  bytes: Uint8Array,
  isWanted: (path: string) => boolean,
): ReadonlySet<string> | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || view.getUint32(0) !== 0x44495243) return undefined;
  const version = view.getUint32(4);
  if (version < 2 || version > 4) return undefined;
  // The index does not say which hash it uses; with the wrong one its entries make no sense.
  for (const hashLength of HASH_LENGTHS) {
    const found = readEntries(view, version, hashLength, isWanted);
    if (found) return found;
  }
  return undefined;
}

function readEntries(
  view: DataView,
  version: number,
  hashLength: number,
  isWanted: (path: string) => boolean,
): ReadonlySet<string> | undefined {
  const found = new Set<string>();
  const decoder = new TextDecoder();
  const count = view.getUint32(8);
  let at = 12;
  let previous: Uint8Array = new Uint8Array(0);
  for (let entry = 0; entry < count; entry++) {
    const start = at;
    const flagsAt = start + STAT_LENGTH + hashLength;
    if (flagsAt + 2 > view.byteLength) return undefined;
    const mode = view.getUint32(start + 24);
    if (!MODES.has(mode)) return undefined;
    const flags = view.getUint16(flagsAt);
    let nameAt = flagsAt + 2 + (version > 2 && flags & EXTENDED ? 2 : 0);
    let kept: Uint8Array = previous.subarray(0, 0);
    if (version === 4) {
      const removed = readNumber(view, nameAt);
      if (!removed || removed.value > previous.length) return undefined;
      kept = previous.subarray(0, previous.length - removed.value);
      nameAt = removed.end;
    }
    const end = endOfName(view, nameAt);
    if (end === undefined) return undefined;
    const name = joined(kept, bytesOf(view, nameAt, end));
    const length = flags & NAME_LENGTH;
    if (length !== NAME_LENGTH && length !== name.length) return undefined;
    const path = decoder.decode(name);
    if (FILE_MODES.has(mode) && isWanted(path)) found.add(path);
    previous = version === 4 ? name : previous;
    // Older versions fill entries up with one to eight NULs, to a multiple of eight bytes.
    at = version === 4 ? end + 1 : start + ((end - start + 8) & ~7);
  }
  return found;
}

function bytesOf(view: DataView, start: number, end: number): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset + start, end - start);
}

function endOfName(view: DataView, start: number): number | undefined {
  for (let at = start; at < view.byteLength; at++) if (view.getUint8(at) === 0) return at;
  return undefined;
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  if (one.length === 0) return other;
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}

/** Git's variable-width number (git, varint.c). */
function readNumber(
  view: DataView,
  start: number,
): { readonly value: number; readonly end: number } | undefined {
  let value = 0;
  for (let at = start; at < Math.min(view.byteLength, start + 4); at++) {
    const byte = view.getUint8(at);
    value = (at === start ? 0 : (value + 1) << 7) | (byte & 0x7f);
    if (byte < 0x80) return { value, end: at + 1 };
  }
  return undefined;
}
