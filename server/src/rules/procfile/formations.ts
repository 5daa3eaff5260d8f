import { namesProcessesBeside } from '../../formats/procfile/process-names.ts';
import type { ProcessFact } from '../../model/process.ts';
import type { ProjectView } from '../../model/project.ts';
import type { Summary } from '../../model/summary.ts';
import { folderOf, foldersAround } from './paths-run.ts';

/** A fact with the file it stands in. */
export type PlacedFact<Kind extends ProcessFact['kind']> = ProcessFact & {
  readonly kind: Kind;
  readonly path: string;
};

/** The Procfiles of a folder, and what names their process types. */
export type NamedProcesses = {
  /** Of `Procfile`, of `Procfile.dev` and of other manifests that define processes, in the order of their paths. */
  readonly defined: readonly PlacedFact<'define'>[];
  readonly named: readonly (PlacedFact<'count'> | PlacedFact<'start'>)[];
};

/** What a project says of process types, for each of its folders with a Procfile. */
export function* namedProcesses({ summaries }: ProjectView): Iterable<NamedProcesses> {
  const folders = new Set(summaries.filter(isProcfile).map(({ path }) => folderOf(path)));
  const ofFolder = new Map<string, Summary[]>();
  for (const summary of summaries) {
    const folder = summary.processes && nearest(summary.path, folders);
    if (folder === undefined) continue;
    if (namesProcessesBeside(summary.path) && folderOf(summary.path) !== folder) continue;
    ofFolder.set(folder, [...(ofFolder.get(folder) ?? []), summary]);
  }
  for (const members of ofFolder.values()) {
    const defined: PlacedFact<'define'>[] = [];
    const named: (PlacedFact<'count'> | PlacedFact<'start'>)[] = [];
    for (const { path, role, processes = [] } of members) {
      for (const fact of processes) {
        if (fact.kind === 'define') defined.push({ ...fact, path });
        else if ((fact.kind === 'count' || fact.kind === 'start') && role !== 'test')
          named.push({ ...fact, path });
      }
    }
    yield { defined, named };
  }
}

export function isProcfile({ language, role }: Summary): boolean {
  return language === 'procfile' && role === 'application';
}

/** The innermost of some folders around a path. */
function nearest(path: string, folders: ReadonlySet<string>): string | undefined {
  return foldersAround(path).find((folder) => folders.has(folder));
}
