import type { ReadAsset } from '../languages/syntax.ts';
import type { Rule } from '../model/rule.ts';
import type { Host } from '../workspace/host.ts';
import type { Helpers } from '../workspace/looking-together.ts';
import type { Processes } from './processes.ts';

/** Where text goes. */
export type Stream = {
  write(text: string): void;
  readonly isTerminal: boolean;
  /** Width in columns; undefined where it has none. */
  readonly columns: number | undefined;
};

/** A file that a fix would change. */
export type FixTarget =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'absent' }
  /** The reason follows the file's name: "is a link". */
  | { readonly kind: 'refused'; readonly reason: string };

/** A folder whose files are read and mended. Paths are relative to it, with `/`. */
export type DiskFolder = {
  readonly host: Host;
  /** Refuses what lies outside the folder, behind a link, or is no text. */
  target(path: string): FixTarget;
  /**
   * Replaces a file as a whole, or not at all; its mode stays.
   *
   * @param before what the file held when the change was made; absent for a file that did not exist
   * @throws Error with a message for people, if the file changed meanwhile or cannot be written
   */
  write(path: string, before: string | undefined, after: string): void;
};

export type PathKind = 'file' | 'folder' | 'nothing';

/** What the command line needs of the machine. Absolute paths have `/` everywhere. */
export type System = {
  readonly workingFolder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly output: Stream;
  readonly messages: Stream;
  readonly readAsset: ReadAsset;
  readonly processes: Processes;
  /** Milliseconds since the process began. */
  now(): number;
  sha256(text: string, encoding: 'hex' | 'base64'): string;
  /** The absolute path. */
  resolve(path: string): string;
  /** The path of `to` as seen from the folder `from`; both absolute. */
  relative(from: string, to: string): string;
  fileUri(path: string): string;
  kindOf(path: string): PathKind;
  /** Throws what the file system says. */
  readText(path: string): string;
  /** Throws what the file system says. */
  writeText(path: string, text: string): void;
  openFolder(root: string): DiskFolder;
  /** Threads that help to scan a folder; absolute path. */
  helpScan(root: string, rules: readonly Rule[]): Helpers;
  /** Serves LSP until the client ends it. */
  serveLanguageServer(): Promise<void>;
};
