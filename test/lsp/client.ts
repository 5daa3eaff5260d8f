import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import {
  type CodeAction,
  type CodeActionContext,
  createProtocolConnection,
  type Diagnostic,
  type InitializeParams,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentEdit,
  type TextEdit,
} from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';

/** A client at the other end of a real connection, with the documents it holds open. */
export type TestClient = {
  readonly connection: ProtocolConnection;
  open(uri: string, languageId: string, text: string): void;
  /** Replaces the first occurrence of a text by an incremental change. */
  edit(uri: string, before: string, after: string): void;
  text(uri: string): string;
  close(uri: string): void;
  /** The next published list for the uri that passes; waits at most five seconds. */
  diagnostics(
    uri: string,
    passes?: (params: PublishDiagnosticsParams) => boolean,
  ): Promise<readonly Diagnostic[]>;
  /** What was last published, without waiting. */
  published(uri: string): readonly Diagnostic[];
  actions(
    uri: string,
    diagnostic: Diagnostic,
    context?: Partial<CodeActionContext>,
  ): Promise<readonly CodeAction[]>;
  /** Applies an action's edits to the open documents; gives the texts of all files it changes. */
  apply(action: CodeAction): ReadonlyMap<string, string>;
};

/** Two streams that are a connection's both ends. */
export function pipes() {
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  return { toServer, toClient };
}

export async function startClient(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
  params: Partial<InitializeParams>,
): Promise<TestClient> {
  const connection = createProtocolConnection(
    new StreamMessageReader(input),
    new StreamMessageWriter(output),
  );
  const documents = new Map<string, TextDocument>();
  const published = new Map<string, PublishDiagnosticsParams>();
  const waiting = new Set<() => void>();
  connection.onNotification('textDocument/publishDiagnostics', (sent: PublishDiagnosticsParams) => {
    published.set(sent.uri, sent);
    for (const wake of waiting) wake();
  });
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('window/workDoneProgress/create', () => null);
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: null,
    rootUri: null,
    capabilities: {
      workspace: {
        workspaceFolders: true,
        workspaceEdit: { documentChanges: true, resourceOperations: ['create'] },
      },
      window: { workDoneProgress: true },
    },
    workspaceFolders: null,
    ...params,
  });
  await connection.sendNotification('initialized', {});

  const client: TestClient = {
    connection,
    open(uri, languageId, text) {
      documents.set(uri, TextDocument.create(uri, languageId, 1, text));
      void connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId, version: 1, text },
      });
    },
    edit(uri, before, after) {
      const document = documents.get(uri);
      assert.ok(document);
      const start = document.getText().indexOf(before);
      assert.ok(start >= 0, `'${before}' is not in ${uri}`);
      const range = { start: document.positionAt(start), end: document.positionAt(start + before.length) };
      const version = document.version + 1;
      TextDocument.update(document, [{ range, text: after }], version);
      void connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [{ range, text: after }],
      });
    },
    text: (uri) => documents.get(uri)?.getText() ?? '',
    close(uri) {
      documents.delete(uri);
      void connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    },
    async diagnostics(uri, passes = () => true) {
      const deadline = Date.now() + 5000;
      for (;;) {
        const last = published.get(uri);
        if (last && passes(last)) return last.diagnostics;
        assert.ok(
          Date.now() < deadline,
          `no such diagnostics for ${uri}: ${JSON.stringify(last?.diagnostics)}`,
        );
        await new Promise<void>((resolve) => {
          const wake = () => {
            waiting.delete(wake);
            resolve();
          };
          waiting.add(wake);
          setTimeout(wake, 100);
        });
      }
    },
    published: (uri) => published.get(uri)?.diagnostics ?? [],
    async actions(uri, diagnostic, context = {}) {
      const actions = await connection.sendRequest<CodeAction[] | null>('textDocument/codeAction', {
        textDocument: { uri },
        range: diagnostic.range,
        context: { diagnostics: [diagnostic], triggerKind: 1, ...context },
      });
      return actions ?? [];
    },
    apply(action) {
      const changed = new Map<string, string>();
      for (const change of action.edit?.documentChanges ?? []) {
        if (!('textDocument' in change)) continue;
        changed.set(change.textDocument.uri, applyTo(documents.get(change.textDocument.uri), change));
      }
      return changed;
    },
  };
  return client;
}

function applyTo(document: TextDocument | undefined, change: TextDocumentEdit): string {
  const target = document ?? TextDocument.create(change.textDocument.uri, 'plaintext', 0, '');
  if (document && change.textDocument.version !== null) {
    assert.equal(change.textDocument.version, document.version, 'the edit is of the present version');
  }
  return TextDocument.applyEdits(target, change.edits as TextEdit[]);
}
