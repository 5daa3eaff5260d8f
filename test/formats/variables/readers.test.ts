import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  readVariables,
  variableFormatIn,
  variableFormatOf,
} from '../../../server/src/formats/variables/index.ts';

/** Uses as words, `provide PORT` or `reference PORT default 80`; the text under each span is checked. */
function usesIn(path: string, text: string): string[] {
  return readVariables(path, text).uses.map((use) => {
    const { name, kind, need, fallback, span, derived, external } = use;
    if (!derived) assert.equal(text.slice(span.start, span.end), name, `${kind} ${name}`);
    const words = [
      kind,
      name,
      need === 'optional' ? '' : need,
      fallback,
      external && 'external',
      derived && 'derived',
    ];
    return words.filter((word) => word).join(' ');
  });
}

function check(path: string, text: string, expected: readonly string[]): void {
  test(path, () => assert.deepEqual(usesIn(path, text), expected));
}

describe('the format of a path', () => {
  const cases: readonly (readonly [string, string | undefined])[] = [
    ['.env', 'dotenv'],
    ['api/.env.production', 'dotenv'],
    ['contrib/netbox.env', 'dotenv'],
    ['.flaskenv', 'dotenv'],
    ['src/env.ts', undefined],
    ['.env.d.ts', undefined],
    ['Procfile.dev', 'procfile'],
    ['docker-compose.override.yml', 'compose'],
    ['compose.yaml', 'compose'],
    ['.github/workflows/ci.yml', 'github-actions'],
    ['pnpm-lock.yaml', undefined],
    ['bin/start.sh', 'shellscript'],
    ['Makefile', 'tool'],
    ['src/App.vue', 'embedded'],
    ['README.md', undefined],
  ];
  for (const [path, format] of cases) test(path, () => assert.equal(variableFormatOf(path), format));

  test('of a name that many share, by the text', () => {
    const formatOf = (text: string) => variableFormatIn('deploy/api.yaml', text);
    assert.equal(formatOf('apiVersion: v1\nkind: Secret\n'), 'kubernetes');
    assert.equal(formatOf('AWSTemplateFormatVersion: 2010-09-09\n'), 'deploy');
    assert.equal(formatOf('title: words\n'), undefined);
  });
});

describe('dotenv', () => {
  check('.env', 'A=1\nexport B="x ${A}" # c\n# C=3\nD\n', [
    'provide A',
    'provide B',
    'reference A',
    'provide D',
  ]);
  check('.env.example', '# The port.\nPORT=3000\n# LEVEL=info\n#SECRET=\n# Set FOO=bar to do so\nKEY=\n', [
    'declare PORT 3000',
    'declare LEVEL',
    'declare SECRET',
    'declare KEY',
  ]);
});

describe('commands', () => {
  check('Procfile', 'web: A=1 node server.js --port ${PORT:-80} "$HOST"\nrelease: echo $lower $1\n', [
    'provide A',
    'reference PORT default 80',
    'reference HOST',
  ]);
  check(
    'package.json',
    '{"scripts": {"start": "cross-env NODE_ENV=production A=b node \\"$APP_HOME/x.js\\""}}',
    ['provide NODE_ENV', 'provide A', 'reference APP_HOME'],
  );
  check(
    'run.sh',
    '#!/bin/sh\nPORT=${PORT:-80}\nNAME=x\necho $NAME $DATABASE_URL\n: "${KEY:?is required}"\nexport TZ=UTC\n',
    ['read PORT default 80', 'read DATABASE_URL', 'read KEY required', 'write TZ'],
  );
  check(
    'check.sh',
    [
      '[ -z "$A" ] && exit 1',
      'if [ -z "${B}" ]; then echo "B is missing"; exit 2; fi',
      'test -n "$C" || { echo; exit 1; }',
      '[ -z "$D" ] && exit 0',
      'if [ -z "$E" ]; then echo none; fi',
      "F=1 node x; printenv G; envsubst '$H ${I}' < x",
      '',
    ].join('\n'),
    [
      'read A required',
      'read B required',
      'read C required',
      'read D',
      'read E',
      'provide F',
      'read G',
      'read H',
      'read I',
    ],
  );
  check('strict.sh', 'set -euo pipefail\necho $A ${B} ${C:-} ${D:+x}\n', [
    'read A required',
    'read B required',
    'read C default',
    'read D',
  ]);
});

