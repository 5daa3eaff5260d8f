import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  type ClientCapabilities,
  type CompletionItem,
  DiagnosticSeverity,
  DiagnosticTag,
  type Hover,
  type Location,
  type Position,
  type Range,
  type TextDocumentEdit,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { start } from './start.ts';

const FILES = {
  'package.json': '{"name": "shop", "scripts": {"start": "cross-env LOG_LEVEL=info node src/server.js"}}\n',
  'src/server.js': `const { requireEnv } = require('./env');
const { CACHE_URL, LOG_LEVEL: level = 'info' } = process.env;
connect(process.env.DATABASE_URL, CACHE_URL);
listen(process.env.PORT ?? 3000);
pay(requireEnv('PAYMENT_SECRET'), process.env['MAIL_URL'] || 'smtp://localhost');
`,
  'src/env.js': `function requireEnv(name) {
  const value = process.env[name];
  if (!value) throw new Error(\`\${name} is not set\`);
  return value;
}
module.exports = { requireEnv };
`,
  'app/main.py': 'import os\nx = os.environ["DATABASE_URL"]\ny = os.getenv("MAIL_URL", "a")\n',
  '.env.example':
    '# Where the data is\nDATABASE_URL=postgres://localhost/shop\nPAYMENT_SECRET=not-a-real-secret\nCACHE_URL=\n',
  '.gitignore': '.env\n',
  '.env': 'DATABASE_URL=postgres://shop:not-real-pw@db/shop\nCACHE_URL=redis://x\n',
  'compose.yaml': `services:
  web:
    build: .
    environment:
      DATABASE_URL: \${DATABASE_URL:-postgres://db/shop}
      CACHE_URL: redis://cache
  db:
    image: postgres
    environment:
      CACHE_URL: foreign
`,
  'deploy/api.yaml': `apiVersion: apps/v1
kind: Deployment
spec:
  containers:
    - name: api
      env:
        - name: DATABASE_URL
          valueFrom: {secretKeyRef: {name: shop, key: DATABASE_URL}}
---
apiVersion: v1
kind: Secret
metadata: {name: shop}
stringData:
  DATABASE_URL: x
`,
  'app.json': '{"env": {"DATABASE_URL": {"required": true}}}\n',
  '.github/workflows/ci.yml': 'env:\n  DATABASE_URL: ${{ secrets.DATABASE_URL }}\njobs: {}\n',
  Dockerfile: 'FROM node:20\nENV LOG_LEVEL=warn\nRUN echo $DATABASE_URL\n',
  Procfile: 'web: node src/server.js --cache $CACHE_URL\n',
};

const ANNOTATING: ClientCapabilities = {
  workspace: {
    workspaceEdit: { documentChanges: true, changeAnnotationSupport: { groupsOnLabel: true } },
  },
};

