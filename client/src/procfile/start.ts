import { window } from 'vscode';
import { isPortTaken } from '../../../server/src/node/ports.ts';
import { describeTakenPort, type PlanWishes } from '../../../server/src/workspace/formation.ts';
import { clashesOf } from './clashes.ts';
import { planLaunches } from './launch.ts';
import type { ProcfileProcesses } from './processes.ts';
import type { ProcfilePlace } from './questions.ts';
import type { ProcfileTasks } from './tasks.ts';

/**
 * Starts processes, each in a terminal of its own; those that run already go on. Warns of ports that are taken.
 *
 * @returns what prevents it, for people
 */
export async function startProcesses(
  { folder, file }: ProcfilePlace,
  wishes: PlanWishes,
  processes: ProcfileProcesses,
  procfileTasks: ProcfileTasks,
): Promise<string | undefined> {
  const plan = planLaunches(folder.uri.fsPath, file, wishes, process.env);
  if ('problem' in plan) return plan.problem;
  const fresh = plan.launches
    .map((launch) => ({ launch, task: procfileTasks.ofLaunch(folder, file, launch) }))
    .filter(({ task }) => !processes.isRunning(task));
  if (fresh.length === 0) return 'What you asked for runs already. Restart it, or stop it first.';

  const running = processes.running().map(({ file: other, name, port }) => ({
    file: other,
    name,
    port: port === undefined ? undefined : Number(port),
  }));
  const clashes = clashesOf(
    running,
    fresh.map(({ launch: { name, port } }) => ({ file, name, port })),
  );
  const warnings = [...plan.notes, ...clashes.map(({ warning }) => warning)];
  const known = new Set(clashes.map(({ port }) => port));
  await processes.start(async () => {
    for (const { launch } of fresh) {
      const { name, port } = launch;
      if (!known.has(port) && (await isPortTaken(port))) warnings.push(describeTakenPort(name, port));
    }
    if (warnings.length > 0) void window.showWarningMessage(`Twelve-Factor: ${warnings.join(' ')}`);
    return fresh.map(({ task }) => task);
  });
  return undefined;
}
