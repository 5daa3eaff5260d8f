import { type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process';
import type { Readable } from 'node:stream';
import type { ProcessEnd, Processes, ProcessStart, RunningProcess, StopSignal } from '../cli/processes.ts';
import { signalOf, statusOf } from './exit-status.ts';
import { isGroupAlive, signalGroup } from './groups.ts';
import { isPortTaken } from './ports.ts';
import { prefixLines } from './prefixed-lines.ts';

/** A grandchild may hold the output open after the process ended: no longer is it waited for. */
const LAST_OUTPUT_MS = 300;
/** What a shell answers if it cannot start a command. */
const CANNOT_START = 127;
const STOP_SIGNALS: readonly StopSignal[] = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'];

type Child = ChildProcessByStdio<null, Readable, Readable>;

/** The processes of this machine, each in a group of its own. */
export function createProcesses(): Processes {
  const groups = new Set<RunningProcess>();
  let isWatching = false;
  return {
    isPortTaken,
    onStopSignal,
    start(start) {
      if (!isWatching) {
        isWatching = true;
        // Nobody else would end them if this process dies.
        process.on('exit', () => {
          for (const group of groups) group.signal('SIGTERM');
        });
        // Every process of the formation is piped to both.
        process.stdout.setMaxListeners(0);
        process.stderr.setMaxListeners(0);
      }
      const group = startGroup(start);
      groups.add(group);
      return group;
    },
  };
}

function startGroup(start: ProcessStart): RunningProcess {
  const child = spawnShell(start);
  const closings = [
    passOn(child.stdout, process.stdout, start.prefix),
    passOn(child.stderr, process.stderr, start.prefix),
  ];
  let isGone = child.pid === undefined;
  return {
    pid: child.pid,
    ended: endOf(child),
    isAlive() {
      // Once seen empty, its number may be given to another group.
      if (!isGone) isGone = !isAnyAlive(child);
      return !isGone;
    },
    signal(name) {
      if (!isGone) isGone = !signal(child, name);
    },
    close() {
      for (const close of closings) close();
    },
  };
}

function spawnShell({ command, folder, environment }: ProcessStart): Child {
  const options = {
    cwd: folder,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'] as ['ignore', 'pipe', 'pipe'],
  };
  if (process.platform === 'win32') {
    const words = ['/d', '/s', '/c', `"${command}"`];
    return spawn(process.env.ComSpec ?? 'cmd.exe', words, { ...options, windowsVerbatimArguments: true });
  }
  // Detached is a session of its own, whose group has the number of the process. By the trap, a shell that gets the
  // signal of its group waits for its command, which may end in peace; without, it dies at once.
  return spawn('/bin/sh', ['-c', `trap 'exit $?' TERM; ${command}`], { ...options, detached: true });
}

/** @returns ends it: the last line is written, what comes later is lost */
function passOn(from: Readable, to: NodeJS.WriteStream, prefix: string | undefined): () => void {
  const lines = prefix === undefined ? undefined : prefixLines(prefix);
  const last = lines === undefined ? from : from.pipe(lines);
  last.pipe(to, { end: false });
  return () => {
    if (from.readableEnded) return;
    from.unpipe();
    lines?.end();
    from.destroy();
  };
}

function endOf(child: Child): Promise<ProcessEnd> {
  return new Promise((resolve) => {
    child.once('error', (error) => {
      if (child.pid === undefined)
        resolve({ status: CANNOT_START, signal: undefined, failure: error.message });
    });
    child.once('exit', (code, signal) => {
      const status = signal === null ? (code ?? 0) : statusOf(signal);
      const end = () => resolve({ status, signal: signalOf(status) });
      const late = setTimeout(end, LAST_OUTPUT_MS);
      child.once('close', () => {
        clearTimeout(late);
        end();
      });
    });
  });
}

/** Whether there was anything to signal. */
function signal(child: Child, name: 'SIGTERM' | 'SIGKILL'): boolean {
  if (child.pid === undefined) return false;
  if (process.platform !== 'win32') return signalGroup(child.pid, name, hasEnded(child));
  if (hasEnded(child)) return false;
  // Windows has no signals: a polite request first, then by force.
  const force = name === 'SIGKILL' ? ['/F'] : [];
  spawnSync('taskkill', ['/PID', String(child.pid), '/T', ...force], { stdio: 'ignore' });
  return true;
}

function isAnyAlive(child: Child): boolean {
  if (child.pid === undefined) return false;
  return process.platform === 'win32' ? !hasEnded(child) : isGroupAlive(child.pid, hasEnded(child));
}

function hasEnded({ exitCode, signalCode }: Child): boolean {
  return exitCode !== null || signalCode !== null;
}

function onStopSignal(listener: (signal: StopSignal, status: number) => void): () => void {
  const listeners = STOP_SIGNALS.map((signal) => ({
    signal,
    listen: () => listener(signal, statusOf(signal)),
  }));
  for (const { signal, listen } of listeners) process.on(signal, listen);
  return () => {
    for (const { signal, listen } of listeners) process.off(signal, listen);
  };
}
