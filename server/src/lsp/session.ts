import {
  type CodeAction,
  type CodeActionParams,
  type Connection,
  type DidChangeTextDocumentParams,
  ErrorCodes,
  ResponseError,
  type WorkDoneProgressParams,
  type WorkspaceFoldersChangeEvent,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Configuration } from '../engine/configuration.ts';
import { RULES } from '../rules/index.ts';
import { CONFIGURATION_FILE } from '../workspace/folder.ts';
import { run } from '../workspace/task.ts';
import { codeActions, pathsNeeded } from './code-actions.ts';
import { toDiagnostic } from './diagnostics.ts';
import type { Documents, OpenDocument } from './documents.ts';
import type { ServerEnvironment } from './environment.ts';
import { type Folders, type Place, type PlacedFolder, uriOf } from './folders.ts';
import { SCAN, SCORECARD, SCORECARD_CHANGED, type ScanSummary, type ScorecardReport } from './protocol.ts';
import { createPublisher } from './publishing.ts';
import { createScanner, describe } from './scanning.ts';
import { scanSummary, scorecardReport } from './scorecard-report.ts';
import type { ClientAbilities } from './server.ts';
import { DEFAULT_SETTINGS, type EditorSettings, fetchSettings } from './settings.ts';

export type SessionParts = {
  readonly connection: Connection;
  readonly environment: ServerEnvironment;
  readonly documents: Documents;
  readonly abilities: ClientAbilities;
  createFolders(settings: () => Partial<Configuration>): Folders;
  /** Registers what the client lets be registered. */
  register(): Promise<void>;
  /** Uris of the workspace folders at the start. */
  readonly roots: readonly string[];
};

/** One client's connection from `initialize` to `shutdown`. */
export type Session = {
  initialized(): Promise<void>;
  open(document: TextDocument): void;
  change(params: DidChangeTextDocumentParams): void;
  save(uri: string): void;
  close(uri: string): void;
  dispose(): void;
};

/** The scorecard's short form is sent at most this often, in milliseconds. */
const SUMMARY_EVERY = 200;

/** So long after the last edit, in milliseconds, files that import the edited one are looked at again. */
const SETTLED_AFTER = 150;

const RULE_IDS = RULES.map(({ id }) => id);

