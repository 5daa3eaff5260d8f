/**
 * The words of a file or folder name in lower case: `UserServiceTest.e2e-spec` gives
 * `user service test e2e spec`. Whole words are compared, never parts, so that `latest` and `contest` hold no test.
 */
export function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

/** Folders in lower case, outermost first; the name as written; its extension in lower case without the dot. */
export type PathParts = {
  readonly folders: readonly string[];
  /** As written, for words in camel case. */
  readonly rawFolders: readonly string[];
  readonly name: string;
  readonly extension: string;
};

/** Takes a path relative to the workspace root, with `/`. A leading dot starts a name, not an extension. */
export function splitPath(path: string): PathParts {
  const rawFolders = path.split('/');
  const name = rawFolders.pop() ?? '';
  const dot = name.lastIndexOf('.');
  return {
    folders: rawFolders.map((folder) => folder.toLowerCase()),
    rawFolders,
    name,
    extension: dot > 0 ? name.slice(dot + 1).toLowerCase() : '',
  };
}

const CODE_EXTENSIONS = new Set(
  (
    'js jsx mjs cjs ts tsx mts cts vue svelte py pyi rb rake go java kt kts groovy scala php cs rs ex exs ' +
    'sh bash zsh'
  ).split(' '),
);

/** Whether the extension, in lower case without the dot, is of a programming language rather than of a format. */
export function isCodeExtension(extension: string): boolean {
  return CODE_EXTENSIONS.has(extension);
}
