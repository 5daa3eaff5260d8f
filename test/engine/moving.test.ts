import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { moveReport, moveSpan } from '../../server/src/model/moving.ts';

const MOVE = { path: 'a.js', replaced: { start: 10, end: 20 }, moved: -4 };

describe('what stood somewhere before an edit', () => {
  test('stands where the text around it is', () => {
    assert.deepEqual(moveSpan({ start: 2, end: 9 }, MOVE), { start: 2, end: 9 });
    assert.deepEqual(moveSpan({ start: 21, end: 25 }, MOVE), { start: 17, end: 21 });
    assert.deepEqual(moveSpan({ start: 5, end: 30 }, MOVE), { start: 5, end: 26 });
  });

  test('stands nowhere that is known if the edit touched its border', () => {
    for (const [start, end] of [
      [2, 10],
      [20, 25],
      [12, 18],
      [5, 15],
      [15, 25],
      [10, 20],
    ] as const)
      assert.equal(moveSpan({ start, end }, MOVE), undefined);
  });

  test('moves with its fixes and related places, but for those in other files', () => {
    const far = { start: 30, end: 31 };
    const report = {
      span: far,
      message: 'x',
      related: [
        { path: 'a.js', span: far, message: 'here' },
        { path: 'b.js', span: far, message: 'there' },
      ],
      fixes: [
        {
          title: 'x',
          kind: 'safe' as const,
          edits: [
            { span: far, text: '' },
            { path: 'b.js', span: far, text: '' },
          ],
        },
      ],
    };
    const near = { start: 26, end: 27 };
    assert.deepEqual(moveReport(report, MOVE), {
      span: near,
      message: 'x',
      related: [
        { path: 'a.js', span: near, message: 'here' },
        { path: 'b.js', span: far, message: 'there' },
      ],
      fixes: [
        {
          title: 'x',
          kind: 'safe',
          edits: [
            { span: near, text: '' },
            { path: 'b.js', span: far, text: '' },
          ],
        },
      ],
    });
    assert.equal(
      moveReport(
        {
          ...report,
          fixes: [{ title: 'x', kind: 'safe', edits: [{ span: { start: 9, end: 11 }, text: '' }] }],
        },
        MOVE,
      ),
      undefined,
    );
  });
});