async function open(files: Readonly<Record<string, string>> = FILES, capabilities?: ClientCapabilities) {
  const started = await start(files, capabilities ? { params: { capabilities } } : {});
  const { client, uri } = started;
  await client.connection.sendRequest('twelveFactor/scan', null);
  const opened = new Set<string>();
  const texts = new Map(Object.entries(files));

  function show(path: string): void {
    if (!opened.has(path)) client.open(uri(path), 'plaintext', texts.get(path) ?? '');
    opened.add(path);
  }

  /** Asks about the place in front of `at` in a file, or where `|` stands in it. */
  async function ask<Answer>(method: string, path: string, at: string, more: object = {}): Promise<Answer> {
    show(path);
    await client.settled();
    const position = positionOf(texts.get(path) ?? '', at);
    return client.connection.sendRequest(`textDocument/${method}`, {
      textDocument: { uri: uri(path) },
      position,
      ...more,
    });
  }

  const relative = (of: string) => decodeURIComponent(of.slice(uri().length)).replace(/^\//, '');
  return { client, uri, ask, relative, texts };
}

type Opened = Awaited<ReturnType<typeof open>>;

/** `|` marks the place; without it, the place is in front of the text. */
function positionOf(text: string, marked: string): Position {
  const bar = marked.indexOf('|');
  const offset = text.indexOf(marked.replace('|', ''));
  assert.ok(offset >= 0, marked);
  return TextDocument.create('', '', 0, text).positionAt(offset + Math.max(0, bar));
}

async function hover(opened: Opened, path: string, at: string): Promise<string> {
  const found = await opened.ask<Hover | null>('hover', path, at);
  return found && 'value' in Object(found.contents) ? (found.contents as { value: string }).value : '';
}

async function places(opened: Opened, method: string, path: string, at: string): Promise<readonly string[]> {
  const found = await opened.ask<Location[]>(method, path, at, { context: { includeDeclaration: true } });
  return found.map(({ uri, range }) => `${opened.relative(uri)}:${range.start.line + 1}`);
}

async function labels(files: Readonly<Record<string, string>>, path: string, at: string): Promise<string[]> {
  const opened = await open(files);
  const items = await opened.ask<CompletionItem[]>('completion', path, at);
  return items.map(({ label }) => label);
}

/** The files after an edit, those that it changes. */
function applied({ texts, relative }: Opened, { documentChanges = [] }: WorkspaceEdit): Map<string, string> {
  const changed = new Map<string, string>();
  for (const change of documentChanges as TextDocumentEdit[]) {
    const path = relative(change.textDocument.uri);
    const document = TextDocument.create(path, '', 0, texts.get(path) ?? '');
    changed.set(path, TextDocument.applyEdits(document, change.edits as TextEdit[]));
  }
  return changed;
}

describe('hover', () => {
  test('says where a variable is declared, given and read, and how much it is needed', async () => {
    const text = await hover(await open(), 'src/server.js', 'DATABASE_URL');
    assert.match(text, /^\*\*DATABASE_URL\*\*: required/);
    assert.match(text, /Declared in `\.env\.example`, `app\.json`/);
    assert.match(text, /Given by .*`compose\.yaml` \(service web\).*`\.env`/);
    assert.match(text, /Read in `app\/main\.py`, `src\/server\.js`/);
    assert.match(text, /Example: `postgres:\/\/localhost\/shop`/);
  });
  test('never shows what is or holds a secret', async () => {
    const opened = await open();
    const secret = await hover(opened, 'src/server.js', 'PAYMENT_SECRET');
    assert.match(secret, /required, a secret/);
    assert.match(secret, /Its value is not shown/);
    assert.doesNotMatch(secret, /not-a-real/);
    assert.doesNotMatch(await hover(opened, 'src/server.js', 'DATABASE_URL'), /not-real-pw/);
  });
  test('shows a default, and what the platform sets', async () => {
    const opened = await open();
    assert.match(await hover(opened, 'src/server.js', 'MAIL_URL'), /has a default[\s\S]*Default: `/);
    assert.match(await hover(opened, 'src/server.js', 'PORT'), /set by the platform/);
  });
  test('in manifests', async () => {
    const opened = await open();
    for (const [path, at] of [
      ['compose.yaml', 'DATABASE_URL: $'],
      ['deploy/api.yaml', 'DATABASE_URL'],
      ['app.json', 'DATABASE_URL'],
      ['.env.example', 'DATABASE_URL'],
      ['Dockerfile', 'DATABASE_URL'],
      ['.github/workflows/ci.yml', 'DATABASE_URL'],
    ] as const) {
      assert.match(await hover(opened, path, at), /\*\*DATABASE_URL\*\*: required/, path);
    }
  });
  test('in a schema of Prisma, with its declaration', async () => {
    const schema = 'prisma/schema/base.prisma';
    const opened = await open({
      '.env.example': 'DATABASE_URL=\nMIGRATIONS_URL=\n',
      [schema]: 'datasource db {\n  url = env("DATABASE_URL")\n  directUrl = env("MIGRATIONS_URL")\n}\n',
    });
    const text = await hover(opened, schema, 'MIGRATIONS_URL');
    assert.match(text, /\*\*MIGRATIONS_URL\*\*: required/);
    assert.match(text, /Read in `prisma\/schema\/base\.prisma`/);
    assert.deepEqual(await places(opened, 'definition', schema, 'MIGRATIONS_URL'), ['.env.example:2']);
  });
  test('follows edits', async () => {
    const opened = await open();
    await hover(opened, 'src/server.js', 'DATABASE_URL');
    opened.client.edit(opened.uri('src/server.js'), 'process.env.DATABASE_URL', 'process.env.OTHER_URL');
    opened.texts.set('src/server.js', opened.client.text(opened.uri('src/server.js')));
    assert.match(await hover(opened, 'src/server.js', 'OTHER_URL'), /\*\*OTHER_URL\*\*: optional/);
  });
  test('of other names there is none', async () => {
    assert.equal(await hover(await open(), 'src/server.js', 'listen'), '');
  });
});

test('what nothing reads is a faded name, without a line under it', async () => {
  const { client, uri } = await start({
    '.env.example': 'A_URL=\nB_URL=\nOLD_URL=shop\n',
    'package.json': '{"name": "shop"}',
    'src/a.js': 'use(process.env.A_URL, process.env.B_URL);\n',
  });
  const found = await client.diagnostics(uri('.env.example'), ({ diagnostics }) => diagnostics.length > 0);
  assert.deepEqual(
    found.map(({ code, severity, tags, range: { start, end } }) => ({
      code,
      severity,
      tags,
      columns: [start.character, end.character],
    })),
    [
      {
        code: 'config/unused-variable',
        severity: DiagnosticSeverity.Hint,
        tags: [DiagnosticTag.Unnecessary],
        columns: [0, 'OLD_URL'.length],
      },
    ],
  );
});

describe('places', () => {
  test('the definition is where it is declared, else where it is given', async () => {
    const opened = await open();
    assert.deepEqual(await places(opened, 'definition', 'src/server.js', 'DATABASE_URL'), [
      '.env.example:2',
      'app.json:1',
    ]);
    assert.deepEqual(await places(opened, 'definition', 'src/server.js', 'LOG_LEVEL'), [
      'Dockerfile:2',
      'package.json:1',
    ]);
  });
  test('references are in code and in every manifest', async () => {
    const found = await places(await open(), 'references', 'app/main.py', 'DATABASE_URL');
    assert.deepEqual([...found].sort(), [
      '.env.example:2',
      '.env:1',
      '.github/workflows/ci.yml:2',
      '.github/workflows/ci.yml:2',
      'Dockerfile:3',
      'app.json:1',
      'app/main.py:2',
      'compose.yaml:5',
      'compose.yaml:5',
      'deploy/api.yaml:14',
      'deploy/api.yaml:7',
      'deploy/api.yaml:8',
      'src/server.js:3',
    ]);
  });
  test('of a call of the own function, and from a Procfile', async () => {
    const opened = await open();
    assert.deepEqual(await places(opened, 'references', 'src/server.js', 'PAYMENT_SECRET'), [
      '.env.example:3',
      'src/server.js:5',
    ]);
    assert.ok((await places(opened, 'references', 'Procfile', 'CACHE_URL')).includes('src/server.js:2'));
  });
});

describe('completion', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['src/a.js', 'use(process.env.);', 'process.env.|'],
    ['src/a.js', 'use(process.env.DATA);', 'process.env.DA|TA'],
    ['src/a.js', "use(process.env['']);", "process.env['|"],
    ['src/a.ts', "use(requireEnv(''));", "requireEnv('|"],
    ['src/a.ts', 'const { PORT,  } = process.env;', 'PORT, |'],
    ['app/a.py', 'import os\nx = os.environ[""]\n', 'environ["|'],
    ['app/a.py', 'import os\nx = os.environ.get("")\n', 'get("|'],
    ['app/a.py', 'import os\nx = os.getenv("")\n', 'getenv("|'],
    ['app/a.py', 'x = env("")\n', 'env("|'],
    ['Dockerfile.dev', 'FROM a\nRUN echo $\n', '$|'],
    ['compose.dev.yaml', 'services:\n  a:\n    command: ${}\n', '${|'],
    [
      'compose.dev.yaml',
      'services:\n  a:\n    build: .\n    environment:\n      A: b\n      \n',
      'b\n      |',
    ],
    ['compose.dev.yaml', 'services:\n  a:\n    build: .\n    environment:\n    - \n', '- |'],
    [
      'k8s/a.yaml',
      'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: a\n    env:\n    - name: \n',
      '    - name: |',
    ],
    ['app.json', '{"env": {"": {}}}', '{"|": {}'],
    ['fly.toml', '[env]\n\n', '[env]\n|'],
    ['.github/workflows/a.yml', 'jobs:\n  a:\n    steps:\n    - run: echo ${{ env. }}\n', 'env.|'],
  ];
  for (const [path, text, at] of cases) {
    test(`${path}: ${at.replaceAll('\n', '⏎')}`, async () => {
      const found = await labels({ ...FILES, [path]: text }, path, at);
      assert.ok(found.includes('DATABASE_URL'), found.join(' '));
      assert.ok(!found.includes('DATA'), 'what is being typed is not offered');
    });
  }
  test('nowhere else', async () => {
    const none: readonly (readonly [string, string, string])[] = [
      ['src/a.js', 'use(process.);', 'process.|'],
      ['src/a.js', "use('');", "use('|"],
      ['compose.dev.yaml', 'services:\n  a:\n    labels:\n      \n', 'labels:\n      |'],
      ['k8s/a.yaml', 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: \n', '  name: |'],
      ['app.json', '{"scripts": {"": 1}}', '{"|": 1'],
    ];
    for (const [path, text, at] of none) {
      assert.deepEqual(await labels({ ...FILES, [path]: text }, path, at), [], `${path}: ${at}`);
    }
  });
  test('it says what is known, and writes what must follow', async () => {
    const path = 'compose.dev.yaml';
    const text = 'services:\n  a:\n    build: .\n    environment:\n      DATA\n';
    const opened = await open({ ...FILES, [path]: text });
    const items = await opened.ask<CompletionItem[]>('completion', path, 'DATA|');
    const item = items.find(({ label }) => label === 'DATABASE_URL');
    assert.equal(item?.detail, 'required, .env.example');
    assert.deepEqual(item?.textEdit, {
      range: { start: { line: 4, character: 6 }, end: { line: 4, character: 10 } },
      newText: 'DATABASE_URL: ',
    });
  });
});

describe('rename', () => {
  async function rename(opened: Opened, path: string, at: string, newName: string): Promise<WorkspaceEdit> {
    return opened.ask('rename', path, at, { newName });
  }

  test('in code, templates and manifests at once', async () => {
    const opened = await open();
    const range = await opened.ask<Range>('prepareRename', 'src/server.js', 'DATABASE_URL');
    assert.deepEqual(range, { start: { line: 2, character: 20 }, end: { line: 2, character: 32 } });
    const files = applied(opened, await rename(opened, 'src/server.js', 'DATABASE_URL', 'SHOP_DB_URL'));
    assert.deepEqual([...files.keys()].sort(), [
      '.env',
      '.env.example',
      '.github/workflows/ci.yml',
      'Dockerfile',
      'app.json',
      'app/main.py',
      'compose.yaml',
      'deploy/api.yaml',
      'src/server.js',
    ]);
    for (const [path, text] of files) assert.match(text, /SHOP_DB_URL/, path);
    assert.match(
      files.get('.github/workflows/ci.yml') ?? '',
      /SHOP_DB_URL: \$\{\{ secrets\.DATABASE_URL \}\}/,
    );
    assert.doesNotMatch(files.get('deploy/api.yaml') ?? '', /DATABASE_URL/, 'the Secret is in the workspace');
  });

  test('there and back gives the same bytes', async () => {
    const opened = await open();
    for (const [path, at, name] of [
      ['src/server.js', 'DATABASE_URL', 'DATABASE_URL'],
      ['compose.yaml', 'CACHE_URL: redis', 'CACHE_URL'],
      ['src/server.js', 'LOG_LEVEL', 'LOG_LEVEL'],
      ['src/server.js', 'PAYMENT_SECRET', 'PAYMENT_SECRET'],
    ] as const) {
      const there = applied(opened, await rename(opened, path, at, 'NEW_NAME'));
      const renamed = await open({ ...FILES, ...Object.fromEntries(there) });
      const back = applied(renamed, await rename(renamed, path, at.replace(name, 'NEW_NAME'), name));
      assert.deepEqual([...back.keys()].sort(), [...there.keys()].sort(), name);
      for (const [file, text] of back) assert.equal(text, FILES[file as keyof typeof FILES], file);
    }
  });

  test('a destructured name keeps its constant; a variable of an image keeps its name', async () => {
    const opened = await open();
    const files = applied(opened, await rename(opened, '.env.example', 'CACHE_URL', 'SHOP_CACHE'));
    assert.match(files.get('src/server.js') ?? '', /\{ SHOP_CACHE: CACHE_URL, LOG_LEVEL: level/);
    assert.match(files.get('compose.yaml') ?? '', /SHOP_CACHE: redis[\s\S]*CACHE_URL: foreign/);
    assert.match(files.get('Procfile') ?? '', /\$SHOP_CACHE/);
  });

  test('what cannot be renamed is refused in words', async () => {
    const files = {
      'app/settings.py':
        'from pydantic_settings import BaseSettings\nclass S(BaseSettings):\n    db_url: str\n',
      'app/other.py': 'import os\na = os.environ["DB_URL"]\nb = os.environ["PORT"]\n',
      '.github/workflows/ci.yml': 'env:\n  A: ${{ secrets.TOKEN }}\n',
    };
    const opened = await open(files);
    await assert.rejects(
      opened.ask('prepareRename', 'app/other.py', 'DB_URL'),
      /DB_URL follows from .* app\/settings\.py/,
    );
    await assert.rejects(opened.ask('prepareRename', 'app/other.py', 'PORT'), /set by the platform/);
    await assert.rejects(
      opened.ask('prepareRename', '.github/workflows/ci.yml', 'TOKEN'),
      /kept outside of this project/,
    );
    assert.equal(await opened.ask('prepareRename', 'app/other.py', 'import'), null);
  });

  test('a name that is none or that exists is refused', async () => {
    const opened = await open();
    await assert.rejects(rename(opened, 'src/server.js', 'DATABASE_URL', '1 X'), /is no name of a variable/);
    await assert.rejects(rename(opened, 'src/server.js', 'DATABASE_URL', 'CACHE_URL'), /exists already, in/);
  });

  test('other projects and properties of a schema are for a person to confirm', async () => {
    const files = {
      'package.json': '{"name": "all", "private": true, "workspaces": ["apps/*"]}',
      'compose.yaml': 'services:\n  a:\n    build: apps/a\n    environment: {API_KEY: "1"}\n',
      'apps/a/package.json': '{"name": "a", "scripts": {"start": "node ."}}',
      'apps/a/env.ts':
        "import { cleanEnv, str } from 'envalid';\nexport const env = cleanEnv(process.env, { API_KEY: str() });\n",
      'apps/a/index.ts': "import { env } from './env';\ncall(env.API_KEY);\n",
      'apps/b/package.json': '{"name": "b", "scripts": {"start": "node ."}}',
      'apps/b/index.js': 'call(process.env.API_KEY);\n',
    };
    const opened = await open(files, ANNOTATING);
    const edit = await rename(opened, 'apps/a/env.ts', 'API_KEY', 'NEW_KEY');
    assert.deepEqual(Object.keys(edit.changeAnnotations ?? {}).sort(), [
      'Other projects that share a manifest',
      'Properties of what a schema gives',
    ]);
    for (const { needsConfirmation } of Object.values(edit.changeAnnotations ?? {}))
      assert.ok(needsConfirmation);
    const changed = applied(opened, edit);
    assert.match(changed.get('apps/a/index.ts') ?? '', /env\.NEW_KEY/);
    assert.match(changed.get('apps/b/index.js') ?? '', /process\.env\.NEW_KEY/);
  });
});
