import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { SCORECARD, type ScorecardReport } from '../../server/src/lsp/protocol.ts';
import type { TestClient } from './client.ts';
import { PORT_RULE, SERVER } from './samples.ts';
import { createTestFolder, start, startServer } from './start.ts';

const isFound = ({ diagnostics }: { diagnostics: readonly unknown[] }) => diagnostics.length > 0;
const isGone = ({ diagnostics }: { diagnostics: readonly unknown[] }) => diagnostics.length === 0;

function changeFolders(client: TestClient, added: readonly string[], removed: readonly string[]): void {
  const named = (uris: readonly string[]) => uris.map((uri) => ({ uri, name: 'case' }));
  void client.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
    event: { added: named(added), removed: named(removed) },
  });
}

describe('workspace folders', () => {
  test('are all scanned, each for itself', async () => {
    const [one, other] = [createTestFolder({ 'a.js': SERVER }), createTestFolder({ 'a.js': SERVER })];
    const client = await startServer({ folders: [one.uri(), other.uri()] });
    await client.diagnostics(one.uri('a.js'), isFound);
    await client.diagnostics(other.uri('a.js'), isFound);
  });

  test('come and go at run time with what was found in them', async () => {
    const [one, other] = [createTestFolder({ 'a.js': SERVER }), createTestFolder({ 'b.js': SERVER })];
    const client = await startServer({ folders: [one.uri()] });
    await client.diagnostics(one.uri('a.js'), isFound);
    changeFolders(client, [other.uri()], [one.uri()]);
    await client.diagnostics(one.uri('a.js'), isGone);
    await client.diagnostics(other.uri('b.js'), isFound);
    const { findings } = await client.connection.sendRequest<ScorecardReport>(SCORECARD);
    assert.ok(findings.length > 0 && findings.every(({ uri }) => uri === other.uri('b.js')));
  });

  test('that go leave the findings of what is open, which then stands alone', async () => {
    const { client, uri } = await start({ 'a.js': '' });
    client.open(uri('a.js'), 'javascript', SERVER);
    await client.diagnostics(uri('a.js'), isFound);
    changeFolders(client, [], [uri()]);
    await client.settled();
    await client.diagnostics(uri('a.js'), isFound);
    client.edit(uri('a.js'), '3000', 'process.env.PORT');
    await client.diagnostics(uri('a.js'), isGone);
  });

  test('that come take in what was open before them', async () => {
    const folder = createTestFolder({
      'app/a.js': SERVER,
      '.twelve-factor.json': `{ "rules": { "${PORT_RULE}": "off" } }`,
    });
    const client = await startServer({ folders: [] });
    client.open(folder.uri('app/a.js'), 'javascript', SERVER);
    await client.diagnostics(folder.uri('app/a.js'), isFound);
    changeFolders(client, [folder.uri()], []);
    await client.diagnostics(folder.uri('app/a.js'), ({ diagnostics }) =>
      diagnostics.every(({ code }) => code !== PORT_RULE),
    );
  });

  test('inside of one another count each file once, by the inner one', async () => {
    const outer = createTestFolder({
      'a.js': SERVER,
      'inner [1]/b.js': SERVER,
      '.twelve-factor.json': `{ "rules": { "${PORT_RULE}": "error" } }`,
    });
    const inner = outer.uri('inner [1]');
    const client = await startServer({ folders: [outer.uri(), inner] });
    const [found] = await client.diagnostics(outer.uri('a.js'), isFound);
    assert.equal(found?.severity, 1);
    const [innerFound] = await client.diagnostics(`${inner}/b.js`, isFound);
    assert.equal(innerFound?.severity, 2);
    await client.settled();
    const { findings } = await client.connection.sendRequest<ScorecardReport>(SCORECARD);
    const ports = findings.filter(({ rule }) => rule === PORT_RULE).map(({ uri }) => uri);
    assert.deepEqual(ports.sort(), [outer.uri('a.js'), `${inner}/b.js`].sort());
  });

  test('have settings of their own', async () => {
    const [one, other] = [createTestFolder({ 'a.js': SERVER }), createTestFolder({ 'a.js': SERVER })];
    const client = await startServer({
      folders: [one.uri(), other.uri()],
      settings: (section, scopeUri) =>
        section === 'twelveFactor' && scopeUri === one.uri() ? { rules: { [PORT_RULE]: 'error' } } : null,
    });
    const [first] = await client.diagnostics(one.uri('a.js'), isFound);
    const [second] = await client.diagnostics(other.uri('a.js'), isFound);
    assert.deepEqual([first?.severity, second?.severity], [1, 2]);
  });
});

describe('a file outside of all folders', () => {
  test('is looked at while it is open', async () => {
    const [folder, elsewhere] = [createTestFolder({}), createTestFolder({})];
    const client = await startServer({ folders: [folder.uri()] });
    const uri = elsewhere.uri('a.js');
    client.open(uri, 'javascript', SERVER);
    await client.diagnostics(uri, isFound);
    client.close(uri);
    await client.diagnostics(uri, isGone);
  });

  test('may have no folder: it was never saved', async () => {
    const client = await startServer({ folders: [] });
    client.open('untitled:server.js', 'javascript', SERVER);
    await client.diagnostics('untitled:server.js', isFound);
    client.edit('untitled:server.js', '3000', 'process.env.PORT');
    await client.diagnostics('untitled:server.js', isGone);
  });

  test('may be of a file system of the editor', async () => {
    const client = await startServer({ folders: [] });
    const uri = 'vscode-vfs://github/owner/repository/server.js?ref=main';
    client.open(uri, 'javascript', SERVER);
    await client.diagnostics(uri, isFound);
  });
});

test('a uri is known in any spelling, and answered in the client’s own', async () => {
  const { client, uri } = await start({ '@scope/a b.js': SERVER });
  const encoded = uri('@scope/a b.js');
  await client.diagnostics(encoded, isFound);
  const plain = encoded.replace('%40', '@');
  assert.notEqual(plain, encoded);
  client.open(plain, 'javascript', SERVER);
  const [found] = await client.diagnostics(
    plain,
    ({ diagnostics, version }) => diagnostics.length > 0 && version === 1,
  );
  await client.diagnostics(encoded, isGone);
  assert.ok(found);
  const [fix] = await client.actions(plain, found);
  assert.ok(fix);
  assert.match(client.apply(fix).get(plain) ?? '', /process\.env\.PORT/);
});
