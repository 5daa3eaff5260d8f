import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { FORMATS } from '../../server/src/cli/options.ts';
import { FACTORS } from '../../server/src/factors.ts';
import {
  bundleCommandLine,
  copyOfLegacyShop,
  jsonReport,
  project,
  SMALL_SERVICE,
  twelveFactor,
} from './command.ts';

bundleCommandLine();

const SHOP = 'test/projects/legacy-shop';

describe('every format', () => {
  for (const format of FORMATS) {
    test(`${format} ends with a line break, says nothing elsewhere, and comes out the same again`, () => {
      const [first, second] = [1, 2].map(() => twelveFactor(['check', SHOP, '--format', format]));
      assert.ok(first && second);
      assert.equal(first.messages, '');
      assert.equal(first.exit, 1);
      assert.ok(first.output.endsWith('\n') && !first.output.endsWith('\n\n'));
      // The text for people says how long it took.
      const untimed = (text: string) => text.replace(/\d+\.\d+ s$/m, '');
      assert.equal(untimed(first.output), untimed(second.output));
      const secrets = first.output.split('\n').filter((line) => /n0t-l1ve|n0tl1ve|not-l1ve/i.test(line));
      assert.deepEqual(secrets, [], 'no credential of the application is shown');
    });
  }

  test('no secret of a dotenv file, Procfile or Dockerfile is shown, whatever is found on its line', () => {
    const root = project({
      'package.json': '{ "name": "shop", "dependencies": { "dotenv": "^16.4.5" } }\n',
      '.env': [
        'SESSION_SECRET=n0t-a-r3al-k3y-7f',
        'SESSION_SECRET=n0t-a-r3al-k3y-7f',
        'NEXT_PUBLIC_API_SECRET=n0t-r3al#9',
        'DATABASE_URL=postgres://shop:n0t-r3al/9@db.internal/shop',
        'MAIL_PASSWORD=n0t-r3al-\u200B9',
        'DB_PASSWORD = MyPassw0rd-n0t-r3al%d',
        'login secret=n0t-r3al-9',
        'SMTP_PASSWORD = "n0t-r3al-9',
        '',
      ].join('\n'),
      '.env.example': 'MAIL_API_KEY=n0t-a-r3al-k3y-7f\nSESSION_SECRET=\n',
      Procfile: [
        'web: API_SECRET=n0t-r3al-9 PORT=3000 node app.js --password n0t-r3al-9 --db-password=n0t-r3al-9',
        'ping: curl -u shop:n0t-r3al-9 https://shop.example >> ping.log &',
        '',
      ].join('\n'),
      Dockerfile: 'FROM node:22.12.0\nCOPY . .\nENV MAIL_API_KEY=n0t-a-r3al-k3y-7f\nCMD ["node", "app.js"]\n',
    });
    for (const format of FORMATS) {
      const { output } = twelveFactor(['check', root, '--format', format, '--min-confidence', 'low']);
      assert.match(output, /dotenv\/duplicate-key|Assign a variable once/);
      assert.doesNotMatch(output, /n0t-|%2F9/, format);
    }
  });

  test('goes to a file where one is named, and nothing to the output', () => {
    const root = project(SMALL_SERVICE);
    const file = path.join(root, 'report.json');
    const { output, exit } = twelveFactor(['check', root, '--format', 'json', '--output', file]);
    assert.equal(output, '');
    assert.equal(exit, 1);
    assert.equal(JSON.parse(readFileSync(file, 'utf8')).findings.length, 3);
  });
});

describe('text', () => {
  test('is plain on a pipe and coloured where that is forced', () => {
    const root = project(SMALL_SERVICE);
    const isColoured = (env: Record<string, string>) =>
      twelveFactor(['check', root], { env }).output.includes('\u001b[');
    assert.equal(isColoured({}), false);
    assert.equal(isColoured({ FORCE_COLOR: '1' }), true);
    assert.equal(isColoured({ FORCE_COLOR: '0' }), false);
    assert.equal(isColoured({ NO_COLOR: '1' }), false);
  });

  test('shows the line with what is meant underlined, and the fix', () => {
    const { output } = twelveFactor(['check', project(SMALL_SERVICE), '--factor', 'VII']);
    assert.match(output, /^app\.js\n {2}8:27 {2}warning {2}port-binding\/hardcoded-port\n/m);
    assert.match(output, /8 │ const server = app\.listen\(3000\);\n {10}│ {27}\^{4}\n/);
    assert.match(output, /Fix: .*3000.* \(--fix\)/);
  });

  test('explains a hint once in each file, and then says where else', () => {
    const root = project({
      'package.json': '{"name": "shop"}',
      'app.js': 'use(process.env.A_URL, process.env.B_URL, process.env.C_URL, process.env.D_URL);\n',
      '.env.example': 'A_URL=\nB_URL=\nC_URL=\nD_URL=\nOLD_URL=1\nOLD_NAME=shop\nOLD_TITLE=the shop\n',
    });
    const { output } = twelveFactor(['check', root, '--rule', 'config/unused-variable']);
    const block = output.slice(0, output.indexOf('\n\n', output.indexOf('7:1')));
    assert.equal(
      block,
      `.env.example
  5:1  hint  config/unused-variable  medium confidence
       Nothing in the project reads OLD_URL, so whoever sets it up looks for a value that has no
       effect. Remove it, unless something outside of the project reads it.
       5 │ OLD_URL=1
         │ ^^^^^^^

  6:1  hint  config/unused-variable  OLD_NAME=shop
  7:1  hint  config/unused-variable  OLD_TITLE=the shop`,
    );
  });

  test('has a line for each of the twelve factors, and one that sums up', () => {
    const { output } = twelveFactor(['check', SHOP]);
    for (const { numeral, title } of FACTORS) {
      assert.match(output, new RegExp(`^  [✗✓–?] ${numeral} +${title}`, 'm'));
    }
    assert.match(output, /^\d+ problems \(\d+ errors, \d+ warnings.*\) in \d+ of \d+ files · [\d.]+ s\n$/m);
  });

  test('keeps to the width', () => {
    const { output } = twelveFactor(['check', SHOP]);
    assert.deepEqual(
      output.split('\n').filter((line) => line.length > 100),
      [],
    );
  });

  test('has lines for what was asked for only', () => {
    const { output } = twelveFactor(['check', SHOP, '--factor', 'VII,XI', '--rule', 'config/hardcoded-host']);
    const shown = [...output.matchAll(/^ {2}[✗✓–?] ([IVX]+) /gm)].map(([, numeral]) => numeral);
    assert.deepEqual(shown, ['III', 'VII', 'XI']);
  });
});

