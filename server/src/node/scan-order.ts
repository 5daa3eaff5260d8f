import type { PlainLook } from '../workspace/plain-looks.ts';

/** What a thread is to do. */
export type ScanOrder = {
  /** Absolute path of the folder that is scanned. */
  readonly root: string;
  readonly paths: readonly string[];
  readonly files: readonly string[];
  /** One Int32, shared: the index of the next path that nobody has taken. */
  readonly next: SharedArrayBuffer;
};

/** What a thread says: what it found, by index; `isLast` when it takes no more. */
export type ScanMessage = {
  readonly looks: readonly (readonly [number, PlainLook])[];
  readonly isLast: boolean;
};

/** @returns the index of a path for whoever calls, in any thread; undefined once all are taken */
export function takeNext({ next, paths }: ScanOrder): number | undefined {
  const index = Atomics.add(new Int32Array(next), 0, 1);
  return index < paths.length ? index : undefined;
}

/** Leaves nothing to take. */
export function takeRest({ next, paths }: ScanOrder): void {
  Atomics.store(new Int32Array(next), 0, paths.length);
}
