import { Disposable, tasks } from 'vscode';
import { registerRunCommands } from './commands.ts';
import { TASK_TYPE } from './definition.ts';
import { registerLenses } from './lenses.ts';
import { createProcesses } from './processes.ts';
import { taskProvider } from './tasks.ts';

/** Everything that runs processes, for a host that can: tasks, commands, code lenses. */
export function registerProcfile(): Disposable {
  const processes = createProcesses();
  return Disposable.from(
    processes,
    tasks.registerTaskProvider(TASK_TYPE, taskProvider),
    registerRunCommands(processes),
    registerLenses(processes),
  );
}
