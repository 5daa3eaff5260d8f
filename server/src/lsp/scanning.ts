import type { CancellationToken, Connection, WorkDoneProgressReporter } from 'vscode-languageserver';
import { run } from '../workspace/task.ts';
import type { ServerEnvironment } from './environment.ts';
import type { PlacedFolder } from './folders.ts';
import type { ScanState } from './scorecard-report.ts';

/** Work goes on for so long, in milliseconds, before messages are let in: a frame of the screen. */
const SLICE = 12;

/** Findings of a scan under way are shown this often, in milliseconds. */
const SHOWN_EVERY = 250;

/** Progress is shown for work that takes longer than this, in milliseconds. */
const SHOWN_AFTER = 500;

/** Thrown inside a scan that was cancelled. */
class Cancelled extends Error {}

export type Scanner = {
  readonly state: ScanState;
  /** Scans the folders one after another; a scan under way is cancelled first. Resolves when done or cancelled. */
  scan(
    folders: readonly PlacedFolder[],
    how?: { token?: CancellationToken; progress?: WorkDoneProgressReporter },
  ): Promise<void>;
  cancel(): void;
};

/** Scans in slices that never block. `onShown` is called whenever there is something new to show. */
export function createScanner(
  connection: Connection,
  environment: ServerEnvironment,
  canShowProgress: () => boolean,
  onShown: () => void,
): Scanner {
  let state: ScanState = { files: 0, stoppedAt: null, scanning: false };
  let generation = 0;

  async function scan(
    folders: readonly PlacedFolder[],
    how: { token?: CancellationToken; progress?: WorkDoneProgressReporter } = {},
  ): Promise<void> {
    const own = ++generation;
    const isCancelled = () =>
      own !== generation || how.token?.isCancellationRequested === true || shown.isCancelled();
    const shown = createProgress(how.progress);
    let files = 0;
    let stoppedAt: number | null = null;
    let lastShown = environment.now();
    let sliceEnd = environment.now() + SLICE;

    /** Called at every file: mostly only looks at the clock. */
    function pause(): Promise<void> | undefined {
      const now = environment.now();
      if (now < sliceEnd) return undefined;
      if (isCancelled()) throw new Cancelled();
      if (now - lastShown > SHOWN_EVERY) {
        lastShown = now;
        onShown();
      }
      return environment.breathe().then(() => {
        sliceEnd = environment.now() + SLICE;
      });
    }

    state = { ...state, scanning: true };
    onShown();
    try {
      for (const { folder } of folders) {
        const result = await run(
          folder.scan((done, total) => shown.report(done, total)),
          pause,
        );
        files += result.files;
        stoppedAt = result.stoppedAt ?? stoppedAt;
        if (result.stoppedAt !== undefined) {
          connection.console.info(
            `The scan stopped at ${result.stoppedAt} files (twelveFactor.scan.maxFiles).`,
          );
        }
      }
      if (own === generation) state = { files, stoppedAt, scanning: false };
    } catch (error) {
      if (own === generation) state = { ...state, scanning: false };
      if (!(error instanceof Cancelled)) connection.console.error(`The scan failed: ${describe(error)}`);
    } finally {
      shown.done();
      onShown();
    }
  }

  /** A progress that the request brought, or one of our own that appears when the scan takes long. */
  function createProgress(given: WorkDoneProgressReporter | undefined) {
    const started = environment.now();
    let own: Awaited<ReturnType<Connection['window']['createWorkDoneProgress']>> | undefined;
    let isAsked = given !== undefined || !canShowProgress();
    let isDone = false;
    let percentage = -1;
    return {
      isCancelled: () => own?.token.isCancellationRequested === true,
      report(done: number, total: number): void {
        if (!isAsked && environment.now() - started > SHOWN_AFTER) {
          isAsked = true;
          void connection.window.createWorkDoneProgress().then(
            (created) => {
              if (isDone) return;
              own = created;
              created.begin('Looking for twelve-factor problems', 0, undefined, true);
            },
            () => undefined,
          );
        }
        const reporter = given ?? own;
        const next = Math.floor((100 * done) / Math.max(1, total));
        if (!reporter || next === percentage) return;
        percentage = next;
        reporter.report(next, `${done} of ${total} files`);
      },
      done(): void {
        isDone = true;
        own?.done();
      },
    };
  }

  return {
    get state() {
      return state;
    },
    scan,
    cancel() {
      generation++;
    },
  };
}

export function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
