// Takes pictures of the extension at work into out/screenshots, to be looked at by people.
// Usage: node test/vscode/screenshots.mjs [FOLDER FILE], FILE being one with findings; default: the sample application.
import { mkdirSync } from 'node:fs';
import { serveVsCode } from '../../scripts/vscode-web.mjs';
import { openBrowser } from './browser.mjs';
import { chooseTheme, openFile, runCommand, scorecardFrame } from './workbench.mjs';

const OUT = 'out/screenshots';
const THEMES = { dark: 'Dark Modern', light: 'Light Modern', contrast: 'Dark High Contrast' };
const WIDE = { width: 1440, height: 900 };
/** Leaves 300 pixels for the page beside the activity bar. */
const NARROW = { width: 348, height: 900 };
/** What appears with an animation, and what the editor does after a moment of rest. */
const SETTLED_MS = 1200;

const [folder = 'test/projects/legacy-shop', file = 'src/app.js'] = process.argv.slice(2);

async function editorPictures(page, shoot) {
  await openFile(page, file);
  await page.locator('.squiggly-warning, .squiggly-error').first().waitFor();
  await shoot('editor');
  await runCommand(page, 'Go to Next Problem (Error, Warning, Info)');
  await page.keyboard.press('Escape');
  await runCommand(page, 'Show or Focus Hover');
  await shoot('hover');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+.');
  await shoot('quick-fix');
  await page.keyboard.press('Escape');
}

async function scorecardPictures(page, shoot) {
  await runCommand(page, 'Twelve-Factor: Show Scorecard');
  const frame = await scorecardFrame(page);
  await shoot('scorecard');
  const failed = frame.locator('.factor > summary', { has: frame.locator('.state-failed') }).first();
  await failed.click();
  await shoot('scorecard-open');
  await runCommand(page, 'View: Toggle Primary Side Bar Visibility');
  await page.setViewportSize(NARROW);
  await shoot('scorecard-narrow');
  await page.setViewportSize(WIDE);
  await runCommand(page, 'View: Toggle Primary Side Bar Visibility');
  await failed.click();
}

async function sideBySide(page, shoot) {
  await openFile(page, file);
  await runCommand(page, 'View: Split Editor Right');
  await runCommand(page, 'Twelve-Factor: Show Scorecard');
  await scorecardFrame(page);
  await shoot('side-by-side');
}

mkdirSync(OUT, { recursive: true });
const server = await serveVsCode({ folder });
for (const [name, theme] of Object.entries(THEMES)) {
  const { page, close } = await openBrowser(WIDE);
  const shoot = async (what) => {
    await page.waitForTimeout(SETTLED_MS);
    await page.screenshot({ path: `${OUT}/${what}-${name}.png` });
  };
  await page.goto(server.url);
  await page.locator('.explorer-folders-view').waitFor();
  await chooseTheme(page, theme);
  await editorPictures(page, shoot);
  await scorecardPictures(page, shoot);
  await runCommand(page, 'View: Close All Editors');
  await sideBySide(page, shoot);
  await close();
}
await server.close();
console.log(`Pictures are in ${OUT}`);
process.exit(0);
