import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { CancellationTokenSource, LSPErrorCodes } from 'vscode-languageserver/node';
import { SCAN, SCORECARD, type ScanSummary, type ScorecardReport } from '../../server/src/lsp/protocol.ts';
import { defineObserver, defineRule } from '../../server/src/model/rule.ts';
import { createDiskHost } from '../../server/src/node/disk-host.ts';
import { PORT_RULE, SERVER } from './samples.ts';
import { createTestFolder, start, startServer } from './start.ts';

const isFound = ({ diagnostics }: { readonly diagnostics: readonly unknown[] }) => diagnostics.length > 0;

/** A clock by which every look takes longer than a slice: the scan breathes at every file. */
function slowClock(): () => number {
  let time = 0;
  return () => {
    time += 20;
    return time;
  };
}

describe('a scan', () => {
  const many = Object.fromEntries(
    Array.from({ length: 120 }, (_, index) => [`src/${String(index).padStart(3, '0')}.js`, SERVER]),
  );

  test('can be cancelled and begun again', async () => {
    const { client } = await start(many, { environment: () => ({ now: slowClock() }) });
    const source = new CancellationTokenSource();
    const scan = client.connection.sendRequest<ScanSummary>(SCAN, {}, source.token);
    const failed = assert.rejects(scan, { code: LSPErrorCodes.RequestCancelled });
    source.cancel();
    await failed;
    const summary = await client.connection.sendRequest<ScanSummary>(SCAN, {});
    assert.deepEqual([summary.files, summary.findingCount, summary.scanning], [120, 120, false]);
  });

  test('lets requests in between its slices', async () => {
    const { client } = await start(many, { environment: () => ({ now: slowClock() }) });
    const scan = client.connection.sendRequest<ScanSummary>(SCAN, {});
    const { scanning } = await client.connection.sendRequest<ScorecardReport>(SCORECARD);
    assert.equal(scanning, true);
    assert.equal((await scan).files, 120);
  });

  test('tells its progress to a client that asks for it', async () => {
    const { client } = await start(many, { environment: () => ({ now: slowClock() }) });
    const kinds = new Set<string>();
    client.connection.onNotification('$/progress', ({ token, value }) => {
      if (token === 'mine') kinds.add(value.kind);
    });
    await client.connection.sendRequest<ScanSummary>(SCAN, { workDoneToken: 'mine' });
    assert.deepEqual([...kinds], ['begin', 'report', 'end']);
  });

  test('names what it could not analyse and goes on', async () => {
    const { client, uri, folder, write } = await start({ 'z.js': SERVER });
    write('large.js', `${SERVER}//${'x'.repeat(1_048_576)}`);
    write('minified.min.js', SERVER);
    write('minified.js', `${SERVER.replaceAll('\n', '')}${'a(1);'.repeat(2000)}\n`);
    writeFileSync(
      path.join(folder, 'binary.js'),
      Buffer.concat([Buffer.from(SERVER), Buffer.from([0, 1, 2])]),
    );
    writeFileSync(
      path.join(folder, 'latin1.js'),
      Buffer.concat([Buffer.from(SERVER), Buffer.from([0xe9, 0x0a])]),
    );
    writeFileSync(path.join(folder, 'utf16.js'), Buffer.from(`\uFEFF${SERVER}`, 'utf16le'));
    write('half.js', `${SERVER.slice(0, -20)}\nfunction (`);
    mkdirSync(path.join(folder, 'folder.js'));
    symlinkSync(path.join(folder, 'nowhere'), path.join(folder, 'link.js'));
    const { skipped } = await client.connection.sendRequest<ScanSummary>(SCAN, {});
    const reasons = Object.fromEntries(skipped.map((one) => [one.uri.slice(uri().length + 1), one.reason]));
    assert.deepEqual(reasons, {
      'binary.js': 'binary',
      'large.js': 'larger than 1 MB',
      'latin1.js': 'not UTF-8',
      'minified.min.js': 'minified',
      'minified.js': 'minified',
      'utf16.js': 'not UTF-8',
    });
    await client.diagnostics(uri('z.js'), isFound);
    await client.diagnostics(uri('half.js'), isFound);
  });

  test('survives files that vanish or cannot be read while it goes on', async () => {
    const folder = createTestFolder({
      'a.js': SERVER,
      'gone.js': SERVER,
      'locked.js': SERVER,
      'z.js': SERVER,
    });
    const client = await startServer({
      folders: [folder.uri()],
      environment: () => ({
        createHost() {
          const host = createDiskHost(folder.folder);
          return {
            list: host.list,
            read(name, isNeeded) {
              if (name === 'gone.js') return { kind: 'skipped', reason: 'vanished' };
              if (name === 'locked.js') return { kind: 'skipped', reason: 'unreadable' };
              return host.read(name, isNeeded);
            },
          };
        },
      }),
    });
    const { skipped, findingCount } = await client.connection.sendRequest<ScanSummary>(SCAN, {});
    assert.deepEqual(skipped, [{ uri: folder.uri('locked.js'), reason: 'not readable' }]);
    assert.equal(findingCount, 2);
  });

  test('survives a folder that cannot be read', async () => {
    const { client, uri, folder } = await start({ 'a.js': SERVER, 'locked/b.js': SERVER });
    chmodSync(path.join(folder, 'locked'), 0o000);
    await client.connection.sendRequest<ScanSummary>(SCAN, {});
    chmodSync(path.join(folder, 'locked'), 0o755);
    await client.diagnostics(uri('a.js'), isFound);
  });
});

