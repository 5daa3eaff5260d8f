// Prints what the command line finds in a folder, then serves the folder in a real VS Code in the browser with the
// extension on. Usage: node scripts/serve.mjs [DIR] [--once] [--port N]
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { serveVsCode } from './vscode-web.mjs';

const SAMPLE = 'test/projects/legacy-shop';
const DEFAULT_PORT = 3000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { once: { type: 'boolean', default: false }, port: { type: 'string' } },
});
const folder = positionals[0] ?? SAMPLE;
if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
  console.error(`${folder} is not a folder`);
  process.exit(2);
}

const { status } = spawnSync(process.execPath, ['dist/cli.js', 'check', folder], { stdio: 'inherit' });
// 0: nothing, 1: findings, 3: some files could not be analysed: each is a report. Anything else is a failure.
if (status === null || ![0, 1, 3].includes(status)) process.exit(status ?? 1);
if (values.once) process.exit(0);

const { url } = await serveVsCode({ folder, port: Number(values.port ?? process.env.PORT ?? DEFAULT_PORT) });
console.log(`
VS Code with Twelve-Factor is at ${url}
Open a file to see its findings; "Twelve-Factor: Show Scorecard" in the command palette (F1) opens the scorecard,
which needs third-party cookies allowed in the browser (VS Code keeps webviews on an origin of their own).
What you change stays in the page: ${folder} is not written to. Ctrl+C ends.`);
