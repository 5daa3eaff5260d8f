import { URI } from 'vscode-uri';

/** The uri of a path relative to a folder's uri. */
export function uriIn(folderUri: string, path: string): string {
  const folder = URI.parse(folderUri);
  return folder.with({ path: baseOf(folder) + path }).toString();
}

/** The path of a uri relative to a folder's uri, with `/`; undefined for a uri outside of it. */
export function pathIn(folderUri: string, uri: string): string | undefined {
  const folder = URI.parse(folderUri);
  const file = URI.parse(uri);
  if (folder.scheme !== file.scheme || folder.authority.toLowerCase() !== file.authority.toLowerCase())
    return undefined;
  const base = baseOf(folder);
  return file.path.startsWith(base) ? file.path.slice(base.length) : undefined;
}

/** What a path in the folder begins with. A uri such as `untitled:a.js` has a name and no folder. */
function baseOf({ path, authority }: URI): string {
  if (path === '' && authority === '') return '';
  return path.endsWith('/') ? path : `${path}/`;
}

/** One spelling for each uri: clients escape differently (`c%3A`, `c:`). */
export function normalizeUri(uri: string): string {
  return URI.parse(uri).toString();
}

/** The folder that a file's uri names, and the file's name in it. */
export function splitUri(uri: string): { readonly folderUri: string; readonly path: string } {
  const file = URI.parse(uri);
  const slash = file.path.lastIndexOf('/');
  const folder = slash < 0 ? '' : file.path.slice(0, slash) || '/';
  return {
    folderUri: file.with({ path: folder }).toString(),
    path: file.path.slice(slash + 1),
  };
}
