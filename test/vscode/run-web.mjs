// Runs the suite inside VS Code for the web in Chromium, then looks at the scorecard's page and at the view of variables as a user would.
import { serveVsCode } from '../../scripts/vscode-web.mjs';
import { openBrowser } from './browser.mjs';
import { bundleSuite } from './bundle.mjs';
import { checkScorecardPage } from './scorecard-page.mjs';
import { checkVariablesPage } from './variables-page.mjs';

const WORKSPACE = 'test/vscode/workspace';
const TIMEOUT_MS = 180_000;
/** A line of the suite. */
const RESULT = /^ {2}(?:ok|FAIL) /;

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

/** VS Code reports by two functions that it expects in the page. */
async function runSuite(page, url) {
  const exit = new Promise((resolve, reject) => {
    page.exposeFunction('codeAutomationLog', (type, [text]) => {
      // Not what VS Code itself has to say.
      if (RESULT.test(text)) console[type](text);
    });
    page.exposeFunction('codeAutomationExit', resolve);
    setTimeout(() => reject(new Error(`No result within ${TIMEOUT_MS} ms`)), TIMEOUT_MS).unref();
  });
  await page.goto(url);
  const code = await exit;
  if (code !== 0) throw new Error('The suite failed');
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
