import { roleOf } from '../../engine/roles.ts';
import type { PackageJsonDocument } from '../../formats/package-json.ts';
import type { KindEvidence } from '../../model/project.ts';
import type { Observation, Summary } from '../../model/summary.ts';
import {
  folderOf,
  isDependencyManifest,
  isManifest,
  nameOf,
  type Pyproject,
  type ReadManifest,
  readPackageJson,
  readPyproject,
} from '../project-manifests.ts';

export const CONTAINER_FILES = /^(?:Dockerfile|Containerfile)/i;

/** What is known of a project before its kind. */
export type ProjectMaterial = {
  readonly root: string;
  /** Folders whose manifests of dependencies speak of it. */
  readonly homes: readonly string[];
  /** Sorted paths of its files, those of projects inside it left out. */
  readonly files: readonly string[];
  readonly summaries: readonly Summary[];
  readonly read: ReadManifest;
};

export type Materials = ProjectMaterial & {
  /** Manifests that speak of the application, those of its own folder first. */
  readonly packages: readonly PackageJsonDocument[];
  readonly pyprojects: readonly { readonly path: string; readonly document: Pyproject }[];
  /** Others of one name, likewise. */
  named(name: RegExp): readonly { readonly path: string; readonly text: string }[];
  /** Where the application's code does something first. */
  observed(kind: Observation['kind']): { readonly path: string; readonly detail: string } | undefined;
};

/** Yields what speaks for a kind, and nothing where it cannot tell. */
export type Witness = (project: Materials) => Iterable<KindEvidence>;

export function gather(material: ProjectMaterial): Materials {
  const { read, summaries } = material;
  const manifests = manifestsOf(material);
  return {
    ...material,
    packages: manifests
      .filter((path) => nameOf(path) === 'package.json')
      .flatMap((path) => readPackageJson(path, read) ?? []),
    pyprojects: manifests
      .filter((path) => nameOf(path) === 'pyproject.toml')
      .map((path) => ({ path, document: readPyproject(read(path) ?? '') })),
    named: (name) =>
      manifests
        .filter((path) => name.test(nameOf(path)))
        .flatMap((path) => {
          const text = read(path);
          return text === undefined ? [] : [{ path, text }];
        }),
    observed(kind) {
      for (const { path, role, observations } of summaries) {
        if (role !== 'application') continue;
        const found = observations.find((observation) => observation.kind === kind);
        if (found) return { path, detail: found.detail };
      }
      return undefined;
    },
  };
}

function manifestsOf({ files, homes }: ProjectMaterial): readonly string[] {
  const manifests = files.filter((path) => isManifest(path) && speaksOfApplication(path));
  const describes = (path: string) => isDependencyManifest(nameOf(path)) || DESCRIPTIONS.test(path);
  // A folder inside that has its own is a part of its own: what starts it does not start the whole.
  const parts = new Set(manifests.filter(describes).map(folderOf));
  for (const home of homes) parts.delete(home);
  return manifests
    .filter((path) => !parts.has(folderOf(path)))
    .sort((one, other) => one.split('/').length - other.split('/').length);
}

const DESCRIPTIONS = /(?:^|\/)(?:package\.json|pyproject\.toml|setup\.py)$/;

/** `setup.py` and `manage.py` have roles of their own: their folder decides. */
export function speaksOfApplication(path: string): boolean {
  const { role, environment } = roleOf(path.replace(/[^/]*\.py$/, 'main'));
  return role === 'application' && (environment === 'any' || environment === 'production');
}