describe('a rule that throws', () => {
  const anchors = { javascript: ['listen('] } as const;
  const sound = defineRule({
    id: 'logs/sound',
    severity: 'warning',
    summary: 'Is right.',
    code: {
      anchors,
      *check(file) {
        for (const { span } of file.callsAtAnchors()) yield { span, message: 'Found.' };
      },
    },
  });
  const broken = defineRule({
    id: 'logs/broken',
    severity: 'warning',
    summary: 'Is wrong.',
    code: {
      anchors,
      *check(file) {
        yield { span: { start: 0, end: 1 }, message: 'Before.' };
        if (file.path === 'src/a.js') throw new Error('the rule is wrong');
      },
    },
  });
  const brokenProject = defineRule({
    id: 'logs/broken-project',
    severity: 'warning',
    summary: 'Is wrong, too.',
    project() {
      throw new Error('the project rule is wrong');
    },
  });
  const brokenObserver = defineObserver({
    anchors,
    observe() {
      throw new Error('the observer is wrong');
    },
  });

  test('is logged with its name and the file, once, and the rest goes on', async () => {
    const { client, uri } = await start(
      { 'src/a.js': SERVER, 'src/b.js': SERVER },
      { ruleset: { rules: [broken, brokenProject, sound], observers: [brokenObserver] } },
    );
    await client.diagnostics(uri('src/a.js'), ({ diagnostics }) =>
      diagnostics.some(({ code }) => code === 'logs/sound'),
    );
    await client.diagnostics(uri('src/b.js'), ({ diagnostics }) => diagnostics.length === 2);
    const count = (pattern: RegExp) => client.log.filter((line) => pattern.test(line)).length;
    await client.until(
      () => count(/logs\/broken failed in src\/a\.js: Error: the rule is wrong/) === 1,
      'the log',
    );
    client.open(uri('src/a.js'), 'javascript', SERVER);
    client.edit(uri('src/a.js'), '3000', '4000');
    await client.connection.sendRequest(SCAN, {});
    await new Promise((resolve) => setTimeout(resolve, 250));
    assert.equal(count(/logs\/broken failed/), 1);
    assert.equal(count(/logs\/broken-project failed/), 1);
    assert.equal(count(/observer failed in src\/[ab]\.js/), 2);
    assert.ok(client.log.every((line) => !line.includes(PORT_RULE)));
  });
});
