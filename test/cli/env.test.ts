import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { bundleCommandLine, project, twelveFactor } from './command.ts';

bundleCommandLine();

const SHOP = {
  'package.json': '{"name": "shop", "scripts": {"start": "node src/server.js"}}\n',
  'src/server.js': `function requireEnv(name) {
  const value = process.env[name];
  if (!value) throw new Error(name);
  return value;
}
connect(requireEnv('DATABASE_URL'), requireEnv('SESSION_SECRET'));
listen(process.env.PORT ?? 3000, process.env.LOG_LEVEL ?? 'info', process.env.MAIL_FROM);
`,
  'compose.yaml': 'services:\n  web:\n    build: .\n    environment: {DATABASE_URL: a, LOG_LEVEL: b}\n',
};

describe('twelve-factor env', () => {
  test('lists variables with their need and places', () => {
    const root = project({ ...SHOP, '.env.example': 'DATABASE_URL=\nLOG_LEVEL=info\n' });
    const { exit, output, messages } = twelveFactor(['env', root]);
    assert.equal(exit, 0, messages);
    assert.equal(
      output,
      `shop
variable        need                    declared in   given by      read in
DATABASE_URL    required                .env.example  compose.yaml  src/server.js
LOG_LEVEL       default info            .env.example  compose.yaml  src/server.js
MAIL_FROM       optional                                            src/server.js
PORT            default 3000, platform                              src/server.js
SESSION_SECRET  required, secret                                    src/server.js

5 variables, 2 required.
.env.example does not name MAIL_FROM, SESSION_SECRET.
compose.yaml does not name MAIL_FROM, SESSION_SECRET.
`,
    );
  });

  test('calls unread only what nothing known uses', () => {
    const root = project({
      ...SHOP,
      '.env.example': 'CYPRESS_KEY=\nOLD=\nPGHOST=\nPRICES_FILE=\nSENTRY_DSN=\nTAG_OF_IMAGE=\n',
      'compose.yaml': 'services:\n  web:\n    image: shop:${TAG_OF_IMAGE}\n    command: node . $$PRICES\n',
      Procfile: 'web: node src/server.js $PRICES\n',
    });
    const { output } = twelveFactor(['env', root]);
    const words = (name: string) =>
      output
        .split('\n')
        .find((line) => line.startsWith(`${name} `))
        ?.split(/ {2,}/)[1];
    assert.equal(words('OLD'), 'not read');
    assert.equal(words('PGHOST'), 'read by tools');
    assert.equal(words('SENTRY_DSN'), 'read by tools');
    assert.equal(words('CYPRESS_KEY'), 'platform');
    assert.equal(words('TAG_OF_IMAGE'), 'used elsewhere');
    assert.equal(words('PRICES_FILE'), 'used elsewhere');
  });

  test('as JSON, with places and without values of deploys', () => {
    const root = project({ ...SHOP, '.env.production': 'SESSION_SECRET=not-a-real-secret\n' });
    const { exit, output } = twelveFactor(['env', root, '--format', 'json']);
    assert.equal(exit, 0);
    const document = JSON.parse(output);
    assert.equal(document.version, 1);
    const [shop] = document.projects;
    assert.equal(shop.name, 'shop');
    const secret = shop.variables.find(({ name }: { name: string }) => name === 'SESSION_SECRET');
    assert.deepEqual(secret, {
      name: 'SESSION_SECRET',
      need: 'required',
      usage: 'required',
      secret: true,
      platform: false,
      default: null,
      declared: [],
      given: [
        {
          path: '.env.production',
          range: { start: { line: 0, character: 0 }, end: { line: 0, character: 14 } },
          detail: '.env.production',
        },
      ],
      read: [
        {
          path: 'src/server.js',
          range: { start: { line: 5, character: 48 }, end: { line: 5, character: 62 } },
          detail: 'requireEnv',
        },
      ],
      missingIn: ['compose.yaml'],
    });
    assert.doesNotMatch(output, /not-a-real/);
  });

  test('as Markdown, for a page about the application', () => {
    const root = project({ ...SHOP, '.env.example': 'DATABASE_URL=\nLOG_LEVEL=info\n' });
    const { exit, output } = twelveFactor(['env', root, '--format', 'markdown']);
    assert.equal(exit, 0);
    assert.equal(
      output,
      `## shop

| Variable | Need | Declared in | Given by | Read in | Missing in |
| :-- | :-- | :-- | :-- | :-- | :-- |
| \`DATABASE_URL\` | required | \`.env.example:1\` | \`compose.yaml:4\` | \`src/server.js:6\` | |
| \`LOG_LEVEL\` | default \`info\` | \`.env.example:2\` | \`compose.yaml:4\` | \`src/server.js:7\` | |
| \`MAIL_FROM\` | optional | | | \`src/server.js:7\` | \`.env.example\`, \`compose.yaml\` |
| \`PORT\` | default \`3000\`, platform | | | \`src/server.js:7\` | |
| \`SESSION_SECRET\` | required, secret | | | \`src/server.js:6\` | \`.env.example\`, \`compose.yaml\` |
`,
    );
  });

  test('writes a template where there is none', () => {
    const root = project(SHOP);
    const { exit, messages } = twelveFactor(['env', root, '--write-example']);
    assert.equal(exit, 0, messages);
    assert.equal(
      readFileSync(path.join(root, '.env.example'), 'utf8'),
      'DATABASE_URL=\nSESSION_SECRET=change-me\n# LOG_LEVEL=info\n# MAIL_FROM=\n',
    );
    const again = twelveFactor(['env', root, '--write-example']);
    assert.match(again.messages, /\.env\.example names all variables/);
  });

  test('keeps the comments, order and line breaks of the template that is there', () => {
    const template = '# The shop\r\nLOG_LEVEL=debug # loud\r\n\r\n# Where the data is\r\nDATABASE_URL=x';
    const root = project({ ...SHOP, '.env.sample': template });
    const { exit, messages } = twelveFactor(['env', root, '--write-example']);
    assert.equal(exit, 0, messages);
    assert.match(messages, /Added to \.env\.sample: SESSION_SECRET, MAIL_FROM/);
    assert.equal(
      readFileSync(path.join(root, '.env.sample'), 'utf8'),
      `${template}\r\n\r\nSESSION_SECRET=change-me\r\n# MAIL_FROM=\r\n`,
    );
  });

  test('each project of a workspace has its own', () => {
    const root = project({
      'package.json': '{"name": "all", "private": true, "workspaces": ["apps/*"]}',
      'apps/a/package.json': '{"name": "a", "scripts": {"start": "node ."}}',
      'apps/a/index.js': 'use(process.env.A_URL);',
      'apps/b/package.json': '{"name": "b", "scripts": {"start": "node ."}}',
      'apps/b/index.js': 'use(process.env.B_URL);',
    });
    const { projects } = JSON.parse(twelveFactor(['env', root, '-f', 'json']).output);
    const listed = projects.map(
      ({ root: at, variables }: { root: string; variables: { name: string }[] }) => [
        at,
        variables.map(({ name }) => name),
      ],
    );
    assert.deepEqual(listed, [
      ['apps/a', ['A_URL']],
      ['apps/b', ['B_URL']],
    ]);
  });

  test('says what is wrong', () => {
    const missing = twelveFactor(['env', 'nowhere-at-all']);
    assert.equal(missing.exit, 2);
    assert.match(missing.messages, /There is no folder nowhere-at-all/);
    assert.equal(twelveFactor(['env', '--format', 'xml']).exit, 2);
    const empty = twelveFactor(['env', project({ 'a.txt': '' })]);
    assert.equal(empty.exit, 0);
    assert.match(empty.output, /Nothing here reads or names a variable/);
  });
});
