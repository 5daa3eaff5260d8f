import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { createAnalyzer } from '../../server/src/engine/analysis.ts';
import { mergeConfigurations } from '../../server/src/engine/configuration.ts';
import { createModuleStore } from '../../server/src/engine/modules.ts';
import type { Grammars } from '../../server/src/languages/syntax.ts';
import type { Variable } from '../../server/src/model/variable-graph.ts';
import { OBSERVERS } from '../../server/src/rules/index.ts';
import { detectProjects } from '../../server/src/workspace/projects.ts';
import { createVariables } from '../../server/src/workspace/variables.ts';
import { createWorkspace } from '../../server/src/workspace/workspace.ts';
import { loadGrammars } from '../support/grammars.ts';

let grammars: Grammars;
before(async () => {
  grammars = await loadGrammars();
});

/** The variables of a workspace of files in memory, and a way to change one. */
function workspaceOf(files: Record<string, string>) {
  const analyzer = createAnalyzer(grammars, [], OBSERVERS);
  const workspace = createWorkspace([], mergeConfigurations({}));
  const put = (path: string, text: string) => {
    const modules = createModuleStore(grammars, {
      exists: (other) => Object.hasOwn(files, other),
      read: (other) => files[other],
    });
    workspace.put(analyzer.analyze({ path, text }, modules), text);
    modules.dispose();
  };
  for (const [path, text] of Object.entries(files)) put(path, text);
  const summaries = [...workspace.analyses()].map(({ summary }) => summary);
  workspace.setProjects(
    detectProjects(Object.keys(files).sort(), (path) => files[path], summaries, new Map()),
  );
  return { variables: createVariables(workspace), put };
}

function places(variable: Variable | undefined): string[] {
  return (variable?.places ?? []).map(({ path, kind }) => `${path} ${kind}`);
}

const SHOP = {
  'package.json': '{"name": "shop", "scripts": {"start": "node src/server.js"}}',
  'src/server.js': 'listen(process.env.PORT ?? 3000); connect(process.env.DATABASE_URL);',
  'src/key.js': "if (!process.env.API_KEY) throw new Error('API_KEY');\nconst key = process.env.API_KEY;",
  'test/server.test.js': 'process.env.ONLY_IN_TESTS;',
  '.env.example': 'DATABASE_URL=\nAPI_KEY=\nOLD=\n',
  'compose.yaml':
    'services:\n  web:\n    build: .\n    environment: {DATABASE_URL: a, PORT: 1}\n  db:\n    image: postgres\n    environment: {API_KEY: b}\n',
};

