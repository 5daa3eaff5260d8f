import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import {
  bundleCommandLine,
  copyOfLegacyShop,
  jsonReport,
  project,
  rulesFound,
  SMALL_SERVICE,
  twelveFactor,
} from './command.ts';

bundleCommandLine();

function commit(root: string): void {
  const git = (...words: string[]) => execFileSync('git', words, { cwd: root, stdio: 'pipe' });
  git('init', '--quiet');
  git('add', '--all');
  git('-c', 'user.name=Test', '-c', 'user.email=test@example.org', 'commit', '--quiet', '--message', 'Begin');
}

/** Every file of a folder with its bytes, without Git's own. */
function contents(root: string): Map<string, string> {
  const files = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !file.includes(`${path.sep}.git${path.sep}`));
  return new Map(files.sort().map((file) => [path.relative(root, file), readFileSync(file, 'latin1')]));
}

const read = (root: string, name: string) => readFileSync(path.join(root, name), 'utf8');

test('safe fixes are made, the rest stays, and nothing more is left to fix', () => {
  const root = project(SMALL_SERVICE);
  const { exit, output } = twelveFactor(['check', root, '--fix']);
  assert.match(output, /Fixed 1 problem in 2 files/);
  assert.match(read(root, 'app.js'), /app\.listen\(Number\(process\.env\.PORT/);
  assert.match(read(root, 'app.js'), /'not-a-real-signing-key-3f9a'/);
  assert.match(read(root, '.env.example'), /^PORT=3000$/m);
  assert.equal(exit, 1, 'the credential is still there');

  const once = contents(root);
  assert.match(twelveFactor(['check', root, '--fix']).output, /There was nothing to fix\./);
  assert.deepEqual(contents(root), once);
});

test('suggested fixes are made where they are asked for, and no secret is written anywhere', () => {
  const root = project(SMALL_SERVICE);
  const report = jsonReport([root, '--fix-suggested']);
  assert.deepEqual(rulesFound(report), ['Dockerfile: build-release-run/mutable-image-tag']);
  assert.deepEqual(
    report.fixed?.map((file) => file.path),
    ['.env.example', 'app.js'],
  );
  for (const text of contents(root).values()) assert.ok(!text.includes('not-a-real-signing-key'));
});

describe('a dry run', () => {
  test('writes nothing and prints a diff that Git applies to the same result', () => {
    const [written, patched] = [copyOfLegacyShop(), copyOfLegacyShop()];
    for (const root of [written, patched]) commit(root);
    const before = contents(patched);
    const { output, messages } = twelveFactor(['check', '.', '--fix-suggested', '--dry-run'], {
      cwd: patched,
    });
    assert.match(messages, /^This would fix \d+ problems in \d+ files\. Nothing was written\.\n$/);
    assert.deepEqual(contents(patched), before);

    const applied = spawnSync('git', ['apply', '-'], { cwd: patched, input: output, encoding: 'utf8' });
    assert.equal(applied.stderr, '');
    twelveFactor(['check', '.', '--fix-suggested'], { cwd: written });
    assert.deepEqual(contents(written), contents(patched));
    assert.notDeepEqual(contents(written), before);
  });

  test('of a folder where nothing is left to fix prints nothing', () => {
    const root = copyOfLegacyShop();
    twelveFactor(['check', root, '--fix-suggested']);
    const { output, messages } = twelveFactor(['check', root, '--fix-suggested', '--dry-run']);
    assert.equal(output, '');
    assert.equal(messages, 'There is nothing to fix.\n');
  });
});

test('a mended file keeps its line breaks, its mark, its mode, and leaves nothing beside it', () => {
  const original = `\uFEFF${SMALL_SERVICE['app.js'].replaceAll('\n', '\r\n')}`;
  const root = project({ ...SMALL_SERVICE, 'app.js': original });
  chmodSync(path.join(root, 'app.js'), 0o750);
  twelveFactor(['check', root, '--fix-suggested']);
  const text = read(root, 'app.js');
  assert.notEqual(text, original);
  assert.ok(text.startsWith('\uFEFF'));
  assert.equal(text.replaceAll('\r\n', '').match(/[\r\n]/), null);
  assert.equal(statSync(path.join(root, 'app.js')).mode & 0o777, 0o750);
  assert.deepEqual(readdirSync(root).sort(), ['.env.example', 'Dockerfile', 'app.js', 'package.json']);
});

describe('a fix never leaves the folder', () => {
  test('through a link to a file', () => {
    const outside = project({ 'notes.txt': 'private\n' });
    const root = project(SMALL_SERVICE);
    symlinkSync(path.join(outside, 'notes.txt'), path.join(root, '.env.example'));
    const { messages } = twelveFactor(['check', root, '--fix-suggested']);
    assert.match(messages, /\.env\.example is reached through a link/);
    assert.equal(read(outside, 'notes.txt'), 'private\n');
    assert.equal(read(root, 'app.js'), SMALL_SERVICE['app.js'], 'no part of such a fix is made');
  });

  test('through a link to a folder, which is not even looked at', () => {
    const outside = project(SMALL_SERVICE);
    const root = project({ 'package.json': SMALL_SERVICE['package.json'] });
    symlinkSync(outside, path.join(root, 'linked'));
    const before = contents(outside);
    twelveFactor(['check', root, '--fix-suggested']);
    assert.deepEqual(contents(outside), before);
  });

  test('nor replaces a file that is no text', () => {
    const root = project({ ...SMALL_SERVICE, '.env.example': new Uint8Array([1, 0, 2, 0]) });
    const { messages } = twelveFactor(['check', root, '--fix']);
    assert.match(messages, /\.env\.example is binary/);
    assert.deepEqual([...readFileSync(path.join(root, '.env.example'))], [1, 0, 2, 0]);
  });
});

test('fixes are made in every project of a repository, each with its own documentation', () => {
  const root = project({
    'one/package.json': SMALL_SERVICE['package.json'],
    'one/app.js': SMALL_SERVICE['app.js'],
    'two/package.json': SMALL_SERVICE['package.json'],
    'two/app.js': SMALL_SERVICE['app.js'],
  });
  renameSync(path.join(root, 'two'), path.join(root, 'zwei'));
  writeFileSync(path.join(root, 'zwei', '.env.example'), 'PORT=8080');
  twelveFactor(['check', root, '--fix']);
  assert.match(read(root, 'one/.env.example'), /^PORT=3000$/m);
  assert.equal(read(root, 'zwei/.env.example'), 'PORT=8080', 'what is documented is left as it is');
  assert.ok(!existsSync(path.join(root, '.env.example')));
});
