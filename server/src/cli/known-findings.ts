import { BASELINE_FILE, type Baseline, parseBaseline, printBaseline } from './baseline.ts';
import { messageOf, UsageError } from './failure.ts';
import type { CheckOptions } from './options.ts';
import type { CheckReport } from './report.ts';
import type { System } from './system.ts';

/** A baseline and where it lies: its paths are relative to its folder, so that it serves runs on any part. */
export type KnownFindings = {
  /** As people named it. */
  readonly file: string;
  /** Absolute. */
  readonly folder: string;
  readonly entries: Baseline;
  /** It was written by this run. */
  readonly isNew: boolean;
};

/**
 * Reads the file of `--baseline`.
 *
 * @throws UsageError if it is not there or is no baseline
 */
export function readKnownFindings(file: string, system: System): KnownFindings {
  const place = system.resolve(file);
  if (system.kindOf(place) !== 'file') {
    throw new UsageError(`There is no baseline ${file}. Make it with --write-baseline ${file}.`);
  }
  let text: string;
  try {
    text = system.readText(place);
  } catch (error) {
    throw new UsageError(`The baseline ${file} cannot be read: ${messageOf(error)}.`);
  }
  return { file, folder: folderOf(place), entries: parseBaseline(text, file), isNew: false };
}

/**
 * Makes the findings of a report known: those it shows and those that were known before and are still there.
 *
 * @throws UsageError if the file cannot be written
 */
export function writeKnownFindings(
  report: CheckReport,
  { baseline, writeBaseline }: CheckOptions,
  system: System,
): KnownFindings {
  const named = typeof writeBaseline === 'string' ? writeBaseline : baseline;
  const place =
    named === undefined ? `${report.root.replace(/\/$/, '')}/${BASELINE_FILE}` : system.resolve(named);
  const file = named ?? system.relative(system.workingFolder, place);
  if (system.kindOf(place) === 'folder') {
    throw new UsageError(
      `${file} is a folder, and --write-baseline takes the name of a file. To scan it, name it before the option.`,
    );
  }
  const folder = folderOf(place);
  const suppressed = report.suppressed
    .filter(({ by }) => by.kind === 'baseline')
    .map(({ finding }) => finding);
  const keys = [...report.findings, ...suppressed]
    // A wrong configuration is to be corrected, not to be kept.
    .filter(({ rule }) => !rule.startsWith('configuration/'))
    .map(({ path, rule, fingerprint }) => ({
      path: system.relative(folder, `${report.root}/${path}`),
      rule,
      fingerprint,
    }));
  const text = printBaseline(keys);
  try {
    system.writeText(place, text);
  } catch (error) {
    throw new UsageError(`The baseline ${file} cannot be written: ${messageOf(error)}.`);
  }
  return { file, folder, entries: parseBaseline(text, file), isNew: true };
}

function folderOf(place: string): string {
  return place.slice(0, Math.max(1, place.lastIndexOf('/')));
}
