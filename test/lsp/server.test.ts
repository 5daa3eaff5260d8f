import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { describe, test } from 'node:test';
import { URI } from 'vscode-uri';
import { SCAN, SCORECARD, type ScanSummary, type ScorecardReport } from '../../server/src/lsp/protocol.ts';
import { start } from './start.ts';

const SERVER = `const express = require('express');
const app = express();
app.get('/', (request, response) => response.send('ok 🦊'));
app.listen(3000);
process.on('SIGTERM', () => process.exit(0));
`;

describe('diagnostics', () => {
  test('of a closed file come from the scan, with the rule and its page', async () => {
    const { client, uri } = await start({ 'src/server.js': SERVER });
    const [found, ...others] = await client.diagnostics(
      uri('src/server.js'),
      ({ diagnostics }) => diagnostics.length > 0,
    );
    assert.equal(others.length, 0);
    assert.equal(found?.code, 'port-binding/hardcoded-port');
    assert.equal(found?.source, 'twelve-factor');
    assert.match(found?.codeDescription?.href ?? '', /docs\/rules\/port-binding\/hardcoded-port\.md$/);
    assert.deepEqual(found?.range, { start: { line: 3, character: 11 }, end: { line: 3, character: 15 } });
  });

  test('appear and disappear with the edit, tagged with its version', async () => {
    const { client, uri } = await start({ 'src/server.js': '' });
    const at = uri('src/server.js');
    client.open(at, 'javascript', SERVER);
    await client.diagnostics(at, ({ diagnostics, version }) => diagnostics.length === 1 && version === 1);
    client.edit(at, '3000', 'process.env.PORT');
    await client.diagnostics(at, ({ diagnostics, version }) => diagnostics.length === 0 && version === 2);
    client.edit(at, 'process.env.PORT', '8080');
    await client.diagnostics(at, ({ diagnostics, version }) => diagnostics.length === 1 && version === 3);
  });

  test('follow a changed module to the file that imports it', async () => {
    const { client, uri } = await start({
      'config.js': 'module.exports = { port: process.env.PORT };\n',
      'server.js':
        "const config = require('./config');\nrequire('http').createServer().listen(config.port);\nprocess.on('SIGTERM', () => {});\n",
    });
    client.open(
      uri('server.js'),
      'javascript',
      "const config = require('./config');\nrequire('http').createServer().listen(config.port);\nprocess.on('SIGTERM', () => {});\n",
    );
    client.open(uri('config.js'), 'javascript', 'module.exports = { port: process.env.PORT };\n');
    client.edit(uri('config.js'), 'process.env.PORT', '4000');
    const [found] = await client.diagnostics(uri('server.js'), ({ diagnostics }) => diagnostics.length > 0);
    assert.equal(found?.relatedInformation?.[0]?.location.uri, uri('config.js'));
  });

  test('of half-typed code are those that can be known', async () => {
    const { client, uri } = await start({ 'src/server.js': '' });
    const at = uri('src/server.js');
    client.open(at, 'javascript', SERVER.replace("app.get('/'", "const half = app.get(\napp.get('/'"));
    const found = await client.diagnostics(at, ({ diagnostics }) => diagnostics.length > 0);
    assert.equal(found[0]?.code, 'port-binding/hardcoded-port');
  });

  test('of a wrong configuration name the nearest right key', async () => {
    const { client, uri } = await start({
      '.twelve-factor.json': '{ "exlude": ["legacy/**"] }\n',
      'src/server.js': SERVER,
    });
    const [found] = await client.diagnostics(
      uri('.twelve-factor.json'),
      ({ diagnostics }) => diagnostics.length > 0,
    );
    assert.match(String(found?.message), /exclude/);
    await client.diagnostics(uri('src/server.js'), ({ diagnostics }) => diagnostics.length > 0);
  });

  test('go when the file is deleted, and come when one is created', async () => {
    const { client, uri, write } = await start({ 'src/server.js': SERVER });
    await client.diagnostics(uri('src/server.js'), ({ diagnostics }) => diagnostics.length > 0);
    rmSync(URI.parse(uri('src/server.js')).fsPath);
    write('src/other.js', SERVER);
    void client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [
        { uri: uri('src/server.js'), type: 3 },
        { uri: uri('src/other.js'), type: 1 },
      ],
    });
    await client.diagnostics(uri('src/server.js'), ({ diagnostics }) => diagnostics.length === 0);
    await client.diagnostics(uri('src/other.js'), ({ diagnostics }) => diagnostics.length > 0);
  });
});