describe('containers', () => {
  check(
    'Dockerfile',
    'ARG V=20\nFROM node:${V}\nARG SHA\nENV A=1 B=$SHA\n# $NOT\nRUN for f in *; do echo $f; done\n',
    ['declare V default 20', 'reference V', 'declare SHA', 'provide A', 'provide B', 'reference SHA'],
  );
  check(
    'docker-compose.yml',
    [
      'services:',
      '  web:',
      '    build: {context: ., args: {SHA: "${SHA:?}"}}',
      '    environment:',
      '      - DATABASE_URL=postgres://${DB_USER:-me}@db',
      '      - "KEY"',
      '    command: sh -c "echo $$HOME"',
      '  db:',
      '    image: postgres:${PG}',
      '    environment: &db',
      '      POSTGRES_PASSWORD: $PG_PASSWORD',
      '  other:',
      '    image: postgres',
      '    environment: *db',
      '',
    ].join('\n'),
    [
      'provide SHA',
      'reference SHA required',
      'provide DATABASE_URL',
      'reference DB_USER default me',
      'provide KEY',
      'reference PG',
      'provide POSTGRES_PASSWORD external',
      'reference PG_PASSWORD',
    ],
  );
  test("an image of others takes what the application's file holds", () => {
    const text = 'services:\n  db:\n    image: postgres\n    env_file: .env\n';
    assert.equal(readVariables('compose.yaml', text).readsWholeEnvironment, true);
  });
  check(
    'deploy/api.yaml',
    [
      'apiVersion: apps/v1',
      'kind: Deployment',
      '{{- if .Values.extra }}',
      'metadata: {name: {{ .Release.Name }}-api}',
      '{{- end }}',
      'spec:',
      '  containers:',
      '    - name: api',
      '      args: ["--port", "$(PORT)"]',
      '      env:',
      '        - name: PORT',
      '          value: "80"',
      '        - {name: DB_URL, valueFrom: {secretKeyRef: {name: db, key: URL}}}',
      '---',
      'apiVersion: v1',
      'kind: Secret',
      'metadata: {name: db}',
      'stringData:',
      '  URL: x',
      '  tls.crt: y',
      '',
    ].join('\n'),
    ['reference PORT', 'provide PORT', 'provide DB_URL', 'reference URL required external', 'provide URL'],
  );
  check('deploy/other.yaml', 'env:\n  - name: A\n', []);
});

describe('platforms', () => {
  check(
    'app.json',
    '{"env": {"A": "1", "B": {"description": "b"}, "C": {"required": false}, "D": {"value": 2}}, "addons": ["heroku-postgresql:mini"]}',
    [
      'declare A default 1',
      'declare B required',
      'declare C',
      'declare D default 2',
      'provide DATABASE_URL derived',
    ],
  );
  check('heroku.yml', 'setup:\n  config:\n    A: b\nrun:\n  web: node . $PORT\n', [
    'provide A',
    'reference PORT',
  ]);
  check(
    'render.yaml',
    'services:\n  - name: api\n    envVars:\n      - key: A\n        value: b\n      - key: B\n        sync: false\n',
    ['provide A', 'declare B required'],
  );
  check('fly.toml', 'app = "x"\n[env]\n  PORT = "80" # c\n"A"=1\n[processes]\nweb = "node . $HOST"\n', [
    'provide PORT',
    'provide A',
    'reference HOST',
  ]);
  check(
    '.github/workflows/ci.yml',
    'env:\n  A: ${{ secrets.TOKEN }}\njobs:\n  test:\n    if: env.A != vars.B\n    steps:\n      - run: echo $A $GITHUB_SHA ${{ env.A }}\n',
    [
      'provide A',
      'reference TOKEN external',
      'reference A',
      'reference B external',
      'reference A',
      'reference A',
    ],
  );
});

describe('other texts', () => {
  check('Makefile', 'X = 1\nrun:\n\tnode $(PORT) $(X) $$HOME ${HOST}\n', [
    'reference PORT',
    'reference HOST',
  ]);
  check(
    'prisma/schema/base.prisma',
    `// url = env("NOT_THIS")
/* url = env("NOR_THIS") */
generator client {
  provider = "env(\\"NOR_THAT\\")"
  binaryTargets = env("PRISMA_TARGETS")
}
datasource db {
  provider  = "postgresql"
  url = env("DATABASE_URL") // env("NOT_THIS")
  directUrl=env( "direct_url" )
  shadowDatabaseUrl = env("SHADOW_URL")
}
model A { id Int @default(dbgenerated("env(\\"NOT_THIS\\")")) }
`,
    ['read PRISMA_TARGETS', 'read DATABASE_URL required', 'read direct_url required', 'read SHADOW_URL'],
  );
  check('src/App.vue', '<script>const a = import.meta.env.VITE_URL</script>', ['read VITE_URL']);
});
