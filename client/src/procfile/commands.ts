import { commands, Disposable, Uri, window, workspace } from 'vscode';
import { RUN_COMMANDS, SHOW_PROCESS } from './names.ts';
import type { ProcfileProcesses, RunningTask } from './processes.ts';
import { chooseProcfile, chooseWishes } from './questions.ts';
import { startProcesses } from './start.ts';
import type { ProcfileTasks } from './tasks.ts';

const NOT_TRUSTED =
  'Twelve-Factor: a Procfile is run in a trusted workspace only, because its commands could do anything on this machine. Trust the workspace if you know where it comes from.';

/**
 * The commands that run, restart and stop processes. Code lenses give a Procfile and process types, none for all of
 * them; without both the user is asked.
 */
export function registerRunCommands(processes: ProcfileProcesses, procfileTasks: ProcfileTasks): Disposable {
  return Disposable.from(
    commands.registerCommand(RUN_COMMANDS.run, async (uri?: unknown, types?: unknown) => {
      if (!workspace.isTrusted) return refuseUntrusted();
      const place = await chooseProcfile(uri instanceof Uri ? uri : undefined);
      if (place === undefined) return undefined;
      if ('problem' in place) return say(place.problem);
      const wishes = isTexts(types) ? { types } : await chooseWishes(place);
      if (wishes === undefined) return undefined;
      if ('problem' in wishes) return say(wishes.problem);
      const problem = await startProcesses(place, wishes, processes, procfileTasks);
      return problem === undefined ? undefined : say(problem);
    }),
    commands.registerCommand(RUN_COMMANDS.restart, async (uri?: unknown, types?: unknown) => {
      if (!workspace.isTrusted) return refuseUntrusted();
      const chosen = await chooseRunning(processes, 'Restart which process?', uri, types);
      if (typeof chosen !== 'object') return chosen;
      const problems = await processes.restart(chosen);
      return problems.length === 0 ? undefined : say(problems.join(' '));
    }),
    commands.registerCommand(RUN_COMMANDS.stop, async (uri?: unknown, types?: unknown) => {
      const chosen = await chooseRunning(processes, 'Stop which process?', uri, types);
      if (typeof chosen !== 'object') return chosen;
      await processes.stop(chosen);
      return undefined;
    }),
    commands.registerCommand(RUN_COMMANDS.stopAll, async () => {
      const wereAny = await processes.stopAll();
      return wereAny ? undefined : say('No process of a Procfile runs.');
    }),
    commands.registerCommand(SHOW_PROCESS, async (uri?: unknown, names?: unknown) => {
      const folder = uri instanceof Uri ? workspace.getWorkspaceFolder(uri) : undefined;
      if (!(uri instanceof Uri) || folder === undefined || !isTexts(names)) return;
      const pid = processes.processOf(folder, workspace.asRelativePath(uri, false), names[0] ?? '');
      for (const terminal of window.terminals) if ((await terminal.processId) === pid) terminal.show();
    }),
  );
}

/** @returns the processes; a text if none runs; undefined if the user gave up */
async function chooseRunning(
  processes: ProcfileProcesses,
  title: string,
  uri: unknown,
  types: unknown,
): Promise<readonly RunningTask[] | string | undefined> {
  const running = processes.running();
  if (uri instanceof Uri && isTexts(types)) {
    const folder = workspace.getWorkspaceFolder(uri);
    const file = workspace.asRelativePath(uri, false);
    return running.filter(
      (one) =>
        one.folder.uri.toString() === folder?.uri.toString() &&
        one.file === file &&
        (types.length === 0 || types.includes(one.type)),
    );
  }
  if (running.length === 0) return say('No process of a Procfile runs.');
  const items = running.map((task) => ({
    label: task.name,
    description: [task.port && `port ${task.port}`, task.file].filter(Boolean).join(', '),
    task,
  }));
  const picked = await window.showQuickPick(items, { title });
  return picked && [picked.task];
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

function say(text: string): string {
  const message = `Twelve-Factor: ${text}`;
  void window.showErrorMessage(message);
  return message;
}

async function refuseUntrusted(): Promise<string> {
  const manage = 'Manage Workspace Trust';
  void window.showWarningMessage(NOT_TRUSTED, manage).then((choice) => {
    if (choice === manage) return commands.executeCommand('workbench.trust.manage');
  });
  return NOT_TRUSTED;
}
