import { applyEdits, resolveFixes, templateOf } from '../engine/fixes.ts';
import type { Finding, Fix } from '../model/finding.ts';
import type { Task } from '../workspace/task.ts';
import type { ScannedFolder } from './scan.ts';

/** A fix may uncover another; more rounds than this are two fixes that undo each other. */
const MAXIMUM_ROUNDS = 10;

/** A file as fixes leave it, not yet written. Paths are relative to the folder. */
export type FileChange = {
  readonly path: string;
  /** Absent for a file that the fixes create. */
  readonly before?: string;
  readonly after: string;
  /** How many findings the file had before and has no more. */
  readonly findings: number;
};

export type Fixed = {
  /** Sorted by path. */
  readonly changes: readonly FileChange[];
  /** Files that were not to be changed, with the reason: "is reached through a link". */
  readonly refused: ReadonlyMap<string, string>;
  /** There was still something to fix after the last round. */
  readonly unsettled: boolean;
};

type Chosen = { readonly finding: Finding; readonly fix: Fix };

/**
 * Makes the fixes of a folder in memory, round by round until none is left. The folder then knows the mended texts.
 *
 * @param findings  gives what is to be mended of what is known now
 * @param suggested whether fixes that change behaviour are made, too, where there is no safe one
 */
export function* fixFolder(
  { folder, disk }: ScannedFolder,
  findings: () => readonly Finding[],
  suggested: boolean,
): Task<Fixed> {
  const originals = new Map<string, string | undefined>();
  const mended = new Map<string, string>();
  const refused = new Map<string, string>();
  const before = countByPath(findings());

  function read(path: string): string | undefined {
    const known = mended.get(path);
    if (known !== undefined) return known;
    const target = disk.target(path);
    return target.kind === 'text' ? target.text : undefined;
  }

  function isAllowed({ finding, fix }: Chosen): boolean {
    const root = folder.workspace.projectOf(finding.path).root;
    for (const path of pathsOf(finding, fix, root)) {
      const target = disk.target(path);
      if (target.kind !== 'refused') continue;
      refused.set(path, target.reason);
      return false;
    }
    return true;
  }

  /** Makes one round; returns the paths that changed. */
  function makeRound(): readonly string[] {
    const chosen = findings()
      .map((finding) => ({ finding, fix: choose(finding, suggested) }))
      .filter((pair): pair is Chosen => pair.fix !== undefined)
      .filter(isAllowed);
    const context = { read, projectRoot: (path: string) => folder.workspace.projectOf(path).root };
    const changed: string[] = [];
    for (const { path, edits } of resolveFixes(chosen, context)) {
      const text = read(path);
      const after = applyEdits(text ?? '', edits);
      if (after === text) continue;
      if (!originals.has(path)) originals.set(path, text);
      mended.set(path, after);
      folder.setOpen(path, { text: after });
      changed.push(path);
    }
    return changed;
  }

  let changed = makeRound();
  for (let round = 1; changed.length > 0 && round < MAXIMUM_ROUNDS; round++) {
    yield* folder.refresh(changed);
    changed = makeRound();
  }
  if (changed.length > 0) yield* folder.refresh(changed);
  const after = countByPath(findings());
  const changes = [...mended]
    .filter(([path, text]) => originals.get(path) !== text)
    .map(([path, text]): FileChange => {
      const original = originals.get(path);
      return {
        path,
        ...(original === undefined ? {} : { before: original }),
        after: text,
        findings: Math.max(0, (before.get(path) ?? 0) - (after.get(path) ?? 0)),
      };
    })
    .sort((one, other) => (one.path < other.path ? -1 : 1));
  return { changes, refused, unsettled: changed.length > 0 };
}

/** The safe fix; where there is none and it is allowed, the first suggested one. */
function choose({ fixes }: Finding, suggested: boolean): Fix | undefined {
  return fixes.find(({ kind }) => kind === 'safe') ?? (suggested ? fixes[0] : undefined);
}

function pathsOf(finding: Finding, fix: Fix, projectRoot: string): string[] {
  const edited = fix.edits.map(({ path }) => path ?? finding.path);
  return [...edited, ...(fix.variables ?? []).map((variable) => templateOf(variable, projectRoot))];
}

function countByPath(findings: readonly Finding[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { path } of findings) counts.set(path, (counts.get(path) ?? 0) + 1);
  return counts;
}
