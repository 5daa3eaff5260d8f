import {
  type CancellationToken,
  type Disposable,
  EventEmitter,
  type ExtensionContext,
  type LogOutputChannel,
  window,
} from 'vscode';
import {
  type BaseLanguageClient,
  type LanguageClientOptions,
  State,
  WorkDoneProgress,
} from 'vscode-languageclient';
import { clientOptions, watchFiles } from './clientOptions.ts';
import { answerFileRequests } from './fileHost.ts';
import { SCAN, SCORECARD, SCORECARD_CHANGED, type ScanSummary, type ScorecardReport } from './protocol.ts';

/** What differs between Node and the browser. */
export type Runtime = {
  readonly filesByClient: boolean;
  createClient(
    id: string,
    name: string,
    options: LanguageClientOptions,
    onFailure: (reason: string) => void,
  ): BaseLanguageClient;
};

export type ServerState = 'starting' | 'running' | 'stopped';

export type ScanProgress = {
  readonly message?: string | undefined;
  readonly percentage?: number | undefined;
};

/** The language server as the rest of the client sees it, whichever process or worker it is at the time. */
export type Server = Disposable & {
  readonly state: ServerState;
  /** The last summary that the server sent. */
  readonly summary: ScanSummary | undefined;
  /** State or summary changed. */
  onDidChange(listener: () => void): Disposable;
  /** Starts it, or ends it and starts another one. Never rejects: a failure is a state and a line in the log. */
  start(): Promise<void>;
  /** Undefined while it does not run. */
  report(): Promise<ScorecardReport | undefined>;
  /** Answers one of our own requests. Undefined while it does not run. */
  ask<Answer>(request: string, params?: object): Promise<Answer | undefined>;
  /** Undefined while it does not run or when cancelled. */
  scan(
    onProgress: (progress: ScanProgress) => void,
    token: CancellationToken,
  ): Promise<ScanSummary | undefined>;
};

export function createServer(context: ExtensionContext, runtime: Runtime, output: LogOutputChannel): Server {
  const changed = new EventEmitter<void>();
  const watchers = watchFiles();
  let client: BaseLanguageClient | undefined;
  let state: ServerState = 'stopped';
  let summary: ScanSummary | undefined;
  let scans = 0;

  function enter(next: ServerState): void {
    if (state === next) return;
    state = next;
    if (next !== 'running') summary = undefined;
    changed.fire();
  }

  function fail(reason: string): void {
    output.error(`The language server stopped: ${reason}`);
    enter('stopped');
  }

  function create(): BaseLanguageClient {
    const options = clientOptions({
      output,
      watchers,
      filesByClient: runtime.filesByClient,
      onGivenUp: () => void offerRestart(start, output),
    });
    const created = runtime.createClient('twelveFactor', 'Twelve-Factor', options, (reason) => {
      // A worker lives on after an error in one request: only one that never answered is lost.
      if (created.state === State.Running) output.error(reason);
      else fail(reason);
    });
    created.onDidChangeState(({ newState }) => {
      if (created !== client) return;
      enter(newState === State.Running ? 'running' : newState === State.Starting ? 'starting' : 'stopped');
    });
    created.onNotification(SCORECARD_CHANGED, (params: ScanSummary) => {
      summary = params;
      changed.fire();
    });
    answerFileRequests(created, context.extensionUri);
    return created;
  }

  async function end(ended: BaseLanguageClient): Promise<void> {
    try {
      await ended.dispose();
    } catch (error) {
      // It was not running, or does not answer: either way it is not ours any more.
      output.debug(`Ending the language server: ${error}`);
    }
  }

  async function start(): Promise<void> {
    const previous = client;
    client = undefined;
    enter('starting');
    if (previous) await end(previous);
    client = create();
    try {
      await client.start();
    } catch (error) {
      fail(error instanceof Error ? error.message : String(error));
    }
  }

  function running(): BaseLanguageClient | undefined {
    return state === 'running' ? client : undefined;
  }

  return {
    get state() {
      return state;
    },
    get summary() {
      return summary;
    },
    onDidChange: changed.event,
    start,
    report: async () => running()?.sendRequest<ScorecardReport>(SCORECARD),
    ask: async <Answer>(request: string, params?: object) =>
      params ? running()?.sendRequest<Answer>(request, params) : running()?.sendRequest<Answer>(request),
    scan: async (onProgress, token) => {
      const active = running();
      if (!active) return undefined;
      const workDoneToken = `twelveFactor.scan.${scans++}`;
      const listener = active.onProgress(WorkDoneProgress.type, workDoneToken, (progress) => {
        if (progress.kind !== 'end') onProgress(progress);
      });
      try {
        return await active.sendRequest<ScanSummary>(SCAN, { workDoneToken }, token);
      } catch (error) {
        if (!token.isCancellationRequested) output.error(`The scan failed: ${error}`);
        return undefined;
      } finally {
        listener.dispose();
      }
    },
    dispose: () => {
      if (client) void end(client);
      changed.dispose();
      for (const watcher of watchers) watcher.dispose();
    },
  };
}

/** The only message that comes up by itself: the server died so often that it is not started again. */
async function offerRestart(start: () => Promise<void>, output: LogOutputChannel): Promise<void> {
  const restart = 'Restart Server';
  const showOutput = 'Show Output';
  const message = 'The Twelve-Factor language server stopped several times and is not started again.';
  const choice = await window.showErrorMessage(message, restart, showOutput);
  if (choice === restart) await start();
  if (choice === showOutput) output.show();
}
