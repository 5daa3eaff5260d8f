import { commands, Disposable, type LogOutputChannel, ProgressLocation, window } from 'vscode';
import type { Server } from './server.ts';

type Parts = {
  readonly server: Server;
  readonly output: LogOutputChannel;
  readonly showScorecard: () => void;
};

export function registerCommands({ server, output, showScorecard }: Parts): Disposable {
  return Disposable.from(
    commands.registerCommand('twelveFactor.showScorecard', showScorecard),
    commands.registerCommand('twelveFactor.scanWorkspace', () => scanWorkspace(server)),
    commands.registerCommand('twelveFactor.fixAllSafe', fixAllSafe),
    commands.registerCommand('twelveFactor.restartServer', () => server.start()),
    commands.registerCommand('twelveFactor.showOutput', () => output.show()),
  );
}

/** How long the result of a scan stays in the status bar. */
const RESULT_SHOWN_MS = 8000;

async function scanWorkspace(server: Server): Promise<void> {
  if (server.state !== 'running') await server.start();
  const summary = await window.withProgress(
    {
      location: ProgressLocation.Notification,
      title: 'Twelve-Factor: scanning the workspace',
      cancellable: true,
    },
    (progress, token) => {
      let done = 0;
      return server.scan(({ message, percentage }) => {
        progress.report({ ...(message && { message }), increment: Math.max(0, (percentage ?? done) - done) });
        done = percentage ?? done;
      }, token);
    },
  );
  if (!summary) return;
  const text = `Twelve-Factor: ${summary.findingCount} findings in ${summary.files} files`;
  window.setStatusBarMessage(text, RESULT_SHOWN_MS);
}

/** In the document of the active editor, exactly what happens on save where the user asked for it. */
async function fixAllSafe(): Promise<void> {
  await commands.executeCommand('editor.action.sourceAction', {
    kind: 'source.fixAll.twelveFactor',
    apply: 'first',
  });
}
