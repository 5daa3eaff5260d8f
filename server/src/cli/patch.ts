import { FILE_HEADERS_ONLY, formatPatch, structuredPatch } from 'diff';
import type { FileChange } from './fixing.ts';
import type { Style, StyleName } from './terminal.ts';

/** Lines around a change, as in Git. */
const CONTEXT = 3;

/**
 * Changes as a unified diff that `git apply` and `patch -p1` take.
 *
 * @param style of a terminal; without colour the text is exact
 */
export function printPatch(changes: readonly FileChange[], style: Style): string {
  return changes
    .map(({ path, before, after }) => {
      const patch = structuredPatch(
        before === undefined ? '/dev/null' : `a/${path}`,
        `b/${path}`,
        before ?? '',
        after,
        undefined,
        undefined,
        { context: CONTEXT },
      );
      return paint(formatPatch(patch, FILE_HEADERS_ONLY), style);
    })
    .join('');
}

function paint(patch: string, style: Style): string {
  return patch
    .split('\n')
    .map((line) => {
      const name = STYLES.find(([start]) => line.startsWith(start))?.[1];
      return name ? style(name, line) : line;
    })
    .join('\n');
}

/** By how a line begins; the first that fits. */
const STYLES: readonly (readonly [string, StyleName])[] = [
  ['--- ', 'bold'],
  ['+++ ', 'bold'],
  ['@@', 'cyan'],
  ['+', 'green'],
  ['-', 'red'],
];
