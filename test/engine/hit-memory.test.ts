import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { createGate } from '../../server/src/engine/gate.ts';
import { createHitMemory } from '../../server/src/engine/hit-memory.ts';
import { languageOf } from '../../server/src/languages/index.ts';
import { RULES } from '../../server/src/rules/index.ts';
import { OBSERVERS } from '../../server/src/rules/observers/index.ts';
import { projectTexts } from '../support/project-texts.ts';

const CONSUMERS = [...RULES.flatMap(({ code }) => (code ? [{ anchors: code.anchors }] : [])), ...OBSERVERS];
const WANTED = CONSUMERS.map(() => true);
const TEXTS = projectTexts();

/** What people type and delete, and what they paste: pieces of other files. */
const edit = fc.record({
  at: fc.nat(9_999).map((part) => part / 10_000),
  deleted: fc.nat(120),
  inserted: fc.oneof(
    fc.constantFrom(
      '',
      '\n',
      ' ',
      "'",
      '(',
      'process.env.X',
      '.listen(3000)',
      'password = "hunter22"',
      '// ',
    ),
    fc
      .tuple(fc.constantFrom(...TEXTS), fc.nat(2000), fc.nat(300))
      .map(([{ text }, start, length]) => text.slice(start, start + length)),
  ),
});

describe('hits of an edited text', () => {
  test('are those of the whole text', () => {
    const gate = createGate(CONSUMERS);
    let compared = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...TEXTS),
        fc.array(edit, { minLength: 1, maxLength: 8 }),
        (file, edits) => {
          const family = languageOf(file.name)?.family;
          assert.ok(family);
          const memory = createHitMemory(gate);
          // Longer than what is compared at once.
          let text = file.text.repeat(4);
          memory.hits(file.name, text, family, WANTED);
          for (const { at, deleted, inserted } of edits) {
            const offset = Math.floor(at * text.length);
            text = text.slice(0, offset) + inserted + text.slice(offset + deleted);
            const hits = memory.hits(file.name, text, family, WANTED);
            assert.deepEqual(sorted(hits), sorted(gate.hits(text, family, WANTED)));
            compared += hits.size;
          }
        },
      ),
      { numRuns: 300 },
    );
    assert.ok(compared > 1000, `Only ${compared} hits were compared`);
  });

  test('are forgotten with who wants them, and with the language', () => {
    const gate = createGate([{ anchors: { javascript: ['listen'], python: ['bind'] } }]);
    const memory = createHitMemory(gate);
    assert.equal(memory.hits('a.js', 'listen', 'javascript', [false]).size, 0);
    const wanted = [true];
    assert.equal(memory.hits('a.js', 'listen', 'javascript', wanted).size, 1);
    assert.equal(memory.hits('a.js', 'listen', 'python', wanted).size, 0);
  });
});

function sorted(hits: ReadonlyMap<number, unknown>): readonly unknown[] {
  return [...hits].sort(([one], [other]) => one - other);
}
