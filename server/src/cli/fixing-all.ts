import { run } from '../workspace/task.ts';
import { type AssemblyContext, shownFindings } from './assembling.ts';
import { messageOf } from './failure.ts';
import { type FileChange, fixFolder } from './fixing.ts';
import type { CheckOptions } from './options.ts';
import type { MendedFile } from './report.ts';
import type { ScannedFolder } from './scan.ts';

export type FolderChange = {
  readonly folder: ScannedFolder;
  readonly change: FileChange;
  /** The same with its path relative to the report's root. */
  readonly placed: FileChange;
};

export type Fixes = {
  readonly changes: readonly FolderChange[];
  /** What could not be fixed, in sentences. */
  readonly troubles: readonly string[];
};

/** Makes the fixes of all folders in memory. */
export async function fixAll(
  scanned: readonly ScannedFolder[],
  context: AssemblyContext,
  options: CheckOptions,
): Promise<Fixes> {
  const changes: FolderChange[] = [];
  const troubles: string[] = [];
  for (const folder of scanned) {
    const within = context.system.relative(context.root, folder.root);
    const placedPath = (path: string) => (within === '' ? path : `${within}/${path}`);
    const findings = () => shownFindings(folder, context);
    const fixed = await run(fixFolder(folder, findings, options.fixSuggested === true));
    for (const change of fixed.changes) {
      changes.push({ folder, change, placed: { ...change, path: placedPath(change.path) } });
    }
    for (const [path, reason] of fixed.refused) {
      troubles.push(`${placedPath(path)} ${reason}, so fixes that change it were left out.`);
    }
    if (fixed.unsettled) {
      troubles.push(`The fixes in ${folder.root} did not come to an end; look at what they changed.`);
    }
  }
  return { changes, troubles };
}

/** Writes what was fixed, file by file; a file that cannot be written does not keep the others from it. */
export function writeFixes({ changes }: Fixes): {
  readonly mended: readonly MendedFile[];
  readonly troubles: readonly string[];
  readonly isIncomplete: boolean;
} {
  const mended: MendedFile[] = [];
  const troubles: string[] = [];
  for (const { folder, change, placed } of changes) {
    try {
      folder.disk.write(change.path, change.before, change.after);
      mended.push({ path: placed.path, created: change.before === undefined, findings: change.findings });
    } catch (error) {
      troubles.push(`${placed.path} was not written: ${messageOf(error)}.`);
    }
  }
  return { mended, troubles, isIncomplete: troubles.length > 0 };
}
