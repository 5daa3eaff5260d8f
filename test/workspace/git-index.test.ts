import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import fc from 'fast-check';
import { trackedIn } from '../../server/src/node/git-repository.ts';
import { trackedPaths } from '../../server/src/workspace/git-index.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'twelve-factor-git-'));
after(() => rmSync(folder, { recursive: true }));

const IDENTITY = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org'];

function git(root: string, ...args: readonly string[]): void {
  execFileSync('git', ['-C', root, ...IDENTITY, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
}

/** A repository with files that were added to it, in the order of their names, and one that was not. */
function repository(name: string, files: readonly string[], ...init: readonly string[]): string {
  const root = path.join(folder, name);
  mkdirSync(root);
  git(root, 'init', '-q', ...init);
  for (const file of [...files, 'untracked/.env']) {
    mkdirSync(path.join(root, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(root, file), 'A=1\n');
  }
  git(root, 'add', ...files);
  return root;
}

const FILES = [
  '.env',
  'apps/api/.env',
  'apps/api/.env.production',
  'apps/web/.env',
  'é/.env',
  `${'long/'.repeat(40)}.env`,
];
const all = () => true;
const indexOf = (root: string) => readFileSync(path.join(root, '.git/index'));
const sorted = (paths: ReadonlySet<string> | undefined) => [...(paths ?? [])].sort();

describe('the index of a repository', () => {
  for (const version of ['2', '3', '4']) {
    test(`of version ${version}`, () => {
      const root = repository(`version-${version}`, FILES);
      // Only an entry with further flags makes an index of version 3.
      writeFileSync(path.join(root, 'later.env'), '');
      if (version !== '2') git(root, 'add', '--intent-to-add', 'later.env');
      if (version === '4') git(root, 'update-index', '--index-version', '4');
      assert.equal(indexOf(root).readUInt32BE(4), Number(version));
      const expected = version === '2' ? FILES : [...FILES, 'later.env'];
      assert.deepEqual(sorted(trackedPaths(indexOf(root), all)), expected.toSorted());
    });
  }

  test('with names of SHA-256', () => {
    const root = repository('sha256', FILES, '--object-format=sha256');
    assert.deepEqual(sorted(trackedPaths(indexOf(root), all)), FILES.toSorted());
  });

  test('gives only what is wanted', () => {
    const root = repository('wanted', FILES);
    const found = trackedPaths(indexOf(root), (file) => file.startsWith('apps/'));
    assert.deepEqual(sorted(found), ['apps/api/.env', 'apps/api/.env.production', 'apps/web/.env']);
  });

  test('any bytes are read or refused', () => {
    const whole = indexOf(repository('damaged', FILES));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 4 }),
        fc.nat(whole.length),
        (changes, length) => {
          const damaged = Uint8Array.from(whole.subarray(0, length));
          for (const [at, byte] of changes) if (at < damaged.length) damaged[at] = byte;
          const found = trackedPaths(damaged, all);
          assert.ok(found === undefined || found.size <= whole.length);
        },
      ),
      { numRuns: 5_000 },
    );
    assert.equal(trackedPaths(new Uint8Array(0), all), undefined);
    assert.equal(trackedPaths(new TextEncoder().encode('DIRC and no more'), all), undefined);
  });
});

describe('the repository of a folder', () => {
  const root = repository('whole', FILES);

  test('is the one that the folder lies in', () => {
    assert.deepEqual(sorted(trackedIn(path.join(root, 'apps/api'), all)), ['.env', '.env.production']);
  });

  test('may keep its index elsewhere', () => {
    git(root, 'commit', '-q', '-m', 'Start');
    const tree = path.join(folder, 'tree');
    git(root, 'worktree', 'add', '-q', tree);
    assert.deepEqual(sorted(trackedIn(tree, all)), FILES.toSorted());
  });

  test('need not exist', () => {
    const bare = path.join(folder, 'bare');
    mkdirSync(bare);
    // Unless the folder for temporary files is in a repository itself.
    assert.deepEqual(sorted(trackedIn(bare, all)), []);
    writeFileSync(path.join(bare, '.git'), 'no reference to anything');
    assert.equal(trackedIn(bare, all), undefined);
  });
});
