import { roleOf } from '../engine/roles.ts';
import { formatVariables } from '../engine/variables.ts';
import { isDotenvTemplate } from '../formats/variables/index.ts';
import { indexLines, type LineIndex } from '../model/line-index.ts';
import type { Summary } from '../model/summary.ts';
import type { Folder } from './folder.ts';
import { folderOf } from './project-manifests.ts';
import { breathe, type Task } from './task.ts';

/** Dotenv files that stay on this machine: Git ignores them, and so no scan lists them. */
export const LOCAL_NAMES: readonly string[] = [
  '.env',
  '.env.local',
  '.env.development',
  '.env.development.local',
  '.env.dev',
  '.env.production',
  '.env.production.local',
];

export type LocalVariables = { readonly summary: Summary; readonly lines: LineIndex };

/** What local dotenv files name, at the root, in the folders of projects, and beside templates. By path. */
export function* readLocalVariables(folder: Folder): Task<ReadonlyMap<string, LocalVariables>> {
  const { workspace } = folder;
  const folders = new Set<string>();
  for (const { path, summary } of workspace.analyses()) {
    if (summary.variables.length === 0) continue;
    folders.add(workspace.projectOf(path).root);
    if (isDotenvTemplate(path)) folders.add(folderOf(path));
  }
  const found = new Map<string, LocalVariables>();
  for (const root of [...folders].sort()) {
    for (const name of LOCAL_NAMES) {
      const path = root === '' ? name : `${root}/${name}`;
      if (workspace.analysis(path)) continue;
      const text = yield* folder.read(path);
      if (text === undefined) continue;
      const { uses: variables, readsWholeEnvironment } = formatVariables(path, text);
      const summary = {
        path,
        ...roleOf(path),
        language: 'dotenv',
        observations: [],
        variables,
        readsWholeEnvironment,
      };
      found.set(path, { summary, lines: indexLines(text) });
    }
    yield* breathe();
  }
  return found;
}
