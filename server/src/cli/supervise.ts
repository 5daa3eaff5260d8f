import type { ProcessEnd, Processes, RunningProcess, StopSignal } from './processes.ts';

/** A process and what it is called. */
export type Supervised = { readonly name: string; readonly process: RunningProcess };

export type SupervisionEvents = {
  onEnd(name: string, end: ProcessEnd): void;
  /** The others are asked to end: by a signal, or because one of them failed. */
  onStop(cause: StopSignal | 'failure'): void;
  /** These did not end in time. */
  onKill(names: readonly string[]): void;
};

/** How often is looked whether a group is empty: nothing tells it. */
const POLL_MS = 25;
/** After SIGKILL, what is left is not ours to wait for. */
const KILLED_MS = 2000;

/**
 * Waits for processes as one: the first that fails, or a signal, ends all of them, with SIGTERM and after a while with
 * SIGKILL; a second signal does not wait. One that ends well leaves the others running. What a process leaves behind in
 * its group is ended, too.
 *
 * @param graceMs between SIGTERM and SIGKILL
 * @returns the status of the first failure; 128 + n after signal n; 0 if all ended well
 */
export async function supervise(
  all: readonly Supervised[],
  processes: Pick<Processes, 'onStopSignal'>,
  graceMs: number,
  events: SupervisionEvents,
): Promise<number> {
  let status = 0;
  let isImpatient = false;
  let isStopping = false;
  let stop: () => void = () => undefined;
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  const begin = (cause: StopSignal | 'failure', exit: number): void => {
    if (isStopping) return;
    isStopping = true;
    status = exit;
    if (all.some(({ process }) => process.isAlive())) events.onStop(cause);
    stop();
  };
  const giveBack = processes.onStopSignal((signal, exit) => {
    isImpatient = isStopping;
    begin(signal, exit);
  });
  const ends = all.map(async ({ name, process }) => {
    const end = await process.ended;
    events.onEnd(name, end);
    if (end.status !== 0) begin('failure', end.status);
  });
  try {
    await Promise.race([Promise.all(ends), stopped]);
    isStopping = true;
    await endGroups(all, graceMs, () => isImpatient, events.onKill);
    await atMost(KILLED_MS, Promise.all(ends));
    return status;
  } finally {
    for (const { process } of all) process.close();
    giveBack();
  }
}

async function endGroups(
  all: readonly Supervised[],
  graceMs: number,
  isImpatient: () => boolean,
  onKill: SupervisionEvents['onKill'],
): Promise<void> {
  const left = () => all.filter(({ process }) => process.isAlive());
  for (const { process } of left()) process.signal('SIGTERM');
  const end = Date.now() + graceMs;
  while (left().length > 0 && Date.now() < end && !isImpatient()) await delay(POLL_MS);
  const stubborn = left();
  if (stubborn.length === 0) return;
  onKill(stubborn.map(({ name }) => name));
  for (const { process } of stubborn) process.signal('SIGKILL');
}

async function atMost(milliseconds: number, work: Promise<unknown>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work, late]);
  // It would keep the process alive.
  clearTimeout(timer);
}

function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
