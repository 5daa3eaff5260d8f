import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import {
  bundleCommandLine,
  jsonReport,
  project,
  rulesFound,
  SMALL_SERVICE,
  twelveFactor,
} from './command.ts';

bundleCommandLine();

const BASELINE = '.twelve-factor-baseline.json';

/** A service whose findings are all known. */
function known(): string {
  const root = project(SMALL_SERVICE);
  const { exit, output } = twelveFactor(['check', root, '--write-baseline']);
  assert.match(output, /3 problems written to .*\.twelve-factor-baseline\.json/);
  assert.equal(exit, 0);
  return root;
}

function edit(root: string, name: string, change: (text: string) => string): void {
  const file = path.join(root, name);
  writeFileSync(file, change(readFileSync(file, 'utf8')));
}

const withBaseline = (root: string, ...words: string[]) =>
  jsonReport([root, '--baseline', path.join(root, BASELINE), ...words]);

test('what is known is not shown, fails nothing, and is counted', () => {
  const root = known();
  const report = withBaseline(root, '--fail-on', 'information');
  assert.deepEqual(report.findings, []);
  assert.deepEqual(report.suppressed, { comments: 0, baseline: 3 });
  assert.equal(report.scorecard.factors.find(({ slug }) => slug === 'config')?.suppressed, 1);
  assert.ok(report.scorecard.factors.every(({ state }) => state !== 'failed'));
  assert.equal(twelveFactor(['check', root, '--baseline', path.join(root, BASELINE)]).exit, 0);
});

test('findings stay known when lines are added, moved or indented', () => {
  const root = known();
  edit(root, 'app.js', (text) => `// One.\n// Two.\n${text.replace('const server =', '    const server =')}`);
  edit(root, 'Dockerfile', (text) => `# Built from the registry.\n${text}`);
  assert.deepEqual(withBaseline(root).findings, []);
});

test('a changed line is a new finding, and what it was is reported as gone', () => {
  const root = known();
  edit(root, 'app.js', (text) => text.replace('app.listen(3000)', 'app.listen(3001)'));
  const report = withBaseline(root);
  assert.deepEqual(rulesFound(report), ['app.js: port-binding/hardcoded-port']);
  assert.deepEqual(
    report.baseline?.unused.map((entry) => entry.path),
    ['app.js'],
  );
  const { output } = twelveFactor(['check', root, '--baseline', path.join(root, BASELINE)]);
  assert.match(output, /1 problem of .* is no longer there\. Bring it up to date with --write-baseline/);
});

test('of equal lines as many are known as there were', () => {
  const root = known();
  edit(root, 'Dockerfile', (text) => `${text}\nFROM node:latest\n`);
  const report = withBaseline(root);
  assert.deepEqual(rulesFound(report), ['Dockerfile: build-release-run/mutable-image-tag']);
  assert.equal(report.findings[0]?.range.start.line, 4, 'the first ones are the known ones');
});

test('writing again brings it up to date; the file is sorted and ends with a line break', () => {
  const root = known();
  const file = path.join(root, BASELINE);
  const before = readFileSync(file, 'utf8');
  twelveFactor(['check', root, '--baseline', file, '--write-baseline']);
  assert.equal(readFileSync(file, 'utf8'), before);
  edit(root, 'app.js', (text) => text.replace('app.listen(3000)', 'app.listen(process.env.PORT)'));
  twelveFactor(['check', root, '--baseline', file, '--write-baseline']);
  const after = JSON.parse(readFileSync(file, 'utf8'));
  assert.deepEqual(Object.keys(after.findings), ['Dockerfile', 'app.js']);
  assert.deepEqual(Object.keys(after.findings['app.js']), ['config/hardcoded-credential']);
  assert.ok(before.endsWith('}\n'));
  assert.ok(!before.includes('not-a-real-signing-key'), 'no line of the code is in it');
});

test('its paths are relative to its own folder: it serves runs on a part, too', () => {
  const root = known();
  const outer = project({});
  mkdirSync(path.join(outer, 'services'));
  renameSync(root, path.join(outer, 'services', 'small'));
  twelveFactor(['check', '.', '--write-baseline'], { cwd: outer });
  const file = path.join(outer, BASELINE);
  assert.deepEqual(Object.keys(JSON.parse(readFileSync(file, 'utf8')).findings), [
    'services/small/Dockerfile',
    'services/small/app.js',
  ]);
  const part = jsonReport(['services/small', '--baseline', BASELINE], { cwd: outer });
  assert.deepEqual(part.findings, []);
  assert.deepEqual(part.baseline?.unused, []);
  mkdirSync(path.join(outer, 'other'));
  assert.deepEqual(
    jsonReport(['other', '--baseline', BASELINE], { cwd: outer }).baseline?.unused,
    [],
    'what was not looked at is not gone',
  );
});

test('fixes leave known findings alone', () => {
  const root = known();
  twelveFactor(['check', root, '--baseline', path.join(root, BASELINE), '--fix-suggested']);
  assert.equal(readFileSync(path.join(root, 'app.js'), 'utf8'), SMALL_SERVICE['app.js']);
});

test('rules that were not asked for are not called gone', () => {
  assert.deepEqual(withBaseline(known(), '--factor', 'logs').baseline?.unused, []);
});

describe('a file that is no baseline is refused', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['no JSON', '{'],
    ['another version', '{"version":2,"findings":{}}'],
    ['a list', '[]'],
    ['wrong counts', '{"version":1,"findings":{"a.js":{"logs/log-file":{"00":-1}}}}'],
    ['wrong depth', '{"version":1,"findings":{"a.js":["logs/log-file"]}}'],
  ];
  for (const [name, text] of cases) {
    test(name, () => {
      const root = project({ ...SMALL_SERVICE, [BASELINE]: text });
      const { exit, messages } = twelveFactor(['check', root, '--baseline', path.join(root, BASELINE)]);
      assert.equal(exit, 2);
      assert.match(messages, /is not a baseline: .*Write it anew with --write-baseline\./);
    });
  }
});
