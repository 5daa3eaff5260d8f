import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { readAssetByClient } from '../../server/src/lsp/client-host.ts';
import {
  type InitializationOptions,
  LIST_FILES,
  type ListFilesParams,
  type ListFilesResult,
  READ_ASSET,
  READ_FILE,
  type ReadAssetParams,
  type ReadFileParams,
  type ReadFileResult,
  SCAN,
  type ScanSummary,
} from '../../server/src/lsp/protocol.ts';
import { assetFile } from '../support/grammars.ts';
import type { TestClient } from './client.ts';
import { PORT_RULE, SERVER } from './samples.ts';
import { startServer } from './start.ts';

const ROOT = 'vscode-test-web://mount';
const uriOf = (name: string) => `${ROOT}/${name}`;

const isFound = ({ diagnostics }: { readonly diagnostics: readonly unknown[] }) => diagnostics.length > 0;
const isGone = ({ diagnostics }: { readonly diagnostics: readonly unknown[] }) => diagnostics.length === 0;

/** Starts a server that has no files of its own, as in a browser; the client answers from `files`. */
async function startInBrowser(files: Map<string, string>) {
  const asked: string[] = [];
  const answer = (connection: TestClient['connection']) => {
    connection.onRequest(LIST_FILES, ({ root, limit }: ListFilesParams): ListFilesResult => {
      const uris = [...files.keys()].map((name) => `${root}/${name}`).sort();
      return { uris: uris.slice(0, limit), stopped: uris.length > limit };
    });
    connection.onRequest<ReadFileResult, void>(READ_FILE, async ({ uri, maxBytes }: ReadFileParams) => {
      const name = decodeURIComponent(uri.slice(ROOT.length + 1));
      asked.push(name);
      await new Promise((resolve) => setTimeout(resolve, 1));
      const text = files.get(name);
      if (text === undefined) return { kind: 'unreadable', reason: 'FileNotFound' };
      const bytes = Buffer.from(text);
      if (bytes.length > maxBytes) return { kind: 'too-large', bytes: bytes.length };
      return { kind: 'bytes', base64: bytes.toString('base64') };
    });
    connection.onRequest(READ_ASSET, ({ name }: ReadAssetParams) =>
      readFileSync(assetFile(name)).toString('base64'),
    );
  };
  const initializationOptions: InitializationOptions = { filesByClient: true, watchedByClient: true };
  const client = await startServer({
    folders: [ROOT],
    params: { initializationOptions },
    answer,
    environment: (connection) => ({
      readAsset: readAssetByClient(connection),
      createHost: () => undefined,
      breathe: () => new Promise((resolve) => setTimeout(resolve, 0)),
    }),
  });
  const changed = (name: string, type: 1 | 2 | 3) =>
    void client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: uriOf(name), type }],
    });
  return { client, asked, changed };
}

const CONFIG = 'module.exports = { server: { port: 4000 } };\n';
const IMPORTER = `const config = require('./config');
require('http').createServer().listen(config.server.port);
process.on('SIGTERM', () => {});
`;

describe('a server without files of its own', () => {
  test('scans what the client lists, ignore files applied', async () => {
    const files = new Map([
      ['src/ä.js', `// ü 🦊\n${SERVER}`],
      ['built/b.js', SERVER],
      ['.gitignore', 'built\n'],
      ['large.js', 'x'.repeat(1_100_000)],
    ]);
    const { client, asked } = await startInBrowser(files);
    const summary = await client.connection.sendRequest<ScanSummary>(SCAN, {});
    assert.deepEqual([summary.files, summary.findingCount], [3, 1]);
    assert.deepEqual(summary.skipped, [{ uri: uriOf('large.js'), reason: 'larger than 1 MB' }]);
    assert.ok(!asked.includes('built/b.js'));
    const [found] = await client.diagnostics(uriOf('src/%C3%A4.js'), isFound);
    assert.equal(found?.code, PORT_RULE);
    assert.equal(found?.range.start.line, 4);
  });

  test('waits for the modules that a file imports', async () => {
    const files = new Map([
      ['config.js', "module.exports = require('./values');\n"],
      ['values.js', CONFIG],
      ['server.js', IMPORTER],
    ]);
    const { client, changed } = await startInBrowser(files);
    const [found] = await client.diagnostics(uriOf('server.js'), isFound);
    assert.equal(found?.relatedInformation?.[0]?.location.uri, uriOf('values.js'));
    files.set('values.js', CONFIG.replace('4000', 'process.env.PORT'));
    changed('values.js', 2);
    await client.diagnostics(uriOf('server.js'), isGone);
  });

  test('follows open documents into modules that are not', async () => {
    const files = new Map([
      ['config.js', CONFIG],
      ['server.js', ''],
    ]);
    const { client } = await startInBrowser(files);
    client.open(uriOf('server.js'), 'javascript', IMPORTER);
    await client.diagnostics(uriOf('server.js'), isFound);
    client.edit(uriOf('server.js'), 'config.server.port', 'process.env.PORT');
    await client.diagnostics(uriOf('server.js'), isGone);
    client.edit(uriOf('server.js'), 'process.env.PORT', 'config.server.port');
    await client.diagnostics(uriOf('server.js'), isFound);
  });

  test('forgets what is deleted', async () => {
    const files = new Map([['server.js', SERVER]]);
    const { client, changed } = await startInBrowser(files);
    await client.diagnostics(uriOf('server.js'), isFound);
    files.delete('server.js');
    changed('server.js', 3);
    await client.diagnostics(uriOf('server.js'), isGone);
  });

  test('reads what a fix documents through the client', async () => {
    const files = new Map([
      ['server.js', SERVER],
      ['.env.example', 'OTHER=1\n'],
    ]);
    const { client } = await startInBrowser(files);
    client.open(uriOf('server.js'), 'javascript', SERVER);
    client.open(uriOf('.env.example'), 'dotenv', 'OTHER=1\n');
    const [found] = await client.diagnostics(uriOf('server.js'), isFound);
    assert.ok(found);
    const [fix] = await client.actions(uriOf('server.js'), found);
    assert.ok(fix);
    assert.match(client.apply(fix).get(uriOf('.env.example')) ?? '', /^OTHER=1\n(?:#.*\n)?PORT=3000\n$/);
  });
});
