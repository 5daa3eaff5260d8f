// Measures what the product promises: the scan of a folder against ast-grep and against mere reading, edit →
// diagnostics over a real connection, memory over many edits, hover and its like in a large project. Build first.
//
// Usage: node scripts/bench.mjs [scan|server|features]... [DIR]
import { existsSync, statSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import path from 'node:path';
import { benchFeatures } from './bench/features.mjs';
import { makeRepository } from './bench/repository.mjs';
import { benchScan } from './bench/scan.mjs';
import { benchServer } from './bench/server.mjs';

const PARTS = ['scan', 'server', 'features'];

const root = path.resolve(import.meta.dirname, '..');
const words = process.argv.slice(2);
const parts = words.filter((word) => PARTS.includes(word));
const folders = words.filter((word) => !PARTS.includes(word));
for (const folder of folders) {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) fail(`There is no folder ${folder}.`);
}
for (const name of ['cli.js', 'server.js']) {
  if (!existsSync(path.join(root, 'dist', name))) fail(`dist/${name} is missing. Run npm run build first.`);
}
const isAsked = (part) => parts.length === 0 || parts.includes(part);

console.log(
  `Node ${process.version}, ${availableParallelism()} × ${cpus()[0]?.model.trim()}, load ${loadavg()[0].toFixed(1)}`,
);
if (loadavg()[0] > availableParallelism() / 2) {
  console.log('Other programs are at work on this machine: trust the ratios more than the times.');
}

const promises = [];
if (isAsked('scan')) {
  const scanned = folders.length > 0 ? folders : [makeRepository(root)];
  for (const folder of scanned) promises.push(benchScan(root, path.resolve(folder)));
}
if (isAsked('server')) promises.push(...(await benchServer(root, folders)));
if (isAsked('features')) promises.push(...(await benchFeatures(root)));

console.log('\nPromises');
for (const promise of promises) {
  if (promise) console.log(`  ${promise.isHeld ? 'held  ' : 'BROKEN'}  ${promise.name}: ${promise.figure}`);
}
process.exitCode = promises.every((promise) => promise?.isHeld) ? 0 : 1;

function fail(message) {
  console.error(message);
  process.exit(2);
}
