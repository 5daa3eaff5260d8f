import type { ProcfileEntry } from '../../../server/src/formats/procfile.ts';

/** What became of the processes of one type. */
export type TypeState = {
  readonly running: readonly { readonly name: string; readonly port: string | undefined }[];
  /** Of the instance that ended last; undefined if none ended or nobody knows. */
  readonly exitCode: number | undefined;
};

export type LensAction = 'run' | 'runAll' | 'restart' | 'stop' | 'stopAll' | 'none';

export type Lens = {
  readonly line: number;
  readonly title: string;
  readonly action: LensAction;
  /** Absent for what concerns all. */
  readonly type?: string;
};

/**
 * The code lenses of a Procfile: what can be done with each process, and how it is.
 *
 * @param stateOf what is known of a process type
 */
export function lensesOf(
  entries: readonly ProcfileEntry[],
  stateOf: (type: string) => TypeState,
): readonly Lens[] {
  const runnable = entries.filter(({ command }) => command !== '');
  const [first] = runnable;
  if (first === undefined) return [];
  const isAnyRunning = runnable.some(({ name }) => stateOf(name).running.length > 0);
  return [
    { line: first.line, title: '$(run-all) Run all', action: 'runAll' },
    ...(isAnyRunning
      ? [{ line: first.line, title: '$(debug-stop) Stop all', action: 'stopAll' } as const]
      : []),
    ...runnable.flatMap((entry) => lensesOfEntry(entry, stateOf(entry.name))),
  ];
}

function lensesOfEntry({ line, name: type }: ProcfileEntry, { running, exitCode }: TypeState): Lens[] {
  if (running.length === 0) {
    const run: Lens = { line, title: '$(play) Run', action: 'run', type };
    if (exitCode === undefined) return [run];
    return [run, { line, title: `ended with exit code ${exitCode}`, action: 'none' }];
  }
  const [only] = running;
  const ports = running.flatMap(({ port }) => port ?? []).join(', ');
  const title = running.length === 1 ? `${only?.name} runs` : `${running.length} run`;
  return [
    { line, title: '$(debug-restart) Restart', action: 'restart', type },
    { line, title: '$(debug-stop) Stop', action: 'stop', type },
    { line, title: ports === '' ? title : `${title}, port ${ports}`, action: 'none' },
  ];
}
