import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isSystemdUnit, recognizeDialects } from '../../server/src/formats/dotenv/detect.ts';

function dialects(path: string, files: Readonly<Record<string, string>>): readonly string[] {
  return recognizeDialects(path, {
    has: (name) => name in files,
    read: (name) => files[name],
    units: Object.keys(files).filter(isSystemdUnit),
  });
}

const dependency = (name: string, version: string) =>
  JSON.stringify({ dependencies: { [name]: version } }, null, 2);

const INTERPOLATED = 'services:\n  web:\n    image: shop:${TAG}\n';

describe('what reads a dotenv file', () => {
  const cases: readonly (readonly [string, string, Readonly<Record<string, string>>, readonly string[]])[] = [
    ['nothing is known', '.env', { 'main.c': '' }, []],
    ['dotenv', '.env', { 'package.json': dependency('dotenv', '^16.4.5') }, ['dotenv']],
    [
      'dotenv out of a catalog of pnpm',
      '.env',
      { 'package.json': dependency('dotenv', 'catalog:') },
      ['dotenv'],
    ],
    ['a script named dotenv', '.env', { 'package.json': '{"scripts":{"dotenv":"cat .env"}}' }, []],
    ['dotenvx', '.env.production', { 'package.json': dependency('@dotenvx/dotenvx', '1.2.0') }, ['dotenvx']],
    [
      'dotenv-expand reads what dotenv gives it',
      '.env',
      { 'package.json': '{"dependencies":{"dotenv":"^16.0.0","dotenv-expand":"^11.0.0"}}' },
      ['dotenv-expand-11'],
    ],
    [
      'dotenv-expand 12',
      '.env',
      { 'package.json': dependency('dotenv-expand', '~12.0.1') },
      ['dotenv-expand-12'],
    ],
    [
      'dotenv-expand 1000',
      '.env',
      { 'package.json': dependency('dotenv-expand', '1000.1.0') },
      ['dotenv-expand-1000'],
    ],
    ['Vite 5', '.env', { 'package.json': dependency('vite', '^5.4.0') }, ['dotenv-expand-11']],
    ['Vite 7', '.env', { 'package.json': dependency('vite', '^7.0.0') }, ['dotenv-expand-12']],
    ['Next.js', '.env.local', { 'package.json': dependency('next', '14.2.3') }, ['dotenv-expand-11']],
    [
      'Node itself, for the file that is named',
      '.env',
      { 'package.json': '{"scripts":{"start":"node --env-file=.env server.js"}}' },
      ['node-24'],
    ],
    [
      'Node itself, for another file',
      '.env.test',
      { 'package.json': '{"scripts":{"start":"node --env-file=.env server.js"}}' },
      [],
    ],
    ['python-dotenv', '.env', { 'requirements.txt': 'flask==3.0\npython-dotenv>=1\n' }, ['python-dotenv']],
    [
      'django-environ',
      '.env',
      { 'pyproject.toml': 'dependencies = [\n  "django-environ>=0.11",\n]\n' },
      ['django-environ'],
    ],
    ['python-decouple', '.env', { Pipfile: '[packages]\npython-decouple = "*"\n' }, ['decouple']],
    ['dotenv for Ruby', '.env', { Gemfile: "gem 'dotenv-rails', groups: [:development]\n" }, ['ruby-dotenv']],
    ['godotenv', '.env', { 'go.mod': 'require github.com/joho/godotenv v1.5.1\n' }, ['godotenv']],
    ['phpdotenv', '.env', { 'composer.json': '{"require":{"vlucas/phpdotenv":"^5.6"}}' }, ['phpdotenv']],
    ['Compose reads .env beside it', '.env', { 'compose.yaml': INTERPOLATED }, ['compose']],
    ['Compose without variables has no use for it', '.env', { 'compose.yaml': 'services: {}\n' }, []],
    ['Compose reads no other file', 'web.env', { 'compose.yaml': INTERPOLATED }, []],
    [
      'env_file of Compose',
      'web.env',
      { 'compose.yaml': 'services:\n  web:\n    env_file: ./web.env\n' },
      ['compose'],
    ],
    [
      'a list of files in Compose',
      'config/db.env',
      { 'docker-compose.yml': 'services:\n  db:\n    env_file:\n      - .env\n      - config/db.env\n' },
      ['compose'],
    ],
    [
      'files of Compose with options',
      'db.env',
      { 'compose.yml': 'services:\n  db:\n    env_file:\n      - path: ./db.env\n        required: false\n' },
      ['compose'],
    ],
    ['a shell that sources it', '.env', { Makefile: 'run:\n\tset -a; . ./.env; ./server\n' }, ['bash']],
    ['docker run', 'web.env', { Makefile: 'run:\n\tdocker run --env-file web.env image\n' }, ['docker']],
    ['foreman', '.env', { Procfile: 'web: x\n', Gemfile: "gem 'foreman'\n" }, ['foreman']],
    [
      'overmind',
      '.env',
      { 'Procfile.dev': 'web: x\n', 'bin/dev': 'exec overmind start -f Procfile.dev\n' },
      ['godotenv'],
    ],
    ['foreman and another file', '.env.test', { Procfile: 'web: x\n', Gemfile: "gem 'foreman'\n" }, []],
    ['a template, as what it is copied to', '.env.example', { 'compose.yaml': INTERPOLATED }, ['compose']],
    [
      'the nearest folder that says something',
      'apps/api/.env',
      { 'package.json': dependency('dotenv', '^16.0.0'), 'apps/api/requirements.txt': 'python-dotenv\n' },
      ['python-dotenv'],
    ],
    [
      '@std/dotenv',
      '.env',
      { 'deno.json': '{"imports":{"@std/dotenv":"jsr:@std/dotenv@^0.225.5"}}' },
      ['deno-std'],
    ],
    [
      '@std/dotenv by its address',
      '.env.example',
      { 'deno.jsonc': '{"imports":{"dotenv":"https://deno.land/std@0.224.0/dotenv/mod.ts"}}' },
      ['deno-std'],
    ],
    ['another library of Deno', '.env', { 'deno.json': '{"imports":{"@std/path":"jsr:@std/path"}}' }, []],
    [
      'Compose with raw files',
      'web.env',
      {
        'compose.yaml':
          'services:\n  web:\n    env_file:\n      - path: ./web.env\n        format: raw\n      - path: db.env\n',
      },
      ['docker'],
    ],
    [
      'Compose with another raw file',
      'db.env',
      {
        'compose.yaml':
          'services:\n  web:\n    env_file:\n      - path: ./web.env\n        format: raw\n      - path: db.env\n',
      },
      ['compose'],
    ],
    [
      'a unit of systemd below',
      '.env.example',
      { 'deploy/shop.service': '[Service]\nEnvironmentFile=-/srv/shop/.env\nExecStart=/srv/shop/run\n' },
      ['systemd'],
    ],
    [
      'a unit of systemd for a file beside it',
      'deploy/shop.env',
      { 'deploy/shop.service': '[Service]\nEnvironmentFile=/etc/shop/shop.env\n' },
      ['systemd'],
    ],
    [
      'a unit of systemd of another application',
      'apps/web/.env',
      { 'apps/api/api.service': '[Service]\nEnvironmentFile=/srv/api/.env\n' },
      [],
    ],
    ['a unit without a file', '.env', { 'shop.service': '[Service]\nEnvironment=A=1\n' }, []],
    ['a folder around', 'apps/api/.env', { 'package.json': dependency('dotenv', '^16.0.0') }, ['dotenv']],
    ['Flask', '.flaskenv', { 'package.json': dependency('dotenv', '^16.0.0') }, ['python-dotenv']],
    [
      'several',
      '.env',
      { 'package.json': dependency('dotenv', '^16.0.0'), 'compose.yaml': INTERPOLATED },
      ['dotenv', 'compose'],
    ],
  ];
  for (const [name, path, files, expected] of cases) {
    test(name, () => assert.deepEqual(dialects(path, files), expected));
  }
});
