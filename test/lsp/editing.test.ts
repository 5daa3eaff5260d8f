import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import type { CodeAction } from 'vscode-languageserver/node';
import { SCAN, type ScanSummary } from '../../server/src/lsp/protocol.ts';
import { assetFile } from '../support/grammars.ts';
import type { TestClient } from './client.ts';
import { PORT_RULE, SERVER } from './samples.ts';
import { start } from './start.ts';

type Published = { readonly diagnostics: readonly { readonly code?: unknown }[]; readonly version?: number };

const isFound = ({ diagnostics }: Published) => diagnostics.length > 0;
const isGone = ({ diagnostics }: Published) => diagnostics.length === 0;

async function fixOf(client: TestClient, uri: string): Promise<CodeAction> {
  const [found] = await client.diagnostics(uri, isFound);
  assert.ok(found);
  const [fix] = await client.actions(uri, found);
  assert.ok(fix);
  return fix;
}

describe('of quick edits', () => {
  test('the last version wins, before the grammar is there and after', async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { client, uri } = await start(
      { 'a.js': '' },
      {
        environment: () => ({
          async readAsset(name) {
            if (name === 'tree-sitter-javascript.wasm') await held;
            return readFile(assetFile(name));
          },
        }),
      },
    );
    client.open(uri('a.js'), 'javascript', SERVER);
    client.edit(uri('a.js'), '3000', 'process.env.PORT');
    client.edit(uri('a.js'), 'const app', '\n\nconst app');
    client.edit(uri('a.js'), 'process.env.PORT', '4000');
    release();
    const isLast = ({
      diagnostics,
      version,
    }: Published & { diagnostics: readonly { range: { start: { line: number } } }[] }) =>
      version === 4 && diagnostics[0]?.range.start.line === 5;
    await client.diagnostics(uri('a.js'), isLast);
    client.edit(uri('a.js'), '4000', '5000');
    client.edit(uri('a.js'), '5000', 'process.env.PORT');
    await client.diagnostics(uri('a.js'), isGone);
    await client.settled();
    await new Promise((resolve) => setTimeout(resolve, 200));
    assert.deepEqual(client.published(uri('a.js')), [], 'nothing older comes back');
  });

  test('what is said by way of a module that imports the edited one follows', async () => {
    const own =
      "exports.v = 3000;\nconst { options } = require('./b');\nrequire('http').createServer().listen(options.v);\n";
    const hasPort = ({ diagnostics }: Published) => diagnostics.some(({ code }) => code === PORT_RULE);
    const { client, uri } = await start({
      'src/a.js': own,
      'src/b.js': "exports.options = { v: require('./a').v };\n",
    });
    client.open(uri('src/a.js'), 'javascript', own);
    await client.diagnostics(uri('src/a.js'), hasPort);
    client.edit(uri('src/a.js'), '3000', 'process.env.PORT');
    client.edit(uri('src/a.js'), 'process.env.PORT', '4000');
    await client.settled();
    await new Promise((resolve) => setTimeout(resolve, 400));
    await client.diagnostics(uri('src/a.js'), hasPort);
  });
});

describe('a document', () => {
  test('that is closed unsaved goes back to what is on disk', async () => {
    const { client, uri } = await start({ 'a.js': SERVER, 'b.js': '' });
    client.open(uri('a.js'), 'javascript', SERVER);
    client.open(uri('b.js'), 'javascript', '');
    await client.diagnostics(uri('a.js'), isFound);
    client.edit(uri('a.js'), '3000', 'process.env.PORT');
    client.replace(uri('b.js'), 0, 0, SERVER);
    await client.diagnostics(uri('b.js'), isFound);
    await client.diagnostics(uri('a.js'), isGone);
    client.close(uri('a.js'));
    client.close(uri('b.js'));
    await client.diagnostics(uri('a.js'), isFound);
    await client.diagnostics(uri('b.js'), isGone);
  });

  test('that was never saved is gone when it is closed', async () => {
    const { client, uri } = await start({});
    client.open(uri('new.js'), 'javascript', SERVER);
    await client.diagnostics(uri('new.js'), isFound);
    client.close(uri('new.js'));
    await client.diagnostics(uri('new.js'), isGone);
  });

  test('larger than 1 MB is named, not analysed', async () => {
    const { client, uri } = await start({ 'big.js': '' });
    client.open(uri('big.js'), 'javascript', SERVER + `// ${'x'.repeat(80)}\n`.repeat(14_000));
    await client.settled();
    assert.deepEqual(client.published(uri('big.js')), []);
    const { skipped } = await client.connection.sendRequest<ScanSummary>(SCAN, {});
    assert.deepEqual(skipped, [{ uri: uri('big.js'), reason: 'larger than 1 MB' }]);
  });

  test('of many changes in one notification is what they make of it together', async () => {
    const { client, uri } = await start({ 'a.js': '' });
    client.open(uri('a.js'), 'javascript', SERVER);
    await client.diagnostics(uri('a.js'), isFound);
    const at = (line: number, character: number) => ({ line, character });
    void client.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: uri('a.js'), version: 2 },
      contentChanges: [
        { range: { start: at(0, 0), end: at(0, 0) }, text: '// 🦊\r\n' },
        { range: { start: at(4, 11), end: at(4, 15) }, text: 'process.env.PORT' },
      ],
    });
    await client.diagnostics(uri('a.js'), isGone);
  });
});

