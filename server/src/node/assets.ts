import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ReadAsset } from '../languages/syntax.ts';

/**
 * Reads the parser's runtime and the grammars beside the bundle that runs.
 *
 * @param folder of the `*.wasm` files
 */
export function assetReader(folder: string): ReadAsset {
  return (name) => readFile(path.join(folder, name));
}
