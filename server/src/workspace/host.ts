/** Larger files are not read: nobody writes them by hand, and a finding must follow a keystroke. 1 MB. */
export const MAXIMUM_BYTES = 1_048_576;

/** Why a file that should have been analysed was not. */
export type SkipReason = 'too-large' | 'binary' | 'not-utf-8' | 'unreadable' | 'vanished' | 'minified';

/** In words for people, to follow the file's name. */
export const SKIP_REASONS: Readonly<Record<SkipReason, string>> = {
  'too-large': 'larger than 1 MB',
  binary: 'binary',
  'not-utf-8': 'not UTF-8',
  unreadable: 'not readable',
  vanished: 'vanished during the scan',
  minified: 'minified',
};

export type FileContent =
  /** A byte order mark is left in, so that offsets are those of the file. */
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'skipped'; readonly reason: SkipReason }
  /** `isNeeded` said no. */
  | { readonly kind: 'unneeded' };

/** Looks at a file's bytes before they are made into text. They may be overwritten after it returns. */
export type ByteFilter = (bytes: Uint8Array) => boolean;

export type ListOptions = {
  /** Globs of files and folders to leave out, relative to the root. */
  readonly exclude: readonly string[];
  /** The list ends after so many files. */
  readonly maxFiles: number;
};

export type Listing = {
  /** Relative to the root, with `/`, in the order of their UTF-16 units. */
  readonly files: readonly string[];
  /** There were more than `maxFiles`. */
  readonly stopped: boolean;
};

/**
 * Where the files of one workspace folder come from. A disk answers at once, an editor later; whoever asks writes a
 * `Task` (task.ts), which serves both. Neither function throws or rejects.
 */
export interface Host {
  list(options: ListOptions): Listing | Promise<Listing>;
  /** Takes a path as `list` gives it. */
  read(path: string, isNeeded?: ByteFilter): FileContent | Promise<FileContent>;
  /**
   * Paths, relative to the root, that Git tracks and `isWanted` chooses; undefined where that cannot be told. Absent on
   * hosts that cannot look into a repository.
   */
  tracked?(isWanted: (path: string) => boolean): ReadonlySet<string> | undefined;
}

/** Git looks for a NUL in so many bytes to tell binary files (`buffer_is_binary` in its xdiff-interface.c). */
const BINARY_HEAD = 8_000;

/**
 * What the bytes of a file are.
 *
 * @param bytes  of the whole file
 * @param decode gives the text with its byte order mark, or undefined for bytes that are not UTF-8
 */
export function contentOf(
  bytes: Uint8Array,
  isNeeded: ByteFilter | undefined,
  decode: (bytes: Uint8Array) => string | undefined = decodeUtf8,
): FileContent {
  if (bytes.length > MAXIMUM_BYTES) return skipped('too-large');
  if (isUtf16(bytes)) return skipped('not-utf-8');
  if (bytes.subarray(0, BINARY_HEAD).includes(0)) return skipped('binary');
  if (isNeeded && !isNeeded(bytes)) return { kind: 'unneeded' };
  const text = decode(bytes);
  return text === undefined ? skipped('not-utf-8') : { kind: 'text', text };
}

export function skipped(reason: SkipReason): FileContent {
  return { kind: 'skipped', reason };
}

function isUtf16([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

const DECODER = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return DECODER.decode(bytes);
  } catch {
    // That is how `fatal` says it.
    return undefined;
  }
}