export function createSession(parts: SessionParts): Session {
  const { connection, environment, documents, abilities } = parts;
  let settings: EditorSettings = DEFAULT_SETTINGS;
  const folders = parts.createFolders(() => settings.configuration);
  const publisher = createPublisher(connection, documents, () => settings.isEnabled);
  const scanner = createScanner(connection, environment, () => abilities.progress, show);
  const edited = new Set<string>();
  let isDisposed = false;
  let settling: ReturnType<typeof setTimeout> | undefined;
  let summarizing: ReturnType<typeof setTimeout> | undefined;

  for (const uri of parts.roots) folders.add(uri);

  /** Sends what changed; the scorecard's short form follows a little later. */
  function show(): void {
    if (isDisposed) return;
    for (const placed of folders.all()) publisher.publish(placed);
    summarizing ??= setTimeout(() => {
      summarizing = undefined;
      void connection.sendNotification(SCORECARD_CHANGED, scanSummary(folders.all(), scanner.state));
    }, SUMMARY_EVERY);
  }

  /** Work that waits for the host is done in the order it was asked for. */
  let queue: Promise<unknown> = Promise.resolve();
  function enqueue<T>(work: () => Promise<T>): Promise<T> {
    const done = queue.then(work);
    queue = done.catch((error) => connection.console.error(describe(error)));
    return done;
  }

  function refresh({ placed, path }: Place): Promise<void> {
    return enqueue(async () => {
      await run(placed.folder.refresh([path]), environment.breathe);
      show();
    });
  }

  function analyze({ document, parsed }: OpenDocument): void {
    const place = folders.place(document.uri);
    const { placed, path } = place;
    const result = placed.folder.setOpen(path, { text: document.getText(), parsed });
    if (result) {
      for (const { rule, error } of result.failures)
        connection.console.error(`${rule} failed in ${path}: ${describe(error)}`);
      publisher.publish(placed);
      show();
      return;
    }
    // A grammar or a module must be read first, or the file decides about others.
    void refresh(place);
  }

  /** Files that import the edited one may have changed with it. */
  function settle(): void {
    settling = undefined;
    const places = [...edited].map((uri) => folders.place(uri));
    edited.clear();
    for (const place of places) void refresh(place);
  }

  async function updateSettings(): Promise<void> {
    if (abilities.configuration) settings = await fetchSettings(connection, parts.roots[0], RULE_IDS);
    for (const { folder } of folders.all())
      await run(folder.configure(settings.configuration), environment.breathe);
    show();
  }

  function scanned(): readonly PlacedFolder[] {
    return folders.all().filter(({ isLoose }) => !isLoose);
  }

  function scanAll(how?: Parameters<typeof scanner.scan>[1]): Promise<void> {
    if (settings.maxFiles === 0 || !settings.isEnabled) return Promise.resolve();
    return scanner.scan(scanned(), how);
  }

  connection.onCodeAction((params) => answerCodeActions(params));
  connection.onRequest(SCORECARD, (): ScorecardReport => scorecardReport(folders.all(), scanner.state));
  connection.onRequest(SCAN, async (params: WorkDoneProgressParams | null, token): Promise<ScanSummary> => {
    const progress =
      params?.workDoneToken === undefined
        ? undefined
        : await connection.window.attachWorkDoneProgress(params.workDoneToken);
    progress?.begin('Looking for twelve-factor problems', 0, undefined, true);
    await scanAll({ token, ...(progress ? { progress } : {}) });
    progress?.done();
    if (token.isCancellationRequested)
      throw new ResponseError(ErrorCodes.PendingResponseRejected, 'The scan was cancelled');
    return scanSummary(folders.all(), scanner.state);
  });
  connection.onDidChangeConfiguration(() =>
    enqueue(async () => {
      const before = settings;
      await updateSettings();
      const isListedAnew =
        before.maxFiles !== settings.maxFiles ||
        before.isEnabled !== settings.isEnabled ||
        before.configuration.exclude?.join() !== settings.configuration.exclude?.join();
      if (isListedAnew) void scanAll();
    }),
  );
  connection.onDidChangeWatchedFiles(({ changes }) =>
    enqueue(async () => {
      const byFolder = new Map<PlacedFolder, string[]>();
      for (const { uri } of changes) {
        // Of an open document the editor tells the text itself.
        if (documents.get(uri)) continue;
        const { placed, path } = folders.place(uri);
        if (placed.isLoose || path.startsWith('.git/')) continue;
        const paths = byFolder.get(placed) ?? [];
        paths.push(...below(placed, path));
        byFolder.set(placed, paths);
      }
      for (const [{ folder }, paths] of byFolder) {
        await run(folder.refresh(paths), environment.breathe);
        if (paths.some((path) => path.endsWith('.gitignore') || path === CONFIGURATION_FILE)) void scanAll();
      }
      show();
    }),
  );

  /** A deleted folder is one event; what was known below it is gone too. */
  function below({ folder }: PlacedFolder, path: string): readonly string[] {
    const inside = [...folder.workspace.analyses()]
      .map((one) => one.path)
      .filter((one) => one.startsWith(`${path}/`));
    return inside.length > 0 ? inside : [path];
  }

  async function changeFolders({ added, removed }: WorkspaceFoldersChangeEvent): Promise<void> {
    for (const { uri } of removed) {
      const placed = folders.remove(uri);
      if (placed) publisher.clear(placed);
    }
    for (const { uri } of added) folders.add(uri);
    for (const open of documents.all()) analyze(open);
    await scanAll();
  }

  async function answerCodeActions(params: CodeActionParams): Promise<CodeAction[]> {
    const open = documents.get(params.textDocument.uri);
    if (!open) return [];
    const { placed, path } = folders.place(open.document.uri);
    const { workspace } = placed.folder;
    await queue;
    const version = open.document.version;
    const findings = workspace.findingsOf(path);
    const lines = workspace.lines(path);
    if (!lines || findings.length === 0) return [];
    const projectRoot = (of: string) => workspace.projectOf(of).root;
    const texts = new Map<string, string>([[path, open.document.getText()]]);
    for (const needed of pathsNeeded(findings, projectRoot)) {
      const text = await run(placed.folder.read(needed));
      if (text !== undefined) texts.set(needed, text);
    }
    // The document moved on while files were read: VS Code asks again.
    if (open.document.version !== version) return [];
    const uri = (of: string) => uriOf(placed, of);
    return codeActions(params, {
      path,
      language: open.document.languageId,
      text: open.document.getText(),
      findings,
      diagnostic: (finding) => toDiagnostic(finding, { lines, uri, linesOf: workspace.lines }),
      read: (of) => texts.get(of),
      projectRoot,
      uri,
      version: (of) => documents.get(uri(of))?.document.version ?? null,
      canCreateFiles: abilities.createFiles,
    });
  }

  return {
    async initialized() {
      if (abilities.workspaceFolders) {
        connection.workspace.onDidChangeWorkspaceFolders((event) => void changeFolders(event));
      }
      await parts.register();
      await enqueue(updateSettings);
      await scanAll();
    },
    open(document) {
      analyze(documents.open(document));
    },
    change(params) {
      const open = documents.change(params);
      if (!open || settings.run === 'onSave') return;
      analyze(open);
      edited.add(open.document.uri);
      clearTimeout(settling);
      settling = setTimeout(settle, SETTLED_AFTER);
    },
    save(uri) {
      const open = documents.get(uri);
      if (open && settings.run === 'onSave') {
        analyze(open);
        void refresh(folders.place(uri));
      }
    },
    close(uri) {
      documents.close(uri);
      const place = folders.place(uri);
      place.placed.folder.setClosed(place.path);
      if (place.placed.isLoose) {
        place.placed.folder.workspace.forget(place.path);
        show();
        return;
      }
      // What was typed and not saved is gone.
      void refresh(place);
    },
    dispose() {
      isDisposed = true;
      scanner.cancel();
      clearTimeout(settling);
      clearTimeout(summarizing);
      for (const { folder } of folders.all()) folder.dispose();
    },
  };
}
