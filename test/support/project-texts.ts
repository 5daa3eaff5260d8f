import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { languageOf } from '../../server/src/languages/index.ts';

/** The code of both sample applications. */
export function projectTexts(): readonly { readonly name: string; readonly text: string }[] {
  return ['legacy-shop', 'mended-shop'].flatMap((project) => {
    const folder = path.join('test', 'projects', project);
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => languageOf(name))
      .map((name) => ({ name, text: readFileSync(path.join(folder, name), 'utf8') }));
  });
}
