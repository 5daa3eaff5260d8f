import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import {
  type CodeAction,
  type CodeActionContext,
  type ConfigurationParams,
  createProtocolConnection,
  type Diagnostic,
  type InitializeParams,
  type MessageReader,
  type MessageWriter,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentEdit,
  type TextEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { SCORECARD } from '../../server/src/lsp/protocol.ts';

/** A client at the other end of a real connection, with the documents it holds open. */
export type TestClient = {
  readonly connection: ProtocolConnection;
  /** What the server wrote to the log. */
  readonly log: readonly string[];
  open(uri: string, languageId: string, text: string): void;
  /** Replaces the first occurrence of a text by an incremental change. */
  edit(uri: string, before: string, after: string): void;
  /** Replaces the text between two offsets by an incremental change. */
  replace(uri: string, start: number, end: number, after: string): void;
  text(uri: string): string;
  close(uri: string): void;
  /** The next published list for the uri that passes; waits at most five seconds. */
  diagnostics(
    uri: string,
    passes?: (params: PublishDiagnosticsParams) => boolean,
  ): Promise<readonly Diagnostic[]>;
  /** What was last published, without waiting. */
  published(uri: string): readonly Diagnostic[];
  /** Waits until something is so, at most five seconds. */
  until(isSo: () => boolean, what: string): Promise<void>;
  /** Answers when all notifications sent so far are done with. */
  settled(): Promise<void>;
  actions(
    uri: string,
    diagnostic: Diagnostic,
    context?: Partial<CodeActionContext>,
  ): Promise<readonly CodeAction[]>;
  /** Applies an action's edits to the open documents; gives the texts of all files it changes. */
  apply(action: CodeAction): ReadonlyMap<string, string>;
};

/** The settings of an editor, by section and folder. */
export type TestSettings = (section: string, scopeUri: string | undefined) => unknown;

/** Two streams that are a connection's both ends. */
export function pipes() {
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  return { toServer, toClient };
}

export function startClient(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
  ...how: ClientArguments
): Promise<TestClient> {
  return startClientOver(new StreamMessageReader(input), new StreamMessageWriter(output), ...how);
}

type ClientArguments = [
  params: Partial<InitializeParams>,
  settings?: TestSettings,
  answer?: (connection: ProtocolConnection) => void,
];

/** Connects and initialises. `answer` registers what the client answers besides the usual. */
export async function startClientOver(
  reader: MessageReader,
  writer: MessageWriter,
  ...[params, settings, answer]: ClientArguments
): Promise<TestClient> {
  const connection = createProtocolConnection(reader, writer);
  const documents = new Map<string, TextDocument>();
  const published = new Map<string, PublishDiagnosticsParams>();
  const waiting = new Set<() => void>();
  const log: string[] = [];
  connection.onNotification('textDocument/publishDiagnostics', (sent: PublishDiagnosticsParams) => {
    published.set(sent.uri, sent);
    for (const wake of waiting) wake();
  });
  connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
    log.push(message);
    for (const wake of waiting) wake();
  });
  connection.onRequest('workspace/configuration', ({ items }: ConfigurationParams) =>
    items.map(({ section = '', scopeUri }) => settings?.(section, scopeUri) ?? null),
  );
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('window/workDoneProgress/create', () => null);
  answer?.(connection);
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: null,
    rootUri: null,
    capabilities: {
      workspace: {
        workspaceFolders: true,
        configuration: settings !== undefined,
        workspaceEdit: { documentChanges: true, resourceOperations: ['create'] },
      },
      window: { workDoneProgress: true },
    },
    workspaceFolders: null,
    ...params,
  });
  await connection.sendNotification('initialized', {});

  async function until(isSo: () => boolean, what: string): Promise<void> {
    const deadline = Date.now() + 5000;
    while (!isSo()) {
      assert.ok(Date.now() < deadline, `did not come: ${what}`);
      await new Promise<void>((resolve) => {
        const wake = () => {
          clearTimeout(timer);
          waiting.delete(wake);
          resolve();
        };
        const timer = setTimeout(wake, 50);
        waiting.add(wake);
      });
    }
  }

  const client: TestClient = {
    connection,
    log,
    until,
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
      client.replace(uri, start, start + before.length, after);
    },
    replace(uri, start, end, after) {
      const document = documents.get(uri);
      assert.ok(document);
      const range = { start: document.positionAt(start), end: document.positionAt(end) };
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
      const isThere = () => {
        const last = published.get(uri);
        return last !== undefined && passes(last);
      };
      await until(isThere, `such diagnostics for ${uri}`).catch((error) => {
        throw new Error(`${error.message}; last: ${JSON.stringify(published.get(uri))}`);
      });
      return published.get(uri)?.diagnostics ?? [];
    },
    async settled() {
      await connection.sendRequest(SCORECARD);
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
      for (const [uri, edits] of Object.entries(action.edit?.changes ?? {})) {
        changed.set(uri, applyTo(documents.get(uri), { textDocument: { uri, version: null }, edits }));
      }
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
