import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { SCAN, type ScanSummary } from '../../server/src/lsp/protocol.ts';
import { PORT_RULE, SERVER } from './samples.ts';
import { start, type TestFolder } from './start.ts';

type Published = { readonly diagnostics: readonly { readonly code?: unknown }[]; readonly version?: number };

const isFound = ({ diagnostics }: Published) => diagnostics.length > 0;
const isGone = ({ diagnostics }: Published) => diagnostics.length === 0;

/** Starts a client whose settings can be changed. */
async function startWith(files: Record<string, string>, initial: Record<string, unknown>) {
  let settings = initial;
  const started = await start(files, { settings: (section) => settings[section] });
  const change = (next: Record<string, unknown>) => {
    settings = next;
    void started.client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
  };
  return { ...started, change };
}

/** The names of the files with findings, after a whole scan. */
async function foundIn(
  { client, uri }: Pick<Awaited<ReturnType<typeof startWith>>, 'client' | 'uri'>,
  names: readonly string[],
): Promise<readonly string[]> {
  await client.connection.sendRequest<ScanSummary>(SCAN, {});
  return names.filter((name) => client.published(uri(name)).length > 0);
}

describe('settings', () => {
  test('that turn a rule off take its findings away, and back', async () => {
    const { client, uri, change } = await startWith({ 'a.js': SERVER }, {});
    await client.diagnostics(uri('a.js'), isFound);
    change({ twelveFactor: { rules: { [PORT_RULE]: 'off' } } });
    await client.diagnostics(uri('a.js'), isGone);
    change({ twelveFactor: { rules: { [PORT_RULE]: 'information' } } });
    const [found] = await client.diagnostics(uri('a.js'), isFound);
    assert.equal(found?.severity, 3);
  });

  test('that turn the whole off take all findings away, and back', async () => {
    const { client, uri, change } = await startWith({ 'a.js': SERVER }, { twelveFactor: { enable: false } });
    client.open(uri('a.js'), 'javascript', SERVER);
    await client.settled();
    assert.deepEqual(client.published(uri('a.js')), []);
    change({ twelveFactor: { enable: true } });
    await client.diagnostics(uri('a.js'), isFound);
    change({ twelveFactor: { enable: false } });
    await client.diagnostics(uri('a.js'), isGone);
  });

  test('that make no sense are left out, and the rest applies', async () => {
    const { client, uri } = await startWith(
      { 'a.js': SERVER },
      { twelveFactor: { rules: { [PORT_RULE]: 'error', nonsense: 7 }, exclude: 'text', run: 3, scan: null } },
    );
    const [found] = await client.diagnostics(uri('a.js'), isFound);
    assert.equal(found?.severity, 1);
  });

  test('with `run` on save wait for the save', async () => {
    const { client, uri } = await startWith({ 'a.js': '' }, { twelveFactor: { run: 'onSave' } });
    client.open(uri('a.js'), 'javascript', SERVER);
    const [found] = await client.diagnostics(uri('a.js'), isFound);
    assert.ok(found);
    client.edit(uri('a.js'), SERVER, `\n\n${SERVER}`);
    // What is known is of another text than the one shown: no edit would be right.
    assert.deepEqual(await client.actions(uri('a.js'), found), []);
    assert.equal(client.published(uri('a.js'))[0]?.range.start.line, 3);
    // While saving, all is fixed in the present text.
    const [all] = await client.actions(uri('a.js'), found, { only: ['source.fixAll'], triggerKind: 2 });
    assert.ok(all);
    assert.match(
      client.apply(all).get(uri('a.js')) ?? '',
      /listen\(Number\(process\.env\.PORT \?\? 3000\)\)/,
    );
    void client.connection.sendNotification('textDocument/didSave', { textDocument: { uri: uri('a.js') } });
    await client.diagnostics(uri('a.js'), ({ diagnostics }) => diagnostics[0]?.range.start.line === 5);
  });
});

