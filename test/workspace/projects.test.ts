import assert from 'node:assert/strict';
import { test } from 'node:test';
import { roleOf } from '../../server/src/engine/roles.ts';
import type { ProjectKind } from '../../server/src/model/role.ts';
import type { Observation, Summary } from '../../server/src/model/summary.ts';
import { detectProjects, isManifest, ownerOf } from '../../server/src/workspace/projects.ts';

/** Texts by path; a text that begins with `!` is that of a code file in which something was observed: `!listens`. */
type Files = Readonly<Record<string, string>>;

function detect(files: Files, overrides: Readonly<Record<string, ProjectKind>> = {}) {
  const read: string[] = [];
  const projects = detectProjects(
    Object.keys(files).sort(),
    (path) => {
      read.push(path);
      return files[path];
    },
    Object.entries(files).flatMap(([path, text]) =>
      text.startsWith('!') ? [summary(path, text.slice(1))] : [],
    ),
    new Map(Object.entries(overrides)),
    'folder',
  );
  assert.deepEqual(
    read.filter((path) => files[path] !== undefined && !isManifest(path)),
    [],
  );
  return projects;
}

function summary(path: string, kind: string): Summary {
  const place = { span: { start: 0, end: 0 }, detail: `${kind} here` };
  const observation = { ...place, kind, server: 'express', shutdown: 'own' } as Observation;
  return {
    path,
    ...roleOf(path),
    language: 'javascript',
    observations: [observation],
    variables: [],
    readsWholeEnvironment: false,
  };
}

/** What a workspace with one project is, and why. */
function kindOf(files: Files): ProjectKind | undefined {
  const projects = detect(files);
  assert.equal(projects.length, 1, JSON.stringify(projects.map(({ root }) => root)));
  assert.ok(projects[0]?.evidence[0], 'has evidence');
  return projects[0]?.kind;
}

const json = (value: unknown) => JSON.stringify(value);
const EXPRESS = { express: '^4' };

