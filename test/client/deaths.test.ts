import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countDeaths } from '../../client/src/deaths.ts';

const MINUTE = 60_000;

function answers(times: readonly number[]): boolean[] {
  let time = 0;
  const tooOften = countDeaths(() => time);
  return times.map((at) => {
    time = at;
    return tooOften();
  });
}

test('a server that dies five times in three minutes is given up', () => {
  assert.deepEqual(answers([0, 1, 2, 3, 4]), [false, false, false, false, true]);
});

test('a server that dies now and then is started again each time', () => {
  const times = Array.from({ length: 20 }, (_, index) => index * MINUTE);
  assert.ok(answers(times).every((tooOften) => !tooOften));
});

test('after it was given up, the count begins anew', () => {
  assert.deepEqual(answers([0, 1, 2, 3, 4, 5, 6]), [false, false, false, false, true, false, false]);
});
