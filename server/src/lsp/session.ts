import {
  type Connection,
  type DidChangeTextDocumentParams,
  LSPErrorCodes,
  ResponseError,
  type WorkDoneProgressParams,
  type WorkspaceFoldersChangeEvent,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { RuleFailure } from '../engine/file-analysis.ts';
import { IGNORE_FILE } from '../workspace/files.ts';
import { CONFIGURATION_FILE } from '../workspace/folder.ts';
import { run } from '../workspace/task.ts';
import { createActionAnswers } from './action-requests.ts';
import type { Documents, OpenDocument } from './documents.ts';
import type { ServerEnvironment } from './environment.ts';
import { FEATURES } from './features/index.ts';
import { registerFeatures } from './features/register.ts';
import type { Folders, Place, PlacedFolder } from './folders.ts';
import { createInlayRefresh } from './inlay-refresh.ts';
import { SCAN, SCORECARD, SCORECARD_CHANGED, type ScanSummary, type ScorecardReport } from './protocol.ts';
import { createPublisher } from './publishing.ts';
import { createScanner, describe } from './scanning.ts';
import { scanSummary, scorecardReport } from './scorecard-report.ts';
import type { ClientAbilities } from './server.ts';
import { DEFAULT_SETTINGS, type EditorSettings, fetchSettings } from './settings.ts';
import { answerVariableRequests } from './variable-requests.ts';

export type SessionParts = {
  readonly connection: Connection;
  readonly environment: ServerEnvironment;
  readonly documents: Documents;
  readonly abilities: ClientAbilities;
  createFolders(initial: () => EditorSettings): Folders;
  /** Registers what the client lets be registered. */
  register(): Promise<void>;
  /** Uris of the workspace folders at the start. */
  readonly roots: readonly string[];
  /** Ids of all rules. */
  readonly rules: readonly string[];
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

export function createSession(parts: SessionParts): Session {
  const { connection, environment, documents, abilities } = parts;
  /** Of no folder: for files outside of all. */
  let settings: EditorSettings = DEFAULT_SETTINGS;
  const folders = parts.createFolders(() => settings);
  const publisher = createPublisher(connection, documents);
  const scanner = createScanner(connection, environment, () => abilities.progress, show);
  const refreshInlays = abilities.refreshesInlays
    ? createInlayRefresh(connection, documents, folders)
    : () => {};
  const edited = new Set<string>();
  let isDisposed = false;
  /** Before they are, nothing is shown: it might have to be taken back at once. */
  let areSettingsKnown = false;
  let settling: ReturnType<typeof setTimeout> | undefined;
  let summarizing: ReturnType<typeof setTimeout> | undefined;

  for (const uri of parts.roots) folders.add(uri);

  /** Sends what changed; the scorecard's short form follows a little later. */
  function show(): void {
    if (isDisposed) return;
    for (const placed of folders.all()) publisher.publish(placed);
    refreshInlays();
    summarizing ??= setTimeout(() => {
      summarizing = undefined;
      logFailures();
      void connection.sendNotification(SCORECARD_CHANGED, scanSummary(folders.all(), scanner.state));
    }, SUMMARY_EVERY);
  }

  const logged = new Set<string>();

  /** Says once of each rule and file that the rule threw there. */
  function logFailures(): void {
    for (const { folder } of folders.all()) folder.workspace.failures().forEach(logFailure);
  }

  function logFailure({ rule, path, error }: RuleFailure): void {
    const key = `${rule} ${path}`;
    if (logged.has(key)) return;
    logged.add(key);
    connection.console.error(`${rule} failed in ${path}: ${describe(error)}`);
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
    if (result && areSettingsKnown) {
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
    if (abilities.configuration) settings = await fetchSettings(connection, undefined, parts.rules);
    for (const placed of folders.all()) {
      placed.settings =
        abilities.configuration && !placed.isLoose
          ? await fetchSettings(connection, placed.uri, parts.rules)
          : settings;
      await run(placed.folder.configure(folders.configuration(placed)), environment.breathe);
    }
    show();
  }

  /** Whether closed files of the folder are looked at. */
  function isScanned({ isLoose, settings: { isEnabled, maxFiles } }: PlacedFolder): boolean {
    return !isLoose && isEnabled && maxFiles > 0;
  }

  function scanAll(how?: Parameters<typeof scanner.scan>[1]): Promise<void> {
    return scanner.scan(folders.all().filter(isScanned), how);
  }

  connection.onCodeAction(
    createActionAnswers({ documents, folders, abilities, analyze, settled: () => queue }),
  );
  registerFeatures(connection, FEATURES, {
    documents,
    folders,
    canVersion: abilities.documentChanges,
    canAnnotate: abilities.changeAnnotations,
    settled: () => queue,
  });
  answerVariableRequests(connection, { documents, folders, environment });
  connection.onRequest(SCORECARD, (): ScorecardReport => scorecardReport(folders.all(), scanner.state));
  connection.onRequest(SCAN, async (params: WorkDoneProgressParams | null, token): Promise<ScanSummary> => {
    const progress =
      params?.workDoneToken === undefined
        ? undefined
        : await connection.window.attachWorkDoneProgress(params.workDoneToken);
    await queue;
    progress?.begin('Looking for twelve-factor problems', 0, undefined, true);
    await scanAll({ token, ...(progress ? { progress } : {}) });
    progress?.done();
    if (token.isCancellationRequested)
      throw new ResponseError(LSPErrorCodes.RequestCancelled, 'The scan was cancelled');
    return scanSummary(folders.all(), scanner.state);
  });
  connection.onDidChangeConfiguration(() =>
    enqueue(async () => {
      const before = folders.all().map(listingSettings).join();
      await updateSettings();
      if (before !== folders.all().map(listingSettings).join()) void scanAll();
    }),
  );
  connection.onDidChangeWatchedFiles(({ changes }) =>
    enqueue(async () => {
      const byFolder = new Map<PlacedFolder, string[]>();
      for (const { uri } of changes) {
        const { placed, path } = folders.place(uri);
        // Of an open document the editor tells the text itself.
        if (documents.get(uri) && !decidesAboutFiles(path)) continue;
        if (!isScanned(placed) || path.startsWith('.git/')) continue;
        const paths = byFolder.get(placed) ?? [];
        paths.push(...below(placed, path));
        byFolder.set(placed, paths);
      }
      for (const [{ folder }, paths] of byFolder) {
        await run(folder.refresh(paths), environment.breathe);
        if (paths.some(decidesAboutFiles)) void scanAll();
      }
      show();
    }),
  );

  /** A deleted folder is one event; what was known below it is gone too. */
  function below({ folder }: PlacedFolder, path: string): readonly string[] {
    const inside = folder.workspace.paths().filter((one) => one.startsWith(`${path}/`));
    return inside.length > 0 ? inside : [path];
  }

  async function changeFolders({ added, removed }: WorkspaceFoldersChangeEvent): Promise<void> {
    // What is under way is of folders that may be gone.
    scanner.cancel();
    const gone = [
      ...removed.map(({ uri }) => folders.remove(uri)),
      ...added.flatMap(({ uri }) => folders.add(uri)),
    ];
    for (const placed of gone) if (placed) publisher.clear(placed);
    await enqueue(updateSettings);
    for (const open of documents.all()) analyze(open);
    await scanAll();
  }

  return {
    async initialized() {
      if (abilities.workspaceFolders) {
        connection.workspace.onDidChangeWorkspaceFolders((event) =>
          changeFolders(event).catch((error) => connection.console.error(describe(error))),
        );
      }
      void parts.register().catch((error) => connection.console.warn(describe(error)));
      await enqueue(async () => {
        await updateSettings();
        areSettingsKnown = true;
      });
      await scanAll();
    },
    open(document) {
      analyze(documents.open(document));
    },
    change(params) {
      const open = documents.change(params);
      if (!open || folders.place(open.document.uri).placed.settings.run === 'onSave') return;
      analyze(open);
      edited.add(open.document.uri);
      clearTimeout(settling);
      settling = setTimeout(settle, SETTLED_AFTER);
    },
    save(uri) {
      const open = documents.get(uri);
      const place = folders.place(uri);
      if (open && place.placed.settings.run === 'onSave') {
        analyze(open);
        void refresh(place);
      }
      if (decidesAboutFiles(place.path)) void scanAll();
    },
    close(uri) {
      documents.close(uri);
      const place = folders.place(uri);
      place.placed.folder.setClosed(place.path);
      if (!isScanned(place.placed)) {
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
      documents.dispose();
      for (const { folder } of folders.all()) folder.dispose();
    },
  };
}

/** Whether a change of the file changes which files there are to look at. */
function decidesAboutFiles(path: string): boolean {
  return path === CONFIGURATION_FILE || path === IGNORE_FILE || path.endsWith(`/${IGNORE_FILE}`);
}

/** What of a folder's settings decides which files are looked at. */
function listingSettings({ uri, settings: { isEnabled, maxFiles, configuration } }: PlacedFolder): string {
  return JSON.stringify([uri, isEnabled, maxFiles, configuration.exclude]);
}