describe('what is known of a variable', () => {
  test('that the file of one environment lacks it only where that file names most', () => {
    const files = (production: string) => ({
      'package.json': '{"name": "shop"}',
      'src/a.js': 'use(process.env.A, process.env.B, process.env.C, process.env.D, process.env.E);',
      '.env.production': production,
      '.env.production.example': 'A=\nB=\n',
    });
    const missing = (production: string) =>
      workspaceOf(files(production)).variables.graph('src/a.js').variables.get('E')?.missingIn;
    assert.deepEqual(missing('A=1\nB=2\n'), ['.env.production.example']);
    assert.deepEqual(missing('A=1\nB=2\nC=3\n'), ['.env.production', '.env.production.example']);
  });

  test('what it was after an edit that says something else', () => {
    const { variables, put } = workspaceOf(SHOP);
    const need = (name: string) => variables.graph('src/server.js').variables.get(name)?.need;
    assert.equal(need('DATABASE_URL'), 'optional');
    put('src/server.js', 'const url = process.env.DATABASE_URL;\nif (!url) throw new Error();');
    assert.equal(need('DATABASE_URL'), 'required');
    assert.equal(need('PORT'), undefined);
    assert.equal(need('API_KEY'), 'required');
  });

  test('that a loop reads it by the beginning of its name', () => {
    const { variables } = workspaceOf({
      'package.json': '{"name": "shop"}',
      'src/a.js': "Object.keys(process.env).filter((key) => key.startsWith('SHOP_'));",
      '.env.example': 'SHOP_COLOR=\nOTHER=\n',
    });
    const graph = variables.graph('src/a.js');
    assert.deepEqual(graph.prefixes, ['SHOP_']);
    assert.equal(graph.readsWholeEnvironment, false);
    assert.equal(graph.variables.get('SHOP_COLOR')?.need, 'optional');
    assert.equal(graph.variables.get('OTHER')?.need, undefined);
  });

  test('its places, and the strongest need', () => {
    const { variables } = workspaceOf(SHOP);
    const graph = variables.graph('src/server.js');
    assert.deepEqual(places(graph.variables.get('DATABASE_URL')), [
      '.env.example declare',
      'compose.yaml provide',
      'src/server.js read',
    ]);
    assert.equal(graph.variables.get('PORT')?.need, 'default');
    assert.equal(graph.variables.get('API_KEY')?.need, 'required');
    assert.equal(graph.variables.get('OLD')?.need, undefined);
    assert.equal(graph.readsWholeEnvironment, false);
  });

  test('which manifests lack it', () => {
    const { variables } = workspaceOf(SHOP);
    const { variables: byName } = variables.graph('src/server.js');
    assert.deepEqual(byName.get('PORT')?.missingIn, ['.env.example']);
    assert.deepEqual(byName.get('DATABASE_URL')?.missingIn, []);
    assert.deepEqual(byName.get('OLD')?.missingIn, [], 'nothing reads it');
  });

  test('none of which gives more than it names', () => {
    const lacking = (files: Record<string, string>) => {
      const { variables } = workspaceOf({ ...SHOP, ...files });
      return variables.graph('src/server.js').variables.get('API_KEY')?.missingIn;
    };
    const compose = 'services:\n  web:\n    build: .\n    environment: {DATABASE_URL: a, PORT: 1}\n';
    assert.deepEqual(lacking({ 'compose.yaml': compose }), ['compose.yaml']);
    assert.deepEqual(lacking({ 'compose.yaml': `${compose}    env_file: .env\n` }), []);
    const shared = `x-app: &app {env_file: [.env]}\n${compose}    <<: *app\n`;
    assert.deepEqual(lacking({ 'compose.yaml': shared }), []);

    const pod = 'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - name: web\n';
    const named = `${pod}      env: [{name: DATABASE_URL, value: a}, {name: PORT, value: "1"}]\n`;
    const own = { 'compose.yaml': '' };
    assert.deepEqual(lacking({ ...own, 'pod.yaml': named }), ['pod.yaml']);
    const whole = `${named}      envFrom: [{secretRef: {name: web}}]\n`;
    assert.deepEqual(lacking({ ...own, 'pod.yaml': whole }), []);

    const render = 'services:\n  - name: web\n    envVars: [{key: DATABASE_URL}, {key: PORT}GROUP]\n';
    assert.deepEqual(lacking({ ...own, 'render.yaml': render.replace('GROUP', '') }), ['render.yaml']);
    const grouped = render.replace('GROUP', ', {fromGroup: shared}');
    assert.deepEqual(lacking({ ...own, 'render.yaml': grouped }), []);
  });

  test("an image's own variable is no provision", () => {
    const { variables } = workspaceOf(SHOP);
    assert.deepEqual(variables.graph('compose.yaml').variables.get('API_KEY')?.provisions, []);
  });

  test('tests read, and need nothing', () => {
    const variable = workspaceOf(SHOP).variables.graph('src/key.js').variables.get('ONLY_IN_TESTS');
    assert.deepEqual(places(variable), ['test/server.test.js read']);
    assert.deepEqual(variable?.reads, []);
  });

  test('it follows edits', () => {
    const { variables, put } = workspaceOf(SHOP);
    assert.ok(variables.graph('src/key.js').variables.has('OLD'));
    put('.env.example', 'DATABASE_URL=\nNEW=\n');
    assert.ok(!variables.graph('src/key.js').variables.has('OLD'));
    assert.ok(variables.graph('src/key.js').variables.has('NEW'));
  });
});

describe('projects of one workspace', () => {
  const MONOREPO = {
    'package.json': '{"name": "all", "private": true, "workspaces": ["apps/*"]}',
    'compose.yaml':
      'services:\n  a:\n    build: apps/a\n    environment: {SHARED: "1"}\n  b:\n    build: apps/b\n    environment: {SHARED: "1", OTHER: "2"}\n',
    'apps/a/package.json': '{"name": "a", "scripts": {"start": "node ."}}',
    'apps/a/index.js': 'use(process.env.SHARED, process.env.OWN);',
    'apps/b/package.json': '{"name": "b", "scripts": {"start": "node ."}}',
    'apps/b/index.js': 'use(process.env.SHARED, process.env.OTHER, process.env.OWN);',
  };

  test('each has its own variables, and those of manifests around it', () => {
    const { variables } = workspaceOf(MONOREPO);
    const { variables: ofA } = variables.graph('apps/a/index.js');
    assert.deepEqual(places(ofA.get('OWN')), ['apps/a/index.js read']);
    assert.deepEqual(places(ofA.get('OTHER')), ['compose.yaml provide']);
    const { variables: ofAll } = variables.graph('compose.yaml');
    assert.deepEqual(places(ofAll.get('OTHER')), ['apps/b/index.js read', 'compose.yaml provide']);
  });

  test('a name in a manifest of several is shared', () => {
    const { variables } = workspaceOf(MONOREPO);
    const paths = (name: string) => variables.shared(name, 'apps/a/index.js').map(({ path }) => path);
    assert.deepEqual(paths('SHARED'), ['apps/b/index.js']);
    assert.deepEqual(paths('OWN'), []);
  });
});
