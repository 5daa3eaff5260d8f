import type { ReadAsset } from '../languages/syntax.ts';
import type { Host } from '../workspace/host.ts';

/** What differs between the runtimes the server lives in. */
export type ServerEnvironment = {
  readonly readAsset: ReadAsset;
  /** The files of a folder given by its uri; undefined where only the client can read it. */
  createHost(folderUri: string): Host | undefined;
  /** Lets messages in before the work goes on. */
  breathe(): Promise<void>;
  /** In milliseconds, never going back. */
  now(): number;
};
