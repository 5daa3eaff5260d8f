import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  type Dependencies,
  dependenciesOf,
  follow,
  stillHolds,
} from '../../server/src/languages/dependencies.ts';
import type { Edited } from '../../server/src/languages/edited.ts';
import { nothingRead, type Reads } from '../../server/src/languages/reads.ts';
import { createTextQuestions } from '../../server/src/languages/text-questions.ts';

function resting(reads: Partial<Reads>): Dependencies {
  const made = dependenciesOf({ ...nothingRead(), ...reads });
  assert.ok(made);
  return made;
}

/** Ten units at 100 become twelve, between tokens that end at 98 and begin at 111. */
const EDITED: Edited = {
  before: '',
  replaced: { start: 100, end: 110 },
  moved: 2,
  around: { start: 95, end: 115 },
  nodes: new Set([40]),
  words: new Set(['port']),
  near: { before: '', now: '' },
  isSpace: false,
};

function holds(reads: Partial<Reads>, edited: Partial<Edited> = {}): boolean {
  return stillHolds(resting(reads), { ...EDITED, ...edited }, '', createTextQuestions());
}

describe('an answer', () => {
  test('rests on nothing that can be told where the whole text was read', () => {
    assert.equal(dependenciesOf({ ...nothingRead(), isOpen: true }), undefined);
  });

  test('holds while all that it rests on is elsewhere', () => {
    assert.ok(
      holds({
        nodes: new Set([0, 39, 41, 94, 116]),
        places: new Set([0, 40, 94, 116]),
        spans: [0, 99, 111, 200],
      }),
    );
  });

  test('falls with what it rests on', () => {
    for (const at of [95, 100, 110, 115]) {
      assert.ok(!holds({ nodes: new Set([at]) }), `node at ${at}`);
      assert.ok(!holds({ places: new Set([at]) }), `place at ${at}`);
    }
    assert.ok(!holds({ nodes: new Set([40]) }));
    assert.ok(!holds({ words: new Set(['port']) }));
    for (const spans of [
      [90, 100],
      [110, 120],
      [104, 105],
      [0, 500],
    ]) {
      assert.ok(!holds({ spans }), String(spans));
      assert.ok(!holds({ contents: spans }), String(spans));
    }
  });

  test('falls with white space only where its text was read', () => {
    assert.ok(holds({ nodes: new Set([100]), places: new Set([100]) }, { isSpace: true }));
    assert.ok(!holds({ spans: [90, 100] }, { isSpace: true }));
    assert.ok(!holds({ contents: [90, 105] }, { isSpace: true }));
    assert.ok(holds({ contents: [90, 100, 110, 120] }, { isSpace: true }));
  });

  test('moves along with what comes after an edit', () => {
    const answer = resting({
      nodes: new Set([40, 120]),
      places: new Set([130, 0]),
      spans: [90, 95, 111, 140],
    });
    follow(answer, EDITED);
    assert.deepEqual([...answer.nodes], [40, 122]);
    assert.deepEqual([...answer.places], [0, 132]);
    assert.deepEqual([...answer.spans], [90, 95, 113, 142]);
  });

  test('follows from offsets in the text that move along', () => {
    const ask = (text: string) => text.indexOf('x');
    const answer = resting({ questions: new Map([[ask, { question: { ask }, answer: 2 }]]) });
    const edited: Edited = {
      ...EDITED,
      before: '  x',
      replaced: { start: 1, end: 1 },
      moved: 3,
      isSpace: true,
    };
    assert.ok(stillHolds(answer, edited, '     x', createTextQuestions()));
    assert.ok(!stillHolds(answer, edited, ' x   x', createTextQuestions()));
    follow(answer, edited);
    assert.deepEqual(answer.questions[0]?.[1].answer, 5);
  });
});
