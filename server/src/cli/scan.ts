import { createFolder, type Engine, type Folder } from '../workspace/folder.ts';
import { run } from '../workspace/task.ts';
import type { WorkspaceReport } from '../workspace/workspace.ts';
import { createProgress } from './progress.ts';
import { type Selection, select, selectFindings } from './selection.ts';
import type { DiskFolder, System } from './system.ts';

/** One folder that was scanned. */
export type ScannedFolder = {
  /** Absolute. */
  readonly root: string;
  readonly disk: DiskFolder;
  readonly folder: Folder;
  readonly stoppedAt: number | undefined;
  /** What is selected of what is known now. */
  report(): WorkspaceReport;
};

/** Reads a folder and what is found in it. */
export async function scanFolder(
  engine: Engine,
  system: System,
  root: string,
  selection: Selection,
): Promise<ScannedFolder> {
  const disk = system.openFolder(root);
  const folder = createFolder(engine, disk.host, {}, system.helpScan(root, engine.rules));
  const progress = createProgress(system, root);
  const { stoppedAt } = await run(folder.scan(progress.update));
  progress.end();
  return {
    root,
    disk,
    folder,
    stoppedAt,
    report() {
      select(folder.workspace, engine.rules, selection);
      const report = folder.workspace.report();
      const findings = selectFindings(report.findings, selection);
      return { ...report, findings, basis: { ...report.basis, findings } };
    },
  };
}

/** The folders to scan: none twice, none inside another. Sorted. */
export function outermost(folders: readonly string[]): string[] {
  const sorted = [...new Set(folders)].sort();
  return sorted.filter((folder) => !sorted.some((other) => other !== folder && isInside(folder, other)));
}

/** The innermost folder around all of them. */
export function commonFolder(folders: readonly string[]): string {
  const [first = '/', ...others] = folders;
  let common = first;
  while (!others.every((folder) => folder === common || isInside(folder, common))) {
    const outer = common.slice(0, common.lastIndexOf('/'));
    if (outer === common || outer === '') return '/';
    common = outer;
  }
  return common;
}

function isInside(folder: string, outer: string): boolean {
  return folder.startsWith(outer.endsWith('/') ? outer : `${outer}/`);
}
