import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { mayDefine } from '../../server/src/languages/definition-places.ts';
import { languageOf } from '../../server/src/languages/index.ts';
import { parentOf } from '../../server/src/languages/parents.ts';
import type { Grammars } from '../../server/src/languages/syntax.ts';
import { loadGrammars } from '../support/grammars.ts';
import { projectTexts } from '../support/project-texts.ts';
import { nodesOf } from '../support/tree-nodes.ts';

let grammars: Grammars;
before(async () => {
  grammars = await loadGrammars();
});

/** Definitions in places that look like arguments, as real code has them. */
const TRAPS = [
  { name: 'import.py', text: 'from a.b import (\n    First,\n    Second,\n)\n' },
  { name: 'import-comment.py', text: 'from a import (\n    First,  # (of two)\n    Second,\n)\n' },
  { name: 'tuple.py', text: 'for (key, (one, other)), value in pairs:\n    pass\n(a, b) = f(a, b)\n' },
  { name: 'comprehension.py', text: 'total = sum(a * b for a, b in pairs)\n' },
  { name: 'generic.py', text: 'class Loader[K, R](Base[K]):\n    def load[T](self, key: K, more): ...\n' },
  { name: 'lambda.py', text: 'f = lambda a, b: a\ntry:\n    f()\nexcept (A, B) as error:\n    g(error)\n' },
  { name: 'parameters.js', text: 'function f(a, { b, c: [d] }, e) {}\nclass A { m(x, y) {} }\n' },
  { name: 'arrow.js', text: 'const f = (a, b) => a;\nconst g = async (c) =>\n  c;\nh(async (d, e) => d);\n' },
  { name: 'counter.js', text: 'set((s) => ++s);\nlet n;\nf(--n, 1);\n' },
  {
    name: 'pattern.js',
    text: 'const [a, b] = f();\nfor (const { x, y } of list) {}\ntry {} catch (error) {}\n',
  },
  { name: 'types.ts', text: 'function f(a: string, b): void {}\nconst g = (c, d): number => 1;\n' },
];

describe('what the signs around a name tell', () => {
  test('never passes over a definition', () => {
    for (const { name, text } of [...TRAPS, ...projectTexts()]) {
      const language = languageOf(name);
      assert.ok(language);
      const { tree } = grammars.parse(language, text);
      for (const node of nodesOf(tree.rootNode)) {
        if (language.shapes[node.type]?.kind !== 'name' && !node.type.includes('identifier')) continue;
        if (!parentOf(node) || language.definition(node) === undefined) continue;
        const where = `${node.text} at ${node.startPosition.row + 1} of ${name}`;
        assert.ok(mayDefine(text, node.startIndex, node.endIndex), where);
      }
      tree.delete();
    }
  });

  test('tells that an argument is none', () => {
    for (const text of [
      'f(name);',
      'f(name, 1);',
      'f(1, name)\ng()',
      'name.x',
      'x.name',
      'name(1)',
      'name[1]',
    ]) {
      const start = text.indexOf('name');
      assert.equal(mayDefine(text, start, start + 4), false, text);
    }
  });
});
