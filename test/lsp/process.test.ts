import assert from 'node:assert/strict';
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { build } from 'esbuild';
import { IPCMessageReader, IPCMessageWriter } from 'vscode-languageserver/node';
import { assetFile } from '../support/grammars.ts';
import { startClient, startClientOver, type TestClient } from './client.ts';
import { PORT_RULE, SERVER } from './samples.ts';
import { createTestFolder, type TestFolder } from './start.ts';

const ASSETS = ['web-tree-sitter.wasm', 'tree-sitter-javascript.wasm'];

const dist = mkdtempSync(path.join(tmpdir(), 'twelve-factor-dist-'));
const server = path.join(dist, 'server.js');
const running = new Set<ChildProcess>();

before(async () => {
  const require = createRequire(path.resolve('package.json'));
  await build({
    entryPoints: ['server/src/node/server-main.ts'],
    outfile: server,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
    // As the build does: the ES module finds its runtime by a URL that a bundle does not have.
    alias: { 'web-tree-sitter': require.resolve('web-tree-sitter') },
    logLevel: 'warning',
  });
  for (const name of ASSETS) copyFileSync(assetFile(name), path.join(dist, name));
});

after(() => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(dist, { recursive: true, force: true });
});

/** Fails what hangs; resolves with the code that the process ends with. */
async function exitOf(child: ChildProcess): Promise<number | null> {
  running.add(child);
  const [code] = await once(child, 'exit', { signal: AbortSignal.timeout(10_000) });
  running.delete(child);
  return code;
}

async function assertFinds(client: TestClient, { uri }: TestFolder): Promise<void> {
  const [found] = await client.diagnostics(uri('a.js'), ({ diagnostics }) => diagnostics.length > 0);
  assert.equal(found?.code, PORT_RULE);
  client.open(uri('a.js'), 'javascript', SERVER);
  client.edit(uri('a.js'), '3000', 'process.env.PORT');
  await client.diagnostics(uri('a.js'), ({ diagnostics }) => diagnostics.length === 0);
}

async function startStdio(folder: TestFolder) {
  const child = spawn(process.execPath, [server, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const exit = exitOf(child);
  const client = await startClient(child.stdout, child.stdin, {
    workspaceFolders: [{ uri: folder.uri(), name: 'case' }],
    processId: process.pid,
  });
  return { client, exit, child };
}

describe('the server as a process', () => {
  test('serves over stdio and ends with 0 when it is asked to', async () => {
    const folder = createTestFolder({ 'a.js': SERVER });
    const { client, exit } = await startStdio(folder);
    await assertFinds(client, folder);
    await client.connection.sendRequest('shutdown');
    await client.connection.sendNotification('exit');
    assert.equal(await exit, 0);
    client.connection.dispose();
  });

  test('ends with 1 when it is told to without having been shut down', async () => {
    const { client, exit } = await startStdio(createTestFolder({}));
    await client.connection.sendNotification('exit');
    assert.equal(await exit, 1);
    client.connection.dispose();
  });

  test('ends when its client is gone', async () => {
    const { client, exit, child } = await startStdio(createTestFolder({}));
    client.connection.dispose();
    child.stdin?.destroy();
    assert.equal(await exit, 1);
  });

  test('survives messages that make no sense', async () => {
    const folder = createTestFolder({ 'a.js': SERVER });
    const { client, exit } = await startStdio(folder);
    const { connection } = client;
    await assert.rejects(connection.sendRequest('twelveFactor/unheardOf'));
    await connection.sendNotification('twelveFactor/unheardOf', { of: null });
    await connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: folder.uri('never-opened.js'), version: 3 },
      contentChanges: [{ text: SERVER }],
    });
    await connection.sendNotification('textDocument/didClose', {
      textDocument: { uri: folder.uri('never-opened.js') },
    });
    await connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri: 'not a uri', languageId: 'x', version: 1, text: SERVER },
    });
    await connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [
        { uri: 'file:///', type: 2 },
        { uri: folder.uri(), type: 2 },
      ],
    });
    await assertFinds(client, folder);
    await connection.sendRequest('shutdown');
    await connection.sendNotification('exit');
    assert.equal(await exit, 0);
    connection.dispose();
  });

  test('serves over the channel between processes', async () => {
    const folder = createTestFolder({ 'a.js': SERVER });
    const child = fork(server, ['--node-ipc'], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      execArgv: [],
    });
    const exit = exitOf(child);
    const client = await startClientOver(new IPCMessageReader(child), new IPCMessageWriter(child), {
      workspaceFolders: [{ uri: folder.uri(), name: 'case' }],
    });
    await assertFinds(client, folder);
    await client.connection.sendRequest('shutdown');
    await client.connection.sendNotification('exit');
    assert.equal(await exit, 0);
    client.connection.dispose();
  });
});
