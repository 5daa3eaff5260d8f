import assert from 'node:assert/strict';
import { test } from 'node:test';
import { processNamesIn } from '../../server/src/formats/procfile/process-names.ts';
import { recognizeTargets } from '../../server/src/formats/procfile/targets.ts';

function targets(files: Readonly<Record<string, string>>, path = 'Procfile') {
  return recognizeTargets(path, { has: (name) => name in files, read: (name) => files[name] });
}

test('what reads a Procfile is known by the files beside it', () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['.foreman', '', ['foreman']],
    ['.overmind.env', '', ['overmind']],
    ['app.json', '{ "buildpacks": [] }', ['heroku']],
    ['app.json', '{ "expo": { "name": "shop" } }', []],
    ['manifest.yml', 'applications:\n- name: shop\n', ['cloud-foundry']],
    ['manifest.yml', 'name: shop\n', []],
    ['project.toml', 'builder = "heroku/builder:24"', ['heroku']],
    ['project.toml', 'builder = "paketobuildpacks/builder-jammy-base"', ['paketo']],
    ['project.toml', 'builder = "gcr.io/buildpacks/builder:v1"', ['google-cloud']],
    ['railway.json', '{}', ['railway']],
    ['fly.toml', '', ['fly']],
    ['Gemfile', 'group :development do\n  gem "foreman"\nend\n', ['foreman']],
    ['Gemfile', '# gem "foreman"\n', []],
    ['requirements.txt', 'honcho==2.0.0\n', ['honcho']],
    ['package.json', '{ "devDependencies": { "foreman": "^3.0.1" } }', ['node-foreman']],
    ['package.json', '{ "scripts": { "dev": "overmind start -f Procfile.dev" } }', ['overmind']],
    ['bin/dev', 'exec foreman start -f Procfile.dev "$@"\n', ['foreman']],
    ['Makefile', 'dev:\n\thivemind Procfile.dev\n', ['hivemind']],
    ['Makefile', 'dev:\n\t./tools/not-foreman start\n', []],
    ['server.js', '', []],
  ];
  for (const [name, text, expected] of cases)
    assert.deepEqual(targets({ [name]: text }), expected, `${name}: ${text}`);
});

test('platforms do not read the Procfile of developers', () => {
  const files = { 'app.json': '{ "formation": {} }', '.overmind.env': '' };
  assert.deepEqual(targets(files), ['heroku', 'overmind']);
  assert.deepEqual(targets(files, 'Procfile.dev'), ['overmind']);
});

test('each folder answers for its own Procfile', () => {
  const files = { 'shop/.foreman': '', 'fly.toml': '' };
  assert.deepEqual(targets(files, 'shop/Procfile'), ['foreman']);
});

test('files that name process types are read with the places of the names', () => {
  const names = (path: string, text: string) =>
    processNamesIn(path, text).map(({ name, span }) => {
      assert.equal(text.slice(span.start, span.end), name);
      return name;
    });
  assert.deepEqual(names('Procfile.dev', '# jobs\nweb: a\nworker:b\n'), ['web', 'worker']);
  assert.deepEqual(
    names(
      'a/app.json',
      '{"formation": {"web": {}}, "environments": {"test": {"formation": {"worker": {}}}}}',
    ),
    ['web', 'worker'],
  );
  assert.deepEqual(names('app.json', '{"formation": ["web"], "scripts": {"web": "x"}}'), []);
  assert.deepEqual(
    names('heroku.yml', 'setup:\n  config:\n    A: b\nrun:\n  web: a\n  worker:\n    command:\n      - b\n'),
    ['web', 'worker'],
  );
  assert.deepEqual(names('.foreman', 'port: 5000\nformation: web=1,worker=2\n'), ['web', 'worker']);
  assert.deepEqual(names('.overmind.env', 'OVERMIND_PORT=3\nOVERMIND_CAN_DIE=assets,worker\n'), [
    'assets',
    'worker',
  ]);
  assert.deepEqual(names('DOKKU_SCALE', 'web=1\nworker=0\n'), ['web', 'worker']);
  assert.deepEqual(names('compose.yaml', 'services:\n  web: {}\n'), []);
  for (const text of ['{', '{"formation":', '\uFEFF', '"']) assert.deepEqual(names('app.json', text), []);
});
