// Runs the suite inside VS Code for the web in Chromium, then looks at the scorecard's page as a user would.
import { serveVsCode } from '../../scripts/vscode-web.mjs';
import { openBrowser } from './browser.mjs';
import { bundleSuite } from './bundle.mjs';
import { checkScorecardPage } from './scorecard-page.mjs';

const TIMEOUT_MS = 180_000;

const server = await serveVsCode({
  folder: 'test/vscode/workspace',
  tests: await bundleSuite('browser'),
});
const browser = await openBrowser({ width: 1280, height: 900 });
const { page } = browser;

const exit = new Promise((resolve, reject) => {
  page.exposeFunction('codeAutomationLog', (type, args) => console[type](...args));
  page.exposeFunction('codeAutomationExit', resolve);
  setTimeout(() => reject(new Error(`No result of the suite within ${TIMEOUT_MS} ms`)), TIMEOUT_MS).unref();
});

let code = 1;
try {
  await page.goto(server.url);
  code = await exit;
  if (code === 0) await checkScorecardPage(page);
} catch (error) {
  console.error(error);
  code = 1;
}
if (code !== 0) await page.screenshot({ path: 'out/vscode-failure.png' });
await browser.close();
await server.close();
process.exit(code);
