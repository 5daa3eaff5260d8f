import type { ProcessFact } from '../../model/process.ts';
import type { Summary } from '../../model/summary.ts';

/**
 * The paths at which what a Procfile runs may be: a Procfile in a folder may be run from any folder around it.
 *
 * @param procfile path of the Procfile
 */
export function pathsRun(procfile: string, fact: ProcessFact): readonly string[] {
  switch (fact.kind) {
    case 'run-file':
      return foldersAround(procfile).map((folder) => folder + fact.path);
    case 'run-module':
      return foldersAround(procfile).map((folder) => `${folder}${fact.path}.py`);
    case 'run-script':
      // What npm runs where no script says what `start` is.
      return fact.name === 'start' ? [`${folderOf(procfile)}server.js`] : [];
    default:
      return [];
  }
}

/** All such paths of a file; none if it is no Procfile. */
export function allPathsRun({ path, language, processes = [] }: Summary): readonly string[] {
  return language === 'procfile' ? processes.flatMap((fact) => pathsRun(path, fact)) : [];
}

/** With a slash at their ends, the innermost first; the root is empty. */
export function foldersAround(path: string): readonly string[] {
  const folders: string[] = [];
  for (let folder = folderOf(path); folder !== ''; folder = folderOf(folder.slice(0, -1)))
    folders.push(folder);
  return [...folders, ''];
}

/** With a slash at its end; empty for the root. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