const KINDS: [name: string, expected: ProjectKind, files: Files][] = [
  ['a lone file', 'service', { 'server.js': '' }],
  ['a lone Python file', 'service', { 'app.py': '' }],
  [
    'what npm init writes',
    'service',
    { 'package.json': json({ name: 'a', main: 'index.js', dependencies: EXPRESS }), 'index.js': '' },
  ],
  [
    'what npm init writes, and it listens',
    'service',
    { 'package.json': json({ name: 'a', main: 'index.js' }), 'index.js': '!listens' },
  ],
  [
    'a start script',
    'service',
    {
      'package.json': json({ main: 'a.js', scripts: { start: 'NODE_ENV=production node a.js' } }),
      'a.js': '',
    },
  ],
  [
    'a Next application',
    'service',
    { 'package.json': json({ private: true, scripts: { start: 'next start' } }), 'pages/index.tsx': '' },
  ],
  ['a Procfile with web', 'service', { Procfile: 'web: node a.js\nworker: node b.js', 'a.js': '' }],
  [
    'a Procfile without web',
    'worker',
    { Procfile: 'worker: celery -A a worker\nrelease: migrate', 'a.py': '' },
  ],
  ['a consumer', 'worker', { 'requirements.txt': 'celery', 'a.py': '!works' }],
  [
    'a consumer that also listens',
    'service',
    { 'requirements.txt': 'celery', 'a.py': '!works', 'b.py': '!listens' },
  ],
  [
    'a consumer in a container',
    'worker',
    { Dockerfile: 'FROM a\nCMD python a.py', 'requirements.txt': '', 'a.py': '!works' },
  ],
  [
    'a Django project',
    'service',
    {
      'manage.py': "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')",
      'shop/settings.py': '',
    },
  ],
  [
    'a reusable Django application',
    'library',
    {
      'manage.py': "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'tests.settings')",
      'setup.py': 'from setuptools import setup',
      'carts/models.py': '',
    },
  ],
  [
    'a Python package',
    'library',
    { 'pyproject.toml': '[build-system]\n[project]\nname = "a"\n', 'a/__init__.py': '' },
  ],
  [
    'a Python package of commands',
    'command-line-tool',
    {
      'pyproject.toml': '[build-system]\n[project]\nname = "a"\n[project.scripts]\na = "a:main"\n',
      'a/__init__.py': '',
    },
  ],
  [
    'commands of an older package',
    'command-line-tool',
    { 'setup.py': 'import setuptools\nsetup(entry_points={"console_scripts": []})', 'a.py': '' },
  ],
  [
    'an application managed by Poetry',
    'service',
    {
      'pyproject.toml':
        '[tool.poetry]\nname = "a"\n[tool.poetry.dependencies]\nuvicorn = "*"\n[build-system]\n',
      'a/main.py': '',
    },
  ],
  [
    'a library tested with uvicorn',
    'library',
    {
      'pyproject.toml':
        '[tool.poetry]\nname = "a"\n[tool.poetry.group.dev.dependencies]\nuvicorn = "*"\n[build-system]\n',
      'a/main.py': '',
    },
  ],
  ['a library', 'library', { 'package.json': json({ name: 'a', exports: './a.js' }), 'a.js': '' }],
  [
    'a library with an example that listens',
    'library',
    { 'package.json': json({ name: 'a', main: 'a.js' }), 'a.js': '', 'examples/a.js': '!listens' },
  ],
  [
    'a library made for express',
    'library',
    { 'package.json': json({ name: 'a', main: 'a.js', files: ['a.js'], dependencies: EXPRESS }), 'a.js': '' },
  ],
  [
    'a library that is watched while developed',
    'library',
    {
      'package.json': json({ name: 'a', module: 'a.js', scripts: { start: 'tsdx watch' } }),
      'src/a.ts': '',
    },
  ],
  [
    'a library built by a bundler',
    'library',
    {
      'package.json': json({ name: 'a', exports: './a.js', devDependencies: { vite: '5' } }),
      'index.html': '',
      'src/a.ts': '',
    },
  ],
  [
    'a command',
    'command-line-tool',
    { 'package.json': json({ name: 'a', bin: 'a.js' }), 'a.js': '!parses-arguments' },
  ],
  [
    'a published command that serves pages',
    'command-line-tool',
    { 'package.json': json({ name: 'a', bin: 'a.js' }), 'a.js': '!listens' },
  ],
  [
    'a private application with a command',
    'service',
    { 'package.json': json({ name: 'a', private: true, bin: 'a.js' }), 'a.js': '!listens' },
  ],
  [
    'a command in a container',
    'command-line-tool',
    { Dockerfile: 'FROM a\nENTRYPOINT ["a"]', 'package.json': json({ name: 'a', bin: 'a.js' }), 'a.js': '' },
  ],
  ['a script with options', 'command-line-tool', { 'a.py': '!parses-arguments' }],
  [
    'a page of React',
    'static-site',
    {
      'package.json': json({
        private: true,
        dependencies: { 'react-scripts': '5' },
        scripts: { start: 'react-scripts start' },
      }),
      'src/index.js': '',
    },
  ],
  [
    'a page built by Vite',
    'static-site',
    {
      'package.json': json({ private: true, devDependencies: { vite: '5' } }),
      'index.html': '',
      'src/main.ts': '',
    },
  ],
  [
    'a page that nginx serves',
    'static-site',
    {
      Dockerfile: 'FROM node\nRUN npm run build\nFROM nginx:1\nEXPOSE 80\nCMD ["nginx"]',
      'package.json': json({ private: true, devDependencies: { vite: '5' } }),
      'index.html': '',
      'src/main.ts': '',
    },
  ],
  [
    'a server that serves its page',
    'service',
    {
      'package.json': json({ dependencies: EXPRESS, devDependencies: { vite: '5' } }),
      'index.html': '',
      'server.js': '',
    },
  ],
  ['a bare page', 'static-site', { 'index.html': '', 'main.js': '' }],
  ['Terraform', 'infrastructure', { 'main.tf': '', 'README.md': '' }],
  ['Kubernetes manifests', 'infrastructure', { 'k8s/web.yaml': '', 'scripts/apply.py': '' }],
  ['Compose beside code', 'service', { 'docker-compose.yml': '', 'a.js': '' }],
  [
    'a container that exposes a port',
    'service',
    { Dockerfile: 'FROM a\nEXPOSE 80\n', 'pyproject.toml': '[project]\n[build-system]\n', 'a.py': '' },
  ],
  [
    'a container in a folder of its own',
    'service',
    { 'docker/Dockerfile': 'FROM a\nCMD a', 'pyproject.toml': '[project]\n[build-system]\n', 'a.py': '' },
  ],
  [
    'a container for development only',
    'library',
    { 'Dockerfile.dev': 'FROM a\nEXPOSE 80', 'package.json': json({ name: 'a', main: 'a.js' }), 'a.js': '' },
  ],
  [
    'a manifest of a platform',
    'service',
    { 'fly.toml': '', 'package.json': json({ name: 'a', main: 'a.js' }), 'a.js': '' },
  ],
  [
    "Heroku's manifest",
    'service',
    { 'app.json': '{"buildpacks": []}', 'package.json': json({ name: 'a', main: 'a.js' }), 'a.js': '' },
  ],
  [
    "Expo's manifest",
    'library',
    { 'app.json': '{"expo": {}}', 'package.json': json({ name: 'a', main: 'a.js' }), 'a.js': '' },
  ],
  [
    'a broken package.json',
    'service',
    { 'package.json': '{"name": "a", "scripts": {"start": "node', 'a.js': '' },
  ],
];

for (const [name, expected, files] of KINDS) {
  test(`${name}: ${expected}`, () => assert.equal(kindOf(files), expected));
}

function rootsOf(
  files: Files,
  overrides: Readonly<Record<string, ProjectKind>> = {},
): Record<string, string> {
  return Object.fromEntries(detect(files, overrides).map(({ root, kind }) => [root, kind]));
}

