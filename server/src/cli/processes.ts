/** How a command of a Procfile is started. */
export type ProcessStart = {
  /** For `/bin/sh -c`, on Windows for `cmd`. */
  readonly command: string;
  readonly folder: string;
  /** Beside the environment that there is. */
  readonly environment: Readonly<Record<string, string>>;
  /** Before each line of output; without it the bytes pass as they are. */
  readonly prefix: string | undefined;
};

export type ProcessEnd = {
  /** The exit code; 128 + n after signal n, as shells count. */
  readonly status: number;
  /** Which the status tells of. */
  readonly signal: string | undefined;
  /** Why it could not be started. */
  readonly failure?: string;
};

/** A process with everything that it started and that did not leave its group. */
export type RunningProcess = {
  /** Undefined if it could not be started. */
  readonly pid: number | undefined;
  /** The process that was started ended, and its output is written. Never rejects. */
  readonly ended: Promise<ProcessEnd>;
  /** Whether any process of the group is left. */
  isAlive(): boolean;
  /** Reaches every process of the group; without effect if none is left. */
  signal(signal: 'SIGTERM' | 'SIGKILL'): void;
  /** Takes no more output: a daemon that left the group may hold it open for ever. */
  close(): void;
};

export type StopSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP' | 'SIGQUIT';

/** Processes of the machine. Those that are left when this process ends get SIGTERM. */
export type Processes = {
  start(start: ProcessStart): RunningProcess;
  isPortTaken(port: number): Promise<boolean>;
  /**
   * Takes over what the signals of this process do.
   *
   * @param listener gets the exit status, too, that shells give for the signal
   * @returns gives them back
   */
  onStopSignal(listener: (signal: StopSignal, status: number) => void): () => void;
};