describe('files that are not looked at', () => {
  const names = ['src/a.js', 'old/a.js', 'built/a.js', 'hidden/a.js', 'legacy/a.js'];
  const files = {
    ...Object.fromEntries(names.map((name) => [name, SERVER])),
    '.gitignore': 'built/\n',
    '.twelve-factor.json': '{ "exclude": ["legacy"] }',
  };
  const settings = {
    twelveFactor: { exclude: ['old'] },
    'files.exclude': { '**/hidden': true, '**/src': false, '**/*.js': { when: '$(basename).ts' } },
  };

  test('are named by .gitignore, the settings, `files.exclude` and the configuration file together', async () => {
    const started = await startWith(files, settings);
    assert.deepEqual(await foundIn(started, names), ['src/a.js']);
  });

  test('stay so when they change on disk', async () => {
    const { client, uri, write } = await startWith(files, settings);
    await client.connection.sendRequest(SCAN, {});
    for (const name of [...names, 'src/new.js', 'node_modules/x/a.js']) write(name, `\n${SERVER}`);
    void client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [...names, 'src/new.js', 'node_modules/x/a.js'].map((name) => ({ uri: uri(name), type: 1 })),
    });
    await client.diagnostics(uri('src/new.js'), isFound);
    await client.settled();
    for (const name of [...names.slice(1), 'node_modules/x/a.js'])
      assert.deepEqual(client.published(uri(name)), [], name);
  });

  test('show nothing when they are opened and excluded; ignored ones are shown while they are open', async () => {
    const { client, uri } = await startWith(files, settings);
    await client.connection.sendRequest(SCAN, {});
    client.open(uri('old/a.js'), 'javascript', SERVER);
    client.open(uri('built/a.js'), 'javascript', SERVER);
    await client.diagnostics(uri('built/a.js'), isFound);
    await client.settled();
    assert.deepEqual(client.published(uri('old/a.js')), []);
    client.close(uri('built/a.js'));
    await client.diagnostics(uri('built/a.js'), isGone);
  });

  test('follow a change of .gitignore and of the open configuration file when it is saved', async () => {
    const { client, uri, write } = await startWith(files, settings);
    await client.diagnostics(uri('src/a.js'), isFound);
    write('.gitignore', 'src/\n');
    void client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: uri('.gitignore'), type: 2 }],
    });
    await client.diagnostics(uri('src/a.js'), isGone);
    await client.diagnostics(uri('built/a.js'), isFound);
    const configuration = uri('.twelve-factor.json');
    client.open(configuration, 'jsonc', files['.twelve-factor.json']);
    client.edit(configuration, 'legacy', 'built');
    void client.connection.sendNotification('textDocument/didSave', { textDocument: { uri: configuration } });
    await client.diagnostics(uri('built/a.js'), isGone);
    await client.diagnostics(uri('legacy/a.js'), isFound);
  });
});

describe('the number of files', () => {
  const names = ['a.js', 'b.js', 'c.js', 'd.js'];
  const files = Object.fromEntries(names.map((name) => [name, SERVER]));
  const capped = (maxFiles: number) => ({ twelveFactor: { scan: { maxFiles } } });

  async function changed(
    client: Awaited<ReturnType<typeof start>>['client'],
    folder: TestFolder,
    name: string,
  ) {
    folder.write(name, `\n${SERVER}`);
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: folder.uri(name), type: 2 }],
    });
    await client.settled();
  }

  test('at which the scan stops is stated', async () => {
    const { client, uri, ...folder } = await startWith(files, capped(2));
    const summary = await client.connection.sendRequest<ScanSummary>(SCAN, {});
    assert.equal(summary.stoppedAt, 2);
    assert.equal(summary.files, 2);
    await client.until(() => client.log.some((line) => /stopped at 2 files/.test(line)), 'a line in the log');
    await changed(client, { ...folder, uri }, 'd.js');
    assert.deepEqual(client.published(uri('d.js')), [], 'a change takes no further file in');
  });

  test('is not stated where all were seen', async () => {
    const { client } = await startWith(files, capped(4));
    const summary = await client.connection.sendRequest<ScanSummary>(SCAN, {});
    assert.equal(summary.stoppedAt, null);
  });

  test('of zero means open files only', async () => {
    const { client, uri, ...folder } = await startWith(files, capped(0));
    const summary = await client.connection.sendRequest<ScanSummary>(SCAN, {});
    assert.deepEqual([summary.files, summary.findingCount], [0, 0]);
    await changed(client, { ...folder, uri }, 'b.js');
    assert.deepEqual(client.published(uri('b.js')), []);
    client.open(uri('a.js'), 'javascript', SERVER);
    await client.diagnostics(uri('a.js'), isFound);
    client.close(uri('a.js'));
    await client.diagnostics(uri('a.js'), isGone);
  });
});
