import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { RULES } from '../../server/src/rules/index.ts';
import {
  bundleCommandLine,
  jsonReport,
  project,
  rulesFound,
  SMALL_SERVICE,
  twelveFactor,
} from './command.ts';

bundleCommandLine();

describe('wrong usage exits with 2 and says what to do', () => {
  const cases: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['an option that does not exist', ['check', '--fromat', 'json'], /--format/],
    ['a value that an option does not take', ['check', '--format', 'jsn'], /Did you mean 'json'\?/],
    ['a threshold that does not exist', ['check', '--fail-on', 'warn'], /Did you mean 'warning'\?/],
    ['a confidence that does not exist', ['check', '--min-confidence', 'hihg'], /Did you mean 'high'\?/],
    [
      'a rule by half its name',
      ['check', '--rule', 'hardcoded-port'],
      /Did you mean 'port-binding\/hardcoded-port'\?/,
    ],
    ['a rule with a typing error', ['check', '--rule', 'logs/logfile'], /Did you mean 'logs\/log-file'\?/],
    ['a factor with a typing error', ['check', '--factor', 'lgos'], /Did you mean 'logs'\?/],
    ['a folder that does not exist', ['check', 'no-such-folder'], /no folder no-such-folder/],
    ['a file instead of a folder', ['check', 'package.json'], /package\.json is a file/],
    [
      'a baseline that does not exist',
      ['check', '--baseline', 'no-such.json'],
      /--write-baseline no-such\.json/,
    ],
    [
      'a folder after an option that takes a file',
      ['check', '--rule', 'logs/log-file', '--write-baseline', 'docs'],
      /docs is a folder/,
    ],
    ['a diff and a report at once', ['check', '--dry-run', '--format', 'json'], /leave out --format/],
    [
      'a report that cannot be written',
      ['check', 'docs', '--output', 'no-such-folder/report.txt'],
      /cannot be written/,
    ],
    ['a folder without a command', ['docs'], /'twelve-factor check docs'/],
    ['a command with a typing error', ['chek'], /Did you mean check\?/],
    ['no command', [], /Usage: twelve-factor/],
  ];
  for (const [name, words, expected] of cases) {
    test(name, () => {
      const { exit, output, messages } = twelveFactor(words);
      assert.match(messages, expected);
      assert.equal(output, '');
      assert.equal(exit, 2);
    });
  }
});

test('help fits a screen of 24 lines and 80 columns', () => {
  for (const words of [['--help'], ['check', '--help']]) {
    const { exit, output } = twelveFactor(words);
    const lines = output.trimEnd().split('\n');
    assert.equal(exit, 0);
    assert.ok(lines.length <= 24, `${lines.length} lines`);
  }
});

test('the version is that of the package', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  assert.equal(twelveFactor(['--version']).output, `${version}\n`);
});

test('every rule is listed and explained', () => {
  const { output } = twelveFactor(['rules']);
  for (const { id } of RULES) assert.ok(output.includes(`  ${id} `), id);
  const [rule] = RULES;
  assert.ok(rule);
  const explained = twelveFactor(['explain', rule.id]);
  assert.ok(explained.output.replace(/\s+/g, ' ').includes(rule.summary));
  assert.match(twelveFactor(['explain', 'logs/log-fil']).messages, /Did you mean 'logs\/log-file'\?/);
});

