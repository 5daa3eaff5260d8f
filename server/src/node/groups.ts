import { readdirSync, readFileSync } from 'node:fs';

/**
 * Signals a group of processes; Windows has none.
 *
 * @param group the number of its leader
 * @param hasLeaderEnded on macOS, a group of which only ended processes are left answers EPERM
 * @returns whether there was anything to signal
 */
export function signalGroup(group: number, signal: NodeJS.Signals | 0, hasLeaderEnded: boolean): boolean {
  try {
    process.kill(-group, signal);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' && !hasLeaderEnded;
  }
}

/** Whether a process of the group is left that has not ended. Once it is not, its number may be given to another. */
export function isGroupAlive(group: number, hasLeaderEnded: boolean): boolean {
  return signalGroup(group, 0, hasLeaderEnded) && !(hasLeaderEnded && isZombieGroup(group));
}

/**
 * Whether all that is left of a group has ended and only waits for its parent to look. In a container, where the first
 * process often never looks, such a group would be there for ever. Known on Linux only.
 */
function isZombieGroup(group: number): boolean {
  if (process.platform !== 'linux') return false;
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .every((name) => {
      const { state, group: other } = statusFields(name);
      return other !== group || state === 'Z' || state === 'X';
    });
}

/** The third and the fifth field of proc_pid_stat(5), which follow the name in parentheses. */
function statusFields(pid: string): { readonly state?: string | undefined; readonly group?: number } {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, , group] = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { state, group: Number(group) };
  } catch {
    // It ended meanwhile.
    return {};
  }
}
