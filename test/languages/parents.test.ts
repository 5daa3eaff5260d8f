import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import fc from 'fast-check';
import { languageOf } from '../../server/src/languages/index.ts';
import { nodeAt, parentOf } from '../../server/src/languages/parents.ts';
import type { Grammars, ParsedText } from '../../server/src/languages/syntax.ts';
import { loadGrammars } from '../support/grammars.ts';
import { projectTexts } from '../support/project-texts.ts';
import { nodesOf } from '../support/tree-nodes.ts';

let grammars: Grammars;
before(async () => {
  grammars = await loadGrammars();
});

/** Real texts, and what is left of them after a cut somewhere: half-typed code has missing and empty nodes. */
const TEXTS = projectTexts();

function withTree(name: string, text: string, ask: (parsed: ParsedText) => void): void {
  const language = languageOf(name);
  assert.ok(language);
  const parsed = grammars.parse(language, text);
  try {
    ask(parsed);
  } finally {
    parsed.tree.delete();
  }
}

const cutText = fc
  .tuple(fc.constantFrom(...TEXTS), fc.double({ min: 0.3, max: 1, noNaN: true }), fc.integer())
  .map(([{ name, text }, part, seed]) => ({ name, text: text.slice(0, text.length * part), seed }));

describe('nodes are found as the library finds them', () => {
  test('parents, asked in any order', () => {
    fc.assert(
      fc.property(cutText, ({ name, text, seed }) => {
        withTree(name, text, ({ tree }) => {
          const nodes = [...nodesOf(tree.rootNode)];
          for (let step = 0; step < 150; step++) {
            const node = nodes[Math.abs(seed + step * 7919) % nodes.length];
            assert.ok(node);
            assert.equal(parentOf(node)?.id, node.parent?.id, `${node.type} at ${node.startIndex}`);
          }
        });
      }),
      { numRuns: 60 },
    );
  });

  test('the smallest node at a place, wherever was looked before', () => {
    fc.assert(
      fc.property(cutText, ({ name, text, seed }) => {
        withTree(name, text, ({ tree }) => {
          for (let step = 0; step < 150; step++) {
            const start = Math.abs(seed + step * 7919) % (text.length + 2);
            const end = start + (Math.abs(seed + step) % 12);
            const found = nodeAt(tree, start, end);
            const expected = tree.rootNode.descendantForIndex(start, end);
            assert.equal(found?.id, expected?.id, `${start}-${end}`);
            if (found) parentOf(found);
          }
        });
      }),
      { numRuns: 60 },
    );
  });
});
