import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { Node } from 'web-tree-sitter';
import { languageOf } from '../../server/src/languages/index.ts';
import { recordReads, unrecorded } from '../../server/src/languages/reads.ts';
import type { Grammars } from '../../server/src/languages/syntax.ts';
import { loadGrammars } from '../support/grammars.ts';

let grammars: Grammars;
before(async () => {
  grammars = await loadGrammars();
});

const TEXT = 'add(1, 2);\nadd(3);\n';

function withTrees<T>(look: (root: Node, other: Node) => T): T {
  const language = languageOf('a.js');
  assert.ok(language);
  const [one, other] = [grammars.parse(language, TEXT), grammars.parse(language, TEXT)];
  try {
    return look(one.tree.rootNode, other.tree.rootNode);
  } finally {
    one.tree.delete();
    other.tree.delete();
  }
}

describe('what is asked of a node', () => {
  test('is noted', () => {
    withTrees((root) => {
      const second = root.namedChild(1);
      assert.ok(second);
      const { reads } = recordReads(root.tree, () => second.namedChildren.map((child) => child?.type));
      assert.deepEqual([...reads.nodes], [11]);
      assert.deepEqual(reads.spans, []);
      const { reads: ofText } = recordReads(root.tree, () => second.text);
      assert.deepEqual(ofText.contents, [11, 18]);
      const { reads: ofEnd } = recordReads(root.tree, () => second.endIndex);
      assert.deepEqual([...ofEnd.places], [18]);
      assert.equal(recordReads(root.tree, () => second.type).reads.nodes.size, 0);
    });
  });

  test('is not noted of another tree, nor of what follows from a place', () => {
    withTrees((root, other) => {
      const { reads } = recordReads(root.tree, () => [other.text, unrecorded(() => root.text)]);
      assert.deepEqual(reads.contents, []);
      assert.equal(reads.isOpen, false);
    });
  });

  test('makes any edit matter where it is not known how far it looks', () => {
    withTrees((root) => {
      const first = root.namedChild(0);
      assert.equal(recordReads(root.tree, () => first?.nextSibling?.type).reads.isOpen, true);
      assert.equal(recordReads(root.tree, () => first?.walk()?.nodeType).reads.isOpen, true);
    });
  });

  test('is told by every member of the library', () => {
    withTrees((root) => recordReads(root.tree, () => root.type));
    const silent = Object.entries(Object.getOwnPropertyDescriptors(Node.prototype))
      .filter(([, { get, value }]) => get ?? typeof value === 'function')
      .map(([member]) => member)
      .filter((member) => {
        const described = Object.getOwnPropertyDescriptor(Node.prototype, member);
        return !/\bnote\d*\(/.test(String(described?.get ?? described?.value));
      });
    assert.deepEqual(silent.sort(), [
      'constructor',
      'equals',
      'grammarId',
      'grammarType',
      'isError',
      'isExtra',
      'isMissing',
      'isNamed',
      'type',
      'typeId',
    ]);
  });
});
