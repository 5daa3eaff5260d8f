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

/** Asks of a file with anchors at the marks. */
function at<T>(path: string, marked: string, ask: (file: SourceFile, span: Span) => T): T {
  const { text, spans } = readMarks(marked);
  const [span = { start: 0, end: 0 }] = spans;
  return withSourceFile(grammars, path, text, (file) => ask(file, span), { hits: spans });
}

const textOf = (file: SourceFile, { start, end }: Span) => file.wholeText().slice(start, end);

describe('calls at anchors', () => {
  test('are those of whose callee the anchor is a part', () => {
    at('a.js', 'f(«g»(«1»)).«h»(); «k»', (file) => {
      assert.deepEqual(
        [...file.callsAtAnchors()].map(({ callee }) => callee),
        ['g', 'f().h'],
      );
    });
  });

  test('are given once, with the entry of the table', () => {
    at('a.js', "require('http').«create»«Server»(); «other»(); app.«listen»(1)", (file) => {
      const found = [...file.calls({ 'http.createServer': 1, '?.listen': 2, toString: 3 })];
      assert.deepEqual(
        found.map(({ entry }) => entry),
        [1],
      );
    });
    at('a.js', 'function f(app) { app.«listen»(1) }', (file) => {
      assert.deepEqual(
        [...file.calls({ '?.listen': 2 })].map(({ entry }) => entry),
        [2],
      );
    });
  });

  test('never are properties that every object has', () => {
    at('a.js', '«toString»(); «constructor»(); «hasOwnProperty»()', (file) => {
      assert.deepEqual([...file.calls({})], []);
    });
  });

  test('know their arguments and options', () => {
    at('a.js', "const o = { port: 1 }; «f»('a', o, ...rest)", (file) => {
      const [call] = file.callsAtAnchors();
      assert.equal(call?.argument(0)?.kind, 'literal');
      assert.equal(call?.argument(1)?.kind, 'object');
      assert.equal(call?.argument(2), undefined, 'a spread may be anything');
      assert.equal(call?.option('port')?.kind, 'literal');
      assert.equal(call?.option('host'), undefined);
      assert.equal(call?.isOpen(), true);
    });
    at('a.py', "«f»('a', port=1)", (file) => {
      const [call] = file.callsAtAnchors();
      assert.equal(call?.argument(5, 'port')?.kind, 'literal');
      assert.equal(call?.argument(1), undefined, 'a keyword has no position');
      assert.equal(call?.option('port')?.kind, 'literal');
      assert.equal(call?.isOpen(), false);
    });
    at('a.py', '«f»(**options)', (file) => assert.equal([...file.callsAtAnchors()][0]?.isOpen(), true));
  });
});

describe('assignments at anchors', () => {
  const rows: readonly (readonly [path: string, marked: string, expected: string])[] = [
    ['a.js', 'const «password» = 1', 'declaration password password = 1'],
    ['a.js', 'app.config.«password» = 1', 'assignment password app.config.password = 1'],
    ['a.js', "config['«password»'] = 1", 'assignment password config.password = 1'],
    ['a.js', 'f({ «password»: 1 })', 'property password password = 1'],
    ['a.js', "f({ '«password»': 1 })", 'property password password = 1'],
    ['a.js', "const x = '«secret»'", "declaration x x = 'secret'"],
    ['a.js', 'function f(«password» = 1) {}', 'default password password = 1'],
    ['a.ts', 'class A { «password»: string = 1 }', 'declaration password password = 1'],
    ['a.py', '«PASSWORD» = 1', 'declaration PASSWORD PASSWORD = 1'],
    ['a.py', "app.config['«PASSWORD»'] = 1", 'declaration PASSWORD app.config.PASSWORD = 1'],
    ['a.py', 'f(«password»=1)', 'argument password password = 1'],
    ['a.py', 'def f(«password»=1): pass', 'default password password = 1'],
    ['a.py', "{'«password»': 1}", 'property password password = 1'],
  ];
  for (const [path, marked, expected] of rows) {
    test(`${expected} in ${marked}`, () => {
      at(path, marked, (file) => {
        const [found] = file.assignments();
        assert.ok(found);
        const value = textOf(file, found.value.span);
        assert.equal(`${found.form} ${found.name} ${found.target} = ${value}`, expected);
        assert.match(textOf(file, found.nameSpan), new RegExp(found.name));
      });
    });
  }

  test('are none where a name is only used', () => {
    at('a.js', 'f(«password»)', (file) => assert.deepEqual([...file.assignments()], []));
  });
});