describe('json', () => {
  test('has what the contract says, sorted by path and position', () => {
    const report = jsonReport([SHOP]);
    assert.equal(report.version, 1);
    assert.equal(report.root, path.resolve(SHOP));
    const [finding] = report.findings;
    assert.ok(finding);
    assert.deepEqual(Object.keys(finding), [
      'rule',
      'factor',
      'severity',
      'confidence',
      'path',
      'range',
      'message',
      'fixes',
    ]);
    const keys = report.findings.map(
      ({ path: place, range: { start } }) =>
        `${place}\0${String(start.line).padStart(7, '0')}\0${String(start.character).padStart(7, '0')}`,
    );
    assert.deepEqual(keys, [...keys].sort());
    assert.deepEqual(
      report.scorecard.factors.map(({ slug }) => slug),
      FACTORS.map(({ slug }) => slug),
    );
  });

  test('counts lines and characters from 0, characters in UTF-16 units', () => {
    const root = project({
      ...SMALL_SERVICE,
      'app.js': SMALL_SERVICE['app.js'].replace('const server', '/*🐳é*/ const server'),
    });
    const [finding] = jsonReport([root, '--factor', 'VII']).findings;
    assert.deepEqual(finding?.range, { start: { line: 7, character: 34 }, end: { line: 7, character: 38 } });
  });
});

test('github has a workflow command for each finding, with paths as seen from the working folder', () => {
  const root = project({});
  const { output } = twelveFactor(['check', SHOP, '--format', 'github'], {});
  const report = jsonReport([SHOP]);
  const commands = output.split('\n').filter((line) => line.startsWith('::'));
  assert.equal(commands.length, report.findings.length);
  for (const command of commands) {
    const [, level, file, line] = /^::(\w+) file=([^,]+),line=(\d+),.*title=[^:]+::./.exec(command) ?? [];
    assert.ok(level && file && line, command);
    assert.ok(['error', 'warning', 'notice'].includes(level));
    assert.ok(existsSync(file), file);
  }
  assert.equal(twelveFactor(['check', root, '--format', 'github']).output, 'No problems in 0 files.\n');
});

test('markdown fits into a comment and has a row for each factor', () => {
  const many = Object.fromEntries(
    Array.from({ length: 400 }, (_, index) => [`services/app${index}.js`, SMALL_SERVICE['app.js']]),
  );
  const { output } = twelveFactor(['check', project({ ...SMALL_SERVICE, ...many }), '--format', 'markdown']);
  assert.ok(output.length < 65_536, `${output.length} characters`);
  assert.match(output, /^… and \d+ more, which would not fit into a comment\.$/m);
  for (const { numeral, title } of FACTORS) assert.ok(output.includes(`| ${numeral} ${title} |`));
});

test('html is one page without scripts and without anything to load, under a policy that its style fits', () => {
  const { output } = twelveFactor(['check', copyOfLegacyShop(), '--format', 'html']);
  assert.ok(!/<script|javascript:|<link|<img|@import|url\(|\son\w+=/i.test(output));
  const style = /<style>([\s\S]*?)<\/style>/.exec(output)?.[1] ?? '';
  const hash = createHash('sha256').update(style).digest('base64');
  assert.ok(output.includes(`default-src 'none'; style-src 'sha256-${hash}'`));
  assert.ok(style.includes('prefers-color-scheme:dark'));
  const root = project({
    Dockerfile: 'FROM node:latest\nCMD node "<img src=x>" & true\n',
    'package.json': SMALL_SERVICE['package.json'],
  });
  const escaped = twelveFactor(['check', root, '--format', 'html']).output;
  assert.ok(escaped.includes('&lt;img src=x&gt;') && !escaped.includes('<img'));
});
