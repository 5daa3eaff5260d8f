import {
  commands,
  Disposable,
  type ExtensionContext,
  type LogOutputChannel,
  Range,
  Uri,
  ViewColumn,
  type WebviewPanel,
  window,
  workspace,
} from 'vscode';
import type { ScorecardReport, WireRange } from '../protocol.ts';
import { createRefresher } from '../refresher.ts';
import type { Server } from '../server.ts';
import { pageHtml } from './html.ts';
import type { FromPage, ToPage } from './messages.ts';

export const VIEW_TYPE = 'twelveFactor.scorecard';

export type ScorecardPanel = Disposable & { readonly show: () => void };

/** Keeps at most one panel, which follows the server and survives a reload of the window. */
export function registerScorecard(
  context: ExtensionContext,
  server: Server,
  output: LogOutputChannel,
): ScorecardPanel {
  const assets = Uri.joinPath(context.extensionUri, 'dist');
  const webviewOptions = { enableScripts: true, localResourceRoots: [assets] };
  let panel: WebviewPanel | undefined;

  function adopt(adopted: WebviewPanel): void {
    panel?.dispose();
    panel = adopted;
    adopted.iconPath = Uri.joinPath(context.extensionUri, 'client', 'icon.png');
    const following = follow(adopted, server, output);
    adopted.onDidDispose(() => {
      following.dispose();
      if (panel === adopted) panel = undefined;
    });
    adopted.webview.options = webviewOptions;
    adopted.webview.html = pageHtml(adopted.webview, assets);
  }

  function show(): void {
    if (panel) panel.reveal();
    else adopt(window.createWebviewPanel(VIEW_TYPE, 'Scorecard', ViewColumn.Active, webviewOptions));
  }

  const serializer = window.registerWebviewPanelSerializer(VIEW_TYPE, {
    deserializeWebviewPanel: async (restored) => adopt(restored),
  });
  return { show, dispose: () => Disposable.from(serializer, { dispose: () => panel?.dispose() }).dispose() };
}

/** Sends the page what it shows whenever that changes, and does what the page asks. */
function follow(panel: WebviewPanel, server: Server, output: LogOutputChannel): Disposable {
  let report: ScorecardReport | undefined;
  let ready = false;
  const refresher = createRefresher(
    () => ready && panel.visible,
    async () => {
      report = (await server.report()) ?? report;
      const message: ToPage = { type: 'show', state: server.state, report, paths: readablePaths(report) };
      await panel.webview.postMessage(message);
    },
    (error) => output.error(`The scorecard could not be shown: ${error}`),
  );

  async function receive(message: FromPage): Promise<void> {
    switch (message.type) {
      case 'ready':
        ready = true;
        return refresher.outdate();
      case 'open':
        if (mentions(report, message.uri)) await open(message.uri, message.range, panel.viewColumn);
        return;
      case 'scan':
        await commands.executeCommand('twelveFactor.scanWorkspace');
        return;
      case 'restart':
        return server.start();
    }
  }

  return Disposable.from(
    panel.webview.onDidReceiveMessage(receive),
    panel.onDidChangeViewState(() => void refresher.catchUp()),
    server.onDidChange(() => void refresher.outdate()),
  );
}

function urisOf(report: ScorecardReport): Iterable<string> {
  const evidence = report.scorecard.factors.flatMap((factor) => factor.evidence);
  return new Set([...report.findings, ...evidence, ...report.skipped].map(({ uri }) => uri));
}

function readablePaths(report: ScorecardReport | undefined): Record<string, string> {
  if (!report) return {};
  return Object.fromEntries(
    [...urisOf(report)].map((uri) => [uri, workspace.asRelativePath(Uri.parse(uri))]),
  );
}

/** The page may open nothing but what it was given. */
function mentions(report: ScorecardReport | undefined, uri: string): boolean {
  return report !== undefined && new Set(urisOf(report)).has(uri);
}

/** Opens a place beside the scorecard where the editor is split, else over it. */
async function open(
  uri: string,
  { start, end }: WireRange,
  ownColumn: ViewColumn | undefined,
): Promise<void> {
  const selection = new Range(start.line, start.character, end.line, end.character);
  const beside = window.visibleTextEditors.find(({ viewColumn }) => viewColumn !== ownColumn)?.viewColumn;
  await window.showTextDocument(Uri.parse(uri), {
    selection,
    preview: true,
    ...(beside && { viewColumn: beside }),
  });
}
