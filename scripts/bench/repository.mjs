import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { plainJavaScript, plainPython, plainTypeScript } from './plain-code.mjs';

const FILES = 2_000;
/** The sample that breaks the rules, and the mended one so often: something to find in about one file of six. */
const SAMPLES = ['legacy-shop', ...Array(7).fill('mended-shop')];
const FUNCTIONS = 8;
const KINDS = [
  { extension: 'js', plain: plainJavaScript },
  { extension: 'ts', plain: plainTypeScript },
  { extension: 'py', plain: plainPython },
];

/**
 * A repository of 2,000 files for where none is named: services of the sample applications, and around them files of
 * code that computes. Real repositories say more.
 */
export function makeRepository(root) {
  const target = path.join(root, 'out', 'bench', 'repository');
  rmSync(target, { recursive: true, force: true });
  let files = 0;
  const write = (name, content) => {
    const place = path.join(target, name);
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, content);
    files++;
  };
  for (const [service, sample] of SAMPLES.entries()) {
    const folder = path.join(root, 'test', 'projects', sample);
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const place = path.join(entry.parentPath, entry.name);
      write(path.join('services', `shop-${service}`, path.relative(folder, place)), readFileSync(place));
    }
  }
  while (files < FILES) {
    const { extension, plain } = KINDS[files % KINDS.length];
    const lines = Array.from({ length: FUNCTIONS }, (_, index) => plain(files * FUNCTIONS + index)).flat();
    const folder = path.join('services', `shop-${files % SAMPLES.length}`, 'src', `part-${files % 40}`);
    write(path.join(folder, `pages_${files}.${extension}`), `${lines.join('\n')}\n`);
  }
  return target;
}
