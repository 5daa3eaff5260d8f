import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { readVariables } from '../../../server/src/formats/variables/index.ts';
import { assertLinear } from '../generated-text.ts';

/** Pieces that mean something to one of the formats, so that random texts get past the first character. */
const PIECES = [
  ...'{}[]()"\'`:=,#$-\\|&;<> \t\n\r',
  '\n  ',
  '\n- ',
  'A',
  'PORT',
  '${X:-1}',
  '$(X)',
  '${{ env.A }}',
  'env:',
  'environment:',
  'services:',
  'name: ',
  'kind: Secret\napiVersion: v1\ndata:\n',
  '*a',
  '&a ',
  '<<: ',
  'FROM x\n',
  'ENV ',
  'ARG ',
  'export ',
  'web: ',
  '"scripts":',
  '"env":',
  '[env]\n',
  '[[env]]\n',
  '[Service]\nEnvironment=',
  '[testenv]\nsetenv =\n ',
  'variable "x" {',
  'environment_variables = {',
  'service: x\n',
  '"""',
  "'''",
  '{{ .x }}',
  '\uFEFF',
  '🦊',
  'é',
];

const PATHS: readonly string[] = [
  '.env',
  '.env.example',
  'Procfile',
  'Dockerfile',
  'package.json',
  'app.json',
  'heroku.yml',
  'render.yaml',
  'fly.toml',
  'compose.yaml',
  '.github/workflows/a.yml',
  'k8s/a.yaml',
  'a.sh',
  'Makefile',
  'a.vue',
  'wrangler.jsonc',
  '.gitlab-ci.yml',
  'config/deploy.yml',
  'a.service',
  'tox.ini',
  'main.tf',
];

const text = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 3 })), { maxLength: 40 })
  .map((pieces) => pieces.join(''));

describe('whatever a file holds', () => {
  for (const path of PATHS) {
    test(`${path} is read, with each name where it is said to be`, () => {
      fc.assert(
        fc.property(text, (content) => {
          for (const { name, span, derived } of readVariables(path, content).uses) {
            if (!derived) assert.equal(content.slice(span.start, span.end), name);
          }
        }),
        { numRuns: 1_000 },
      );
    });
  }

  test('deep nesting ends somewhere', () => {
    for (const path of ['compose.yaml', 'app.json', 'k8s/a.yaml']) {
      readVariables(path, `apiVersion: v1\nkind: x\na: ${'['.repeat(50_000)}`);
      readVariables(path, '{"a":'.repeat(50_000));
    }
  });

  const REPEATED = [
    '${A:-',
    '$(A',
    '${{ env.A ',
    '{{ x }} ',
    '{{ ',
    'A=${B} ',
    'a = \t ',
    "'",
    '[a]\n',
    '[[a.b]]\n',
    'a.b = [{',
    '"""',
    'variable "x" {',
    '{ name = "X", ',
    'environment_variables = {',
    'A=1 ',
    '"\\',
    '&a [*a, ',
  ];
  for (const path of PATHS) {
    test(`${path} is read in time linear in its length`, () => {
      const head = path === 'k8s/a.yaml' ? 'apiVersion: v1\nkind: x\nenv: ' : '';
      for (const repeated of REPEATED) {
        assertLinear(`${path} of ${repeated}`, repeated, (content) => readVariables(path, head + content));
      }
    });
  }
});