describe('strings at anchors', () => {
  test('are given decoded, with what stands between the quotes', () => {
    at('a.js', "f('a«b»\\n')", (file) => {
      const [found] = file.strings();
      assert.equal(found?.kind === 'string' && found.value, 'ab\n');
      assert.equal(found?.kind === 'string' && textOf(file, found.content), 'ab\\n');
    });
    at('a.py', "f(rb'a«b»')", (file) => {
      const [found] = file.strings();
      assert.equal(found?.kind === 'string' && textOf(file, found.content), 'ab');
    });
  });

  test('with something inserted are templates', () => {
    at('a.js', 'f(`a«b»${c}`)', (file) => assert.equal([...file.strings()][0]?.kind, 'template'));
    at('a.py', "f(f'a«b»{c}')", (file) => assert.equal([...file.strings()][0]?.kind, 'template'));
  });

  test('are no imports and no docstrings', () => {
    at('a.js', "import '«a»';", (file) => assert.deepEqual([...file.strings()], []));
    at('a.py', 'def f():\n    """«a»"""\n', (file) => assert.deepEqual([...file.strings()], []));
  });
});

describe('comparisons at anchors', () => {
  const rows: readonly (readonly [path: string, marked: string, expected: string])[] = [
    [
      'a.js',
      "if (process.env.«NODE_ENV» === 'production') { a(); } else { b(); }",
      '=== { a(); },else { b(); }',
    ],
    ['a.js', "const x = «NODE_ENV» !== 'a' ? b : c", '!== b,c'],
    ['a.js', "«NODE_ENV» === 'a' && b()", '=== b()'],
    ['a.js', "const x = «NODE_ENV» === 'a'", '=== '],
    ['a.js', 'switch («NODE_ENV») { case 1: a(); }', 'switch { case 1: a(); }'],
    ['a.py', "if «ENV» == 'a':\n    b()\nelse:\n    c()\n", '== b(),else:\n    c()'],
    ['a.py', "x = b if «ENV» == 'a' else c", '== b,c'],
    ['a.py', "if «ENV» in ('a', 'b'):\n    c()\n", 'in c()'],
  ];
  for (const [path, marked, expected] of rows) {
    test(`${JSON.stringify(expected)} in ${marked}`, () => {
      at(path, marked, (file) => {
        const [found] = file.comparisons();
        assert.ok(found);
        assert.equal(
          `${found.operator} ${found.branches.map((span) => textOf(file, span)).join()}`,
          expected,
        );
      });
    });
  }

  test('are no arithmetic', () => {
    at('a.js', '«a» + b; «a» > b', (file) => assert.deepEqual([...file.comparisons()], []));
  });
});

