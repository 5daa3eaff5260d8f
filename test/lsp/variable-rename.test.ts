import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type {
  ClientCapabilities,
  CompletionItem,
  Hover,
  Location,
  TextDocumentEdit,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { start } from './start.ts';

/** A file that speaks of a variable; `local` is what its code calls the constant that holds it. */
type Sample = readonly [string, (name: string, local: string) => string];

const binding = (name: string, local: string) => (name === local ? name : `${name}: ${local}`);

const SAMPLES: readonly Sample[] = [
  ['src/a.js', (name) => `// 🦊\nconst a = process.env.${name} ?? 'x';\nuse(process.env['${name}']);\n`],
  [
    'src/b.ts',
    (name, local) =>
      `const { ${binding(name, local)}, OTHER: other = '🦊' } = process.env;\nuse(${local});\n`,
  ],
  [
    'src/c.ts',
    (name) =>
      `import { cleanEnv, str } from 'envalid';\nexport const env = cleanEnv(process.env, { ${name}: str({ default: 'é' }), 'OTHER': str() });\nuse(env.${name});\n`,
  ],
  [
    'src/d.ts',
    (name) => `for (const key of ['OTHER', '${name}']) if (!process.env[key]) throw new Error(key);\n`,
  ],
  [
    'src/e.ts',
    (name) =>
      `import { z } from 'zod';\nconst schema = z.object({ "${name}": z.string().default("x") });\nschema.parse(process.env);\n`,
  ],
  [
    'src/f.ts',
    (name) =>
      `import convict from 'convict';\nconvict({ a: { env: "${name}", default: '' } });\nconst KEY = '${name}';\nuse(process.env[KEY]);\n`,
  ],
  ['src/env.d.ts', (name) => `interface ImportMetaEnv {\n  readonly ${name}?: string;\n}\n`],
  ['vite.config.ts', (name) => `export default { define: { 'process.env.${name}': '1' } };\n`],
  [
    'app/a.py',
    (name) => `import os\r\nx = os.environ["${name}"]  # é\r\nos.environ.update({"${name}": "x"})\r\n`,
  ],
  ['app/b.py', (name) => `import click\n@click.option("--x", envvar=["${name}", "OTHER"])\ndef f(x): ...\n`],
  [
    'app/c.py',
    (name) =>
      `from pydantic import Field\nfrom pydantic_settings import BaseSettings\nclass S(BaseSettings):\n    x: str = Field(alias="${name}")\n`,
  ],
  ['.env.example', (name) => `# The one.\n${name}="x ${'$'}{OTHER}"\n#${name}=y\nLAST=$${name}`],
  [
    'compose.yaml',
    (name) =>
      `services:\n  web:\n    build: .\n    environment:\n      ${name}: \${${name}:-x}\n      OTHER: "1"\n`,
  ],
  [
    'k8s/a.yaml',
    (name) =>
      `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - args: ["$(${name})"]\n      env: [{name: ${name}, value: "🦊"}]\n`,
  ],
  ['fly.toml', (name) => `[env]\n  ${name} = "1" # c\n[processes]\nweb = "x $${name}"\n`],
  ['wrangler.jsonc', (name) => `{ // c\n  "vars": { "${name}": "1", },\n}\n`],
  ['turbo.json', (name) => `{"globalEnv": ["OTHER", "${name}"]}\n`],
  ['.gitlab-ci.yml', (name) => `variables: {${name}: x}\nbuild: {script: [echo $${name}]}\n`],
  ['config/deploy.yml', (name) => `service: x\nenv:\n  secret:\n    - ${name}\n`],
  ['.devcontainer/devcontainer.json', (name) => `{"remoteEnv": {"OTHER": "\${localEnv:${name}}"}}\n`],
  ['web.service', (name) => `[Service]\nEnvironment="${name}=1 2" OTHER=3\nExecStart=/x \${${name}}\n`],
  ['infra/main.tf', (name) => `environment_variables = {\n  ${name} = "1"\n}\n`],
  ['Makefile', (name) => `${name} ?= x\nall:\n\techo $(${name})\n`],
  ['tox.ini', (name) => `[testenv]\npassenv = OTHER, ${name}\n`],
  ['serverless.yml', (name) => `provider:\n  environment:\n    ${name}: \${env:${name}, 'x'}\n`],
  ['config/custom-environment-variables.json', (name) => `{"db": {"host": "${name}"}}\n`],
  ['render.yaml', (name) => `services:\n  - name: a\n    envVars:\n      - {key: ${name}, value: x}\n`],
  ['.github/workflows/ci.yml', (name) => `env: {${name}: x}\njobs: {a: {steps: [{run: "echo $${name}"}]}}\n`],
  ['Dockerfile', (name) => `FROM x\nENV OTHER=1 ${name}=2\nRUN echo \${${name}:-3}\n`],
  ['Procfile', (name) => `web: OTHER=1 node . $${name}\n`],
  ['run.sh', (name) => `#!/bin/sh\n: "\${${name}:?is required}"\n`],
];

const CAPABILITIES: ClientCapabilities = {
  workspace: {
    workspaceEdit: { documentChanges: true, changeAnnotationSupport: { groupsOnLabel: true } },
  },
};

type Files = Readonly<Record<string, string>>;

async function open(files: Files) {
  const { client, uri } = await start(files, { params: { capabilities: CAPABILITIES } });
  await client.connection.sendRequest('twelveFactor/scan', null);
  /** Asks about the first place of a name in a file; of nothing, about its end. */
  async function ask<Answer>(method: string, path: string, at: string, more: object = {}): Promise<Answer> {
    const text = files[path] ?? '';
    client.open(uri(path), 'plaintext', text);
    await client.settled();
    const offset = text.indexOf(at.replace('|', '')) + Math.max(0, at.indexOf('|'));
    const position = TextDocument.create('', '', 0, text).positionAt(offset);
    return client.connection.sendRequest(`textDocument/${method}`, {
      textDocument: { uri: uri(path) },
      position,
      ...more,
    });
  }
  const relative = (of: string) => decodeURIComponent(of.slice(uri().length)).replace(/^\//, '');
  return { ask, relative };
}

/** The files after the rename of what stands first in one of them. */
async function renamed(files: Files, path: string, name: string, newName: string): Promise<Files> {
  const { ask, relative } = await open(files);
  const { documentChanges = [] } = await ask<WorkspaceEdit>('rename', path, name, { newName });
  const changed = (documentChanges as TextDocumentEdit[]).map(({ textDocument, edits }) => {
    const file = relative(textDocument.uri);
    const document = TextDocument.create(file, '', 0, files[file] ?? '');
    return [file, TextDocument.applyEdits(document, edits as TextEdit[])] as const;
  });
  return { ...files, ...Object.fromEntries(changed) };
}

describe('a rename of a variable', () => {
  const filesOf = (samples: readonly Sample[], name: string, local: string): Files => ({
    '.gitignore': 'node_modules\n',
    ...Object.fromEntries(samples.map(([path, text]) => [path, text(name, local)])),
  });

  test('writes every place of every kind of file, and back gives the same bytes', async () => {
    const before = filesOf(SAMPLES, 'SHOP_URL', 'SHOP_URL');
    const there = await renamed(before, 'src/a.js', 'SHOP_URL', 'NEW_URL');
    assert.deepEqual(there, filesOf(SAMPLES, 'NEW_URL', 'SHOP_URL'));
    assert.deepEqual(await renamed(there, 'fly.toml', 'NEW_URL', 'SHOP_URL'), before);
  });

  test('there and back gives the same bytes, whichever files there are', async () => {
    const project = fc.record({
      samples: fc.subarray([...SAMPLES], { minLength: 1, maxLength: 8 }),
      names: fc.uniqueArray(fc.stringMatching(/^[A-Z]{1,3}_[A-Z0-9]{2,12}$/), { minLength: 2, maxLength: 2 }),
      at: fc.nat(),
    });
    await fc.assert(
      fc.asyncProperty(project, async ({ samples, names, at }) => {
        const [name = '', newName = ''] = names.map((one) => `Q${one}`);
        const before = filesOf(samples, name, name);
        const path = samples[at % samples.length]?.[0] ?? '';
        const there = await renamed(before, path, name, newName);
        assert.deepEqual(there, filesOf(samples, newName, name));
        assert.deepEqual(await renamed(there, path, newName, name), before);
      }),
      { numRuns: 15 },
    );
  });
});

describe('variables of further manifests and libraries', () => {
  const FILES = Object.fromEntries([
    ...SAMPLES.map(([path, text]) => [path, text('SHOP_URL', 'SHOP_URL')]),
    [
      'src/g.ts',
      "import { z } from 'zod';\nconst s = z.object({ A: z.string() });\nuse(s.parse(process.env).A, process.env.);\n",
    ],
    [
      'src/h.ts',
      "import { port } from 'envalid';\ncleanEnv(process.env, { A: port({ default: 1 }), SH });\n",
    ],
    ['src/i.ts', 'z.object({ A: z.object({}), SH }).parse(process.env);\nuse({ TH });\n'],
    ['src/j.ts', "import { SH } from '$env/static/private';\n"],
    ['src/k.ts', "convict({ a: { env: 'SH' } });\n"],
    ['app/d.py', '@click.option("--x", envvar="SH")\n'],
    ['vercel.json', '{ "env": { "S" } }\n'],
    ['nixpacks.toml', '[variables]\nSH\n'],
    ['app.yaml', 'runtime: python39\nenv_variables:\n  SH\n'],
    ['.circleci/config.yml', 'jobs:\n  a:\n    environment:\n      SH\n'],
    ['.vscode/launch.json', '{ "configurations": [{ "env": { "OTHER": "${env:SH}" } }] }\n'],
  ]);

  for (const [path, at, text] of [
    ['src/g.ts', 'env.|)', 'SHOP_URL'],
    ['src/h.ts', 'SH|', 'SHOP_URL: '],
    ['src/i.ts', 'SH|', 'SHOP_URL: '],
    ['src/j.ts', 'SH|', 'SHOP_URL'],
    ['src/k.ts', 'SH|', 'SHOP_URL'],
    ['app/d.py', 'SH|', 'SHOP_URL'],
    ['vercel.json', '"S|"', 'SHOP_URL'],
    ['nixpacks.toml', 'SH|', 'SHOP_URL = '],
    ['app.yaml', 'SH|', 'SHOP_URL: '],
    ['.circleci/config.yml', 'SH|', 'SHOP_URL: '],
    ['.vscode/launch.json', 'env:SH|', 'SHOP_URL'],
  ] as const) {
    test(`are completed in ${path}`, async () => {
      const { ask } = await open(FILES);
      const items = await ask<CompletionItem[]>('completion', path, at);
      const found = items.find(({ label }) => label === 'SHOP_URL');
      assert.equal(found?.textEdit?.newText, text);
    });
  }

  test('are not completed in another object', async () => {
    const { ask } = await open(FILES);
    assert.deepEqual(await ask<CompletionItem[]>('completion', 'src/i.ts', 'TH|'), []);
  });

  test('are told, followed and found', async () => {
    const { ask, relative } = await open(FILES);
    const found = await ask<Hover | null>('hover', 'turbo.json', 'SHOP_URL');
    assert.ok(found);
    const { value } = found.contents as { value: string };
    assert.match(value, /^\*\*SHOP_URL\*\*: required/);
    assert.match(value, /`fly\.toml` \(env\)/);
    const definitions = await ask<Location[]>('definition', 'src/d.ts', 'SHOP_URL');
    assert.ok(definitions.some(({ uri }) => relative(uri) === '.env.example'));
    const context = { includeDeclaration: true };
    const references = await ask<Location[]>('references', 'tox.ini', 'SHOP_URL', { context });
    const paths = new Set(references.map(({ uri }) => relative(uri)));
    assert.deepEqual([...paths].sort(), SAMPLES.map(([path]) => path).sort());
  });
});
