import assert from 'node:assert/strict';
import { chmodSync, symlinkSync } from 'node:fs';
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

const FOUND = [
  'Dockerfile: build-release-run/mutable-image-tag',
  'app.js: config/hardcoded-credential',
  'app.js: port-binding/hardcoded-port',
];

test('files that cannot be analysed are named with the reason, and the rest is', () => {
  const root = project({
    ...SMALL_SERVICE,
    'binary.js': new Uint8Array([0x61, 0, 0x62]),
    'large.js': `// ${'x'.repeat(78)}\n`.repeat(2 * 13_108),
    'latin.py': Buffer.from('# grüße\napp.run(port=5000)\n', 'latin1'),
    'bundle.js': `${'var a=1;app.listen(3000);'.repeat(4000)}\n`,
    'wide.ts': Buffer.from('\uFEFFapp.listen(3000);', 'utf16le'),
  });
  const report = jsonReport([root]);
  assert.deepEqual(report.skipped, [
    { path: 'binary.js', reason: 'binary' },
    { path: 'bundle.js', reason: 'minified' },
    { path: 'large.js', reason: 'larger than 1 MB' },
    { path: 'latin.py', reason: 'not UTF-8' },
    { path: 'wide.ts', reason: 'not UTF-8' },
  ]);
  assert.deepEqual(rulesFound(report), FOUND);
  const { output, exit } = twelveFactor(['check', root]);
  assert.match(output, /^Not analysed: 5 files$/m);
  for (const { path: name, reason } of report.skipped)
    assert.match(output, new RegExp(`  ${name} +${reason}`));
  assert.equal(exit, 1);
});

test('links are not followed, not even in circles', () => {
  const root = project(SMALL_SERVICE);
  symlinkSync('.', path.join(root, 'again'));
  symlinkSync('one', path.join(root, 'two'));
  symlinkSync('two', path.join(root, 'one'));
  symlinkSync('nowhere.js', path.join(root, 'lost.js'));
  symlinkSync('app.js', path.join(root, 'other.js'));
  const report = jsonReport([root]);
  assert.deepEqual(rulesFound(report), FOUND);
  assert.deepEqual(report.skipped, []);
});

test('a folder that may not be read ends nothing', () => {
  const root = project({ ...SMALL_SERVICE, 'closed/app.js': 'app.listen(1);' });
  chmodSync(path.join(root, 'closed'), 0);
  const { exit } = twelveFactor(['check', root]);
  chmodSync(path.join(root, 'closed'), 0o755);
  assert.equal(exit, 1);
});

test('of code that is half typed what can be known is found', () => {
  const root = project({
    ...SMALL_SERVICE,
    'app.js': SMALL_SERVICE['app.js'].replace("app.get('/',", "app.get('/', (request =>\n\nif (user.\n"),
  });
  assert.ok(rulesFound(jsonReport([root])).includes('app.js: config/hardcoded-credential'));
});

describe('a suppression', () => {
  const suppressed = (comment: string) =>
    jsonReport([
      project({
        ...SMALL_SERVICE,
        'app.js': SMALL_SERVICE['app.js'].replace('const token', `${comment}\nconst token`),
      }),
    ]);

  test('of a rule that does not exist says so, with the nearest name', () => {
    const report = suppressed('// twelve-factor-disable-next-line config/hardcoded-credentials -- a sample');
    const [problem] = report.findings.filter(({ rule }) => rule === 'suppression/unknown-rule');
    assert.match(problem?.message ?? '', /config\/hardcoded-credential\b/);
    assert.equal(problem?.factor, null);
    assert.ok(rulesFound(report).includes('app.js: config/hardcoded-credential'));
  });

  test('without effect is a hint', () => {
    const report = suppressed('// twelve-factor-disable-next-line logs/log-file -- a sample');
    assert.ok(rulesFound(report).includes('app.js: suppression/unused'));
  });
});

describe('a configuration', () => {
  test('that is no JSON is one finding, and the defaults apply', () => {
    const root = project({ ...SMALL_SERVICE, '.twelve-factor.json': '{ "rules": ' });
    const { exit, output } = twelveFactor(['check', root]);
    assert.match(output, /configuration\/invalid/);
    assert.equal(exit, 2);
    assert.deepEqual(rulesFound(jsonReport([root])).slice(-3), FOUND);
  });

  test('is obeyed: rules off, severities, excluded files, kinds', () => {
    const root = project({
      ...SMALL_SERVICE,
      'old/app.js': SMALL_SERVICE['app.js'],
      '.twelve-factor.json': JSON.stringify({
        rules: { 'config/*': 'off', 'build-release-run/mutable-image-tag': 'error' },
        exclude: ['old'],
      }),
    });
    const report = jsonReport([root]);
    assert.deepEqual(rulesFound(report), [FOUND[0], FOUND[2]]);
    assert.equal(report.findings[0]?.severity, 'error');
    const library = project({
      ...SMALL_SERVICE,
      '.twelve-factor.json': '{ "projects": { ".": "library" } }',
    });
    assert.deepEqual(
      jsonReport([library]).scorecard.projects.map(({ kind }) => kind),
      ['library'],
    );
    assert.ok(!rulesFound(jsonReport([library])).includes('app.js: port-binding/hardcoded-port'));
  });

  test('of fewer files than there are is said to have stopped the search', () => {
    const root = project({ ...SMALL_SERVICE, '.twelve-factor.json': '{ "maxFiles": 2 }' });
    assert.match(twelveFactor(['check', root]).output, /The search stopped at 2 files\./);
  });
});

test('an empty folder is fine', () => {
  const { exit, output, messages } = twelveFactor(['check', project({})]);
  assert.equal(exit, 0);
  assert.match(output, /No problems in 0 files/);
  assert.equal(messages, '');
});

test('names with blanks, quotes and controls do no harm', () => {
  const name = 'a "b" %c, d:e\u001b[31m.js';
  const root = project({ ...SMALL_SERVICE, [name]: SMALL_SERVICE['app.js'] });
  assert.ok(rulesFound(jsonReport([root])).includes(`${name}: port-binding/hardcoded-port`));
  assert.ok(!twelveFactor(['check', root]).output.includes('\u001b'));
  const github = twelveFactor(['check', root, '--format', 'github'], { cwd: root }).output;
  assert.ok(github.includes('file=a "b" %25c%2C d%3Ae'));
  const sarif = JSON.parse(twelveFactor(['check', root, '--format', 'sarif']).output);
  const uris = sarif.runs[0].results.map(
    (result: { locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }) =>
      result.locations[0]?.physicalLocation.artifactLocation.uri,
  );
  assert.ok(uris.includes('a%20%22b%22%20%25c%2C%20d%3Ae%1B%5B31m.js'));
});
