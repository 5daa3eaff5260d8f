import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { excerptOf } from '../../server/src/cli/excerpt.ts';
import { secretValues } from '../../server/src/cli/secrets.ts';

/** Every line of a file as reports show it. */
function shown(path: string, text: string): string {
  const secrets = secretValues(path, text);
  let offset = 0;
  return text
    .split('\n')
    .map((line) => {
      const start = { line: 0, character: 0 };
      const excerpt = excerptOf(line, offset, { start, end: start }, secrets).text;
      offset += line.length + 1;
      return excerpt;
    })
    .join('\n');
}

/** Path and text; `S` stands for a secret, and nothing else is covered. */
const CASES: readonly (readonly [string, string])[] = [
  ['.env', 'A=1\nDB_PASSWORD=S\nTOKEN_TTL=60\n'],
  ['.env', '# DB_PASSWORD=S\n#API_KEY="S" # the old one\n# DB_HOST=db.internal\n'],
  ['.env', 'A=1 # API_TOKEN: S\nexport SESSION_SECRET=S\n'],
  ['config/web.env', '#export STRIPE_SECRET_KEY=S\n'],
  ['Procfile', 'web: DB_PASSWORD=S node server.js --port 3000\n# web: API_KEY=S\n'],
  ['Dockerfile', 'FROM node:22\nENV API_KEY=S\nRUN curl -u shop:S --password S https://shop.example\n'],
  ['Dockerfile', 'FROM node:22\n# ENV API_KEY=S\nCMD ["node", "app.js", "--api-key", "S"]\n'],
  [
    'compose.yaml',
    'services:\n  db:\n    environment:\n      POSTGRES_PASSWORD: S\n      POSTGRES_USER: shop\n',
  ],
  [
    'compose.yaml',
    'services:\n  db:\n    environment:\n      - POSTGRES_PASSWORD=S\n      - POSTGRES_USER=shop\n',
  ],
  ['compose.yaml', 'services:\n  db: {environment: {POSTGRES_PASSWORD: "S", POSTGRES_USER: shop}}\n'],
  ['compose.yaml', 'services:\n  web:\n    command: node app.js --password S --port 3000\n'],
  ['compose.yaml', 'services:\n  web:\n    command: [node, app.js, --password, S, --port, "3000"]\n'],
  [
    'compose.yaml',
    'services:\n  db:\n    environment:\n      # POSTGRES_PASSWORD: S\n      A: 1 # PASSWORD=S\n',
  ],
  ['compose.yaml', 'x-shared: &shared\n  API_TOKEN: S\nservices:\n  a: {environment: *shared}\n'],
  ['deploy/api.yaml', 'kind: Pod\napiVersion: v1\nspec:\n  - env:\n    - name: API_KEY\n      value: S\n'],
  ['deploy/api.yaml', 'kind: Pod\napiVersion: v1\nspec:\n  - env:\n    - value: "S"\n      name: API_KEY\n'],
  [
    'deploy/shop.yaml',
    'apiVersion: v1\nkind: Secret\nmetadata: {name: shop}\ndata:\n  A: S\nstringData:\n  b.txt: S\n',
  ],
  ['deploy/shop.yaml', 'apiVersion: v1\nkind: ConfigMap\ndata:\n  DB_PASSWORD: S\n  DB_HOST: db.internal\n'],
  ['chart/values.yaml', 'env:\n  DB_PASSWORD: S\n  NAME: {{ .Values.name }}\n'],
  ['chart/templates/a.yaml', 'kind: Pod\n{{- if .Values.db }}\npassword: S\n{{- end }}\n'],
  ['app.json', '{"env": {"API_KEY": {"value": "S"}, "SESSION_SECRET": "S", "TITLE": "shop"}}\n'],
  ['app.json', '{\n  "env": {\n    "API_KEY": "S",\n    "TITLE": "shop"\n  }\n}\n'],
  ['fly.toml', 'app = "shop"\n[env]\nAPI_KEY = "S"\nTITLE = "shop"\n# DB_PASSWORD = "S"\n'],
  ['fly.toml', '[processes]\nweb = "node app.js --api-key S --port 3000"\n'],
  ['wrangler.toml', 'vars = { API_KEY = "S", TITLE = "shop" }\n'],
  [
    'render.yaml',
    'services:\n  - envVars:\n      - key: API_KEY\n        value: S\n      - key: TITLE\n        value: shop\n',
  ],
  [
    '.github/workflows/ci.yml',
    'env:\n  API_KEY: S\njobs:\n  a:\n    steps:\n      - run: deploy --token S --dry-run\n',
  ],
  ['bin/start.sh', '#!/bin/sh\nexport API_KEY=S\nDB_PASSWORD="S" exec node app.js\n# DB_PASSWORD=S\n'],
  ['bin/start.sh', 'curl --user shop:S https://shop.example # -u shop\n'],
  ['Makefile', 'run:\n\tDB_PASSWORD=S\n'],
  ['main.tf', 'resource "a" "b" {\n  password = "S"\n  name = "shop"\n}\n'],
  ['app.service', '[Service]\nEnvironment=TITLE=shop\nEnvironment="API_KEY=S\n'],
  ['config/application.properties', 'spring.datasource.password=S\nspring.datasource.username=shop\n'],
];

describe('a secret is covered, and what stands around it is not', () => {
  for (const [path, text] of CASES) {
    test(`${path}: ${text.replaceAll('\n', '⏎')}`, () => {
      const secret = 'n0t-a-r3al-k3y-7f';
      const expected = text.replaceAll(/\b(?:shop:)?S\b/g, '******');
      const covered = shown(path, text.replaceAll(/\bS\b/g, secret)).replaceAll('"******"', '******');
      assert.equal(covered.replaceAll(/\*{6}"?/g, '******'), expected.replaceAll('"******"', '******'));
    });
  }
});

test('whatever a secret is made of, nothing of it is shown', () => {
  const secret = fc.stringMatching(/^n0t[A-Za-z0-9+/=_.-]{6,30}9$/);
  fc.assert(
    fc.property(fc.constantFrom(...CASES), secret, ([path, text], value) => {
      const covered = shown(path, text.replaceAll(/\bS\b/g, value));
      assert.ok(!covered.includes('n0t'), covered);
    }),
    { numRuns: 400 },
  );
});

test('what refers to a secret is shown', () => {
  for (const [path, text] of [
    ['compose.yaml', 'services:\n  db:\n    environment:\n      POSTGRES_PASSWORD: ${DB_PASSWORD}\n'],
    [
      'deploy/api.yaml',
      'kind: Pod\napiVersion: v1\nenv:\n  - name: API_KEY\n    valueFrom: {secretKeyRef: {name: a, key: API_KEY}}\n',
    ],
    ['.env', '# DB_PASSWORD=\n# API_KEY=changeme\nDB_PASSWORD=<your password>\n'],
    ['Procfile', 'web: API_KEY=$SHOP_API_KEY node server.js\n'],
  ] as const) {
    assert.equal(shown(path, text), text);
  }
});

test('no text takes long', () => {
  for (const unit of [
    'password: ',
    'password=',
    '# a=',
    '"password',
    "password='",
    'a b=c ',
    '{"k":',
    '- name: x\n',
  ]) {
    const text = unit.repeat(10_000);
    const began = performance.now();
    for (const path of ['.env', 'compose.yaml', 'app.json', 'fly.toml', 'a.sh', 'Makefile'])
      secretValues(path, text);
    assert.ok(performance.now() - began < 20_000, unit);
  }
});
