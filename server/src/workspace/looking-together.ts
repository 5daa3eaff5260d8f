import { languageOf } from '../languages/index.ts';
import type { Look, Looker } from './looking.ts';
import { answerOf, breathe, type Task } from './task.ts';

/** Other threads, which look at files beside the one that asks. They know the disk only: no editor may hold a text. */
export type Helpers = {
  /**
   * Has them begin. Undefined where help would cost more than it gives.
   *
   * @param paths to be looked at, by them or by who asks
   * @param files of the whole folder: where modules may be found
   */
  begin(paths: readonly string[], files: readonly string[]): Together | undefined;
};

/** Work that is divided as it goes on: whoever is free takes the next path. */
export type Together = {
  /** The index of a path that nobody else looks at; undefined once all are taken. */
  take(): number | undefined;
  /** What the others found, by index, as soon as each of them is done or gone: then some may be missing. */
  found(): Promise<ReadonlyMap<number, Look>>;
  /** Whoever still works is to stop. */
  end(): void;
};

/** Is told how many of how many files were looked at. */
export type OnLooked = (done: number, total: number) => void;

/** Whether a look at the file asks for nothing but its text and modules: what else reads it is known to one thread. */
export function isShared(path: string): boolean {
  return languageOf(path) !== undefined;
}

/**
 * Looks at all paths, at those that are shared together with others. What they leave is done here.
 *
 * @param shared the paths that `together` gives the indexes of
 * @returns what was found, in the order of the paths, whoever found it
 */
export function* lookTogether(
  looker: Looker,
  paths: readonly string[],
  shared: readonly string[],
  together: Together,
  progress?: OnLooked,
): Task<ReadonlyMap<string, Look>> {
  const known = new Map<string, Look | undefined>();
  const own = paths.filter((path) => !isShared(path));
  for (const path of own) known.set(path, yield* looker.look(path));
  for (let index = together.take(); index !== undefined; index = together.take()) {
    const path = shared[index];
    if (path !== undefined) known.set(path, yield* looker.look(path));
    progress?.(own.length + index + 1, paths.length);
    yield* breathe();
  }
  const found = yield* answerOf(together.found());
  for (const [index, look] of found) known.set(shared[index] ?? '', look);
  const looks = new Map<string, Look>();
  for (const path of paths) {
    const look = known.has(path) ? known.get(path) : yield* looker.look(path);
    if (look) looks.set(path, look);
  }
  return looks;
}
