import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as after } from 'node:timers/promises';
import { createStarts } from '../../client/src/procfile/starts.ts';

/** Runs tasks as VS Code does: a task is given back before it begins. */
function world() {
  const running = new Set<string>();
  const begun = new Set<string>();
  const said: string[] = [];
  const starts = createStarts<string, string>({
    async execute(task) {
      await after(20);
      void after(20).then(() => {
        running.add(task);
        begun.add(task);
        said.push(`${task} begins`);
      });
      return task;
    },
    hasBegun: (task) => begun.has(task),
    async stop(task) {
      if (!running.delete(task)) return;
      said.push(`${task} is stopped`);
    },
  });
  return { running, said, starts };
}

test('what is asked for starts in order', async () => {
  const { said, starts } = world();
  await starts.start(async () => ['web', 'worker']);
  await after(60);
  assert.deepEqual(said, ['web begins', 'worker begins']);
});

test('what is on its way when all are stopped is stopped, and the rest does not begin', async () => {
  const { running, said, starts } = world();
  const started = starts.start(async () => ['web', 'worker', 'clock']);
  await after(30);
  assert.equal(await starts.callOff(), true);
  await started;
  await after(100);
  assert.deepEqual(said, ['web begins', 'web is stopped', 'worker begins', 'worker is stopped']);
  assert.deepEqual([...running], []);
});

test('what is asked for afterwards starts', async () => {
  const { said, starts } = world();
  assert.equal(await starts.callOff(), false);
  await starts.start(async () => ['web']);
  await after(60);
  assert.deepEqual(said, ['web begins']);
});

test('what is still prepared when all are stopped does not begin', async () => {
  const { said, starts } = world();
  const started = starts.start(async () => {
    await after(30);
    return ['web'];
  });
  assert.equal(await starts.callOff(), true);
  await started;
  await after(60);
  assert.deepEqual(said, []);
});
