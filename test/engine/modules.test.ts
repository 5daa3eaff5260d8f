import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { createModuleStore } from '../../server/src/engine/modules.ts';
import { languageOf } from '../../server/src/languages/index.ts';
import { openSourceFile } from '../../server/src/languages/source-file.ts';
import type { Grammars } from '../../server/src/languages/syntax.ts';
import type { Value } from '../../server/src/model/source-file.ts';
import { loadGrammars } from '../support/grammars.ts';

let grammars: Grammars;
before(async () => {
  grammars = await loadGrammars();
});

type Files = Readonly<Record<string, string | undefined>>;

function short(value: Value | undefined): unknown {
  if (value?.kind === 'literal') return value.value;
  if (value?.kind === 'environment') return `$${value.variable}`;
  return value?.kind;
}

/** What `sink(…)` in the file gets, where that stands, and which modules were asked. */
function follow(path: string, files: Files) {
  const text = files[path] ?? '';
  const language = languageOf(path);
  assert.ok(language);
  // A file without content exists, but is not at hand.
  const store = createModuleStore(grammars, { exists: (name) => name in files, read: (name) => files[name] });
  const parsed = grammars.parse(language, text);
  try {
    const open = openSourceFile(parsed, {
      path,
      role: 'application',
      environment: 'any',
      openModules: store.open,
    });
    const start = text.indexOf('sink(');
    const [call] = open.at([{ start, end: start + 4 }]).callsAtAnchors();
    const value = call?.argument(0);
    return { value: short(value), from: value?.origin.file.path, callee: call?.callee, ...store.takeAsked() };
  } finally {
    parsed.tree.delete();
    store.dispose();
  }
}

const gives = (path: string, files: Files) => follow(path, files).value;

describe('values are followed into modules of the project', () => {
  const rows: readonly (readonly [name: string, path: string, files: Files])[] = [
    [
      'exports of names',
      'a.js',
      { 'a.js': "const { x } = require('./b'); sink(x)", 'b.js': 'exports.x = 1;' },
    ],
    [
      'an exported object',
      'a.js',
      { 'a.js': "const b = require('./b'); sink(b.c.x)", 'b.js': 'module.exports = { c: { x: 1 } };' },
    ],
    [
      'an exported constant',
      'a.js',
      { 'a.js': "const b = require('./b'); sink(b.x)", 'b.js': 'const x = 1; module.exports = { x };' },
    ],
    ['named imports', 'a.ts', { 'a.ts': "import { x } from './b'; sink(x)", 'b.ts': 'export const x = 1;' }],
    [
      'renamed imports',
      'a.ts',
      { 'a.ts': "import { x as y } from './b.js'; sink(y)", 'b.ts': 'export const x = 1;' },
    ],
    ['namespaces', 'a.ts', { 'a.ts': "import * as b from './b'; sink(b.x)", 'b.ts': 'export const x = 1;' }],
    ['defaults', 'a.ts', { 'a.ts': "import b from './b'; sink(b.x)", 'b.ts': 'export default { x: 1 };' }],
    ['an index', 'a.js', { 'a.js': "const { x } = require('./b'); sink(x)", 'b/index.js': 'exports.x = 1;' }],
    [
      'another folder',
      'src/a.js',
      { 'src/a.js': "const { x } = require('../lib/b'); sink(x)", 'lib/b.js': 'exports.x = 1;' },
    ],
    [
      'an alias',
      'src/app/a.ts',
      { 'src/app/a.ts': "import { x } from '@/b'; sink(x)", 'src/b.ts': 'export const x = 1;' },
    ],
    [
      'a module of a module',
      'a.js',
      {
        'a.js': "const { x } = require('./b'); sink(x)",
        'b.js': "module.exports = require('./c');",
        'c.js': 'exports.x = 1;',
      },
    ],
    ['Python', 'a.py', { 'a.py': 'from b import x\nsink(x)', 'b.py': 'x = 1' }],
    ['a package of Python', 'p/a.py', { 'p/a.py': 'from .b import x\nsink(x)', 'p/b/__init__.py': 'x = 1' }],
    [
      'a module of a package',
      'a.py',
      { 'a.py': 'from p import b\nsink(b.x)', 'p/__init__.py': '', 'p/b.py': 'x = 1' },
    ],
    ['the whole of it', 'a.py', { 'a.py': 'import b\nsink(b.x)', 'b.py': 'x = 1' }],
  ];
  for (const [name, path, files] of rows) test(name, () => assert.equal(gives(path, files), 1));

  test('and say where they stand', () => {
    const { from, used, needed } = follow('a.js', {
      'a.js': "const { x } = require('./b'); sink(x)",
      'b.js': "module.exports = require('./c');",
      'c.js': 'exports.x = process.env.X;',
    });
    assert.deepEqual({ from, used, needed }, { from: 'c.js', used: ['b.js', 'c.js'], needed: [] });
  });

  test('and are unknown where the module is a package or does not say', () => {
    assert.equal(
      gives('a.js', { 'a.js': "const { x } = require('b'); sink(x)", 'b.js': 'exports.x = 1;' }),
      'reference',
    );
    assert.equal(
      gives('a.js', { 'a.js': "const { y } = require('./b'); sink(y)", 'b.js': 'exports.x = 1;' }),
      'unknown',
    );
  });

  test('and end where modules import each other', () => {
    const { value, used } = follow('a.js', {
      'a.js': "const { x } = require('./b'); sink(x)",
      'b.js': "const { x } = require('./c'); module.exports = { x };",
      'c.js': "const { x } = require('./b'); module.exports = { x };",
    });
    assert.equal(value, 'unknown');
    assert.deepEqual(used, ['b.js', 'c.js']);
  });

  test('and a module that imports itself is none', () => {
    assert.notEqual(gives('a.js', { 'a.js': "const { x } = require('./a'); exports.x = x; sink(x)" }), 1);
  });
});

