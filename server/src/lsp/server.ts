import {
  CodeActionKind,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
  PositionEncodingKind,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { createAnalyzer } from '../engine/analysis.ts';
import { createGrammars } from '../languages/syntax.ts';
import type { Observer, Rule } from '../model/rule.ts';
import { OBSERVERS, RULES } from '../rules/index.ts';
import type { Engine } from '../workspace/folder.ts';
import { createClientHost } from './client-host.ts';
import { FIX_ALL } from './code-actions.ts';
import { createDocuments } from './documents.ts';
import type { ServerEnvironment } from './environment.ts';
import { SORT_VARIABLES } from './features/dotenv-actions.ts';
import { FEATURE_CAPABILITIES } from './features/register.ts';
import { createFolders } from './folders.ts';
import type { InitializationOptions } from './protocol.ts';
import { describe } from './scanning.ts';
import { createSession, type Session } from './session.ts';
import { WATCHED_GLOBS } from './watched-files.ts';

/** What of the client's abilities the server asks about. */
export type ClientAbilities = {
  readonly configuration: boolean;
  readonly workspaceFolders: boolean;
  readonly progress: boolean;
  /** Edits that say of which version of a document they are. */
  readonly documentChanges: boolean;
  readonly createFiles: boolean;
  /** Edits may want to be confirmed. */
  readonly changeAnnotations: boolean;
  /** Inlay hints can be asked for anew. */
  readonly refreshesInlays: boolean;
  readonly registersConfiguration: boolean;
  readonly registersWatchers: boolean;
};

export type Ruleset = { readonly rules: readonly Rule[]; readonly observers: readonly Observer[] };

/** Serves LSP on a connection. The connection must not be listening yet; the caller starts it. */
export function serve(
  connection: Connection,
  environment: ServerEnvironment,
  ruleset: Ruleset = { rules: RULES, observers: OBSERVERS },
): void {
  let session: Session | undefined;

  connection.onInitialize((params): InitializeResult => {
    session = startSession(connection, environment, ruleset, params);
    return {
      serverInfo: { name: 'twelve-factor' },
      capabilities: {
        positionEncoding: PositionEncodingKind.UTF16,
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        ...FEATURE_CAPABILITIES,
        codeActionProvider: {
          codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, FIX_ALL, SORT_VARIABLES],
        },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    };
  });
  connection.onInitialized(() =>
    session?.initialized().catch((error) => connection.console.error(describe(error))),
  );
  connection.onShutdown(() => session?.dispose());
}

function startSession(
  connection: Connection,
  environment: ServerEnvironment,
  { rules, observers }: Ruleset,
  params: InitializeParams,
): Session {
  const abilities = abilitiesOf(params);
  const options: Partial<InitializationOptions> = params.initializationOptions ?? {};
  const grammars = createGrammars(environment.readAsset);
  const engine: Engine = { rules, grammars, analyzer: createAnalyzer(grammars, rules, observers) };
  const documents = createDocuments(grammars);
  const session = createSession({
    connection,
    environment,
    documents,
    abilities,
    createFolders: (initial) =>
      createFolders(
        engine,
        (uri) =>
          (options.filesByClient ? undefined : environment.createHost(uri)) ??
          createClientHost(connection, uri),
        initial,
      ),
    register: () => register(connection, abilities, options.watchedByClient === true),
    roots: rootsOf(params),
    rules: rules.map(({ id }) => id),
  });
  connection.onDidOpenTextDocument(({ textDocument: { uri, languageId, version, text } }) =>
    session.open(TextDocument.create(uri, languageId, version, text)),
  );
  connection.onDidChangeTextDocument(session.change);
  connection.onDidSaveTextDocument(({ textDocument }) => session.save(textDocument.uri));
  connection.onDidCloseTextDocument(({ textDocument }) => session.close(textDocument.uri));
  return session;
}

async function register(
  connection: Connection,
  abilities: ClientAbilities,
  watchedByClient: boolean,
): Promise<void> {
  if (abilities.registersConfiguration) {
    await connection.client.register(DidChangeConfigurationNotification.type, { section: 'twelveFactor' });
  }
  if (abilities.registersWatchers && !watchedByClient) {
    await connection.client.register(DidChangeWatchedFilesNotification.type, {
      watchers: WATCHED_GLOBS.map((globPattern) => ({ globPattern })),
    });
  }
}

function rootsOf({ workspaceFolders, rootUri }: InitializeParams): readonly string[] {
  if (workspaceFolders) return workspaceFolders.map(({ uri }) => uri);
  return rootUri ? [rootUri] : [];
}

function abilitiesOf({ capabilities: { workspace, window } }: InitializeParams): ClientAbilities {
  const edit = workspace?.workspaceEdit;
  return {
    configuration: workspace?.configuration === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    progress: window?.workDoneProgress === true,
    documentChanges: edit?.documentChanges === true,
    changeAnnotations: edit?.changeAnnotationSupport !== undefined,
    createFiles: edit?.documentChanges === true && edit.resourceOperations?.includes('create') === true,
    refreshesInlays: workspace?.inlayHint?.refreshSupport === true,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    registersWatchers: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
  };
}
