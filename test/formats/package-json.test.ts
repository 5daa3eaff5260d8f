import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parsePackageJson } from '../../server/src/formats/package-json.ts';
import type { Span } from '../../server/src/model/span.ts';

test('every part of a package.json is read with its place', () => {
  const text = `{
    "name": "shop", "version": "1.0.0", "private": true, "type": "module", "main": "index.js",
    "exports": { ".": "./index.js" },
    "bin": { "shop": "bin/shop.js" },
    "files": ["dist", 1],
    "workspaces": { "packages": ["packages/*"] },
    "engines": { "node": ">=20" },
    "scripts": { "start": "node \\"server\\".js", "bad": 1 },
    "dependencies": { "express": "^4.0.0" },
    "devDependencies": { "vite": "5" }
  }`;
  const document = parsePackageJson('package.json', text);
  const at = ({ start, end }: Span) => text.slice(start, end);
  assert.equal(document.name?.value, 'shop');
  assert.equal(document.main && at(document.main.span), '"index.js"');
  assert.equal(document.module, undefined);
  assert.equal(document.private, true);
  assert.equal(document.exports && at(document.exports), '{ ".": "./index.js" }');
  assert.deepEqual(
    document.bin.map(({ name, value }) => [name, value]),
    [['shop', 'bin/shop.js']],
  );
  assert.deepEqual(
    document.files.map(({ value }) => value),
    ['dist'],
  );
  assert.deepEqual(
    document.workspaces.map(({ value }) => value),
    ['packages/*'],
  );
  const [start, ...others] = document.scripts;
  assert.equal(others.length, 0);
  assert.equal(start?.value, 'node "server".js');
  assert.equal(start && at(start.nameSpan), '"start"');
  assert.equal(start && at(start.valueSpan), '"node \\"server\\".js"');
  assert.deepEqual(
    document.dependencies.map(({ group, name, span }) => [group, name, at(span)]),
    [
      ['dependencies', 'express', '"express": "^4.0.0"'],
      ['devDependencies', 'vite', '"vite": "5"'],
    ],
  );
  assert.deepEqual(document.problems, []);
});

test('the other shapes are read too', () => {
  const document = parsePackageJson(
    'package.json',
    '\uFEFF{"name":"a","bin":"./cli.js","workspaces":["a","b"],}',
  );
  assert.deepEqual(document.bin[0]?.name, 'a');
  assert.deepEqual(document.bin[0]?.value, './cli.js');
  assert.equal(document.workspaces.length, 2);
  assert.deepEqual(document.problems, []);
});

test('a half-typed file gives what can be known', () => {
  const document = parsePackageJson('package.json', '{"name": "a", "scripts": {"start": "node .", "build":');
  assert.equal(document.name?.value, 'a');
  assert.deepEqual(
    document.scripts.map(({ name }) => name),
    ['start'],
  );
  assert.ok(document.problems.length > 0);
  for (const text of ['', '[]', 'null', '"a"', '{"__proto__": {"name": "x"}}', '{"scripts": [], "bin": 3}']) {
    const other = parsePackageJson('package.json', text);
    assert.equal(other.name, undefined);
    assert.deepEqual(other.scripts, []);
  }
});

test('any text gives a document with spans inside it', () => {
  const piece = fc.constantFrom(
    ...[
      '{',
      '}',
      '[',
      ']',
      ':',
      ',',
      '"',
      '"name"',
      '"bin"',
      '"scripts"',
      '"files"',
      '"workspaces"',
      '"packages"',
    ],
    ...[
      '"dependencies"',
      '"a"',
      '1',
      'true',
      '//',
      '/*',
      '\n',
      ' ',
      '\\',
      '\uFEFF',
      '🐳',
      '{"a":"b"}',
      '["a"]',
    ],
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = pieces.join('');
      for (const { start, end } of spansIn({ ...parsePackageJson('package.json', text) })) {
        assert.ok(0 <= start && start <= end && end <= text.length);
      }
    }),
    { numRuns: 2000 },
  );
});

function spansIn(value: unknown): Span[] {
  if (typeof value !== 'object' || value === null) return [];
  const { start, end } = value as Partial<Span>;
  if (typeof start === 'number' && typeof end === 'number') return [{ start, end }];
  return Object.values(value).flatMap(spansIn);
}
