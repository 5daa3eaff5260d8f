import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { createDiskHost } from '../../server/src/node/disk-host.ts';
import { contentOf, MAXIMUM_BYTES } from '../../server/src/workspace/host.ts';
import { answerOf, breathe, run, runNow, type Task } from '../../server/src/workspace/task.ts';

const root = mkdtempSync(path.join(tmpdir(), 'twelve-factor-host-'));
after(() => rmSync(root, { recursive: true, force: true }));
const host = createDiskHost(root);

function write(name: string, content: string | Uint8Array): void {
  mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
  writeFileSync(path.join(root, name), content);
}

const CONTENTS: [name: string, bytes: Uint8Array, expected: unknown][] = [
  ['ASCII', Buffer.from('let a = 1;\r\n'), 'let a = 1;\r\n'],
  ['an empty file', Buffer.alloc(0), ''],
  ['UTF-8', Buffer.from('grüße 🐳'), 'grüße 🐳'],
  ['a byte order mark', Buffer.from('\uFEFFa'), '\uFEFFa'],
  ['a NUL', Buffer.from('a\0b'), 'binary'],
  ['UTF-16', Buffer.from('\uFEFFab', 'utf16le'), 'not-utf-8'],
  ['Latin-1', Buffer.from('grüße', 'latin1'), 'not-utf-8'],
  ['a broken sequence at the end', Buffer.from('🐳').subarray(0, 3), 'not-utf-8'],
  ['as much as is allowed', Buffer.alloc(MAXIMUM_BYTES, 'a'), 'a'.repeat(MAXIMUM_BYTES)],
  ['more than is allowed', Buffer.alloc(MAXIMUM_BYTES + 1, 'a'), 'too-large'],
];

for (const [name, bytes, expected] of CONTENTS) {
  test(`${name} is told by the disk and from bytes alike`, () => {
    write('file', bytes);
    for (const content of [host.read('file'), contentOf(bytes, undefined)]) {
      const said = content.kind === 'text' ? content.text : content.kind === 'skipped' && content.reason;
      assert.equal(said, expected);
    }
  });
}

test('what is no file is named, too', () => {
  mkdirSync(path.join(root, 'folder'));
  execFileSync('mkfifo', [path.join(root, 'pipe')]);
  assert.deepEqual(host.read('nothing'), { kind: 'skipped', reason: 'vanished' });
  assert.deepEqual(host.read('folder'), { kind: 'skipped', reason: 'unreadable' });
  // A pipe without a writer is an empty file, and nobody waits for one.
  assert.deepEqual(host.read('pipe'), { kind: 'text', text: '' });
});

test('bytes are looked at before they are made into text', () => {
  write('file', 'abc');
  const seen: string[] = [];
  const isNeeded = (bytes: Uint8Array) => {
    seen.push(Buffer.from(bytes).toString());
    return false;
  };
  assert.deepEqual(host.read('file', isNeeded), { kind: 'unneeded' });
  assert.deepEqual(seen, ['abc']);
  assert.deepEqual(
    host.read('file', () => true),
    { kind: 'text', text: 'abc' },
  );
});

test('a text stays when the next file is read', () => {
  write('one', 'first');
  write('two', 'other');
  const one = host.read('one');
  host.read('two');
  assert.deepEqual(one, { kind: 'text', text: 'first' });
});

test('files of the disk are listed, links are not followed', () => {
  write('list/b.js', '');
  write('list/a/c.js', '');
  write('list/.gitignore', 'ignored.js\n');
  write('list/ignored.js', '');
  symlinkSync('..', path.join(root, 'list/a/loop'));
  symlinkSync('b.js', path.join(root, 'list/link.js'));
  const listing = createDiskHost(path.join(root, 'list')).list({ exclude: [], maxFiles: 10 });
  assert.deepEqual(listing, { files: ['.gitignore', 'a/c.js', 'b.js'], stopped: false });
  const missing = createDiskHost(path.join(root, 'missing')).list({ exclude: [], maxFiles: 10 });
  assert.deepEqual(missing, { files: [], stopped: false });
});

function* add(one: number | Promise<number>, other: number): Task<number> {
  const first = yield* answerOf(one);
  yield* breathe();
  return first + (yield* answerOf(other));
}

test('a task serves hosts that answer at once and later', async () => {
  assert.equal(runNow(add(1, 2)), 3);
  assert.equal(await run(add(Promise.resolve(1), 2)), 3);
  assert.throws(() => runNow(add(Promise.resolve(1), 2)), /has to wait/);
});

test('a task can be paused, cancelled, and hear that its host failed', async () => {
  let pauses = 0;
  assert.equal(
    await run(add(1, 2), async () => {
      pauses++;
    }),
    3,
  );
  assert.equal(pauses, 1);
  await assert.rejects(
    run(add(1, 2), () => {
      throw new Error('cancelled');
    }),
    /cancelled/,
  );
  function* careful(): Task<string> {
    try {
      return yield* answerOf(Promise.reject(new Error('gone')));
    } catch (error) {
      return String(error);
    }
  }
  assert.equal(await run(careful()), 'Error: gone');
});
