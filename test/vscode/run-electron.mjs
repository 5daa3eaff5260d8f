// Runs the same suite in a desktop VS Code. VSCODE_EXECUTABLE names one that is installed; without it
// @vscode/test-electron downloads the oldest version that package.json supports.
import { cpSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { bundleSuite } from './bundle.mjs';

const { engines } = JSON.parse(readFileSync('package.json', 'utf8'));
const executable = process.env.VSCODE_EXECUTABLE;

// On a disk, what the suite saves stays: it works on a copy.
const folder = mkdtempSync(path.join(tmpdir(), 'twelve-factor-'));
cpSync('test/vscode/workspace', folder, { recursive: true });

const code = await runTests({
  extensionDevelopmentPath: process.cwd(),
  extensionTestsPath: path.resolve(await bundleSuite('node')),
  launchArgs: [folder, '--disable-extensions', '--disable-workspace-trust'],
  ...(executable ? { vscodeExecutablePath: executable } : { version: engines.vscode.replace('^', '') }),
});
process.exit(code);
