import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type {
  CompletionItem,
  DocumentLink,
  DocumentSymbol,
  FoldingRange,
  Hover,
  Location,
  Position,
  SemanticTokens,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { start } from './start.ts';

const PROCFILE = `# What runs
# and what is run before
release: python manage.py import_stock
web: gunicorn shop.wsgi:application --bind 0.0.0.0:$PORT --log-level \${LEVEL}
assets: npm run assets && node scripts/watch.js
worker: celery -A shop.tasks worker
jobs: make jobs
`;

const FILES = {
  Procfile: PROCFILE,
  'Procfile.dev': 'web: python manage.py runserver\nworker: celery -A shop.tasks worker\n',
  'app.json': '{\n  "formation": { "web": { "quantity": 1 }, "worker": { "quantity": 2 } }\n}\n',
  'heroku.yml': 'build:\n  docker:\n    worker: Dockerfile\nrun:\n  worker: celery\n',
  '.overmind.env': 'OVERMIND_FORMATION=web=1,worker=2\n',
  'package.json':
    '{ "name": "shop", "scripts": { "start": "node server.js", "assets": "vite build --watch" } }\n',
  Makefile: 'VERSION := 1\n\njobs: setup\n\tpython jobs.py\nsetup:\n\ttrue\n',
  'manage.py': '',
  'shop/wsgi.py':
    'import os\n\nfrom django.core.wsgi import get_wsgi_application\n\napplication = get_wsgi_application()\n',
  'shop/tasks.py': 'import os\n\nlevel = os.environ["LEVEL"]\n',
  'shop/management/commands/import_stock.py': '',
  'scripts/watch.js': '',
  'bin/nightly': '',
  '.env.example': 'LEVEL=info\nSHOP_NAME=\n',
};

async function open(files: Readonly<Record<string, string>> = FILES, name = 'Procfile') {
  const { client, uri } = await start(files);
  await client.until(() => client.published(uri(name)) !== undefined, 'the start');
  await client.connection.sendRequest('twelveFactor/scan', null);
  const text = files[name] ?? '';
  client.open(uri(name), 'procfile', text);
  await client.settled();
  return { client, uri, text, at: uri(name) };
}

type Opened = Awaited<ReturnType<typeof open>>;

/** The position behind a text's first occurrence. */
function behind(text: string, part: string): Position {
  const offset = text.indexOf(part);
  assert.ok(offset >= 0, part);
  return TextDocument.create('', '', 0, text).positionAt(offset + part.length);
}

function ask<Answer>({ client, at }: Opened, method: string, more: object = {}): Promise<Answer> {
  return client.connection.sendRequest(`textDocument/${method}`, { textDocument: { uri: at }, ...more });
}

async function completions(opened: Opened, position: Position): Promise<readonly CompletionItem[]> {
  return ask(opened, 'completion', { position });
}

async function definition(opened: Opened, part: string): Promise<readonly string[]> {
  const found = await ask<Location[]>(opened, 'definition', { position: behind(opened.text, part) });
  return found.map(
    ({ uri, range }) => `${uri.slice(opened.uri().length).replace(/^\//, '')}:${range.start.line}`,
  );
}

async function hover(opened: Opened, part: string): Promise<string> {
  const found = await ask<Hover | null>(opened, 'hover', { position: behind(opened.text, part) });
  return found && 'value' in Object(found.contents) ? (found.contents as { value: string }).value : '';
}

describe('completion in a Procfile', () => {
  test('offers process types that are not there yet, with what they mean', async () => {
    const opened = await open({ Procfile: 'web: node server.js\nwo' });
    const items = await completions(opened, { line: 1, character: 2 });
    const labels = items.map(({ label }) => label);
    assert.ok(labels.includes('worker') && labels.includes('release'));
    assert.ok(!labels.includes('web'));
    const worker = items.find(({ label }) => label === 'worker');
    assert.deepEqual(worker?.textEdit, {
      range: { start: { line: 1, character: 0 }, end: { line: 1, character: 2 } },
      newText: 'worker: ',
    });
  });

  test('offers commands that the files beside it suggest', async () => {
    const opened = await open({ ...FILES, Procfile: 'web: ' });
    const labels = (await completions(opened, { line: 0, character: 5 })).map(({ label }) => label);
    for (const label of [
      'npm start',
      'npm run assets',
      'make jobs',
      'python manage.py migrate',
      'bin/nightly',
    ])
      assert.ok(labels.includes(label), `${label} of ${labels}`);
  });

  test('offers scripts, targets, commands and files behind what takes them', async () => {
    const lines = ['a: npm run ', 'b: make ', 'c: python manage.py ', 'd: node ', 'e: x && node scr'];
    const opened = await open({ ...FILES, Procfile: lines.join('\n') });
    const at = async (line: number) =>
      (await completions(opened, { line, character: lines[line]?.length ?? 0 })).map(({ label }) => label);
    assert.deepEqual(await at(0), ['start', 'assets']);
    assert.deepEqual(await at(1), ['jobs', 'setup']);
    assert.ok((await at(2)).includes('import_stock') && (await at(2)).includes('migrate'));
    assert.deepEqual(await at(3), ['scripts/watch.js']);
    assert.deepEqual(await at(4), ['scripts/watch.js']);
  });

  test('offers the variables of the project behind a dollar sign', async () => {
    const opened = await open({ ...FILES, Procfile: 'web: bin/web $LE\nb: x ${L}' });
    const plain = await completions(opened, { line: 0, character: 16 });
    assert.ok(plain.some(({ label, textEdit }) => label === 'LEVEL' && textEdit?.newText === '$LEVEL'));
    assert.ok(plain.some(({ label }) => label === 'PORT'));
    const braced = await completions(opened, { line: 1, character: 8 });
    assert.ok(braced.some(({ label, textEdit }) => label === 'LEVEL' && textEdit?.newText === '${LEVEL'));
  });

  test('offers nothing in a comment', async () => {
    const opened = await open({ Procfile: '# w' });
    assert.deepEqual(await completions(opened, { line: 0, character: 3 }), []);
  });
});

test('hovering tells what a type, a variable and a script are', async () => {
  const opened = await open();
  assert.match(await hover(opened, '\nwe'), /takes? HTTP requests/i);
  assert.match(await hover(opened, 'asse'), /scaled up/);
  assert.match(await hover(opened, '$PO'), /The port to listen on/);
  const level = await hover(opened, '${LE');
  assert.match(level, /Declared in `\.env\.example`/);
  assert.match(level, /Read in `shop\/tasks\.py`/);
  assert.doesNotMatch(level, /info/);
  assert.match(await hover(opened, 'run as'), /vite build --watch/);
  assert.equal(await hover(opened, '# Wh'), '');
});

test('the definition of what a command names is in the file that has it', async () => {
  const opened = await open();
  assert.deepEqual(await definition(opened, 'import_'), ['shop/management/commands/import_stock.py:0']);
  assert.deepEqual(await definition(opened, 'manage'), ['manage.py:0']);
  assert.deepEqual(await definition(opened, 'shop.wsgi:app'), ['shop/wsgi.py:4']);
  assert.deepEqual(await definition(opened, 'run assets'), ['package.json:0']);
  assert.deepEqual(await definition(opened, 'scripts/watch'), ['scripts/watch.js:0']);
  assert.deepEqual(await definition(opened, '-A shop'), ['shop/tasks.py:0']);
  assert.deepEqual(await definition(opened, 'make jo'), ['Makefile:2']);
  assert.deepEqual(await definition(opened, '${LEV'), ['.env.example:0']);
  assert.deepEqual(await definition(opened, '--log'), []);
});

test('references of a process type are in all files that name it', async () => {
  const opened = await open();
  const found = await ask<Location[]>(opened, 'references', {
    position: behind(opened.text, '\nwork'),
    context: { includeDeclaration: true },
  });
  assert.deepEqual(
    found
      .map(({ uri, range }) => `${uri.slice(opened.uri('').length)}:${range.start.line}`)
      .map((one) => one.replace(/^\//, '')),
    ['.overmind.env:0', 'Procfile:5', 'Procfile.dev:1', 'app.json:1', 'heroku.yml:4'],
  );
});

/** The texts of files after a workspace edit. */
function applied(opened: Opened, edit: WorkspaceEdit, files: Readonly<Record<string, string>>) {
  const changed: Record<string, string> = { ...files };
  for (const change of edit.documentChanges ?? []) {
    assert.ok('textDocument' in change);
    const name = change.textDocument.uri.slice(opened.uri('').length).replace(/^\//, '');
    const document = TextDocument.create('', '', 0, changed[name] ?? '');
    changed[name] = TextDocument.applyEdits(document, change.edits as TextEdit[]);
  }
  return changed;
}

describe('renaming a process type', () => {
  const rename = (opened: Opened, newName: string, part = '\nwork') =>
    ask<WorkspaceEdit>(opened, 'rename', { position: behind(opened.text, part), newName });

  test('goes there and back without a byte of difference', async () => {
    const opened = await open();
    const renamed = applied(opened, await rename(opened, 'background'), FILES);
    assert.match(renamed.Procfile ?? '', /^background: celery/m);
    assert.equal(
      renamed['Procfile.dev'],
      'web: python manage.py runserver\nbackground: celery -A shop.tasks worker\n',
    );
    assert.match(renamed['app.json'] ?? '', /"background": \{ "quantity": 2 \}/);
    assert.match(renamed['heroku.yml'] ?? '', /worker: Dockerfile\nrun:\n {2}background: celery/);
    assert.equal(renamed['.overmind.env'], 'OVERMIND_FORMATION=web=1,background=2\n');
    const again = await open(renamed as typeof FILES);
    const back = applied(again, await rename(again, 'worker', '\nbackg'), renamed);
    assert.deepEqual(back, FILES);
  });

  test('is refused for what is no name, or the name of another', async () => {
    const opened = await open();
    await assert.rejects(rename(opened, 'my worker'), /no name for a process/);
    await assert.rejects(rename(opened, 'web'), /already/);
  });

  test('is offered for names only', async () => {
    const opened = await open();
    const at = (part: string) => ask(opened, 'prepareRename', { position: behind(opened.text, part) });
    assert.deepEqual(await at('\nwor'), { start: { line: 5, character: 0 }, end: { line: 5, character: 6 } });
    assert.equal(await at('celery -'), null);
  });
});

test('symbols, folding, links and tokens follow the text', async () => {
  const opened = await open();
  const symbols = await ask<DocumentSymbol[]>(opened, 'documentSymbol');
  assert.deepEqual(
    symbols.map(({ name }) => name),
    ['release', 'web', 'assets', 'worker', 'jobs'],
  );
  const folds = await ask<FoldingRange[]>(opened, 'foldingRange');
  assert.deepEqual(
    folds.map(({ startLine, endLine }) => [startLine, endLine]),
    [[0, 1]],
  );
  const links = await ask<DocumentLink[]>(opened, 'documentLink');
  assert.deepEqual(
    links.map(({ target }) => target),
    [opened.uri('manage.py'), opened.uri('scripts/watch.js')],
  );
  const { data } = await ask<SemanticTokens>(opened, 'semanticTokens/full');
  assert.equal(data.length % 5, 0);
  // The first token is the name `release` on the third line.
  assert.deepEqual(data.slice(0, 10), [2, 0, 7, 0, 0, 0, 9, 6, 3, 0]);
});

test('formatting puts one space after each colon', async () => {
  const opened = await open({ Procfile: 'web:   node server.js\nworker:node worker.js\n' });
  const edits = await ask<TextEdit[]>(opened, 'formatting', { options: { tabSize: 2, insertSpaces: true } });
  assert.equal(
    TextDocument.applyEdits(TextDocument.create('', '', 0, opened.text), edits),
    'web: node server.js\nworker: node worker.js\n',
  );
});

test('diagnostics are about the runner in use, and follow its files', async () => {
  const { client, uri, write } = await start({ Procfile: 'web:node server.js\n' });
  const severity = () =>
    client.published(uri('Procfile')).find(({ code }) => code === 'procfile/missing-space-after-colon')
      ?.severity;
  await client.until(() => severity() === 4, 'a hint, while no runner is known');
  write('.overmind.env', 'OVERMIND_PORT=3000\n');
  void client.connection.sendNotification('workspace/didChangeWatchedFiles', {
    changes: [{ uri: uri('.overmind.env'), type: 1 }],
  });
  await client.until(() => severity() === 1, 'an error, as overmind skips the process');
  write('.twelve-factor.json', '{ "procfileTargets": ["foreman"] }\n');
  void client.connection.sendNotification('workspace/didChangeWatchedFiles', {
    changes: [{ uri: uri('.twelve-factor.json'), type: 1 }],
  });
  await client.until(() => severity() === undefined, 'nothing, as foreman takes it');
});