describe('the exit status', () => {
  test('follows the threshold', () => {
    const root = project(SMALL_SERVICE);
    assert.deepEqual(rulesFound(jsonReport([root])), [
      'Dockerfile: build-release-run/mutable-image-tag',
      'app.js: config/hardcoded-credential',
      'app.js: port-binding/hardcoded-port',
    ]);
    assert.equal(twelveFactor(['check', root]).exit, 1);
    assert.equal(twelveFactor(['check', root, '--fail-on', 'never']).exit, 0);
    assert.equal(twelveFactor(['check', root, '--factor', 'VII']).exit, 0);
    assert.equal(twelveFactor(['check', root, '--factor', 'VII', '--fail-on', 'warning']).exit, 1);
    assert.equal(twelveFactor(['check', root, '--factor', 'XI', '--fail-on', 'information']).exit, 0);
  });

  test('is 2 for a wrong configuration, whose right parts apply', () => {
    const root = project({
      ...SMALL_SERVICE,
      '.twelve-factor.json': '{ "ruels": {}, "rules": { "config/hardcoded-credential": "off" } }',
    });
    const report = jsonReport([root]);
    assert.deepEqual(rulesFound(report), [
      '.twelve-factor.json: configuration/invalid',
      'Dockerfile: build-release-run/mutable-image-tag',
      'app.js: port-binding/hardcoded-port',
    ]);
    assert.match(report.findings[0]?.message ?? '', /Did you mean 'rules'\?/);
    assert.equal(twelveFactor(['check', root]).exit, 2);
  });

  test('is 3 if a fix cannot be written; the file is as it was', () => {
    const root = project(SMALL_SERVICE);
    // No file of this process may grow: what a full disk does.
    const { exit, messages } = twelveFactor(['check', root, '--fix'], { isDiskFull: true });
    assert.match(messages, /^app\.js was not written: /m);
    assert.equal(exit, 3);
    assert.equal(readFileSync(path.join(root, 'app.js'), 'utf8'), SMALL_SERVICE['app.js']);
    assert.deepEqual(readdirSync(root).sort(), ['Dockerfile', 'app.js', 'package.json']);
  });
});

describe('what is shown', () => {
  test('can be chosen by rule and by factor, in any notation', () => {
    const root = project(SMALL_SERVICE);
    const only = ['app.js: port-binding/hardcoded-port'];
    for (const words of [
      ['--rule', 'port-binding/hardcoded-port'],
      ['--rule', 'port-binding/*'],
      ['--factor', 'port-binding'],
      ['--factor', 'vii'],
      ['--factor', '7'],
      ['--factor', 'XI,VII'],
    ]) {
      assert.deepEqual(rulesFound(jsonReport([root, ...words])), only, words.join(' '));
    }
  });

  test('is scored as it was chosen', () => {
    const { scorecard } = jsonReport([project(SMALL_SERVICE), '--factor', 'VII']);
    const failed = scorecard.factors.filter(({ state }) => state === 'failed');
    assert.deepEqual(
      failed.map(({ slug }) => slug),
      ['port-binding'],
    );
  });

  test('wakes a rule of taste only by its name', () => {
    const root = project({ '.env.example': 'B=2\nA=1\n' });
    for (const options of [[], ['--min-confidence', 'low'], ['--rule', 'dotenv/*'], ['--factor', 'III']]) {
      const found = rulesFound(jsonReport([root, ...options]));
      assert.ok(!found.includes('.env.example: dotenv/unordered-keys'), options.join(' '));
    }
    const named = rulesFound(jsonReport([root, '--rule', 'dotenv/unordered-keys']));
    assert.deepEqual(named, ['.env.example: dotenv/unordered-keys']);
  });

  test('does not call a suppression of another rule unused', () => {
    const root = project({
      ...SMALL_SERVICE,
      'app.js': SMALL_SERVICE['app.js'].replace(
        'const token',
        '// twelve-factor-disable-next-line config/hardcoded-credential -- a sample\nconst token',
      ),
    });
    assert.deepEqual(rulesFound(jsonReport([root, '--rule', 'port-binding/hardcoded-port'])), [
      'app.js: port-binding/hardcoded-port',
    ]);
    assert.deepEqual(jsonReport([root]).suppressed, { comments: 1, baseline: 0 });
  });

  test('comes from several folders as from one, each once', () => {
    const root = project({});
    const [one, two] = ['one', 'two'].map((name) =>
      Object.fromEntries(Object.entries(SMALL_SERVICE).map(([file, text]) => [`${name}/${file}`, text])),
    );
    const both = project({ ...one, ...two });
    const report = jsonReport(['two', 'one', 'one/.', './two'], { cwd: both });
    assert.equal(report.root, both);
    assert.deepEqual(
      rulesFound(report),
      ['one', 'two'].flatMap((name) => [
        `${name}/Dockerfile: build-release-run/mutable-image-tag`,
        `${name}/app.js: config/hardcoded-credential`,
        `${name}/app.js: port-binding/hardcoded-port`,
      ]),
    );
    assert.deepEqual(
      report.scorecard.projects.map((one) => one.root),
      ['one', 'two'],
    );
    assert.equal(jsonReport([root]).findings.length, 0);
  });
});
