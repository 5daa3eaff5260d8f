import { isDotenv } from '../formats/variables/index.ts';

/** Formats whose documents rules read. */
export type FormatId = 'dockerfile' | 'procfile' | 'dotenv';

/** The format of a path by its name; undefined for code and everything else. */
export function formatOf(path: string): FormatId | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (/^(?:Dockerfile|Containerfile)(?:[._-].+)?$|\.(?:dockerfile|containerfile)$/i.test(name)) {
    return /\.(?:md|txt|dockerignore)$/i.test(name) ? undefined : 'dockerfile';
  }
  // `Procfile.lock` and `Procfile.md` are no Procfiles.
  if (/^Procfile(?:\..+)?$|\.procfile$/.test(name))
    return /\.(?:lock|md)$/i.test(name) ? undefined : 'procfile';
  return isDotenv(path) ? 'dotenv' : undefined;
}