describe('positions', () => {
  const emoji = "/* 🦊 é */ require('http').createServer().listen(3000); process.on('SIGTERM', () => {});";

  test('count an emoji as two units', async () => {
    const { client, uri } = await start({ 'a.js': `// 🦊\n${emoji}\n` });
    const [found] = await client.diagnostics(uri('a.js'), isFound);
    const character = emoji.indexOf('3000');
    assert.deepEqual(found?.range, {
      start: { line: 1, character },
      end: { line: 1, character: character + 4 },
    });
    client.open(uri('a.js'), 'javascript', `// 🦊\n${emoji}\n`);
    const fix = await fixOf(client, uri('a.js'));
    assert.match(
      client.apply(fix).get(uri('a.js')) ?? '',
      /listen\(Number\(process\.env\.PORT \?\? 3000\)\); process/,
    );
  });

  test('count no byte order mark', async () => {
    const { client, uri } = await start({ 'a.js': `\uFEFF${emoji}\n` });
    const [found] = await client.diagnostics(uri('a.js'), isFound);
    assert.equal(found?.range.start.character, emoji.indexOf('3000'));
    // An editor takes it off: the text that it opens gives the same.
    client.open(uri('a.js'), 'javascript', `${emoji}\n`);
    await client.settled();
    const fix = await fixOf(client, uri('a.js'));
    assert.match(
      client.apply(fix).get(uri('a.js')) ?? '',
      /listen\(Number\(process\.env\.PORT \?\? 3000\)\); process/,
    );
  });

  test('and edits keep the line breaks of a file', async () => {
    const text = SERVER.replaceAll('\n', '\r\n');
    const { client, uri, write } = await start({ 'a.js': text });
    write('.env.example', 'A=1\r\nB=2');
    client.open(uri('a.js'), 'javascript', text);
    client.open(uri('.env.example'), 'dotenv', 'A=1\r\nB=2');
    const changed = client.apply(await fixOf(client, uri('a.js')));
    assert.equal(changed.get(uri('a.js')), text.replace('3000', 'Number(process.env.PORT ?? 3000)'));
    assert.equal(
      changed.get(uri('.env.example')),
      'A=1\r\nB=2\r\n# Port that the server listens on\r\nPORT=3000\r\n',
    );
    client.edit(uri('a.js'), '3000', 'process.env.PORT');
    await client.diagnostics(uri('a.js'), isGone);
  });

  test('disabling for a line keeps its breaks and its indentation', async () => {
    const text = SERVER.replace('app.listen', '  app.listen').replaceAll('\n', '\r\n');
    const { client, uri } = await start({ 'a.js': text });
    client.open(uri('a.js'), 'javascript', text);
    const [found] = await client.diagnostics(uri('a.js'), isFound);
    assert.ok(found);
    const disable = (await client.actions(uri('a.js'), found)).find(({ title }) =>
      title.startsWith('Disable'),
    );
    assert.ok(disable);
    assert.match(
      client.apply(disable).get(uri('a.js')) ?? '',
      /\r\n {2}\/\/ twelve-factor-disable-next-line [^\r\n]+\r\n {2}app/,
    );
  });
});

describe('code actions', () => {
  test('of an older diagnostic give edits of the present version only', async () => {
    const { client, uri } = await start({ 'a.js': '' });
    client.open(uri('a.js'), 'javascript', SERVER);
    const [old] = await client.diagnostics(uri('a.js'), isFound);
    assert.ok(old);
    client.edit(uri('a.js'), 'const app', '\n\nconst app');
    for (const action of await client.actions(uri('a.js'), old)) {
      const text = client.apply(action).get(uri('a.js')) ?? '';
      assert.doesNotMatch(text, /app\.get\('\/', \(request.*PORT/);
    }
    client.edit(uri('a.js'), '3000', 'process.env.PORT');
    assert.deepEqual(await client.actions(uri('a.js'), old), []);
  });

  test('of a file that is not open are none', async () => {
    const { client, uri } = await start({ 'a.js': SERVER });
    const [found] = await client.diagnostics(uri('a.js'), isFound);
    assert.ok(found);
    assert.deepEqual(await client.actions(uri('a.js'), found), []);
  });

  test('create no file for a client that cannot', async () => {
    const { client, uri } = await start(
      { 'a.js': '' },
      { params: { capabilities: { workspace: { workspaceEdit: { documentChanges: true } } } } },
    );
    client.open(uri('a.js'), 'javascript', SERVER);
    const { edit } = await fixOf(client, uri('a.js'));
    assert.deepEqual(
      edit?.documentChanges?.map((change) => 'textDocument' in change && change.textDocument.uri),
      [uri('a.js')],
    );
  });

  test('are in the older form for a client that knows no other', async () => {
    const { client, uri } = await start({ 'a.js': '' }, { params: { capabilities: {} } });
    client.open(uri('a.js'), 'javascript', SERVER);
    const fix = await fixOf(client, uri('a.js'));
    assert.equal(fix.edit?.documentChanges, undefined);
    assert.deepEqual(Object.keys(fix.edit?.changes ?? {}), [uri('a.js')]);
    assert.match(client.apply(fix).get(uri('a.js')) ?? '', /process\.env\.PORT/);
  });
});
