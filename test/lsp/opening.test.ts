import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Hover, InlayHint } from 'vscode-languageserver-protocol';
import { start } from './start.ts';

const DOTENV = 'HOST=shop.example\nURL=https://${HOST}/shop\n';
const FILES = {
  'package.json': '{ "name": "shop", "dependencies": { "dotenv-expand": "12.0.1" } }\n',
  '.env.example': 'HOST=\n',
  '.gitignore': '.env\n',
  '.env': DOTENV,
};
const WHOLE = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };

test('a file that Git ignores is known when it is asked about right after it was opened', async () => {
  const { client, uri } = await start(FILES);
  await client.until(() => client.published(uri('.env.example')) !== undefined, 'the scan');
  const textDocument = { uri: uri('.env') };
  client.open(textDocument.uri, 'dotenv', DOTENV);
  const [hints, hover] = await Promise.all([
    client.connection.sendRequest<InlayHint[]>('textDocument/inlayHint', { textDocument, range: WHOLE }),
    client.connection.sendRequest<Hover>('textDocument/hover', {
      textDocument,
      position: { line: 1, character: 1 },
    }),
  ]);
  assert.deepEqual(
    hints.map(({ label }) => label),
    ['→ https://shop.example/shop'],
  );
  assert.doesNotMatch(JSON.stringify(hover), /Nothing says what reads this file/);
});

test('hints are asked for anew when something else reads an open file, and only then', async () => {
  let refreshes = 0;
  const { client, uri, write } = await start(FILES, {
    params: { capabilities: { workspace: { inlayHint: { refreshSupport: true } } } },
    answer: (connection) => {
      connection.onRequest('workspace/inlayHint/refresh', () => {
        refreshes++;
        return null;
      });
    },
  });
  client.open(uri('.env'), 'dotenv', DOTENV);
  await client.connection.sendRequest('twelveFactor/scan', null);
  await client.until(() => refreshes > 0, 'the first hints');
  const before = refreshes;
  client.edit(uri('.env'), 'shop.example', 'books.example');
  await client.settled();
  assert.equal(refreshes, before);
  write('package.json', '{ "name": "shop", "dependencies": { "dotenv": "17.2.3" } }\n');
  await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
    changes: [{ uri: uri('package.json'), type: 2 }],
  });
  await client.until(() => refreshes > before, 'hints for the new reader');
});
