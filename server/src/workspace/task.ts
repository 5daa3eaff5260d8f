/**
 * Work that may have to wait, written once for hosts that answer at once and for those that answer later: reading a
 * repository by promises takes four to five times as long as without. Waits by `yield* answerOf(…)`; lets others
 * have a turn by `yield* breathe()`.
 */
export type Task<Result> = Generator<Wait, Result, unknown>;

type Wait = { readonly promise?: Promise<unknown> };

/** The answer itself, waited for only if it is a promise. */
export function* answerOf<Answer>(answer: Answer | Promise<Answer>): Task<Answer> {
  if (!(answer instanceof Promise)) return answer;
  return (yield { promise: answer }) as Answer;
}

/** A place where the work may be interrupted. */
export function* breathe(): Task<void> {
  yield {};
}

/** @throws Error if the task has to wait: its host is not one that answers at once. */
export function runNow<Result>(task: Task<Result>): Result {
  let step = task.next();
  while (!step.done) {
    if (step.value.promise) throw new Error('A task that was to be done at once has to wait for its host');
    step = task.next();
  }
  return step.value;
}

/**
 * @param pause is called at each `breathe`; if it returns a promise the work goes on when that is settled, and if it
 *   throws or rejects, as when the work was cancelled, the task ends there with that error
 */
export async function run<Result>(
  task: Task<Result>,
  pause?: () => Promise<void> | undefined,
): Promise<Result> {
  let step = task.next();
  while (!step.done) {
    let answer: unknown;
    try {
      answer = await (step.value.promise ?? pause?.());
    } catch (error) {
      step = task.throw(error);
      continue;
    }
    step = task.next(answer);
  }
  return step.value;
}
