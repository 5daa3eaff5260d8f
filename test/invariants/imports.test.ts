import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { before, describe, test } from 'node:test';
import { build } from 'esbuild';

/** What a room of the house may import of the other rooms: as values, and as types only. */
type Room = { readonly values: readonly string[]; readonly types?: readonly string[] };

const WORKSPACE_AND_BELOW = ['model', 'languages', 'formats', 'rules', 'engine', 'workspace'];
const SERVER = [...WORKSPACE_AND_BELOW, 'lsp', 'cli', 'node', 'browser'];

const ROOMS: Readonly<Record<string, Room>> = {
  // A rule is declared with the documents it reads.
  model: { values: [], types: ['formats'] },
  languages: { values: ['model'] },
  formats: { values: ['model'] },
  rules: { values: ['model', 'formats'] },
  engine: { values: ['model', 'languages', 'formats', 'rules'] },
  workspace: { values: WORKSPACE_AND_BELOW },
  lsp: { values: WORKSPACE_AND_BELOW },
  cli: { values: WORKSPACE_AND_BELOW },
  node: { values: SERVER },
  browser: { values: SERVER },
  // Who starts a process of a Procfile reads that file, and .env, as everything else does.
  client: { values: ['formats', 'workspace', 'node'], types: SERVER },
};

/** The rooms and files where a runtime begins. */
const ENTRIES = /^(?:server\/src\/(?:node|browser)\/|server\/src\/cli\/main\.ts$|client\/src\/)/;

type Import = { readonly from: string; readonly to: string; readonly isType: boolean };

let imports: readonly Import[];
before(async () => {
  const files = ['server/src', 'client/src'].flatMap((root) =>
    readdirSync(root, { recursive: true })
      .map((name) => path.posix.join(root, String(name)))
      .filter((name) => name.endsWith('.ts')),
  );
  imports = [...(await valueImports(files)), ...files.flatMap(typeImports)];
});

/** What is left after types are taken out, as the bundler sees it. */
async function valueImports(files: readonly string[]): Promise<readonly Import[]> {
  const { metafile } = await build({
    entryPoints: [...files],
    outdir: 'unused',
    write: false,
    bundle: true,
    metafile: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    logLevel: 'silent',
  });
  return Object.entries(metafile.inputs).flatMap(([from, input]) =>
    input.imports.map((one) => ({ from, to: one.path, isType: false })),
  );
}

function typeImports(from: string): readonly Import[] {
  const text = readFileSync(from, 'utf8');
  return [...text.matchAll(/^(?:import|export) type [^;]*? from '([^']+)';$/gm)].map(([, written = '']) => ({
    from,
    to: written.startsWith('.') ? path.posix.join(path.posix.dirname(from), written) : written,
    isType: true,
  }));
}

/** The room of one of our files; undefined for a package. */
function roomOf(file: string): string | undefined {
  // An entry point, which brings the command line and its runtime together.
  if (file === 'server/src/cli/main.ts') return 'node';
  if (file.startsWith('client/src/')) return 'client';
  if (file === 'server/src/factors.ts') return 'model';
  return /^server\/src\/([^/]+)\//.exec(file)?.[1];
}

function described({ from, to, isType }: Import): string {
  return `${from} imports ${isType ? 'types of ' : ''}${to}`;
}

describe('a file imports', () => {
  test('only of the rooms that its own may know', () => {
    const forbidden = imports.filter(({ from, to, isType }) => {
      const [own, other] = [roomOf(from), roomOf(to)];
      assert.ok(own && ROOMS[own], `${from} is in no room of the house`);
      if (other === undefined || other === own) return false;
      const { values, types = [] } = ROOMS[own];
      return !values.includes(other) && !(isType && types.includes(other));
    });
    assert.deepEqual(forbidden.map(described), []);
    assert.ok(imports.length > 200, 'the imports were read');
  });

  test("Node's modules only where a runtime begins", () => {
    const forbidden = imports.filter(({ from, to }) => isBuiltin(to) && !ENTRIES.test(from));
    assert.deepEqual(forbidden.map(described), []);
  });

  test('a form of a library that is of one runtime only where that runtime begins', () => {
    const forbidden = imports.filter(
      ({ from, to }) =>
        /^vscode-language(?:server|client).*\/(?:node|browser)$/.test(to) && !ENTRIES.test(from),
    );
    assert.deepEqual(forbidden.map(described), []);
  });

  test('`vscode` only in the client', () => {
    const forbidden = imports.filter(({ from, to }) => to === 'vscode' && roomOf(from) !== 'client');
    assert.deepEqual(forbidden.map(described), []);
  });

  test('no syntax trees outside of what reads them: rules know facts', () => {
    const forbidden = imports.filter(
      ({ from, to }) => to === 'web-tree-sitter' && !['languages', 'lsp'].includes(roomOf(from) ?? ''),
    );
    assert.deepEqual(forbidden.map(described), []);
  });
});

test('every relative import names a file of ours', () => {
  const outside = imports.filter(({ to }) => to.startsWith('.'));
  assert.deepEqual(outside.map(described), []);
});
