// A real VS Code whose extensions run in Node and whose terminals are real: the server of the npm package code-server,
// which is VS Code's own for remote windows. Nothing is compiled: what it needs of native code, npm has ready-made.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from './free-port.mjs';

const root = path.resolve(import.meta.dirname, '..');

const VERSIONS = { 'code-server': '4.139.1', node: '24.21.0' };
const STARTS_WITHIN_MS = 60_000;

/** No assistant, no welcome: a window that shows a folder. */
const SETTINGS = {
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.colorTheme': 'Dark Modern',
  'window.commandCenter': false,
};

function npm(folder, node, ...words) {
  const env = { ...process.env, PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH}` };
  const { status } = spawnSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...words], {
    cwd: folder,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`npm could not install ${words.join(' ')}`);
}

/**
 * Where the server and a Node that is new enough for it are. CODE_SERVER names a folder that holds both in its
 * node_modules; without it they are installed once below out/: half a minute, 700 MB.
 */
function installed() {
  const folder = path.resolve(process.env.CODE_SERVER ?? path.join(root, 'out', 'code-server'));
  const nodePackage = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const node = path.join(folder, 'node_modules', nodePackage, 'bin', 'node');
  const server = path.join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
  if (!existsSync(path.join(server, 'node_modules', 'node-pty'))) {
    console.log(`Installing code-server ${VERSIONS['code-server']} into ${path.relative(root, folder)} …`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ private: true }));
    npm(folder, process.execPath, `${nodePackage}@${VERSIONS.node}`);
    npm(
      folder,
      node,
      '--no-save',
      `code-server@${VERSIONS['code-server']}`,
      `${nodePackage}@${VERSIONS.node}`,
    );
    npm(server, node, '--omit=dev');
  }
  return { node, server };
}

/**
 * Serves VS Code with this extension and `folder`; edits are written to the disk. With `tests`, a bundle below the
 * repository, VS Code runs it.
 *
 * @returns the address and how to end
 */
export async function serveVsCodeServer({ folder, tests, trust = true }) {
  const { node, server } = installed();
  const data = mkdtempSync(path.join(tmpdir(), 'twelve-factor-server-'));
  for (const place of ['User', 'Machine']) {
    mkdirSync(path.join(data, 'data', place), { recursive: true });
    writeFileSync(path.join(data, 'data', place, 'settings.json'), JSON.stringify(SETTINGS));
  }
  const port = await freePort();
  const words = ['--host', '127.0.0.1', '--port', String(port), '--server-data-dir', data];
  const flags = ['--without-connection-token', '--accept-server-license-terms', '--telemetry-level', 'off'];
  // Without it a built VS Code takes no extension from the address.
  flags.push('--enable-smoke-test-driver');
  const child = spawn(
    node,
    ['out/server-main.js', ...words, ...flags, ...(trust ? ['--disable-workspace-trust'] : [])],
    { cwd: server, stdio: 'ignore' },
  );
  const authority = `127.0.0.1:${port}`;
  await answers(`http://${authority}/version`, child);
  const remote = (file) => `vscode-remote://${authority}${path.resolve(root, file)}`;
  const payload = [
    ['extensionDevelopmentPath', remote('.')],
    ...(tests ? [['extensionTestsPath', remote(tests)]] : []),
  ];
  const query = new URLSearchParams({ folder: path.resolve(folder), payload: JSON.stringify(payload) });
  return {
    url: `http://${authority}/?${query}`,
    async close() {
      child.kill();
      await new Promise((resolve) => child.once('exit', resolve));
      rmSync(data, { recursive: true, force: true });
    },
  };
}

async function answers(url, child) {
  const end = Date.now() + STARTS_WITHIN_MS;
  while (Date.now() < end && child.exitCode === null) {
    try {
      if ((await fetch(url)).ok) return;
    } catch {
      // Not yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The server of VS Code does not start');
}
