import { isCodeExtension, splitPath } from '../engine/path-words.ts';
import { isInstaller, roleOf } from '../engine/roles.ts';
import {
  filesWithin,
  folderOf,
  isDependencyManifest,
  isPackage,
  isWithin,
  leadsWorkspaces,
  nameOf,
  type ReadManifest,
  readPackageJson,
  readPyproject,
} from './project-manifests.ts';

/** A deployable unit's folder, and those whose manifests speak of it: its own, and one that was merged into it. */
export type ProjectRoot = { readonly folder: string; readonly homes: readonly string[] };

const CONTAINER_FILE = /^(?:Dockerfile|Containerfile)$/i;
const DEPLOYMENT_FILE =
  /^(?:Dockerfile|Containerfile|Procfile)(?:\.|$)|^(?:docker-)?compose.*\.ya?ml$|\.tf$|^Chart\.yaml$/i;
/** What lies in these starts the project around them. */
const DEPLOYMENT_FOLDER =
  /(?:^|\/)(?:\.?docker|containers?|deploy|deployments?|ops|infra|infrastructure|build)(?:\/|$)/;
const SHELL = new Set(['sh', 'bash', 'zsh', 'rake']);

/** What a folder is by its manifests. */
type Standing =
  /** It has what it depends on: a unit. */
  | 'unit'
  /** It only says how something is started: a unit if no other is around it. */
  | 'started'
  /** It leads the packages of a workspace. */
  | 'leader'
  | 'part';

/**
 * The folders that are deployable units: those with a manifest and something to run. Folders of tests, examples,
 * scripts and the like belong to the project around them.
 *
 * @param files      sorted paths relative to the workspace root
 * @param configured folders that the configuration names: always projects if there are files in them
 * @returns folders relative to the workspace root, sorted; empty for the root itself
 */
export function findProjectRoots(
  files: readonly string[],
  read: ReadManifest,
  configured: Iterable<string>,
): ProjectRoot[] {
  const folders = new Map<string, Standing>();
  for (const [folder, names] of namesByFolder(files)) {
    if (roleOf(folder === '' ? 'main' : `${folder}/main`).role !== 'application') continue;
    const standing = standingOf(folder, names, files, read);
    if (standing !== 'part') folders.set(folder, standing);
  }
  const units = [...folders].filter(([, standing]) => standing === 'unit').map(([folder]) => folder);
  const started = [...folders]
    .filter(([folder, standing]) => standing === 'started' && !units.some((unit) => isWithin(folder, unit)))
    .map(([folder]) => folder);
  const homes = mergeLonely(new Set([...units, ...started]), files);
  for (const folder of configured) {
    if (!homes.has(folder) && filesWithin(files, folder).length > 0) homes.set(folder, [folder]);
  }
  const hasLeader = [...folders.values()].includes('leader');
  if (!homes.has('') && isRootProject(files, [...homes.keys()], hasLeader)) homes.set('', ['']);
  return [...homes].map(([folder, own]) => ({ folder, homes: own })).sort(byFolder);
}

function byFolder(one: ProjectRoot, other: ProjectRoot): number {
  return one.folder < other.folder ? -1 : 1;
}

function namesByFolder(files: readonly string[]): ReadonlyMap<string, ReadonlySet<string>> {
  const folders = new Map<string, Set<string>>();
  for (const path of files) {
    const folder = folderOf(path);
    const names = folders.get(folder);
    if (names) names.add(nameOf(path));
    else folders.set(folder, new Set([nameOf(path)]));
  }
  return folders;
}

function standingOf(
  folder: string,
  names: ReadonlySet<string>,
  files: readonly string[],
  read: ReadManifest,
): Standing {
  const path = (name: string) => (folder === '' ? name : `${folder}/${name}`);
  const manifest = names.has('package.json') ? readPackageJson(path('package.json'), read) : undefined;
  if (manifest && isPackage(manifest)) {
    const isStarted = manifest.scripts.some(({ name }) => name === 'start');
    if (leadsWorkspaces(manifest, names) && !isStarted) return 'leader';
    if (folder === '' || hasCode(files, folder, true)) return 'unit';
  }
  const isUnit =
    (names.has('pyproject.toml') && readPyproject(read(path('pyproject.toml')) ?? '').isProject) ||
    (names.has('setup.py') && isInstaller(read(path('setup.py')) ?? '')) ||
    [...names].some(isDependencyManifest);
  if (isUnit && hasCode(files, folder, false)) return 'unit';

  const isStarted = names.has('Procfile') || [...names].some((name) => CONTAINER_FILE.test(name));
  if (folder === '') return isStarted || names.has('manage.py') ? 'started' : 'part';
  if (names.has('manage.py')) return 'started';
  return isStarted && !DEPLOYMENT_FOLDER.test(folder) && hasOwnCode(files, folder) ? 'started' : 'part';
}

/** Application code somewhere in the folder; a page counts where sites are built. */
function hasCode(files: readonly string[], folder: string, orPages: boolean): boolean {
  return filesWithin(files, folder).some((path) => isApplicationCode(path, orPages));
}

/** Application code right in the folder or where its sources usually are. */
function hasOwnCode(files: readonly string[], folder: string): boolean {
  const folders = ['', '/src', '/app', '/cmd', '/lib'].map((inner) => folder + inner);
  return filesWithin(files, folder).some(
    (path) => folders.includes(folderOf(path)) && isApplicationCode(path, false),
  );
}

function isApplicationCode(path: string, orPages: boolean): boolean {
  const { extension } = splitPath(path);
  const isCode = isCodeExtension(extension) && !SHELL.has(extension);
  return (isCode || (orPages && extension === 'html')) && roleOf(path).role === 'application';
}

/**
 * A project without code of its own around a single other one is the same project: its Dockerfile or Procfile says
 * how the code below is run.
 */
function mergeLonely(roots: ReadonlySet<string>, files: readonly string[]): Map<string, string[]> {
  const homes = new Map([...roots].map((root) => [root, [root]]));
  for (const outer of [...roots].sort().reverse()) {
    const [only, ...others] = [...homes.keys()].filter((root) => root !== outer && isWithin(root, outer));
    if (only === undefined || others.length > 0) continue;
    const hasOwn = filesWithin(files, outer).some(
      (path) => !isWithin(path, only) && isApplicationCode(path, true),
    );
    if (hasOwn) continue;
    homes.set(outer, [outer, ...(homes.get(only) ?? [])]);
    homes.delete(only);
  }
  return homes;
}

/** What belongs to none of the projects is one if it is code or says how something is deployed. */
function isRootProject(files: readonly string[], roots: readonly string[], hasLeader: boolean): boolean {
  if (files.length === 0) return false;
  if (roots.length === 0) return true;
  return files.some((path) => {
    const isDeployment = DEPLOYMENT_FILE.test(nameOf(path));
    // Code beside the packages of a workspace is tooling.
    if (!isDeployment && (hasLeader || !isApplicationCode(path, false))) return false;
    if (roots.some((root) => isWithin(path, root))) return false;
    return !isDeployment || roleOf(path).role === 'application';
  });
}
