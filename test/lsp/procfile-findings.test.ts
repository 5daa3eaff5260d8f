import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import type { CodeAction } from 'vscode-languageserver-protocol';
import { start } from './start.ts';

type Started = Awaited<ReturnType<typeof start>>;

function found({ client, uri }: Started, name: string, rule: string): readonly string[] {
  return client
    .published(uri(name))
    .filter(({ code }) => code === `procfile/${rule}`)
    .map(({ range, message }) => `${range.start.line}:${range.start.character} ${message}`);
}

describe('a script that is missing', () => {
  const files = {
    '.gitignore': 'made.js\n',
    'server.js': '',
    Procfile: 'web: node server.js\nclock: node clock.js\nmade: node made.js\nlinked: node linked.js\n',
  };

  test('is found, unless Git ignores it or a link has its name', async () => {
    const started = await start({ 'server.js': '' });
    symlinkSync('server.js', path.join(started.folder, 'linked.js'));
    for (const [name, text] of Object.entries(files)) started.write(name, text);
    await started.client.connection.sendRequest('twelveFactor/scan', null);
    const [clock, ...others] = found(started, 'Procfile', 'missing-script');
    assert.match(clock ?? '', /^1:12 There is no file `clock\.js`/);
    assert.deepEqual(others, []);
  });

  test('is no longer found once it is there', async () => {
    const started = await start(files);
    const { client, uri, write } = started;
    const isFound = () => found(started, 'Procfile', 'missing-script').some((one) => one.startsWith('1:'));
    await client.until(isFound, 'the missing script');
    write('clock.js', '');
    void client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: uri('clock.js'), type: 1 }],
    });
    await client.until(() => !isFound(), 'that it is there');
  });

  test('is found while the Procfile is written', async () => {
    const started = await start(files);
    const { client, uri } = started;
    await client.until(() => found(started, 'Procfile', 'missing-script').length > 0, 'the start');
    client.open(uri('Procfile'), 'procfile', files.Procfile);
    client.edit(uri('Procfile'), 'clock: node clock.js', 'mail: node mail.js');
    await client.until(
      () => found(started, 'Procfile', 'missing-script').some((one) => /^1:11 .*mail\.js/.test(one)),
      'the other missing script',
    );
  });
});

test('a process that a formation names and no Procfile has is found in the formation, and follows both', async () => {
  const started = await start({
    Procfile: 'web: bin/web\nworker: bin/work\n',
    'app.json': '{ "formation": { "web": {}, "wroker": { "quantity": 1 } } }',
    Makefile: 'start:\n\tforeman start -m web=1,wroker=1\n',
  });
  const { client, uri } = started;
  const places = (name: string) => found(started, name, 'undefined-process').map((one) => one.split(' ')[0]);
  await client.until(() => places('app.json').length > 0 && places('Makefile').length > 0, 'both places');
  assert.deepEqual([places('app.json'), places('Makefile')], [['0:29'], ['1:24']]);
  client.open(uri('Procfile'), 'procfile', 'web: bin/web\nwroker: bin/work\n');
  await client.until(
    () => places('app.json').length === 0 && places('Makefile').length === 0,
    'the new name',
  );
});

test('a variable that nothing declares is found, and its fix declares it', async () => {
  const started = await start({
    Procfile: 'web: bin/web --level $LEVEL --workers ${WORKERS}\n',
    '.env.example': 'LEVEL=info\n',
  });
  const { client, uri } = started;
  await client.until(() => found(started, 'Procfile', 'undefined-variable').length > 0, 'the variable');
  assert.match(
    found(started, 'Procfile', 'undefined-variable').join(),
    /^0:40 .*declares, sets or reads WORKERS/,
  );
  client.open(uri('Procfile'), 'procfile', 'web: bin/web --level $LEVEL --workers ${WORKERS}\n');
  await client.settled();
  const position = { line: 0, character: 42 };
  const actions: CodeAction[] = await client.connection.sendRequest('textDocument/codeAction', {
    textDocument: { uri: uri('Procfile') },
    range: { start: position, end: position },
    context: { diagnostics: [] },
  });
  const fix = actions.find(({ title }) => title === 'Add WORKERS to .env.example');
  assert.deepEqual(
    fix?.edit?.documentChanges?.flatMap((change) => ('edits' in change ? change.edits : [])),
    [{ range: { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } }, newText: 'WORKERS=\n' }],
  );
});

test('a script whose first line ends with CR LF is found where a process runs it', async () => {
  const started = await start({
    Procfile: 'web: bin/web\n',
    'bin/web': '#!/bin/sh\r\nexec node server.js\r\n',
    'server.js': '',
  });
  const rule = 'carriage-return-in-script';
  await started.client.until(() => found(started, 'Procfile', rule).length > 0, 'the script');
  assert.match(found(started, 'Procfile', rule).join(), /^0:5 .*`bin\/web` end with CR LF/);
});

test('a command is moved to a script that is made for it, and to none that is there', async () => {
  const text = 'web: bin/prepare && node server.js\nworker: bin/prepare; node worker.js\n';
  const { client, uri } = await start({ Procfile: text, 'bin/worker': '#!/bin/sh\n' });
  client.open(uri('Procfile'), 'procfile', text);
  await client.until(() => client.published(uri('Procfile')).length > 1, 'the findings');
  const offered = async (line: number) => {
    const found = client
      .published(uri('Procfile'))
      .find(({ code, range }) => code === 'procfile/shell-syntax-not-portable' && range.start.line === line);
    assert.ok(found);
    const actions = await client.actions(uri('Procfile'), found);
    return actions.find(({ title }) => title.startsWith('Move the command'));
  };
  assert.equal(await offered(1), undefined);
  const move = await offered(0);
  assert.equal(move?.title, 'Move the command to bin/web');
  assert.deepEqual(move.edit?.documentChanges?.[1], {
    kind: 'create',
    uri: uri('bin/web'),
    options: { ignoreIfExists: true },
  });
  const changed = client.apply(move);
  assert.equal(changed.get(uri('bin/web')), '#!/bin/sh\nbin/prepare && exec node server.js\n');
  assert.match(changed.get(uri('Procfile')) ?? '', /^web: sh bin\/web\n/);
});

test('foreman replaces what .env names, which Git ignores', async () => {
  const started = await start({
    '.foreman': 'port: 5000\n',
    '.gitignore': '.env\n',
    '.env': 'SHOP=secret-books\n',
    Procfile: 'web: bin/web $SHOP $SHOP_LEVEL\n',
  });
  const { client, uri, write } = started;
  const isFound = () => found(started, 'Procfile', 'foreman-substitution').length > 0;
  await client.until(isFound, 'the variable');
  const [message = ''] = found(started, 'Procfile', 'foreman-substitution');
  assert.match(message, /^0:19 .*the value of SHOP followed by '_LEVEL'/);
  assert.doesNotMatch(message, /secret-books/);
  write('.env', 'NAME=books\n');
  void client.connection.sendNotification('workspace/didChangeWatchedFiles', {
    changes: [{ uri: uri('.env'), type: 2 }],
  });
  await client.until(() => !isFound(), 'that nothing is replaced');
});
