import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type {
  CompletionItem,
  DocumentSymbol,
  FoldingRange,
  Hover,
  InlayHint,
  Position,
  TextEdit,
} from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { start } from './start.ts';

const DOTENV = `# How the shop is reached,
# from outside
HOST=shop.example
URL=https://\${HOST}/shop
  PRICE = cost$$5
COLOR=#e58325
API_KEY="not-a-real-key-4711"

NOTE="first
second"
`;

const FILES = {
  '.env': DOTENV,
  'package.json': '{ "name": "shop", "dependencies": { "dotenv": "^16.4.5" } }\n',
  'compose.yaml': 'services:\n  web:\n    image: shop:1.2\n    env_file: .env\n',
  'src/app.js':
    "const mail = process.env.MAIL_URL;\nif (!mail) throw new Error('MAIL_URL is missing');\nconst level = process.env.LEVEL ?? 'info';\nconst url = process.env.URL;\nmodule.exports = { mail, level, url };\n",
};

async function open(files: Readonly<Record<string, string>> = FILES, name = '.env') {
  const { client, uri } = await start(files);
  await client.until(() => client.published(uri(name)) !== undefined, 'the start');
  await client.connection.sendRequest('twelveFactor/scan', null);
  const text = files[name] ?? '';
  client.open(uri(name), 'dotenv', text);
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

async function hover(opened: Opened, part: string): Promise<string> {
  const found = await ask<Hover | null>(opened, 'hover', { position: behind(opened.text, part) });
  return typeof found?.contents === 'object' && 'value' in found.contents ? found.contents.value : '';
}

async function completions(opened: Opened, position: Position): Promise<readonly CompletionItem[]> {
  return ask(opened, 'completion', { position });
}

function replaced({ textEdit }: CompletionItem): string | undefined {
  return textEdit?.newText;
}

describe('hover in a dotenv file', () => {
  test('says what every reader makes of a value', async () => {
    const opened = await open();
    assert.match(
      await hover(opened, 'HOST=sh'),
      /\*\*HOST\*\* is `shop\.example` for dotenv and Docker Compose/,
    );
    const url = await hover(opened, 'UR');
    assert.match(url, /\| dotenv \| `https:\/\/\$\{HOST\}\/shop` \|/);
    assert.match(url, /\| Docker Compose \| `https:\/\/shop\.example\/shop` \|/);
    assert.match(await hover(opened, '${HO'), /\*\*HOST\*\* is `shop\.example`/);
    assert.match(await hover(opened, 'COLOR=#'), /\| dotenv \| empty \|/);
  });

  test('hides secrets', async () => {
    const said = await hover(await open(), 'API_KEY="not');
    assert.match(said, /\*\*API_KEY\*\* is hidden for/);
    assert.ok(!said.includes('4711'));
  });

  test('says of secrets that they differ, and nothing else of them', async () => {
    const opened = await open({ 'config/web.env': 'API_KEY=n0t-a r3al#k3y\n' }, 'config/web.env');
    const said = await hover(opened, 'API_KEY');
    assert.match(said, /\| hidden \|[\s\S]*\| hidden, another value \|/);
    assert.doesNotMatch(said, /n0t|\d+ characters/);
  });

  test('says that nothing is known of the reader', async () => {
    const opened = await open({ 'config/web.env': 'A=1\nB=${A}\nC=a#b\n' }, 'config/web.env');
    assert.match(await hover(opened, 'A='), /\*\*A\*\* is `1` for all common readers[\s\S]*dotenvDialects/);
    assert.match(await hover(opened, 'C='), /depends on what reads the file/);
  });
});

describe('completion in a dotenv file', () => {
  test('offers what code reads and nobody sets here, the required first', async () => {
    const opened = await open();
    opened.client.edit(opened.at, '\nNOTE', '\nM\nNOTE');
    const items = await completions(opened, { line: 8, character: 1 });
    assert.deepEqual(
      items.map(({ label }) => label),
      ['MAIL_URL', 'LEVEL'],
    );
    assert.deepEqual(items.map(replaced), ['MAIL_URL=', 'LEVEL=']);
    assert.match(items[0]?.detail ?? '', /src\/app\.js, required/);
  });

  test('offers what is set above in a reference', async () => {
    const opened = await open();
    const items = await completions(opened, behind(opened.text, '${HO'));
    assert.deepEqual(
      items.map(({ label, detail }) => [label, detail]),
      [['HOST', 'shop.example']],
    );
    opened.client.edit(opened.at, '"not-a-real-key-4711"', '${');
    const open_ = await completions(opened, { line: 6, character: 10 });
    assert.deepEqual(open_.map(replaced), ['HOST}', 'URL}', 'PRICE}', 'COLOR}']);
  });

  test('offers nothing in a comment or a plain value', async () => {
    const opened = await open();
    assert.deepEqual(await completions(opened, behind(opened.text, '# How')), []);
    assert.deepEqual(await completions(opened, behind(opened.text, 'HOST=shop')), []);
  });
});

describe('the layout of a dotenv file', () => {
  test('symbols are the variables, with their values but no secrets', async () => {
    const symbols = await ask<DocumentSymbol[]>(await open(), 'documentSymbol');
    assert.deepEqual(
      symbols.map(({ name, detail }) => [name, detail]),
      [
        ['HOST', 'shop.example'],
        ['URL', 'https://${HOST}/shop'],
        ['PRICE', 'cost$$5'],
        ['COLOR', 'empty'],
        ['API_KEY', 'hidden'],
        ['NOTE', 'first\\nsecond'],
      ],
    );
  });

  test('comments and long values fold', async () => {
    const ranges = await ask<FoldingRange[]>(await open(), 'foldingRange');
    assert.deepEqual(
      ranges.map(({ startLine, endLine }) => [startLine, endLine]),
      [
        [0, 1],
        [8, 9],
      ],
    );
  });

  test('formatting changes no value', async () => {
    const opened = await open();
    const edits = await ask<TextEdit[]>(opened, 'formatting', {
      options: { tabSize: 2, insertSpaces: true },
    });
    const after = TextDocument.applyEdits(TextDocument.create('', '', 0, opened.text), edits);
    assert.equal(after, opened.text.replace('  PRICE = cost', 'PRICE=cost'));
  });

  test('inlay hints show what becomes of a value, and no secret', async () => {
    const opened = await open();
    const range = { start: { line: 0, character: 0 }, end: { line: 20, character: 0 } };
    const hints = await ask<InlayHint[]>(opened, 'inlayHint', { range });
    assert.deepEqual(
      hints.map(({ position: { line }, label }) => [line, label]),
      [
        [3, '→ Docker Compose: https://shop.example/shop'],
        [4, '→ Docker Compose: cost$5'],
        [5, '→ dotenv: empty'],
      ],
    );
  });
});

describe('what reads a dotenv file', () => {
  const url = { 'package.json': '{ "name": "shop", "dependencies": { "dotenv": "^16.4.5" } }\n' };

  test('is known of a file that git ignores', async () => {
    const files = { ...url, '.gitignore': '.env\n', '.env': 'A=a#b\n', '.env.example': 'A=a#b\n' };
    const { client, uri } = await start(files);
    await client.until(() => client.published(uri('.env.example')) !== undefined, 'the scan');
    client.open(uri('.env'), 'dotenv', files['.env']);
    const [found] = await client.diagnostics(uri('.env'), ({ diagnostics }) => diagnostics.length > 0);
    assert.match(String(found?.message), /^The value of 'A' is cut at '#': dotenv reads 'a'/);
  });

  test('follows the configuration', async () => {
    const files = { ...url, '.env': 'A=a#b\n', '.twelve-factor.json': '{ "dotenvDialects": ["compose"] }\n' };
    const { client, uri, at } = await open(files);
    assert.deepEqual(client.published(at), []);
    client.open(uri('.twelve-factor.json'), 'json', '{ "dotenvDialects": ["bun"] }\n');
    const [found] = await client.diagnostics(at, ({ diagnostics }) => diagnostics.length > 0);
    assert.match(String(found?.message), /Bun reads/);
  });
});
