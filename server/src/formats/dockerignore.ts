import picomatch from 'picomatch';

/** Go's `filepath.Match` and `**`: no braces, no extended globs; a dot at the start of a name is a character like others. */
const AS_DOCKER = { dot: true, nobrace: true, noextglob: true, nonegate: true } as const;

/**
 * Whether `.dockerignore` keeps a file out of what an image is built from, as moby's patternmatcher decides: of the
 * patterns that name the file or a folder around it, the last counts.
 *
 * @param path relative to the folder of the ignore file, with `/`
 * @param text of the ignore file
 */
export function isLeftOutOfBuild(path: string, text: string): boolean {
  const names = path.split('/');
  const around = names.map((_, index) => names.slice(0, index + 1).join('/'));
  let isLeftOut = false;
  for (const line of text.replace(/^\uFEFF/, '').split('\n')) {
    const written = line.trim();
    if (written === '' || written.startsWith('#')) continue;
    const isException = written.startsWith('!');
    if (isException !== isLeftOut) continue;
    const pattern = (isException ? written.slice(1) : written).trim().replace(/^(?:\.?\/)+|\/+$/g, '');
    if (pattern === '') continue;
    if (around.some((one) => picomatch.isMatch(one, pattern, AS_DOCKER))) isLeftOut = !isException;
  }
  return isLeftOut;
}
