import { type Command, type Disposable, LanguageStatusSeverity, languages } from 'vscode';
import { DOCUMENT_SELECTOR } from './clientOptions.ts';
import type { ScanSummary } from './protocol.ts';
import type { Server } from './server.ts';

const SHOW_SCORECARD: Command = { command: 'twelveFactor.showScorecard', title: 'Show Scorecard' };
const RESTART: Command = { command: 'twelveFactor.restartServer', title: 'Restart Server' };

/** The item behind the braces in the status bar: whether the server works, and what it found. */
export function createStatus(server: Server): Disposable {
  const item = languages.createLanguageStatusItem('twelveFactor.status', DOCUMENT_SELECTOR);
  item.name = 'Twelve-Factor';
  const update = () => {
    const stopped = server.state === 'stopped';
    item.busy = server.state === 'starting' || (server.summary?.scanning ?? false);
    item.severity = stopped ? LanguageStatusSeverity.Error : LanguageStatusSeverity.Information;
    item.command = stopped ? RESTART : SHOW_SCORECARD;
    item.text = stopped ? 'Twelve-Factor stopped' : 'Twelve-Factor';
    item.detail = stopped ? 'No findings are shown' : describe(server.summary);
  };
  update();
  const subscription = server.onDidChange(update);
  return {
    dispose: () => {
      subscription.dispose();
      item.dispose();
    },
  };
}

function describe(summary: ScanSummary | undefined): string {
  if (!summary) return 'Starting';
  const findings = summary.findingCount === 1 ? '1 finding' : `${summary.findingCount} findings`;
  const parts = [summary.score === null ? findings : `${Math.round(summary.score)} of 100, ${findings}`];
  if (summary.stoppedAt !== null) parts.push(`scan stopped at ${summary.stoppedAt} files`);
  if (summary.skipped.length > 0) parts.push(`${summary.skipped.length} files skipped`);
  return parts.join(', ');
}
