import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { bundleCommandLine, commandLine } from './command.ts';

bundleCommandLine();

test('`lsp --stdio` serves an editor until it says so', async () => {
  const server = spawn(process.execPath, [commandLine(), 'lsp', '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(server, 'exit');
  const connection = createProtocolConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  connection.listen();
  const answer = await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: null,
    workspaceFolders: null,
    capabilities: {},
  });
  assert.ok(answer && typeof answer === 'object' && 'capabilities' in answer);
  await connection.sendRequest('shutdown');
  await connection.sendNotification('exit');
  const [code] = await exited;
  connection.dispose();
  assert.equal(code, 0);
});
