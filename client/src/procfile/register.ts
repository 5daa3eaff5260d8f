import { Disposable, tasks } from 'vscode';
import { registerRunCommands } from './commands.ts';
import { TASK_TYPE } from './definition.ts';
import { registerLenses } from './lenses.ts';
import { createProcesses } from './processes.ts';
import { createTasks } from './tasks.ts';

/**
 * Everything that runs processes, for a host that can: tasks, commands, code lenses.
 *
 * @param script absolute path of `run-process.sh`
 */
export function registerProcfile(script: string): Disposable {
  const procfileTasks = createTasks(script);
  const processes = createProcesses(procfileTasks);
  return Disposable.from(
    processes,
    tasks.registerTaskProvider(TASK_TYPE, procfileTasks.provider),
    registerRunCommands(processes, procfileTasks),
    registerLenses(processes),
  );
}
