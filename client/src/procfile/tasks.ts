import {
  ProcessExecution,
  RelativePattern,
  Task,
  type TaskDefinition,
  TaskPanelKind,
  type TaskProvider,
  TaskRevealKind,
  TaskScope,
  type WorkspaceFolder,
  window,
  workspace,
} from 'vscode';
import { type ProcfileTask, readDefinition, TASK_TYPE, taskName } from './definition.ts';
import { type Launch, planLaunches } from './launch.ts';
import { shellCall } from './shell.ts';

/** Declared in package.json: says when a process that goes on has started. */
const PROBLEM_MATCHER = '$procfile';
const PROCFILES = '**/{Procfile,Procfile.*,*.procfile}';
const NO_PROCFILES = '**/{node_modules,.git,vendor}/**';
/** The manifest gives these other languages. */
const NAMESAKE = /\/Procfile\.(?:lock|md)$/;
const MAXIMUM_PROCFILES = 50;

/** The Procfiles of a folder on disk, relative to it, in order. */
export async function procfilesIn(folder: WorkspaceFolder): Promise<readonly string[]> {
  const found = await workspace.findFiles(
    new RelativePattern(folder, PROCFILES),
    NO_PROCFILES,
    MAXIMUM_PROCFILES,
  );
  return found
    .filter((uri) => !NAMESAKE.test(uri.path))
    .map((uri) => uri.path.slice(folder.uri.path.length + 1))
    .sort();
}

/**
 * A task that runs one process in a terminal of its own.
 *
 * @param definition what the task is known by; VS Code wants the object back that it gave
 */
export function createTask(
  folder: WorkspaceFolder,
  definition: TaskDefinition,
  described: ProcfileTask,
  launch: Launch,
): Task {
  const port = String(described.port ?? launch.port);
  const call = shellCall(
    launch.command,
    { ...launch.environment, PORT: port },
    process.platform,
    process.env.ComSpec,
  );
  const execution = new ProcessExecution(call.program, [...call.words], {
    cwd: launch.folder,
    env: call.environment,
  });
  const task = new Task(definition, folder, taskName(described), TASK_TYPE, execution, [PROBLEM_MATCHER]);
  task.isBackground = true;
  task.detail = `port ${port}: ${launch.command}`;
  task.presentationOptions = {
    panel: TaskPanelKind.Dedicated,
    reveal: TaskRevealKind.Always,
    showReuseMessage: false,
  };
  return task;
}

/** A task for a process that a Procfile has, with a definition that tasks.json could hold. */
export function taskOfLaunch(folder: WorkspaceFolder, file: string, launch: Launch): Task {
  const { type, instance } = launch;
  const definition: TaskDefinition = { type: TASK_TYPE, process: type, file, instance };
  const described = { process: type, file, instance, port: undefined, envFiles: undefined };
  return createTask(folder, definition, described, launch);
}

/** Offers a task for each process of each Procfile, and completes those of tasks.json. */
export const taskProvider: TaskProvider = {
  async provideTasks() {
    if (!workspace.isTrusted) return [];
    const folders = workspace.workspaceFolders?.filter(({ uri }) => uri.scheme === 'file') ?? [];
    const tasks: Task[] = [];
    for (const folder of folders) {
      for (const file of await procfilesIn(folder)) {
        const plan = planLaunches(folder.uri.fsPath, file, {}, process.env);
        // What is wrong with the file is said where it is edited and when it is run.
        if ('problem' in plan) continue;
        tasks.push(...plan.launches.map((launch) => taskOfLaunch(folder, file, launch)));
      }
    }
    return tasks;
  },

  resolveTask({ definition, scope }) {
    if (!workspace.isTrusted) return undefined;
    const folder = typeof scope === 'object' ? scope : workspace.workspaceFolders?.[0];
    if (folder === undefined || scope === TaskScope.Global) return undefined;
    const task = completeTask(folder, definition);
    if (task instanceof Task) return task;
    void window.showErrorMessage(`Twelve-Factor: ${task.problem}`);
    return undefined;
  },
};

/** The task of a definition, with its command and its environment as the files say now; or what is wrong. */
export function completeTask(
  folder: WorkspaceFolder,
  definition: TaskDefinition,
): Task | { readonly problem: string } {
  const described = readDefinition(definition);
  if ('problem' in described) return described;
  const { process: type, instance, file, envFiles } = described;
  const formation = { counts: new Map([[type, instance]]), others: 0 };
  const plan = planLaunches(folder.uri.fsPath, file, { formation, envFiles }, process.env);
  if ('problem' in plan) return plan;
  const launch = plan.launches.find((one) => one.instance === instance);
  if (launch === undefined) return { problem: `${file} has no process '${type}'.` };
  return createTask(folder, definition, described, launch);
}
