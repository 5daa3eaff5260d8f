import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { languageOf } from '../../server/src/languages/index.ts';
import { createNames, type Names } from '../../server/src/languages/names.ts';
import type { Grammars } from '../../server/src/languages/syntax.ts';
import { loadGrammars } from '../support/grammars.ts';

let grammars: Grammars;
before(async () => {
  grammars = await loadGrammars();
});

/** Asks for names of a text; its tree is freed afterwards. */
function withNames(path: string, text: string, ask: (names: Names) => void): void {
  const language = languageOf(path);
  assert.ok(language);
  const parsed = grammars.parse(language, text);
  try {
    ask(createNames(parsed));
  } finally {
    parsed.tree.delete();
  }
}

/** The lines, from 1, on which what defines a name as seen at the mark `^` stands. */
function definedOn(path: string, marked: string, name: string): readonly number[] {
  const offset = marked.indexOf('^');
  const text = marked.replace('^', '');
  let lines: readonly number[] = [];
  withNames(path, text, (names) => {
    lines = names.bindings(name, offset).map(({ node }) => node.startPosition.row + 1);
  });
  return lines;
}

describe('a name is bound', () => {
  test('in the innermost scope that declares it', () => {
    const text = 'const x = 1;\nfunction f(x) {\n  { const x = 2; ^ }\n}\n';
    assert.deepEqual(definedOn('a.js', text, 'x'), [3]);
    assert.deepEqual(definedOn('a.js', text.replace('^', '').replace('}\n}', '} ^\n}'), 'x'), [2]);
    assert.deepEqual(definedOn('a.js', `${text.replace('^', '')}^`, 'x'), [1]);
  });

  test('by all that assign to it, from inner scopes too', () => {
    const text = 'let x = 1;\nfunction f() { x = 2; }\nfunction g() { let x; x = 3; }\n^';
    assert.deepEqual(definedOn('a.js', text, 'x'), [1, 2]);
  });

  test('not by a declaration without value where an assignment follows', () => {
    assert.deepEqual(definedOn('a.js', 'let x;\nx = 1;\n^', 'x'), [2]);
    assert.deepEqual(definedOn('a.js', 'let x;\n^', 'x'), [1]);
  });

  test('by assignments alone where nothing declares it', () => {
    assert.deepEqual(definedOn('a.js', 'x = 1;\nx = 2;\n^', 'x'), [1, 2]);
  });

  test('in Python by assignments of the function, else of the module', () => {
    const text = 'x = 1\ndef f():\n    x = 2\n    y = x^\n';
    assert.deepEqual(definedOn('a.py', text, 'x'), [3]);
    assert.deepEqual(definedOn('a.py', 'x = 1\ndef f():\n    y = x^\n', 'x'), [1]);
  });

  test('not at all if nothing defines it', () => {
    assert.deepEqual(definedOn('a.js', 'f(x);^', 'x'), []);
  });

  test('also if the parser had to put it there: an empty name is nowhere', () => {
    withNames('a.js', "*/\n.listen(3000, '127.0.0.1');\n", (names) => {
      assert.deepEqual(names.occurrences(''), []);
      assert.deepEqual(names.bindings('', 3), []);
      assert.deepEqual(names.fields('', 3), []);
    });
  });
});

test('a name occurs where it stands as a word of its own', () => {
  withNames('a.js', 'const port = 1; $port; portal; report; "port"; o.port; { port } // port\n', (names) => {
    assert.equal(names.occurrences('port').length, 3);
  });
});

describe('fields', () => {
  function fieldsOf(path: string, marked: string, name: string): readonly string[] {
    let values: readonly string[] = [];
    withNames(path, marked.replace('^', ''), (names) => {
      values = names
        .fields(name, marked.indexOf('^'))
        .map(({ definition }) =>
          definition.kind === 'value' ? (definition.value?.text ?? '') : definition.kind,
        );
    });
    return values;
  }

  test('are those of the class around', () => {
    const text = `class A { port = 1; constructor() { this.port = 2; other.port = 3; } run() { ^ } }
class B { constructor() { this.port = 4; } }
`;
    assert.deepEqual(fieldsOf('a.js', text, 'port'), ['1', '2']);
    assert.deepEqual(fieldsOf('a.ts', text, 'port'), ['1', '2']);
  });

  test('are those of self in Python', () => {
    const text = `class A:
    port = 1
    def __init__(self):
        self.port = 2
        port = 3
    def run(self):
        ^pass
`;
    assert.deepEqual(fieldsOf('a.py', text, 'port'), ['1', '2']);
  });

  test('are none outside of classes', () => {
    assert.deepEqual(fieldsOf('a.js', 'this.port = 1; ^', 'port'), []);
  });
});
