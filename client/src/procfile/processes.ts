import {
  type Disposable,
  EventEmitter,
  ProcessExecution,
  type Task,
  type TaskExecution,
  tasks,
  type WorkspaceFolder,
} from 'vscode';
import { readDefinition, TASK_TYPE } from './definition.ts';
import type { TypeState } from './lens-model.ts';
import { completeTask } from './tasks.ts';

/** Between SIGTERM and SIGKILL, as foreman. */
const GRACE_MS = 5000;

/** A process of a Procfile that a task runs. */
export type RunningTask = {
  readonly name: string;
  readonly type: string;
  readonly folder: WorkspaceFolder;
  /** Relative to the folder. */
  readonly file: string;
  readonly port: string | undefined;
};

/** What runs, whoever started it: our command, *Run Task* or a launch configuration. */
export type ProcfileProcesses = Disposable & {
  /** A process started or ended. */
  onDidChange(listener: () => void): Disposable;
  /** Of all Procfiles, in the order in which they started. */
  running(): readonly RunningTask[];
  stateOf(folder: WorkspaceFolder, file: string, type: string): TypeState;
  isRunning(task: Task): boolean;
  /** SIGTERM, after five seconds SIGKILL. Settles when they ended. */
  stop(asked: readonly RunningTask[]): Promise<void>;
  /**
   * Ends processes and starts them anew, with commands and values as the files have them now.
   *
   * @returns what prevents it, for people
   */
  restart(asked: readonly RunningTask[]): Promise<readonly string[]>;
};

type Entry = RunningTask & {
  readonly key: string;
  readonly execution: TaskExecution;
  pid: number | undefined;
};

export function createProcesses(): ProcfileProcesses {
  const changed = new EventEmitter<void>();
  const entries = new Map<TaskExecution, Entry>();
  /** By folder, file and type. */
  const exitCodes = new Map<string, number>();

  const begin = (execution: TaskExecution): void => {
    const entry = entryOf(execution);
    if (entry === undefined || entries.has(execution)) return;
    exitCodes.delete(entry.key);
    entries.set(execution, entry);
    changed.fire();
  };
  for (const execution of tasks.taskExecutions) begin(execution);
  const subscriptions = [
    changed,
    tasks.onDidStartTask(({ execution }) => begin(execution)),
    tasks.onDidStartTaskProcess(({ execution, processId }) => {
      const entry = entries.get(execution);
      if (entry) entry.pid = processId;
    }),
    tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
      const entry = entryOf(execution);
      if (entry === undefined || exitCode === undefined) return;
      exitCodes.set(entry.key, exitCode);
      changed.fire();
    }),
    tasks.onDidEndTask(({ execution }) => {
      if (entries.delete(execution)) changed.fire();
    }),
  ];

  const ended = (asked: readonly Entry[], withinMs: number): Promise<boolean> =>
    new Promise((resolve) => {
      const isOver = () => asked.every(({ execution }) => !entries.has(execution));
      const finish = () => {
        clearTimeout(timer);
        listener.dispose();
        resolve(isOver());
      };
      const timer = setTimeout(finish, withinMs);
      const listener = changed.event(() => isOver() && finish());
      if (isOver()) finish();
    });

  const stopEntries = async (asked: readonly Entry[]): Promise<void> => {
    for (const { pid, execution } of asked) if (!signal(pid, 'SIGTERM')) execution.terminate();
    if (await ended(asked, GRACE_MS)) return;
    for (const entry of asked.filter(({ execution }) => entries.has(execution))) {
      signal(entry.pid, 'SIGKILL');
      entry.execution.terminate();
    }
    await ended(asked, GRACE_MS);
  };

  const select = (asked: readonly RunningTask[]): Entry[] =>
    [...entries.values()].filter((entry) => asked.includes(entry));

  return {
    onDidChange: changed.event,
    running: () => [...entries.values()],
    stateOf(folder, file, type) {
      const key = keyOf(folder, file, type);
      const running = [...entries.values()].filter((entry) => entry.key === key);
      return { running, exitCode: exitCodes.get(key) };
    },
    isRunning: (task) => [...entries.values()].some(({ execution }) => isSame(execution.task, task)),
    stop: (asked) => stopEntries(select(asked)),
    async restart(asked) {
      const stopped = select(asked);
      await stopEntries(stopped);
      const problems: string[] = [];
      for (const { folder, execution } of stopped) {
        const task = completeTask(folder, execution.task.definition);
        if ('problem' in task) problems.push(task.problem);
        else await tasks.executeTask(task);
      }
      return problems;
    },
    dispose() {
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}

function entryOf(execution: TaskExecution): Entry | undefined {
  const { definition, scope, execution: how } = execution.task;
  if (definition.type !== TASK_TYPE || typeof scope !== 'object') return undefined;
  const described = readDefinition(definition);
  if ('problem' in described) return undefined;
  const { process: type, instance, file } = described;
  const port = how instanceof ProcessExecution ? how.options?.env?.PORT : undefined;
  const key = keyOf(scope, file, type);
  return { name: `${type}.${instance}`, type, port, key, file, folder: scope, execution, pid: undefined };
}

function keyOf(folder: WorkspaceFolder, file: string, type: string): string {
  return [folder.uri.toString(), file, type].join('\n');
}

function isSame(one: Task, other: Task): boolean {
  const [first, second] = [readDefinition(one.definition), readDefinition(other.definition)];
  return (
    typeof one.scope === 'object' &&
    typeof other.scope === 'object' &&
    one.scope.uri.toString() === other.scope.uri.toString() &&
    !('problem' in first) &&
    !('problem' in second) &&
    first.process === second.process &&
    first.instance === second.instance &&
    first.file === second.file
  );
}

/**
 * A terminal makes its process the leader of a group: what that started is reached, too.
 *
 * @returns whether there was a process that a signal can reach
 */
function signal(pid: number | undefined, name: 'SIGTERM' | 'SIGKILL'): boolean {
  if (pid === undefined || process.platform === 'win32') return false;
  try {
    process.kill(-pid, name);
    return true;
  } catch {
    // The group ended meanwhile, or the terminal made none.
    return false;
  }
}
