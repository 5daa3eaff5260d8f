// Bundles the test files whose path holds one of the given words (all files without words) and runs them with
// Node's own runner. Node 20 cannot run TypeScript itself.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

const words = process.argv.slice(2).filter((word) => !word.startsWith('-'));
const flags = process.argv.slice(2).filter((word) => word.startsWith('-'));
const outdir = `out/test-${process.pid}`;

const tests = readdirSync('test', { recursive: true })
  .map((name) => path.join('test', name))
  .filter((name) => name.endsWith('.test.ts'))
  .filter((name) => words.length === 0 || words.some((word) => name.includes(word)))
  .sort();
if (tests.length === 0) {
  console.error(`No test file matches ${words.join(' ')}`);
  process.exit(2);
}

await build({
  entryPoints: tests,
  outdir,
  outbase: 'test',
  outExtension: { '.js': '.mjs' },
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  sourcemap: 'inline',
  logLevel: 'warning',
});
const bundles = tests.map((name) => path.join(outdir, path.relative('test', name).replace(/\.ts$/, '.mjs')));
const { status } = spawnSync(
  process.execPath,
  ['--enable-source-maps', '--test', '--test-reporter=spec', ...flags, ...bundles],
  { stdio: 'inherit' },
);
process.exit(status ?? 1);
