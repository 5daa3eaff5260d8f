import { folderOf, foldersUpwards, joinPath } from './module-paths.ts';

/** Files that a dotted name may mean, relative ones from the importer's package, others from any folder above. */
export function modulePaths(specifier: string, importer: string): readonly string[] {
  const dots = /^\.*/.exec(specifier)?.[0].length ?? 0;
  const inner = specifier.slice(dots).replaceAll('.', '/');
  if (dots > 0) {
    const base = joinPath(folderOf(importer), `${'../'.repeat(dots - 1)}${inner}`);
    return base === undefined ? [] : asFiles(base);
  }
  return foldersUpwards(folderOf(importer)).flatMap((folder) =>
    asFiles(folder === '' ? inner : `${folder}/${inner}`),
  );
}

function asFiles(base: string): readonly string[] {
  const file = base === '' || base.endsWith('/') ? [] : [`${base}.py`];
  return [...file, base === '' ? '__init__.py' : `${base}/__init__.py`];
}
