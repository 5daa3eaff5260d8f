import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import {
  type Connection,
  createConnection,
  type InitializeParams,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import type { ServerEnvironment } from '../../server/src/lsp/environment.ts';
import { type Ruleset, serve } from '../../server/src/lsp/server.ts';
import { createDiskHost } from '../../server/src/node/disk-host.ts';
import { assetFile } from '../support/grammars.ts';
import { pipes, startClient, type TestClient, type TestSettings } from './client.ts';

const ends: (() => Promise<void>)[] = [];
after(async () => {
  for (const end of ends.reverse()) await end();
});

/** A folder of its own for a test, gone after it. */
export type TestFolder = {
  readonly folder: string;
  /** The uri of the folder, or of a file in it. */
  uri(name?: string): string;
  write(name: string, text: string): void;
};

export function createTestFolder(files: Readonly<Record<string, string>>): TestFolder {
  const folder = mkdtempSync(path.join(tmpdir(), 'twelve-factor-'));
  ends.push(async () => rmSync(folder, { recursive: true, force: true }));
  const write = (name: string, text: string) => {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  };
  for (const [name, text] of Object.entries(files)) write(name, text);
  return { folder, write, uri: (name = '') => URI.file(path.join(folder, name)).toString() };
}

export type StartOptions = {
  /** What the client says when it starts, besides its folders. */
  readonly params?: Partial<InitializeParams>;
  readonly settings?: TestSettings;
  readonly ruleset?: Ruleset;
  /** What of the runtime is other than usual. */
  readonly environment?: (connection: Connection) => Partial<ServerEnvironment>;
  /** Uris of the workspace folders. */
  readonly folders: readonly string[];
  /** Answers what the server asks of this client. */
  readonly answer?: (connection: TestClient['connection']) => void;
};

/** Starts a server in this process and a client that talks to it over streams. */
export async function startServer(options: StartOptions): Promise<TestClient> {
  const { toServer, toClient } = pipes();
  const connection = createConnection(
    ProposedFeatures.all,
    new StreamMessageReader(toServer),
    new StreamMessageWriter(toClient),
  );
  const environment: ServerEnvironment = {
    readAsset: (name) => readFile(assetFile(name)),
    createHost: (uri) => createDiskHost(URI.parse(uri).fsPath),
    breathe: () => setImmediate(),
    now: () => performance.now(),
    ...options.environment?.(connection),
  };
  serve(connection, environment, options.ruleset);
  connection.listen();
  const client = await startClient(
    toClient,
    toServer,
    { workspaceFolders: options.folders.map((uri) => ({ uri, name: 'case' })), ...options.params },
    options.settings,
    options.answer,
  );
  ends.push(async () => {
    await client.connection.sendRequest('shutdown');
    client.connection.dispose();
    connection.dispose();
    toServer.destroy();
    toClient.destroy();
  });
  return client;
}

/** Writes files to a folder of their own and starts a server on it. */
export async function start(
  files: Readonly<Record<string, string>>,
  options: Omit<StartOptions, 'folders'> = {},
): Promise<TestFolder & { readonly client: TestClient }> {
  const folder = createTestFolder(files);
  return { ...folder, client: await startServer({ folders: [folder.uri()], ...options }) };
}
