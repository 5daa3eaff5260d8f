// Findings and the scorecard of the shop that breaks the twelve factors.
import { openFile, runCommand, scorecardFrame } from '../workbench.mjs';

const FILE = 'src/app.js';
/** Leaves 300 pixels for the page beside the activity bar. */
const NARROW_WIDTH = 348;

async function editorPictures(page, shoot) {
  await openFile(page, FILE);
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
  const wide = page.viewportSize();
  await runCommand(page, 'View: Toggle Primary Side Bar Visibility');
  await page.setViewportSize({ ...wide, width: NARROW_WIDTH });
  await shoot('scorecard-narrow');
  await page.setViewportSize(wide);
  await runCommand(page, 'View: Toggle Primary Side Bar Visibility');
  await failed.click();
}

async function sideBySide(page, shoot) {
  await openFile(page, FILE);
  await runCommand(page, 'View: Split Editor Right');
  await runCommand(page, 'Twelve-Factor: Show Scorecard');
  await scorecardFrame(page);
  await shoot('side-by-side');
}

export const FINDINGS = {
  folder: () => 'test/projects/legacy-shop',
  async play(page, shoot) {
    await editorPictures(page, shoot);
    await scorecardPictures(page, shoot);
    await runCommand(page, 'View: Close All Editors');
    await sideBySide(page, shoot);
  },
};
