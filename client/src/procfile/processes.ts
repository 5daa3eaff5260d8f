import {
  type Disposable,
  EventEmitter,
  ProcessExecution,
  type Task,
  type TaskExecution,
  tasks,
  type WorkspaceFolder,
} from 'vscode';
import { statusOf } from '../../../server/src/node/exit-status.ts';
import { readDefinition, TASK_TYPE } from './definition.ts';
import { describeEnd } from './ends.ts';
import type { RunningState, TypeState } from './lens-model.ts';
import { createStarts } from './starts.ts';
import { endTask } from './stop.ts';
import type { ProcfileTasks } from './tasks.ts';

/** A process of a Procfile that a task runs. */
export type RunningTask = RunningState & {
  readonly type: string;
  readonly folder: WorkspaceFolder;
  /** Relative to the folder. */
  readonly file: string;
};

/** What runs, whoever started it: our command, *Run Task* or a launch configuration. */
export type ProcfileProcesses = Disposable & {
  /** A process started, was asked to end, or ended. */
  onDidChange(listener: () => void): Disposable;
  /** Of all Procfiles, in the order in which they started. */
  running(): readonly RunningTask[];
  stateOf(folder: WorkspaceFolder, file: string, type: string): TypeState;
  isRunning(task: Task): boolean;
  /** The number of the process that runs, or ran last, under a name; undefined if nobody knows. */
  processOf(folder: WorkspaceFolder, file: string, name: string): number | undefined;
  /**
   * SIGTERM, after five seconds SIGKILL, for a process and what it started; those that were asked before are killed at
   * once. Settles when they ended.
   */
  stop(asked: readonly RunningTask[]): Promise<void>;
  /**
   * Stops whatever runs, and what is about to start.
   *
   * @returns whether there was anything
   */
  stopAll(): Promise<boolean>;
  /** Starts tasks one after another, until all are stopped. */
  start(prepare: () => Promise<readonly Task[]>): Promise<void>;
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
  isStopping: boolean;
  exitCode: number | undefined;
};

type Ended = { readonly how: string; readonly pid: number | undefined };

export function createProcesses(procfileTasks: ProcfileTasks): ProcfileProcesses {
  const changed = new EventEmitter<void>();
  const entries = new Map<TaskExecution, Entry>();
  const begun = new WeakSet<TaskExecution>();
  /** By folder, file and type, then by name. */
  const ends = new Map<string, Map<string, Ended>>();

  const begin = (execution: TaskExecution): void => {
    const entry = entryOf(execution);
    if (entry === undefined || entries.has(execution)) return;
    ends.get(entry.key)?.delete(entry.name);
    entries.set(execution, entry);
    begun.add(execution);
    changed.fire();
  };
  const end = (execution: TaskExecution): void => {
    const entry = entries.get(execution);
    if (entry === undefined) return;
    entries.delete(execution);
    const ofType = ends.get(entry.key) ?? new Map<string, Ended>();
    ends.set(
      entry.key,
      ofType.set(entry.name, { how: describeEnd(entry.exitCode, entry.isStopping), pid: entry.pid }),
    );
    changed.fire();
  };
  for (const execution of tasks.taskExecutions) begin(execution);
  const subscriptions = [
    changed,
    tasks.onDidStartTask(({ execution }) => begin(execution)),
    tasks.onDidStartTaskProcess(({ execution, processId }) => {
      begin(execution);
      const entry = entries.get(execution);
      if (entry) entry.pid = processId;
    }),
    tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
      const entry = entries.get(execution);
      if (entry) entry.exitCode ??= exitCode;
    }),
    tasks.onDidEndTask(({ execution }) => end(execution)),
  ];

  const select = (asked: readonly RunningTask[]): Entry[] =>
    [...entries.values()].filter((entry) => asked.includes(entry));

  const ofKey = (key: string): Entry[] => [...entries.values()].filter((entry) => entry.key === key);

  const stop = async (asked: readonly Entry[]): Promise<void> => {
    const ended = asked.map((entry) =>
      endTask({
        pid: () => entry.pid,
        wasAsked: entry.isStopping,
        isRunning: () => entries.has(entry.execution),
        terminate: () => entry.execution.terminate(),
        onKill: () => {
          // The terminal will say 0.
          entry.exitCode = statusOf('SIGKILL');
        },
      }),
    );
    for (const entry of asked) entry.isStopping = true;
    changed.fire();
    await Promise.all(ended);
  };

  const starts = createStarts<Task, TaskExecution>({
    execute: async (task) => tasks.executeTask(task),
    hasBegun: (execution) => begun.has(execution),
    stop: (execution) => {
      const entry = entries.get(execution);
      return entry === undefined || entry.isStopping ? Promise.resolve() : stop([entry]);
    },
  });

  return {
    onDidChange: changed.event,
    running: () => [...entries.values()],
    stateOf(folder, file, type) {
      const key = keyOf(folder, file, type);
      const ended = [...(ends.get(key) ?? [])].map(([name, { how }]) => ({ name, how }));
      return { running: ofKey(key), ended };
    },
    isRunning: (task) => [...entries.values()].some(({ execution }) => isSame(execution.task, task)),
    processOf(folder, file, name) {
      const key = keyOf(folder, file, name.slice(0, name.lastIndexOf('.')));
      return ofKey(key).find((entry) => entry.name === name)?.pid ?? ends.get(key)?.get(name)?.pid;
    },
    stop: (asked) => stop(select(asked)),
    async stopAll() {
      const runs = entries.size > 0;
      const [wereStarting] = await Promise.all([starts.callOff(), stop([...entries.values()])]);
      return runs || wereStarting;
    },
    start: starts.start,
    async restart(asked) {
      const stopped = select(asked);
      const problems: string[] = [];
      await starts.start(async () => {
        await stop(stopped);
        const renewed: Task[] = [];
        for (const { folder, execution } of stopped) {
          const task = await procfileTasks.renew(folder, execution.task);
          if ('problem' in task) problems.push(task.problem);
          else renewed.push(task);
        }
        return renewed;
      });
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
  return {
    name: `${type}.${instance}`,
    type,
    port: how instanceof ProcessExecution ? how.options?.env?.PORT : undefined,
    key: keyOf(scope, file, type),
    file,
    folder: scope,
    execution,
    pid: undefined,
    isStopping: false,
    exitCode: undefined,
  };
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
