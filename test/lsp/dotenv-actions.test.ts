import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, test } from 'node:test';
import type { CodeAction, CodeActionContext, Hover } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { createTestFolder, start, startServer } from './start.ts';

const PACKAGE = { 'package.json': '{ "name": "shop", "dependencies": { "dotenv": "^16.4.5" } }\n' };
const SECRET = 'n0t-a-r3al-k3y-7f';

async function open(name: string, files: Readonly<Record<string, string>>) {
  const { client, uri } = await start({ ...PACKAGE, '.gitignore': '.env\n', ...files });
  await client.until(() => client.published(uri('package.json')) !== undefined, 'the start');
  await client.connection.sendRequest('twelveFactor/scan', null);
  for (const [file, text] of Object.entries(files)) client.open(uri(file), 'dotenv', text);
  await client.settled();
  const text = files[name] ?? '';
  return {
    client,
    uri,
    /** Actions with the caret behind the first occurrence of a text. */
    async actions(part: string, context: Partial<CodeActionContext> = {}): Promise<readonly CodeAction[]> {
      const offset = text.indexOf(part);
      assert.ok(offset >= 0, part);
      const position = TextDocument.create('', '', 0, text).positionAt(offset + part.length);
      const range = { start: position, end: position };
      return client.actions(uri(name), { range, message: '' }, { diagnostics: [], ...context });
    },
    /** The text of a file after the action of a title. */
    after(actions: readonly CodeAction[], title: string, file = name): string | undefined {
      const action = actions.find((one) => one.title === title);
      assert.ok(action, `${title} is not among ${actions.map((one) => one.title).join(', ')}`);
      return client.apply(action).get(uri(file));
    },
  };
}

describe('what one can do in a dotenv file', () => {
  test('quote a value, and take needless quotes away', async () => {
    const file = await open('.env', { '.env': 'A=one two\nB="plain"\nC=x#y\n' });
    assert.equal(
      file.after(await file.actions('A=o'), 'Put the value in quotes'),
      'A=\'one two\'\nB="plain"\nC=x#y\n',
    );
    assert.equal(file.after(await file.actions('B="'), 'Remove the quotes'), 'A=one two\nB=plain\nC=x#y\n');
    // What is cut now is whole afterwards: that mends a finding.
    const [fix] = (await file.actions('C=x#')).filter(({ kind }) => kind === 'quickfix');
    assert.equal(
      file.after(fix ? [fix] : [], 'Put the value in quotes'),
      'A=one two\nB="plain"\nC=\'x#y\'\n',
    );
  });

  test('remove a duplicate, on save only what is the same', async () => {
    const file = await open('.env', { '.env': 'A=1\nB=2\nA=3\n' });
    assert.equal(file.after(await file.actions('B=2\nA'), 'Remove the value that is not used'), 'B=2\nA=3\n');
    assert.deepEqual(await file.actions('B=2\nA', { only: ['source.fixAll'] }), []);
    const same = await open('.env', { '.env': 'A=1\nB=2\nA=1\n' });
    assert.equal((await same.actions('B=2\nA', { only: ['source.fixAll'] })).length, 1);
  });

  test('sort a group, or on save all of them', async () => {
    const file = await open('.env', { '.env': 'B=2\nA=1\n\n# others\nD=4\nC=3\n' });
    assert.equal(file.after(await file.actions('B='), 'Sort the group'), 'A=1\nB=2\n\n# others\nD=4\nC=3\n');
    const [save, ...more] = await file.actions('B=', { only: ['source.sortVariables'] });
    assert.deepEqual(more, []);
    assert.equal(
      file.after(save ? [save] : [], 'Sort the variables of each group'),
      'A=1\nB=2\n\n# others\nC=3\nD=4\n',
    );
    assert.deepEqual(
      (await file.actions('B=')).filter(({ kind }) => kind?.startsWith('source.')),
      [],
      'only where it is asked for',
    );
  });

  test('not sort what references keep in order', async () => {
    const files = {
      'package.json': '{ "dependencies": { "dotenv-expand": "^12.0.1" } }\n',
      '.env': 'HOST=a.example\nADDRESS=https://${HOST}/\n',
    };
    const file = await open('.env', files);
    assert.deepEqual(await file.actions('HOST', { only: ['source.sortVariables.twelveFactor'] }), []);
  });

  test('declare a variable in the example, without its value', async () => {
    const files = { '.env': `PORT=3000\nMAIL_API_KEY=${SECRET}\n`, '.env.example': 'PORT=3000\n' };
    const file = await open('.env', files);
    const actions = await file.actions('MAIL_API');
    const title = "Declare 'MAIL_API_KEY' in .env.example";
    assert.equal(file.after(actions, title, '.env.example'), 'PORT=3000\nMAIL_API_KEY=change-me\n');
    assert.ok(!JSON.stringify(actions.filter((one) => one.title === title)).includes(SECRET));
    assert.ok(
      (await file.actions('PORT')).every((one) => !one.title.startsWith('Declare')),
      'it is there',
    );
  });

  test('create the example with the first variable', async () => {
    const file = await open('.env', { '.env': 'PORT=3000\n' });
    const actions = await file.actions('PORT');
    assert.equal(file.after(actions, "Declare 'PORT' in .env.example", '.env.example'), 'PORT=\n');
  });

  test('mask a secret in an example', async () => {
    const file = await open('.env.example', { '.env.example': `MAIL_API_KEY=${SECRET}\nDB_PASSWORD=shop\n` });
    const found = (await file.actions('MAIL_API_KEY=n')).filter(({ kind }) => kind === 'quickfix');
    assert.equal(
      file.after(found, "Replace the value by 'change-me'"),
      'MAIL_API_KEY=change-me\nDB_PASSWORD=shop\n',
    );
    assert.equal(file.after(found, 'Leave the value empty'), 'MAIL_API_KEY=\nDB_PASSWORD=shop\n');
    assert.equal(
      file.after(await file.actions('DB_PASS'), "Mask the value by 'change-me'"),
      `MAIL_API_KEY=${SECRET}\nDB_PASSWORD=change-me\n`,
    );
  });

  test('is shown to who asks, and lights no bulb', async () => {
    const file = await open('.env', { '.env': 'B=2\nA=1\n' });
    assert.deepEqual(await file.actions('B=', { triggerKind: 2 }), []);
    assert.deepEqual(
      (await file.actions('B=', { only: ['refactor'] })).map(({ kind }) => kind),
      ['refactor.rewrite', 'refactor.rewrite', 'refactor.rewrite'],
    );
  });
});

