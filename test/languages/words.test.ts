import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { createWords } from '../../server/src/languages/words.ts';

const piece = fc.constantFrom('a', 'ab', 'b', ' ', '.', '\n', 'é', '$', '_', 'ab.ab', 'aab', 'abab', '');
const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));

describe('the offsets of a word', () => {
  test('are of whole words', () => {
    assert.deepEqual(createWords().offsets('ab a.ab(aab, ab$) éab ab', 'ab'), [0, 5, 22]);
    assert.deepEqual(createWords().offsets('anything', ''), []);
  });

  test('follow edits', () => {
    const edit = fc.record({ at: fc.nat(80), deleted: fc.nat(6), inserted: text });
    fc.assert(
      fc.property(text, fc.array(edit, { maxLength: 6 }), (start, edits) => {
        const words = createWords();
        let now = start;
        for (const { at, deleted, inserted } of edits) {
          for (const word of ['a', 'ab', 'aab']) {
            assert.deepEqual(words.offsets(now, word), createWords().offsets(now, word), JSON.stringify(now));
          }
          now = now.slice(0, at) + inserted + now.slice(at + deleted);
        }
      }),
      { numRuns: 5000 },
    );
  });
});
