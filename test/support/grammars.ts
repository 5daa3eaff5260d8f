import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { LANGUAGES } from '../../server/src/languages/index.ts';
import { createGrammars, type Grammars } from '../../server/src/languages/syntax.ts';

const PACKAGES: Readonly<Record<string, string>> = {
  'web-tree-sitter.wasm': 'web-tree-sitter/web-tree-sitter.wasm',
  'tree-sitter-javascript.wasm': 'tree-sitter-javascript/tree-sitter-javascript.wasm',
  'tree-sitter-typescript.wasm': 'tree-sitter-typescript/tree-sitter-typescript.wasm',
  'tree-sitter-tsx.wasm': 'tree-sitter-typescript/tree-sitter-tsx.wasm',
  'tree-sitter-python.wasm': 'tree-sitter-python/tree-sitter-python.wasm',
};

const require = createRequire(`${process.cwd()}/package.json`);

/** The file of the package that ships an asset. */
export function assetFile(name: string): string {
  return require.resolve(PACKAGES[name] ?? name);
}

/** All grammars, loaded from the packages that ship them. */
export async function loadGrammars(): Promise<Grammars> {
  const grammars = createGrammars(async (name) => readFile(assetFile(name)));
  await grammars.load(LANGUAGES);
  return grammars;
}