test('the packages of a workspace are projects, what leads them is none', () => {
  const files = {
    'package.json': json({
      name: 'mono',
      private: true,
      workspaces: ['packages/*'],
      scripts: { build: 'turbo' },
    }),
    'gulpfile.js': '',
    'tool.js': '',
    'packages/api/package.json': json({ name: '@a/api', private: true }),
    'packages/api/src/server.js': '!listens',
    'packages/ui/package.json': json({ name: '@a/ui', main: 'a.js' }),
    'packages/ui/a.js': '',
    'packages/ui/test/fixtures/app/package.json': json({ name: 'x', scripts: { start: 'node .' } }),
    'packages/ui/test/fixtures/app/a.js': '',
    'examples/demo/package.json': json({ name: 'demo', scripts: { start: 'node .' } }),
    'examples/demo/a.js': '',
  };
  assert.deepEqual(rootsOf(files), { 'packages/api': 'service', 'packages/ui': 'library' });
  assert.deepEqual(rootsOf({ ...files, 'docker-compose.yml': '' }), {
    '': 'service',
    'packages/api': 'service',
    'packages/ui': 'library',
  });
  assert.deepEqual(
    rootsOf({
      ...files,
      'package.json': json({ workspaces: ['packages/*'], scripts: { start: 'node tool.js' } }),
    }),
    {
      '': 'service',
      'packages/api': 'service',
      'packages/ui': 'library',
    },
  );
});

test('services side by side are projects', () => {
  assert.deepEqual(
    rootsOf({
      'docker-compose.yml': '',
      'README.md': '',
      'web/package.json': json({ name: 'web', private: true, devDependencies: { vite: '5' } }),
      'web/index.html': '',
      'web/src/main.ts': '',
      'api/requirements.txt': 'flask\ngunicorn',
      'api/app.py': '',
      'jobs/Dockerfile': 'FROM a\nCMD a',
      'jobs/main.go': '',
      'nginx/Dockerfile': 'FROM nginx',
      'nginx/nginx.conf': '',
    }),
    { '': 'infrastructure', api: 'service', jobs: 'service', web: 'static-site' },
  );
});

test('a Dockerfile or Procfile without code around one project is the same project', () => {
  const files = {
    Procfile: 'web: cd src && gunicorn app',
    'src/requirements.txt': 'flask',
    'src/app.py': '',
  };
  const [project, ...others] = detect(files);
  assert.deepEqual(others, []);
  assert.equal(project?.root, '');
  assert.equal(project?.kind, 'service');
  assert.equal(project?.evidence[0]?.path, 'Procfile');
  assert.deepEqual(rootsOf({ ...files, 'tool.py': '' }), { '': 'service', src: 'service' });
});

test('what only starts a part belongs to the project around it', () => {
  assert.deepEqual(
    rootsOf({
      'requirements.txt': 'django',
      'shop/manage.py': "('DJANGO_SETTINGS_MODULE', 'shop.settings')",
      'shop/shop/settings.py': '',
      'docker/web/Dockerfile': 'FROM a',
      'docker/web/start.py': '',
      'shop/chat/Procfile': 'chat: a',
      'shop/chat/a.py': '',
      'tool.py': '',
    }),
    { '': 'worker' },
  );
});

test('a folder that says how its modules are read is no project', () => {
  assert.deepEqual(
    rootsOf({
      'package.json': json({ name: 'a' }),
      'a.js': '',
      'esm/package.json': json({ type: 'module' }),
      'esm/a.js': '',
    }),
    { '': 'service' },
  );
});

test('the configuration decides before everything', () => {
  const files = {
    Procfile: 'web: a',
    'package.json': json({ name: 'shop' }),
    'a.js': '',
    'lib/tool/b.js': '',
  };
  const projects = detect(files, { '': 'library', 'lib/tool': 'command-line-tool', missing: 'service' });
  assert.deepEqual(
    projects.map(({ root, name, kind, evidence, files: own }) => [root, name, kind, evidence[0]?.path, own]),
    [
      ['', 'shop', 'library', '.twelve-factor.json', ['Procfile', 'a.js', 'package.json']],
      ['lib/tool', 'tool', 'command-line-tool', '.twelve-factor.json', ['lib/tool/b.js']],
    ],
  );
});

test('a project has the name that its manifest gives it', () => {
  const name = (files: Files) => detect(files)[0]?.name;
  assert.equal(name({ 'package.json': json({ name: '@a/shop' }), 'a.js': '' }), '@a/shop');
  assert.equal(name({ 'pyproject.toml': "[project]\nname = 'shop'", 'a.py': '' }), 'shop');
  assert.equal(name({ 'pyproject.toml': '[tool.other]\nname = "no"', 'a.py': '' }), 'folder');
  assert.equal(name({ 'a.js': '' }), 'folder');
});

test('every path has its innermost project', () => {
  const projects = detect({ 'a.js': '', 'b/Gemfile': '', 'b/c.rb': '', 'b/d/pom.xml': '', 'b/d/E.java': '' });
  assert.equal(ownerOf('b/d/new.java', projects)?.root, 'b/d');
  assert.equal(ownerOf('b/x', projects)?.root, 'b');
  assert.equal(ownerOf('bb/x', projects)?.root, '');
  assert.equal(ownerOf('bb/x', []), undefined);
});

test('nothing is no project', () => {
  assert.deepEqual(detect({}), []);
});
