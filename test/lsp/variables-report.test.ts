import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  DESCRIBE_VARIABLE,
  EXAMPLE,
  type ProjectExample,
  SCAN,
  VARIABLES,
  type WireProject,
} from '../../server/src/lsp/protocol.ts';
import type { ReportedVariable } from '../../server/src/workspace/variables-report.ts';
import type { TestClient } from './client.ts';
import { createTestFolder, start, startServer } from './start.ts';

const FILES = {
  'package.json': '{"name": "shop", "scripts": {"start": "node src/server.js"}}\n',
  'src/server.js': `function requireEnv(name) {
  const value = process.env[name];
  if (!value) throw new Error(name);
  return value;
}
connect(requireEnv('DATABASE_URL'), requireEnv('SESSION_SECRET'), requireEnv('MAIL_URL'));
listen(process.env.PORT ?? 3000, process.env.LOG_LEVEL ?? 'info');
`,
  '.env.example': '# The shop\nDATABASE_URL=\nLOG_LEVEL=info\n',
  '.gitignore': '.env\n',
  '.env': 'DATABASE_URL=postgres://shop:not-real-pw@db/shop\nSESSION_SECRET=not-a-real-secret\n',
};

/** A server that has looked at all of the files. */
async function scanned(files: Readonly<Record<string, string>>) {
  const started = await start(files);
  await started.client.connection.sendRequest(SCAN, null);
  return started;
}

async function report(client: TestClient): Promise<readonly WireProject[]> {
  return client.connection.sendRequest(VARIABLES);
}

/** The report of the only project as soon as a variable of it passes. */
async function eventually(client: TestClient, passes: (variable: ReportedVariable) => boolean) {
  const deadline = Date.now() + 5000;
  for (;;) {
    const [project] = await report(client);
    const variable = project?.variables.find(passes);
    if (project && variable) return { project, variable };
    assert.ok(Date.now() < deadline, `no such variable: ${JSON.stringify(project)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const named = (name: string) => (variable: ReportedVariable) => variable.name === name;

describe('the variables of a workspace', () => {
  test('are listed by project, with the places of local files and without their values', async () => {
    const { client, uri } = await scanned(FILES);
    const { project, variable } = await eventually(client, named('SESSION_SECRET'));
    assert.equal(project.folder, uri());
    assert.equal(project.name, 'shop');
    assert.equal(project.template, '.env.example');
    assert.deepEqual(
      project.variables.map(({ name, need }) => [name, need]),
      [
        ['DATABASE_URL', 'required'],
        ['LOG_LEVEL', 'default'],
        ['MAIL_URL', 'required'],
        ['PORT', 'default'],
        ['SESSION_SECRET', 'required'],
      ],
    );
    assert.deepEqual(variable.given, [
      {
        path: '.env',
        range: { start: { line: 1, character: 0 }, end: { line: 1, character: 14 } },
        detail: '.env',
      },
    ]);
    assert.deepEqual(variable.missingIn, ['.env.example']);
    const mail = project.variables.find(named('MAIL_URL'));
    assert.deepEqual(mail?.missingIn, ['.env', '.env.example']);
    assert.doesNotMatch(JSON.stringify(project), /not-a-real|not-real-pw/);
  });

  test('follow edits of documents and changes of files that Git ignores', async () => {
    const { client, uri, write } = await scanned(FILES);
    await eventually(client, named('PORT'));
    client.open(uri('src/server.js'), 'javascript', FILES['src/server.js']);
    client.edit(uri('src/server.js'), 'LOG_LEVEL', 'VERBOSITY');
    await eventually(client, named('VERBOSITY'));

    write('.env', 'MAIL_URL=smtp://localhost\n');
    client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: uri('.env'), type: 2 }],
    });
    const { project } = await eventually(
      client,
      ({ name, given }) => name === 'MAIL_URL' && given.some(({ path }) => path === '.env'),
    );
    assert.deepEqual(project.variables.find(named('SESSION_SECRET'))?.given, []);
  });

  test('of several folders stand side by side', async () => {
    const one = createTestFolder({ 'a.py': 'import os\nx = os.environ["ONE"]\n' });
    const other = createTestFolder({ 'b.py': 'import os\nx = os.environ["OTHER"]\n' });
    const client = await startServer({ folders: [one.uri(), other.uri()] });
    await client.connection.sendRequest(SCAN, null);
    const projects = await report(client);
    assert.deepEqual(
      projects.map(({ folder, variables }) => [folder, ...variables.map(({ name }) => name)]),
      [
        [one.uri(), 'ONE'],
        [other.uri(), 'OTHER'],
      ],
    );
  });

  test('leave out documents that are open outside of all folders', async () => {
    const { client } = await start({});
    client.open('untitled:Untitled-1', 'python', 'import os\nx = os.environ["LOOSE"]\n');
    await client.settled();
    assert.deepEqual(await report(client), []);
  });
});

describe('one variable', () => {
  test('is described as in a hover', async () => {
    const { client, uri } = await scanned(FILES);
    await eventually(client, named('SESSION_SECRET'));
    const ask = (name: string, root = '') =>
      client.connection.sendRequest<string | null>(DESCRIBE_VARIABLE, { folder: uri(), root, name });
    const text = await ask('SESSION_SECRET');
    assert.match(text ?? '', /^\*\*SESSION_SECRET\*\*: required, a secret/);
    assert.match(text ?? '', /Given by `\.env`/);
    assert.doesNotMatch(text ?? '', /not-a-real/);
    assert.equal(await ask('UNKNOWN'), null);
    assert.equal(await ask('SESSION_SECRET', 'elsewhere'), null);
  });
});

describe("what a project's template should name", () => {
  const ask = async (files: Record<string, string>) => {
    const { client, uri } = await scanned(files);
    await eventually(client, named('PORT'));
    const params = { folder: uri(), root: '' };
    const example = await client.connection.sendRequest<ProjectExample>(EXAMPLE, params);
    assert.equal(example.uri, uri('.env.example'));
    return example.entries;
  };

  test('is what the code reads, the required first, and no secret', async () => {
    assert.deepEqual(await ask(FILES), [
      { name: 'DATABASE_URL', example: '', isOptional: false },
      { name: 'MAIL_URL', example: '', isOptional: false },
      { name: 'SESSION_SECRET', example: 'change-me', isOptional: false },
      { name: 'LOG_LEVEL', example: 'info', isOptional: true },
    ]);
  });

  test('is the same for a new file where there is none', async () => {
    const { '.env.example': _, ...others } = FILES;
    assert.deepEqual(await ask(others), await ask(FILES));
  });

  test('is nothing for a project that is not there', async () => {
    const { client, uri } = await scanned(FILES);
    const params = { folder: uri(), root: 'nowhere' };
    assert.equal(await client.connection.sendRequest(EXAMPLE, params), null);
  });
});
