import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Grammars } from '../../server/src/languages/syntax.ts';
import type { SourceFile } from '../../server/src/model/source-file.ts';
import type { Span } from '../../server/src/model/span.ts';
import { loadGrammars } from '../support/grammars.ts';
import { readMarks, withSourceFile } from '../support/source-file.ts';

let grammars: Grammars;
before(async () => {
  grammars = await loadGrammars();
});

/** Asks about what stands between the marks. */
function at<T>(path: string, marked: string, ask: (file: SourceFile, span: Span) => T): T {
  const { text, spans } = readMarks(marked);
  const [span] = spans;
  assert.ok(span, 'something is marked');
  return withSourceFile(grammars, path, text, (file) => ask(file, span));
}

/** The sinks in short: `callee 0 key.key`. */
function sinks(path: string, marked: string): readonly string[] {
  return at(path, marked, (file, span) =>
    file
      .sinks(span)
      .map(({ call, position, path: keys }) => [call.callee, position, keys.join('.')].join(' ').trim()),
  );
}

describe('a value reaches', () => {
  const rows: readonly (readonly [path: string, marked: string, expected: readonly string[]])[] = [
    ['a.js', 'f(«1»)', ['f 0']],
    ['a.js', 'f(a, «1»)', ['f 1']],
    ['a.js', 'f({ a: { b: «1» } })', ['f 0 a.b']],
    ['a.js', 'f([«1»])', ['f 0 []']],
    ['a.js', "f('a' + «'b'»)", ['f 0']],
    ['a.js', 'f(x ? «1» : 2)', ['f 0']],
    ['a.js', 'f(x || «1»)', ['f 0']],
    ['a.js', 'f(Number(«1»))', ['f 0']],
    ['a.js', "f(`${«'a'»}b`)", ['f 0']],
    ['a.js', 'f(x === «1»)', []],
    ['a.js', 'f(g(«1»))', ['g 0']],
    ['a.js', 'f(() => «1»)', []],
    ['a.js', 'const A = «1»; f(A); g(A)', ['f 0', 'g 0']],
    ['a.js', 'const A = «1»; const B = { a: A }; f(B)', ['f 0 a']],
    [
      'a.js',
      'const c = { db: { host: «1», port: 2 } }; f(c.db); g(c.db.host); h(c.db.port)',
      ['f 0 host', 'g 0'],
    ],
    ['a.js', 'const a = «1»; function f(a) { g(a) }', []],
    ['a.js', "const host = «1»; f('host')", []],
    ['a.js', 'const host = «1»; f({ host: 2 }); g(o.host)', []],
    ['a.js', 'const host = «1»; f({ host })', ['f 0 host']],
    ['a.js', 'const a = «1»; const b = a; const c = b; f(c)', ['f 0']],
    ['a.js', 'let a = «1»; a = a; f(a)', ['f 0']],
    ['a.js', 'o.a = «1»', []],
    ['a.py', 'f(«1»)', ['f 0']],
    ['a.py', 'f(host=«1»)', ['f 0 host']],
    ['a.py', "f({'a': «1»})", ['f 0 a']],
    ['a.py', "c = {'host': «1»}\nf(**c)", ['f 0 host']],
    ['a.py', 'A = «1»\ndef g():\n    f(A)\n', ['f 0']],
    ['a.py', 'f(int(«"1"»))', ['f 0']],
    ['a.py', 'host = «1»\nf(host=2)', []],
  ];
  for (const [path, marked, expected] of rows) {
    test(`${JSON.stringify(expected)} in ${path}: ${marked}`, () => {
      assert.deepEqual(sinks(path, marked), expected);
    });
  }
});

describe('a value is named', () => {
  const rows: readonly (readonly [path: string, marked: string, whole: string])[] = [
    ['a.js', 'const port = «1»', 'port'],
    ['a.js', 'const c = { db: { host: «1» } }', 'c.db.host'],
    ['a.js', "const c = { 'db-host': «1» }", 'c.db-host'],
    ['a.js', 'a.b.c = «1»', 'a.b.c'],
    ['a.js', "a['b'] = «1»", 'a.b'],
    ['a.js', 'const port = x || «1»', 'port'],
    ['a.js', 'const port = Number(x ?? «1»)', 'port'],
    ['a.js', 'const hosts = [«1»]', 'hosts'],
    ['a.js', 'const { port = «1» } = x', 'port'],
    ['a.js', 'function f(port = «1») {}', 'port'],
    ['a.js', 'class A { port = «1» }', 'port'],
    ['a.ts', 'class A { private port: number = «1» }', 'port'],
    ['a.js', 'f(«1»)', ''],
    ['a.js', 'f({ port: «1» })', 'port'],
    ['a.py', 'PORT = «1»', 'PORT'],
    ['a.py', 'PORT: int = «1»', 'PORT'],
    ['a.py', 'f(port=«1»)', 'port'],
    ['a.py', "c = {'db': {'host': «1»}}", 'c.db.host'],
    ['a.py', "c['host'] = «1»", 'c.host'],
    ['a.py', 'self.port = «1»', 'self.port'],
    ['a.py', 'def f(port=«1»): pass', 'port'],
  ];
  for (const [path, marked, whole] of rows) {
    test(`${whole || 'not at all'} in ${path}: ${marked}`, () => {
      at(path, marked, (file, span) => {
        assert.equal(file.pathOf(span).join('.'), whole);
        assert.equal(file.nameOf(span), whole === '' ? undefined : whole.split('.').at(-1));
      });
    });
  }
});

describe('a value is the fallback', () => {
  const rows: readonly (readonly [path: string, marked: string, of: string | undefined])[] = [
    ['a.js', 'process.env.A || «1»', 'A'],
    ['a.js', 'process.env.A ?? («1»)', 'A'],
    ['a.js', '«1» || process.env.A', undefined],
    ['a.js', 'process.env.A + «1»', undefined],
    ['a.js', 'f(«1»)', undefined],
    ['a.py', "import os\nos.getenv('A', «1»)", 'A'],
    ['a.py', "import os\nos.environ.get('A', default=«1»)", 'A'],
    ['a.py', "import os\nos.environ.get('A') or «1»", 'A'],
    ['a.py', "import os\nos.environ.get(«'A'», 1)", undefined],
  ];
  for (const [path, marked, of] of rows) {
    test(`of ${of} in ${path}: ${marked}`, () => {
      const value = at(path, marked, (file, span) => file.fallbackOf(span));
      assert.equal(value?.kind === 'environment' ? value.variable : undefined, of);
    });
  }
});
