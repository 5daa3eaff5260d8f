import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRefresher } from '../../client/src/refresher.ts';

function setUp() {
  const errors: unknown[] = [];
  const ends: ((error?: Error) => void)[] = [];
  let wanted = true;
  const refresher = createRefresher(
    () => wanted,
    () => new Promise((resolve, reject) => ends.push((error) => (error ? reject(error) : resolve()))),
    (error) => errors.push(error),
  );
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return { refresher, errors, ends, settle, want: (is: boolean) => (wanted = is) };
}

test('one refresh at a time, and one more for all that changed meanwhile', async () => {
  const { refresher, ends, settle } = setUp();
  for (let change = 0; change < 5; change++) void refresher.outdate();
  await settle();
  assert.equal(ends.length, 1);
  ends[0]?.();
  await settle();
  assert.equal(ends.length, 2);
  ends[1]?.();
  await settle();
  await refresher.catchUp();
  assert.equal(ends.length, 2, 'what is up to date is left alone');
});

test('what is not wanted is refreshed when it is', async () => {
  const { refresher, ends, settle, want } = setUp();
  want(false);
  await refresher.outdate();
  assert.equal(ends.length, 0);
  want(true);
  void refresher.catchUp();
  await settle();
  assert.equal(ends.length, 1);
});

test('a failure is told, and the next change tries again', async () => {
  const { refresher, errors, ends, settle } = setUp();
  const failure = new Error('the server went away');
  const first = refresher.outdate();
  ends[0]?.(failure);
  await first;
  assert.deepEqual(errors, [failure]);
  void refresher.outdate();
  await settle();
  assert.equal(ends.length, 2);
});