describe('a module that is not at hand', () => {
  test('is asked for', () => {
    const { value, needed, used } = follow('a.js', {
      'a.js': "const { x } = require('./b'); sink(x)",
      'b.js': undefined,
    });
    assert.deepEqual({ needed, used }, { needed: ['b.js'], used: ['b.js'] });
    assert.notEqual(value, 1);
  });

  test('is asked for once for each analysis', () => {
    const store = createModuleStore(grammars, { exists: () => true, read: () => undefined });
    store.open(['b.js']);
    store.open(['b.js']);
    assert.deepEqual(store.takeAsked(), { used: ['b.js'], needed: ['b.js'] });
    assert.deepEqual(store.takeAsked(), { used: [], needed: [] });
    store.dispose();
  });
});

test('a module is read anew when it was forgotten', () => {
  let text = 'exports.x = 1;\n';
  const store = createModuleStore(grammars, { exists: (path) => path === 'b.js', read: () => text });
  const x = () => short(store.open(['b.mjs', 'b.js'])?.exported('x'));
  assert.equal(x(), 1);
  text = '\n\nexports.x = 2;\n';
  assert.equal(x(), 1);
  store.forget('b.js');
  assert.equal(x(), 2);
  assert.equal(store.lines('b.js')?.starts.length, 4);
  store.dispose();
  assert.equal(store.lines('b.js'), undefined);
});

test('no more than a few modules are kept between two analyses', () => {
  const store = createModuleStore(grammars, { exists: () => true, read: () => 'exports.x = 1;' });
  for (let index = 0; index < 60; index++) store.open([`m${index}.js`]);
  const kept = () =>
    Array.from({ length: 60 }, (_, index) => store.lines(`m${index}.js`)).filter(Boolean).length;
  assert.equal(kept(), 60, 'during an analysis nothing is taken away');
  store.takeAsked();
  assert.ok(kept() > 0 && kept() < 60);
  assert.ok(store.lines('m59.js'), 'the latest are kept');
  store.dispose();
});
