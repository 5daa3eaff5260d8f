// Runs the suite inside VS Code for the web in Chromium, then looks at the scorecard's page and at the view of variables as a user would.
import { serveVsCode } from '../../scripts/vscode-web.mjs';
import { openBrowser } from './browser.mjs';
import { bundleSuite } from './bundle.mjs';
import { checkScorecardPage } from './scorecard-page.mjs';
import { runSuite } from './suite-runner.mjs';
import { checkVariablesPage } from './variables-page.mjs';

const WORKSPACE = 'test/vscode/workspace';

/** Opens VS Code in a page for the time that `use` takes; a picture stays of the page where it failed. */
async function withVsCode(tests, use) {
  const server = await serveVsCode({ folder: WORKSPACE, tests });
  const browser = await openBrowser({ width: 1280, height: 900 });
  try {
    await use(browser.page, server.url);
  } catch (error) {
    await browser.page.screenshot({ path: 'out/vscode-failure.png' });
    throw error;
  } finally {
    await browser.close();
    await server.close();
  }
}

async function lookAround(page, url) {
  await page.goto(url);
  await page.locator('.explorer-folders-view').waitFor();
  await checkVariablesPage(page);
  await checkScorecardPage(page);
}

try {
  await withVsCode(await bundleSuite('browser'), runSuite);
  await withVsCode(undefined, lookAround);
} catch (error) {
  console.error(error);
  process.exit(1);
}
process.exit(0);
