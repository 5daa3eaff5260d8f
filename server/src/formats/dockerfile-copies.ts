import picomatch from 'picomatch';
import type { DockerfileCopy, DockerfileDocument } from './dockerfile.ts';

/** Indices of the stages that the image consists of: the last one, and those that it continues. */
export function stagesOfImage({ stages }: DockerfileDocument): ReadonlySet<number> {
  const found = new Set<number>();
  let at: number | undefined = stages.length - 1;
  while (at !== undefined && at >= 0 && !found.has(at)) {
    found.add(at);
    at = stages[at]?.base;
  }
  return found;
}

/**
 * The instruction that copies a file into the image.
 *
 * @param name of a file in the folder that the image is built from
 */
export function copyIntoImage(document: DockerfileDocument, name: string): DockerfileCopy | undefined {
  const stages = stagesOfImage(document);
  return document.copies.find(
    ({ from, stage, sources }) =>
      from === undefined && stages.has(stage) && sources.some((source) => takes(source, name)),
  );
}

/** `.` takes all; `*` takes names with a dot at their start, too, as Go's `filepath.Match` does. */
function takes(source: string, name: string): boolean {
  const plain = source.replace(/^(?:\.?\/)+/, '');
  if (plain === '' || plain === '.') return true;
  return (
    !plain.includes('$') && picomatch.isMatch(name, plain, { dot: true, nobrace: true, noextglob: true })
  );
}
