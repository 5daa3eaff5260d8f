import type { KindEvidence, Project } from '../model/project.ts';
import type { ProjectKind } from '../model/role.ts';
import type { Summary } from '../model/summary.ts';
import { evidenceOfKind } from './project-kind.ts';
import {
  folderOf,
  isWithin,
  nameOf,
  type ReadManifest,
  readPackageJson,
  readPyproject,
} from './project-manifests.ts';
import { findProjectRoots } from './project-roots.ts';

export { isManifest, type ReadManifest } from './project-manifests.ts';

/**
 * The deployable units of a workspace folder and what they are.
 *
 * @param files        paths relative to the workspace root, sorted
 * @param readManifest asked for the texts of paths that `isManifest` accepts
 * @param summaries    what is known of the files' code; what listens decides much, so the better they are known,
 *   the better the kinds
 * @param overrides    kinds by folder from the configuration
 * @param folderName   of the workspace folder, for a project at its root without a name of its own
 * @returns projects sorted by root; a file that belongs to none is neither code nor says how something is run
 */
export function detectProjects(
  files: readonly string[],
  readManifest: ReadManifest,
  summaries: Iterable<Summary>,
  overrides: ReadonlyMap<string, ProjectKind>,
  folderName = 'application',
): Project[] {
  const texts = new Map<string, string | undefined>();
  const read = (path: string): string | undefined => {
    if (!texts.has(path)) texts.set(path, readManifest(path));
    return texts.get(path);
  };
  const roots = findProjectRoots(files, read, overrides.keys());
  const filesOf = new Map(roots.map(({ folder }): [string, string[]] => [folder, []]));
  const summariesOf = new Map(roots.map(({ folder }): [string, Summary[]] => [folder, []]));
  const rootOf = rootFinder(new Set(filesOf.keys()));
  for (const path of files) filesOf.get(rootOf(path) ?? '')?.push(path);
  for (const summary of summaries) summariesOf.get(rootOf(summary.path) ?? '')?.push(summary);

  return roots.map(({ folder: root, homes }) => {
    const own = filesOf.get(root) ?? [];
    const override = overrides.get(root);
    const configured: KindEvidence[] = override
      ? [{ kind: override, path: '.twelve-factor.json', reason: 'the configuration says so' }]
      : [];
    const found = evidenceOfKind({ root, homes, files: own, summaries: summariesOf.get(root) ?? [], read });
    const evidence = [...configured, ...found];
    return {
      root,
      name: projectName(root, read) ?? (root === '' ? folderName : nameOf(root)),
      kind: evidence[0]?.kind ?? 'service',
      evidence,
      files: own,
    };
  });
}

/** The innermost project around a path; undefined if there is none. */
export function ownerOf(path: string, projects: readonly Project[]): Project | undefined {
  let owner: Project | undefined;
  for (const project of projects) {
    if (!isWithin(path, project.root)) continue;
    if (!owner || project.root.length > owner.root.length) owner = project;
  }
  return owner;
}

function rootFinder(roots: ReadonlySet<string>): (path: string) => string | undefined {
  const known = new Map<string, string | undefined>();
  const ofFolder = (folder: string): string | undefined => {
    if (roots.has(folder)) return folder;
    if (folder === '') return undefined;
    if (!known.has(folder)) known.set(folder, ofFolder(folderOf(folder)));
    return known.get(folder);
  };
  return (path) => ofFolder(folderOf(path));
}

function projectName(root: string, read: ReadManifest): string | undefined {
  const prefix = root === '' ? '' : `${root}/`;
  const name = readPackageJson(`${prefix}package.json`, read)?.name?.value;
  return name || readPyproject(read(`${prefix}pyproject.toml`) ?? '').name;
}
