import type { Summary } from '../model/summary.ts';
import { allPathsRun } from '../rules/procfile/paths-run.ts';
import { wouldBeListed } from './files.ts';
import type { Task } from './task.ts';

/** What must be known of the files of a folder. */
export type FileQuestions = {
  /** Whether a listed or open file has the path. */
  has(path: string): boolean;
  /** Whether something has the path, be it a link or a file that Git leaves out. */
  exists(path: string): Task<boolean>;
  readText(path: string): Task<string | undefined>;
  readonly exclude: readonly string[];
};

/**
 * Finds the paths that Procfiles name and at which there certainly is no file: none on the disk, and none that Git or
 * the configuration would leave out, such as what a build makes.
 */
export function* absentFiles(
  summaries: Iterable<Summary>,
  { has, exists, readText, exclude }: FileQuestions,
): Task<ReadonlySet<string>> {
  const absent = new Set<string>();
  for (const path of new Set([...summaries].flatMap(allPathsRun))) {
    if (has(path) || (yield* exists(path))) continue;
    if (yield* wouldBeListed(path, exclude, readText)) absent.add(path);
  }
  return absent;
}
