import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Location, TextEdit, WorkspaceEdit } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { start } from './start.ts';

type Files = Readonly<Record<string, string>>;

const FILES = {
  Procfile: 'web: bin/web\nworker: node worker.js --queue mail\n',
  'Procfile.dev': 'web: bin/web\nworker: node worker.js\n',
  'app.json': '{ "formation": { "worker": { "quantity": 2 } } }\n',
  '.foreman': 'formation: web=1,worker=2 # worker\n',
  DOKKU_SCALE: 'web=1\nworker=2\n',
  'fly.toml':
    '[processes]\n  web = "bin/web"\n  worker = "node worker.js --queue mail"\n\n[[mounts]]\n  source = "worker"\n  processes = ["worker"]\n',
  'package.json':
    '{\n  "name": "worker",\n  "scripts": {\n    "worker": "node worker.js",\n    "dev": "foreman start -f Procfile.dev -m web=1,worker=1",\n    "scale": "heroku ps:scale worker=2:standard-2x --app worker"\n  }\n}\n',
  Makefile:
    'worker:\n\t@overmind restart worker && echo "worker again"\n\tcd ../other && foreman start worker\n\tforeman start -f ../other/Procfile worker\n\t# foreman start worker\n',
  'bin/up': '#!/bin/sh\nhoncho start web worker & # worker\nheroku logs --tail --dyno worker.1\n',
  'compose.yaml':
    'services:\n  web:\n    command: bin/web\n    depends_on: [worker]\n  worker:\n    command: ["node", "worker.js", "--queue", "mail"]\n',
  '.github/workflows/deploy.yml':
    'on: push\njobs:\n  worker:\n    runs-on: ubuntu-latest\n    steps:\n      - name: Restart worker\n        run: heroku ps:restart worker --app shop\n',
  'other/Procfile': 'worker: bin/other\n',
  'other/Makefile': 'up:\n\tforeman start worker\n',
  'mobile/app.json': '{ "formation": { "worker": {} } }\n',
  'worker.js': 'console.log("worker");\n',
} satisfies Files;

async function open(files: Files, name = 'Procfile') {
  const { client, uri } = await start(files);
  await client.until(() => client.published(uri(name)) !== undefined, 'the start');
  await client.connection.sendRequest('twelveFactor/scan', null);
  client.open(uri(name), 'procfile', files[name] ?? '');
  await client.settled();
  return { client, uri, text: files[name] ?? '', at: uri(name) };
}

type Opened = Awaited<ReturnType<typeof open>>;

function ask<Answer>({ client, at, text }: Opened, method: string, part: string, more = {}): Promise<Answer> {
  const offset = text.indexOf(part);
  assert.ok(offset >= 0, part);
  const position = TextDocument.create('', '', 0, text).positionAt(offset + part.length);
  return client.connection.sendRequest(`textDocument/${method}`, {
    textDocument: { uri: at },
    position,
    ...more,
  });
}

function placesOf({ uri }: Opened, found: readonly Location[]): readonly string[] {
  return found.map(
    ({ uri: of, range }) =>
      `${of.slice(uri('').length).replace(/^\//, '')}:${range.start.line}:${range.start.character}`,
  );
}

function applied({ uri }: Opened, edit: WorkspaceEdit, files: Files): Files {
  const changed: Record<string, string> = { ...files };
  for (const change of edit.documentChanges ?? []) {
    assert.ok('textDocument' in change);
    const name = change.textDocument.uri.slice(uri('').length).replace(/^\//, '');
    const document = TextDocument.create('', '', 0, changed[name] ?? '');
    changed[name] = TextDocument.applyEdits(document, change.edits as TextEdit[]);
  }
  return changed;
}

const PLACES = [
  '.foreman:0:17',
  '.github/workflows/deploy.yml:6:31',
  'DOKKU_SCALE:1:0',
  'Makefile:1:19',
  'Procfile:1:0',
  'Procfile.dev:1:0',
  'app.json:0:18',
  'bin/up:1:17',
  'bin/up:2:26',
  'compose.yaml:3:17',
  'compose.yaml:4:2',
  'fly.toml:2:2',
  'fly.toml:6:16',
  'package.json:4:51',
  'package.json:5:30',
];

describe('references of a process type', () => {
  test('are in formations, manifests and the commands of scripts, and in nothing else of the name', async () => {
    const opened = await open(FILES);
    const found = await ask<Location[]>(opened, 'references', '\nwork', {
      context: { includeDeclaration: true },
    });
    assert.deepEqual(placesOf(opened, found), PLACES);
  });

  test('are the same from where a script names it, and its definitions are in the Procfiles', async () => {
    const opened = await open(FILES, 'package.json');
    const part = 'web=1,work';
    const found = await ask<Location[]>(opened, 'references', part, {
      context: { includeDeclaration: true },
    });
    assert.deepEqual(placesOf(opened, found), PLACES);
    const defined = await ask<Location[]>(opened, 'definition', part);
    assert.deepEqual(placesOf(opened, defined), ['Procfile:1:0', 'Procfile.dev:1:0', 'fly.toml:2:2']);
  });

  test('are none of a word that is no process type', async () => {
    const opened = await open(FILES, 'package.json');
    assert.deepEqual(
      await ask(opened, 'references', '"name": "wor', { context: { includeDeclaration: true } }),
      [],
    );
    assert.equal(await ask(opened, 'prepareRename', '"name": "wor'), null);
  });
});

describe('renaming a process type', () => {
  test('changes every place and no other byte, and goes back', async () => {
    const opened = await open(FILES);
    const renamed = applied(opened, await ask(opened, 'rename', '\nwork', { newName: 'jobs' }), FILES);
    const expected = Object.fromEntries(
      Object.entries(FILES).map(([name, text]) => {
        const lines = text.split('\n');
        for (const place of PLACES.toReversed()) {
          const [path, line = '', character = ''] = place.split(':');
          const [at, from] = [Number(line), Number(character)];
          if (path === name)
            lines[at] = `${lines[at]?.slice(0, from)}jobs${lines[at]?.slice(from + 'worker'.length)}`;
        }
        return [name, lines.join('\n')];
      }),
    );
    assert.deepEqual(renamed, expected);
    const again = await open(renamed);
    assert.deepEqual(
      applied(again, await ask(again, 'rename', '\njobs', { newName: 'worker' }), renamed),
      FILES,
    );
  });

  test('leaves a service alone that others reach by its name, or that runs another command', async () => {
    const compose = (command: string, more: string) =>
      `services:\n  worker:\n    command: ${command}\n  proxy:\n    environment:\n      TARGET: ${more}\n`;
    for (const text of [
      compose('node worker.js --queue mail', 'http://worker:3000'),
      compose('node worker.js', 'none'),
    ]) {
      const files = { Procfile: FILES.Procfile, 'compose.yaml': text };
      const opened = await open(files);
      const renamed = applied(opened, await ask(opened, 'rename', '\nwork', { newName: 'jobs' }), files);
      assert.equal(renamed['compose.yaml'], text);
      assert.match(renamed.Procfile ?? '', /^jobs:/m);
    }
  });

  test('is refused for a name that a Procfile or a formation has', async () => {
    const opened = await open(FILES);
    await assert.rejects(
      ask(opened, 'rename', '\nwork', { newName: 'web' }),
      /There is a process 'web' already/,
    );
  });
});
