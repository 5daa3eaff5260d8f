/** A task begins some time after it was asked for, later where much else happens; or never. */
const BEGINS_WITHIN_MS = 10_000;

/** How often is looked whether something is over that tells nobody. */
const POLL_MS = 50;

/** @returns whether it was over in time */
export async function within(milliseconds: number, isOver: () => boolean): Promise<boolean> {
  const end = Date.now() + milliseconds;
  while (!isOver()) {
    if (Date.now() >= end) return false;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return true;
}

/** Starts that may be called off while some of what they start is still on its way. */
export type Starts<Task> = {
  /**
   * Starts one after another what `prepare` gives, unless that is called off meanwhile. Settles when all began; rejects
   * as `prepare` does.
   */
  start(prepare: () => Promise<readonly Task[]>): Promise<void>;
  /**
   * Nothing more begins; what was on its way is stopped as it begins. Settles when it ended.
   *
   * @returns whether anything was under way
   */
  callOff(): Promise<boolean>;
};

/** What runs a task, and knows what runs. */
export type Runner<Task, Execution> = {
  execute(task: Task): Promise<Execution>;
  /** Also of one that ended since. */
  hasBegun(execution: Execution): boolean;
  /** Does nothing to one that ended or that is being stopped. */
  stop(execution: Execution): Promise<void>;
};

export function createStarts<Task, Execution>({
  execute,
  hasBegun,
  stop,
}: Runner<Task, Execution>): Starts<Task> {
  let timesCalledOff = 0;
  const underWay = new Set<Promise<void>>();

  async function startAll(prepare: () => Promise<readonly Task[]>): Promise<void> {
    const before = timesCalledOff;
    const isOff = () => timesCalledOff !== before;
    const executions: Execution[] = [];
    for (const task of await prepare()) {
      if (isOff()) break;
      executions.push(await execute(task));
    }
    await Promise.all(
      executions.map(async (execution) => {
        await within(BEGINS_WITHIN_MS, () => hasBegun(execution));
        if (isOff()) await stop(execution);
      }),
    );
  }

  return {
    async start(prepare) {
      const started = startAll(prepare);
      underWay.add(started);
      try {
        await started;
      } finally {
        underWay.delete(started);
      }
    },
    async callOff() {
      timesCalledOff++;
      const ended = await Promise.allSettled(underWay);
      return ended.length > 0;
    },
  };
}