describe('code actions', () => {
  test('mend the finding and document the variable', async () => {
    const { client, uri } = await start({ 'src/server.js': '' });
    const at = uri('src/server.js');
    client.open(at, 'javascript', SERVER);
    const [found] = await client.diagnostics(at, ({ diagnostics }) => diagnostics.length === 1);
    assert.ok(found);
    const [fix] = await client.actions(at, found);
    assert.ok(fix);
    assert.equal(fix.kind, 'quickfix');
    const changed = client.apply(fix);
    assert.match(changed.get(at) ?? '', /app\.listen\(Number\(process\.env\.PORT \?\? 3000\)\);/);
    assert.match(changed.get(uri('.env.example')) ?? '', /^PORT=3000$/m);
    assert.equal((fix.edit?.documentChanges?.[0] as { kind?: string } | undefined)?.kind, 'create');
    // Undone, the bytes are those before.
    const text = client.text(at);
    client.edit(at, '3000', 'Number(process.env.PORT ?? 3000)');
    client.edit(at, 'Number(process.env.PORT ?? 3000)', '3000');
    assert.equal(client.text(at), text);
  });

  test('fix all offers safe fixes only where it is asked for', async () => {
    const { client, uri } = await start({ 'src/server.js': '' });
    const at = uri('src/server.js');
    client.open(at, 'javascript', SERVER);
    const [found] = await client.diagnostics(at, ({ diagnostics }) => diagnostics.length === 1);
    assert.ok(found);
    const all = await client.actions(at, found, { only: ['source.fixAll'], triggerKind: 2 });
    assert.deepEqual(
      all.map(({ kind }) => kind),
      ['source.fixAll.twelveFactor'],
    );
    const quick = await client.actions(at, found);
    assert.ok(quick.every(({ kind }) => kind === 'quickfix'));
  });

  test('disabling for the line silences it, and no save does that by itself', async () => {
    const { client, uri } = await start({ 'src/server.js': '' });
    const at = uri('src/server.js');
    client.open(at, 'javascript', SERVER);
    const [found] = await client.diagnostics(at, ({ diagnostics }) => diagnostics.length === 1);
    assert.ok(found);
    const actions = await client.actions(at, found);
    const disable = actions.find(({ title }) => title.startsWith('Disable'));
    assert.ok(disable);
    const text = client.apply(disable).get(at) ?? '';
    assert.match(text, /^\/\/ twelve-factor-disable-next-line port-binding\/hardcoded-port$/m);
    client.edit(at, client.text(at), text);
    await client.diagnostics(at, ({ diagnostics }) =>
      diagnostics.every(({ code }) => code === 'suppression/missing-reason'),
    );
    const automatic = await client.actions(at, found, { triggerKind: 2 });
    assert.ok(automatic.every(({ title }) => !title.startsWith('Disable')));
  });
});

test('the scorecard counts what was found', async () => {
  const { client } = await start({ 'src/server.js': SERVER, Procfile: 'web: node src/server.js\n' });
  const summary = await client.connection.sendRequest<ScanSummary>(SCAN, {});
  assert.equal(summary.files, 2);
  const report = await client.connection.sendRequest<ScorecardReport>(SCORECARD);
  const port = report.scorecard.factors.find(({ slug }) => slug === 'port-binding');
  assert.equal(port?.state, 'failed');
  assert.equal(report.findings.filter(({ factor }) => factor === 'port-binding').length, 1);
  assert.equal(report.scorecard.factors.length, 12);
});
