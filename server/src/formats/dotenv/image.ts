import { parseDockerfile } from '../dockerfile.ts';
import { copyIntoImage } from '../dockerfile-copies.ts';
import { isLeftOutOfBuild } from '../dockerignore.ts';
import { isDotenvTemplate } from '../variables/dotenv.ts';
import type { DotenvContext } from './detect.ts';

const DOCKERFILES = ['Dockerfile', 'Containerfile'] as const;

/** Names of the files, in the folder of a dotenv file, that say whether it gets into an image. */
export const IMAGE_FILES: readonly string[] = [
  ...DOCKERFILES,
  ...DOCKERFILES.map((name) => `${name}.dockerignore`),
  '.dockerignore',
];

/**
 * Says by which Dockerfile beside it a dotenv file gets into an image: one that copies the folder or the file, where no
 * ignore file keeps it out. The folder of the Dockerfile is taken for what the image is built from.
 *
 * @param read gives the text of one of `IMAGE_FILES`; takes paths like `path`
 */
export function imageOf(
  path: string,
  read: (path: string) => string | undefined,
): DotenvContext['image'] | undefined {
  if (isDotenvTemplate(path)) return undefined;
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const name = path.slice(folder.length);
  for (const dockerfile of DOCKERFILES) {
    const text = read(folder + dockerfile);
    if (text === undefined) continue;
    const ignored = read(`${folder}${dockerfile}.dockerignore`) ?? read(`${folder}.dockerignore`) ?? '';
    if (isLeftOutOfBuild(name, ignored)) continue;
    const copy = copyIntoImage(parseDockerfile(folder + dockerfile, text), name);
    if (copy) return { dockerfile, line: text.slice(0, copy.span.start).split('\n').length - 1 };
  }
  return undefined;
}
