import { isGroupAlive, signalGroup } from '../../../server/src/node/groups.ts';
import { within } from './starts.ts';

/** A task may begin before its process does. */
const STARTS_WITHIN_MS = 2000;

/** Between SIGTERM and SIGKILL, as foreman. */
const GRACE_MS = 5000;
/** After SIGKILL, until the terminal must have noticed. */
const KILLED_MS = 2000;

/** A task whose process is to end. */
export type EndingTask = {
  /** A terminal makes its process the leader of a group; undefined if it did not start yet or nobody knows. */
  pid(): number | undefined;
  /** Who asks twice does not want to wait. */
  readonly wasAsked: boolean;
  isRunning(): boolean;
  /** Closes the terminal, with what it shows. */
  terminate(): void;
  /** It did not end in time. */
  onKill(): void;
};

/**
 * Ends the process of a task and what that started: SIGTERM, after five seconds SIGKILL. Settles when nothing is left;
 * never rejects.
 */
export async function endTask(task: EndingTask): Promise<void> {
  await within(STARTS_WITHIN_MS, () => task.pid() !== undefined || !task.isRunning());
  const group = task.pid();
  if (group === undefined || process.platform === 'win32') {
    task.terminate();
    await within(GRACE_MS, () => !task.isRunning());
    return;
  }
  const isAnyLeft = () => task.isRunning() || isGroupAlive(group, true);
  if (!task.wasAsked) {
    signalGroup(group, 'SIGTERM', false);
    if (await within(GRACE_MS, () => !isAnyLeft())) return;
  }
  if (task.isRunning()) task.onKill();
  signalGroup(group, 'SIGKILL', false);
  // The terminal did not make a group, or hangs.
  if (!(await within(KILLED_MS, () => !task.isRunning()))) task.terminate();
}