describe('files that are read together', () => {
  test('the hover says which has the last word', async () => {
    const files = {
      'package.json': '{ "devDependencies": { "vite": "^6.0.0" } }\n',
      '.env': 'VITE_TITLE=Shop\n',
      '.env.local': 'VITE_TITLE=Mine\n',
      '.env.production': 'VITE_TITLE=The shop\n',
    };
    const file = await open('.env.local', files);
    const hover = await file.client.connection.sendRequest<Hover | null>('textDocument/hover', {
      textDocument: { uri: file.uri('.env.local') },
      position: { line: 0, character: 3 },
    });
    const said = typeof hover?.contents === 'object' && 'value' in hover.contents ? hover.contents.value : '';
    assert.match(said, /`\.env\.production` overrides it for Vite\./);
    assert.match(said, /It overrides the value in `\.env` for Vite\./);
  });
});

test('a secret in a file that Git tracks is found by the index of the repository', async () => {
  const { folder, uri, write } = createTestFolder({ ...PACKAGE, '.env': `MAIL_API_KEY=${SECRET}\n` });
  write('local/.env', `MAIL_API_KEY=${SECRET}\n`);
  const git = (...args: readonly string[]) => execFileSync('git', ['-C', folder, ...args]);
  git('init', '-q');
  git('add', '.env', 'package.json');
  const client = await startServer({ folders: [uri()] });
  const ofRule = ({ code }: { readonly code?: unknown }) => code === 'config/committed-env-file';
  const [found] = await client.diagnostics(uri('.env'), ({ diagnostics }) => diagnostics.some(ofRule));
  assert.ok(!JSON.stringify(client.published(uri('.env'))).includes(SECRET));
  assert.ok(found);
  await client.settled();
  assert.deepEqual(client.published(uri('local/.env')).filter(ofRule), [], 'not added, so not in any clone');
});
