import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const FILES = 2_000;

/**
 * A repository of 2,000 files for where none is named: the mended sample application again and again as services of a
 * monorepo, one in ten the one that breaks the rules. Real repositories say more.
 */
export function makeRepository(root) {
  const target = path.join(root, 'out', 'bench', 'repository');
  rmSync(target, { recursive: true, force: true });
  const projects = ['legacy-shop', ...Array(9).fill('mended-shop')].map((name) => {
    const folder = path.join(root, 'test', 'projects', name);
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const place = path.join(entry.parentPath, entry.name);
        return { name: path.relative(folder, place), content: readFileSync(place) };
      });
  });
  let files = 0;
  for (let service = 0; files < FILES; service++) {
    for (const { name, content } of projects[service % projects.length]) {
      const place = path.join(target, 'services', `shop-${service}`, name);
      mkdirSync(path.dirname(place), { recursive: true });
      writeFileSync(place, content);
      files++;
    }
  }
  return target;
}
