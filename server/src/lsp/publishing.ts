import type { Connection, Diagnostic } from 'vscode-languageserver';
import { toDiagnostic } from './diagnostics.ts';
import type { Documents } from './documents.ts';
import { type PlacedFolder, uriOf } from './folders.ts';

/**
 * Sends diagnostics from the one store, each list only when it changed. Pushed, because closed files and findings
 * across files must be shown too, which pulling does badly (vscode-languageserver-node #1647, microsoft/vscode polls
 * workspace diagnostics every two seconds).
 */
export type Publisher = {
  /** Sends what changed in a folder since the last time. */
  publish(placed: PlacedFolder): void;
  /** Takes back everything of a folder. */
  clear(placed: PlacedFolder): void;
};

export function createPublisher(connection: Connection, documents: Documents): Publisher {
  /** What the client shows, by uri, with the spelling of the uri that it was sent under. */
  const sent = new Map<string, { readonly as: string; readonly content: string }>();

  function send(uri: string, diagnostics: Diagnostic[]): void {
    const open = documents.get(uri)?.document;
    // A client knows its documents by its own spelling of their uris.
    const as = open?.uri ?? uri;
    const earlier = sent.get(uri);
    const content = diagnostics.length === 0 ? '' : JSON.stringify(diagnostics);
    if ((earlier?.content ?? '') === content && (earlier?.as ?? as) === as) return;
    if (earlier && earlier.as !== as) void connection.sendDiagnostics({ uri: earlier.as, diagnostics: [] });
    if (content === '') sent.delete(uri);
    else sent.set(uri, { as, content });
    void connection.sendDiagnostics({ uri: as, diagnostics, ...(open ? { version: open.version } : {}) });
  }

  return {
    publish(placed) {
      const { workspace } = placed.folder;
      const { isEnabled } = placed.settings;
      for (const path of workspace.takeChanged()) {
        const lines = workspace.lines(path);
        const findings = isEnabled && lines ? workspace.findingsOf(path) : [];
        const context = {
          lines: lines ?? { starts: [0], length: 0 },
          uri: (other: string) => uriOf(placed, other),
          linesOf: workspace.lines,
        };
        send(
          uriOf(placed, path),
          findings.map((finding) => toDiagnostic(finding, context)),
        );
      }
    },
    clear(placed) {
      const prefix = uriOf(placed, '');
      for (const uri of [...sent.keys()]) if (uri.startsWith(prefix)) send(uri, []);
    },
  };
}
