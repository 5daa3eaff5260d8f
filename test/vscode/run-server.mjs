// Runs the same suite in a VS Code whose extensions run in Node and whose terminals are real: that of the npm package
// code-server, which is not among the dependencies for its size.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { serveVsCodeServer } from '../../scripts/vscode-server.mjs';
import { openBrowser } from './browser.mjs';
import { bundleSuite } from './bundle.mjs';
import { runSuite } from './suite-runner.mjs';

// On a disk, what the suite saves stays: it works on a copy.
const folder = mkdtempSync(path.join(tmpdir(), 'twelve-factor-'));
cpSync('test/vscode/workspace', folder, { recursive: true });

const server = await serveVsCodeServer({ folder, tests: await bundleSuite('node') });
const browser = await openBrowser({ width: 1280, height: 900 });
let status = 0;
try {
  await runSuite(browser.page, server.url);
} catch (error) {
  await browser.page.screenshot({ path: 'out/vscode-server-failure.png' });
  console.error(error);
  status = 1;
}
await browser.close();
await server.close();
rmSync(folder, { recursive: true, force: true });
process.exit(status);
