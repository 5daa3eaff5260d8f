// Takes pictures of the extension at work on a folder (default: the sample application) into out/screenshots.
import { mkdirSync } from 'node:fs';
import { serveVsCode } from '../../scripts/vscode-web.mjs';
import { openBrowser } from './browser.mjs';
import { chooseTheme, runCommand, scorecardFrame } from './scorecard-frame.mjs';

const folder = process.argv[2] ?? 'test/projects/legacy-shop';
const OUT = 'out/screenshots';
const THEMES = { dark: 'Dark Modern', light: 'Light Modern', contrast: 'Dark High Contrast' };

mkdirSync(OUT, { recursive: true });
const server = await serveVsCode({ folder });
const browser = await openBrowser({ width: 1360, height: 900 });
const { page } = browser;
await page.goto(server.url);
await page.locator('.explorer-folders-view').waitFor({ timeout: 60_000 });

for (const [name, theme] of Object.entries(THEMES)) {
  await chooseTheme(page, theme);
  await runCommand(page, 'Twelve-Factor: Show Scorecard');
  const frame = await scorecardFrame(page);
  await page.waitForTimeout(1500);
  await page.screenshot({ path: `${OUT}/scorecard-${name}.png` });
  await frame
    .locator('.factor > summary')
    .filter({ has: frame.locator('.state-failed') })
    .first()
    .click();
  await page.waitForTimeout(300);
  await page.screenshot({ path: `${OUT}/scorecard-open-${name}.png` });
  await frame.locator('.factor[open] > summary').first().click();
}

await browser.close();
await server.close();
process.exit(0);
