import { type PackageJsonDocument, parsePackageJson } from '../formats/package-json.ts';

/** Gives the text of a manifest, or undefined if it cannot be read. */
export type ReadManifest = (path: string) => string | undefined;

const MANIFEST =
  /(?:^|\/)(?:package\.json|pyproject\.toml|setup\.py|Pipfile|requirements\.txt|manage\.py|Procfile|app\.json|(?:[Dd]ockerfile|[Cc]ontainerfile)(?:\.[\w-]+)?)$/;

/** Whether the content of a path, relative to the workspace root, is asked for to tell projects. */
export function isManifest(path: string): boolean {
  return MANIFEST.test(path);
}

const DEPENDENCIES: ReadonlySet<string> = new Set(
  (
    'Pipfile requirements.txt go.mod Gemfile pom.xml build.gradle build.gradle.kts Cargo.toml composer.json ' +
    'mix.exs'
  ).split(' '),
);

/** Whether a file of this name says by its existence alone what the code beside it depends on. */
export function isDependencyManifest(name: string): boolean {
  return DEPENDENCIES.has(name) || /\.(?:cs|fs|vb)proj$/.test(name);
}

/** The name of a path without its folders. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The folder of a path; empty for the root. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

/** Whether a path lies in a folder at any depth; everything lies in the root, `''`. */
export function isWithin(path: string, folder: string): boolean {
  return folder === '' || path.startsWith(`${folder}/`);
}

/** The paths that lie in a folder, out of sorted ones. */
export function filesWithin(sorted: readonly string[], folder: string): readonly string[] {
  if (folder === '') return sorted;
  // `0` is the character after `/`.
  return sorted.slice(firstFrom(sorted, `${folder}/`), firstFrom(sorted, `${folder}0`));
}

/** The index of the first path that is not before a text. */
function firstFrom(sorted: readonly string[], text: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? '') < text) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function readPackageJson(path: string, read: ReadManifest): PackageJsonDocument | undefined {
  const text = read(path);
  return text === undefined ? undefined : parsePackageJson(path, text);
}

/** Something more than `{"type": "module"}`, which only says how the files beside it are read. */
export function isPackage(manifest: PackageJsonDocument): boolean {
  return manifest.name !== undefined || manifest.scripts.length > 0 || manifest.dependencies.length > 0;
}

/** Leads other packages instead of being one. */
export function leadsWorkspaces(manifest: PackageJsonDocument, siblings: ReadonlySet<string>): boolean {
  if (manifest.workspaces.length > 0) return true;
  return ['pnpm-workspace.yaml', 'lerna.json', 'rush.json'].some((name) => siblings.has(name));
}

/** What of a `pyproject.toml` says what the project is. */
export type Pyproject = {
  readonly name?: string;
  /** It describes a project, and not only settings of tools. */
  readonly isProject: boolean;
  /** It can be built into something to install. */
  readonly isPackaged: boolean;
  /** Installing it gives commands. */
  readonly hasScripts: boolean;
  /** The text of the tables that name what it needs when it runs. */
  readonly dependencies: string;
};

/** Reads tables by their headings; enough for what is asked, whatever the values hold. */
export function readPyproject(text: string): Pyproject {
  const tables = new Map<string, string>();
  for (const part of text.split(/^(?=[ \t]*\[[^[\]\n]+\][ \t]*(?:#.*)?\r?$)/m)) {
    const heading = /^[ \t]*\[([^[\]\n]+)\]/.exec(part);
    tables.set(heading?.[1]?.replace(/[\s"']/g, '') ?? '', part);
  }
  const project = tables.get('project') ?? tables.get('tool.poetry') ?? '';
  const name = /^[ \t]*name[ \t]*=[ \t]*["']([^"'\n]+)["']/m.exec(project)?.[1];
  return {
    ...(name === undefined ? {} : { name }),
    isProject: project !== '',
    isPackaged:
      project !== '' && tables.has('build-system') && !/^\s*package-mode\s*=\s*false/m.test(project),
    hasScripts: ['project.scripts', 'tool.poetry.scripts'].some((table) => tables.has(table)),
    dependencies: ['project', 'tool.poetry.dependencies'].map((table) => tables.get(table) ?? '').join('\n'),
  };
}