describe('around an offset are', () => {
  test('the function, its name, and what it is given to', () => {
    at('a.js', "app.get('/x', async (request, response) => { «1» })", (file, { start }) => {
      const { name, parameters, passedTo } = file.functionAround(start) ?? {};
      assert.deepEqual(
        { name, parameters, passedTo },
        { name: undefined, parameters: ['request', 'response'], passedTo: 'app.get' },
      );
    });
    at('a.js', 'const main = () => { «1» }', (file, { start }) =>
      assert.equal(file.functionAround(start)?.name, 'main'),
    );
    at('a.js', 'class A { run() { «1» } }', (file, { start }) =>
      assert.equal(file.functionAround(start)?.name, 'run'),
    );
    at('a.py', "@app.route('/x')\n@login_required\ndef index(a, b=1, *c):\n    «1»\n", (file, { start }) => {
      const around = file.functionAround(start);
      assert.equal(around?.name, 'index');
      assert.deepEqual(around?.decorators, ['app.route()', 'login_required']);
    });
    at('a.js', '«1»', (file, { start }) => assert.equal(file.functionAround(start), undefined));
  });

  test('the class and what it extends', () => {
    at('a.js', "import { B } from 'b'; class A extends B { run() { «1» } }", (file, { start }) => {
      assert.equal(file.classAround(start)?.name, 'A');
      assert.deepEqual(file.classAround(start)?.bases, ['b.B']);
    });
    at(
      'a.ts',
      "import b from 'b'; export class A extends b.C<D> implements E { x = «1» }",
      (file, { start }) => assert.deepEqual(file.classAround(start)?.bases, ['b.C']),
    );
    at('a.py', 'from b import C\nclass A(C, metaclass=D):\n    x = «1»\n', (file, { start }) =>
      assert.deepEqual(file.classAround(start)?.bases, ['b.C']),
    );
  });

  test('objects, innermost first', () => {
    at('a.js', 'f({ a: { b: «1» } })', (file, { start }) =>
      assert.deepEqual(
        file.objectsAround(start).map(({ entries }) => entries[0]?.key),
        ['b', 'a'],
      ),
    );
    at('a.py', "f({'a': {'b': «1»}})", (file, { start }) =>
      assert.equal(file.objectsAround(start).length, 2),
    );
  });

  test('the line and its indentation, the statement, inner and outer', () => {
    at('a.js', 'a();\r\nif (b) {\r\n  c(«1»);\r\n}\r\n', (file, { start }) => {
      const { start: from, end, indentation } = file.line(start);
      assert.equal(file.wholeText().slice(from, end).trimEnd(), '  c(1);');
      assert.equal(indentation, '  ');
      assert.equal(textOf(file, file.statement(start)), 'c(1);');
      assert.match(textOf(file, file.statement(start, true)), /^if \(b\) \{[\s\S]*\}$/);
    });
  });

  test('the tests that decide whether it is reached', () => {
    at('a.js', 'if (a) { if (b && «c») { d } } else { e }', (file, { start }) =>
      assert.deepEqual(
        file.tests(start).map(({ span }) => textOf(file, span)),
        ['b', 'a'],
      ),
    );
    at('a.py', 'if a:\n    x = «1» if b else 2\n', (file, { start }) =>
      assert.deepEqual(
        file.tests(start).map(({ span }) => textOf(file, span)),
        ['b', 'a'],
      ),
    );
  });
});

describe('code that does not run', () => {
  test('is types', () => {
    at('a.ts', "interface A { b: '«x»' }", (file, { start }) => assert.equal(file.isInert(start), true));
    at('a.ts', "type A = '«x»';", (file, { start }) => assert.equal(file.isInert(start), true));
    at('a.ts', "const a = '«x»';", (file, { start }) => assert.equal(file.isInert(start), false));
  });

  test('when it is imported stands under a guard', () => {
    at('a.py', 'if __name__ == "__main__":\n    «a»()\n', (file, { start }) =>
      assert.ok(file.isMainGuarded(start)),
    );
    at('a.py', 'if x:\n    «a»()\n', (file, { start }) => assert.ok(!file.isMainGuarded(start)));
    at('a.js', 'if (require.main === module) { «a»(); }', (file, { start }) =>
      assert.ok(file.isMainGuarded(start)),
    );
  });
});

test('a file imports a module in any form, and a submodule for its parent', () => {
  const imports = (path: string, text: string, module: string) =>
    withSourceFile(grammars, path, text, (file) => file.imports(module));
  assert.ok(imports('a.js', "import x from 'express';", 'express'));
  assert.ok(imports('a.js', "const x = require('node:http');", 'http'));
  assert.ok(imports('a.js', "await import('express');", 'express'));
  assert.ok(imports('a.js', "import x from '@nestjs/core/y';", '@nestjs/core'));
  assert.ok(!imports('a.js', "import x from 'express-session';", 'express'));
  assert.ok(!imports('a.js', "const express = 'express';", 'express'));
  assert.ok(imports('a.py', 'import logging.handlers', 'logging'));
  assert.ok(imports('a.py', 'from logging.handlers import X', 'logging.handlers'));
  assert.ok(imports('a.py', 'import os, logging', 'logging'));
  assert.ok(!imports('a.py', 'import logging_tools', 'logging'));
});
