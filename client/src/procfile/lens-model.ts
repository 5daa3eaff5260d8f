import type { ProcfileEntry } from '../../../server/src/formats/procfile.ts';

/** A process that runs. */
export type RunningState = {
  readonly name: string;
  readonly port: string | undefined;
  /** It was asked to end and has not yet. */
  readonly isStopping: boolean;
};

/** What became of the processes of one type. */
export type TypeState = {
  readonly running: readonly RunningState[];
  /** Of each instance that does not run any more, how it ended. */
  readonly ended: readonly { readonly name: string; readonly how: string }[];
};

export type LensAction = 'run' | 'runAll' | 'restart' | 'restartAll' | 'stop' | 'stopAll' | 'show' | 'none';

export type Lens = {
  readonly line: number;
  readonly title: string;
  readonly action: LensAction;
  /** The process type, of `show` the process; absent for what concerns all. */
  readonly target?: string;
};

/** More are counted only. */
const MOST_NAMED = 4;

/**
 * The code lenses of a Procfile: what can be done with each process, and how it is.
 *
 * @param stateOf what is known of a process type
 * @param isOnDemand whether a type is left out unless it is asked for
 */
export function lensesOf(
  entries: readonly ProcfileEntry[],
  stateOf: (type: string) => TypeState,
  isOnDemand: (type: string) => boolean,
): readonly Lens[] {
  const runnable = entries.filter(({ command }) => command !== '');
  const [first] = runnable;
  if (first === undefined) return [];
  const { line } = first;
  const isRunning = ({ name }: ProcfileEntry) => stateOf(name).running.length > 0;
  const all: Lens[] = runnable.every((entry) => isRunning(entry) || isOnDemand(entry.name))
    ? [{ line, title: '$(debug-restart) Restart all', action: 'restartAll' }]
    : [{ line, title: '$(run-all) Run all', action: 'runAll' }];
  if (runnable.some(isRunning)) all.push({ line, title: '$(debug-stop) Stop all', action: 'stopAll' });
  return [...all, ...runnable.flatMap((entry) => lensesOfEntry(entry, stateOf(entry.name)))];
}

function lensesOfEntry({ line, name: target }: ProcfileEntry, { running, ended }: TypeState): Lens[] {
  const isAlone = running.length + ended.length === 1;
  const ends = ended.map(
    ({ name, how }): Lens => ({
      line,
      title: isAlone ? how : `${name} ${how}`,
      action: 'show',
      target: name,
    }),
  );
  if (running.length === 0)
    return [{ line, title: '$(play) Run', action: 'run', target }, ...fewOf(ends, line, 'ended')];
  const isStopping = running.every((one) => one.isStopping);
  return [
    { line, title: '$(debug-restart) Restart', action: 'restart', target },
    { line, title: isStopping ? '$(debug-stop) Kill' : '$(debug-stop) Stop', action: 'stop', target },
    ...fewOf(
      running.map((one) => lensOfRunning(line, one)),
      line,
      'run',
    ),
    ...fewOf(ends, line, 'ended'),
  ];
}

function lensOfRunning(line: number, { name, port, isStopping }: RunningState): Lens {
  const how = isStopping ? 'is stopping' : port === undefined ? 'runs' : `runs, port ${port}`;
  return { line, title: `${name} ${how}`, action: 'show', target: name };
}

function fewOf(lenses: readonly Lens[], line: number, what: string): readonly Lens[] {
  return lenses.length <= MOST_NAMED ? lenses : [{ line, title: `${lenses.length} ${what}`, action: 'none' }];
}
