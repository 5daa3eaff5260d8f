// Takes pictures of the extension at work into out/screenshots, to be looked at by people.
// Usage: node test/vscode/screenshots.mjs [THEME|SCENE …]; default: every scene in every theme.
import { mkdirSync } from 'node:fs';
import { serveVsCode } from '../../scripts/vscode-web.mjs';
import { openBrowser } from './browser.mjs';
import { FINDINGS } from './pictures/findings.mjs';
import { VARIABLES } from './pictures/variables.mjs';
import { chooseTheme } from './workbench.mjs';

const OUT = 'out/screenshots';
const THEMES = { dark: 'Dark Modern', light: 'Light Modern', contrast: 'Dark High Contrast' };
const SCENES = { findings: FINDINGS, variables: VARIABLES };
const SIZE = { width: 1440, height: 900 };
/** What appears with an animation, and what the editor does after a moment of rest. */
const SETTLED_MS = 1200;

const words = process.argv.slice(2);

/** What the words name of these, or all if they name none. */
function named(all) {
  const chosen = Object.entries(all).filter(([name]) => words.includes(name));
  return chosen.length > 0 ? chosen : Object.entries(all);
}

async function shootScene({ play }, url, [name, theme]) {
  const { page, close } = await openBrowser(SIZE);
  const shoot = async (what) => {
    await page.waitForTimeout(SETTLED_MS);
    await page.screenshot({ path: `${OUT}/${what}-${name}.png` });
  };
  try {
    await page.goto(url);
    await page.locator('.explorer-folders-view').waitFor();
    await chooseTheme(page, theme);
    await play(page, shoot);
  } catch (error) {
    await shoot('failure');
    throw error;
  } finally {
    await close();
  }
}

mkdirSync(OUT, { recursive: true });
for (const [, scene] of named(SCENES)) {
  const server = await serveVsCode({ folder: scene.folder() });
  for (const theme of named(THEMES)) await shootScene(scene, server.url, theme);
  await server.close();
}
console.log(`Pictures are in ${OUT}`);
process.exit(0);
