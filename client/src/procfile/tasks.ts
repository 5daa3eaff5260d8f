import {
  CustomExecution,
  EventEmitter,
  ProcessExecution,
  type Pseudoterminal,
  RelativePattern,
  Task,
  type TaskDefinition,
  TaskPanelKind,
  type TaskProvider,
  TaskRevealKind,
  TaskScope,
  tasks,
  type WorkspaceFolder,
  workspace,
} from 'vscode';
import { type ProcfileTask, readDefinition, TASK_TYPE, type TaskProblem, taskName } from './definition.ts';
import { type Launch, planLaunches } from './launch.ts';
import { type Shell, shellCall } from './shell.ts';

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

/** Makes tasks, each of which runs one process in a terminal of its own. */
export type ProcfileTasks = {
  /** Offers a task for each process of each Procfile, and completes those of tasks.json. */
  readonly provider: TaskProvider;
  /** A task for a process that a Procfile has, with a definition that tasks.json could hold. */
  ofLaunch(folder: WorkspaceFolder, file: string, launch: Launch): Task;
  /** A task with its command and its environment as the files say now; or what is wrong. */
  renew(folder: WorkspaceFolder, task: Task): Promise<Task | TaskProblem>;
};

/** @param script absolute path of `run-process.sh` */
export function createTasks(script: string): ProcfileTasks {
  const shell = { platform: process.platform, script, windowsShell: process.env.ComSpec };

  const ofLaunch: ProcfileTasks['ofLaunch'] = (folder, file, launch) => {
    const { type, instance } = launch;
    const definition: TaskDefinition = { type: TASK_TYPE, process: type, file, instance };
    const described = { process: type, file, instance, port: undefined, envFiles: undefined };
    return createTask(folder, definition, described, launch, shell);
  };

  const complete = (folder: WorkspaceFolder, definition: TaskDefinition): Task | TaskProblem => {
    const described = readDefinition(definition);
    if ('problem' in described) return described;
    const { process: type, instance, file, envFiles } = described;
    const formation = { counts: new Map([[type, instance]]), others: 0 };
    const plan = planLaunches(folder.uri.fsPath, file, { formation, envFiles }, process.env);
    if ('problem' in plan) return plan;
    const launch = plan.launches.find((one) => one.instance === instance);
    if (launch === undefined) return { problem: `${file} has no process '${type}'.` };
    // VS Code wants the object back that it gave.
    return createTask(folder, definition, described, launch, shell);
  };

  const renew: ProcfileTasks['renew'] = async (folder, task) => {
    const completed = complete(folder, task.definition);
    if (task.source === TASK_TYPE || 'problem' in completed) return completed;
    // Of tasks.json: VS Code knows its label, its icon and how it is presented.
    const all = await tasks.fetchTasks({ type: TASK_TYPE });
    const uri = folder.uri.toString();
    const isSame = ({ name, scope }: Task) =>
      name === task.name && typeof scope === 'object' && scope.uri.toString() === uri;
    return all.find(isSame) ?? completed;
  };

  return { ofLaunch, renew, provider: { provideTasks: () => provideTasks(ofLaunch), resolveTask } };

  function resolveTask({ definition, scope, name }: Task): Task | undefined {
    if (!workspace.isTrusted) return undefined;
    const folder = typeof scope === 'object' ? scope : workspace.workspaceFolders?.[0];
    if (folder === undefined || scope === TaskScope.Global) return undefined;
    const task = complete(folder, definition);
    return task instanceof Task ? task : failingTask(folder, definition, name, task.problem);
  }
}

async function provideTasks(ofLaunch: ProcfileTasks['ofLaunch']): Promise<Task[]> {
  if (!workspace.isTrusted) return [];
  const folders = workspace.workspaceFolders?.filter(({ uri }) => uri.scheme === 'file') ?? [];
  const found: Task[] = [];
  for (const folder of folders) {
    for (const file of await procfilesIn(folder)) {
      const plan = planLaunches(folder.uri.fsPath, file, {}, process.env);
      // What is wrong with the file is said where it is edited and when it is run.
      if ('problem' in plan) continue;
      found.push(...plan.launches.map((launch) => ofLaunch(folder, file, launch)));
    }
  }
  return found;
}

function createTask(
  folder: WorkspaceFolder,
  definition: TaskDefinition,
  described: ProcfileTask,
  launch: Launch,
  shell: Shell,
): Task {
  const { command, colour } = launch;
  const port = String(described.port ?? launch.port);
  const call = shellCall({ command, colour, environment: { ...launch.environment, PORT: port } }, shell);
  const execution = new ProcessExecution(call.program, [...call.words], {
    cwd: launch.folder,
    env: call.environment,
  });
  const task = new Task(definition, folder, taskName(described), TASK_TYPE, execution, [PROBLEM_MATCHER]);
  task.isBackground = true;
  task.detail = `port ${port}: ${command}`;
  task.presentationOptions = {
    panel: TaskPanelKind.Dedicated,
    reveal: TaskRevealKind.Always,
    showReuseMessage: false,
    // The script says what it runs, and more readably.
    echo: shell.platform === 'win32',
  };
  return task;
}

/**
 * Says when it is run what is wrong, and fails. VS Code asks for all tasks of tasks.json whenever it lists some, and has
 * no words of its own for one that cannot be made.
 */
function failingTask(
  folder: WorkspaceFolder,
  definition: TaskDefinition,
  name: string,
  problem: string,
): Task {
  const written = new EventEmitter<string>();
  const closed = new EventEmitter<number>();
  const terminal: Pseudoterminal = {
    onDidWrite: written.event,
    onDidClose: closed.event,
    open() {
      written.fire(`Twelve-Factor: ${problem}\r\n`);
      closed.fire(1);
    },
    close() {
      written.dispose();
      closed.dispose();
    },
  };
  return new Task(definition, folder, name, TASK_TYPE, new CustomExecution(async () => terminal));
}
