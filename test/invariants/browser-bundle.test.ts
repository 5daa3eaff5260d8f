import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { before, describe, test } from 'node:test';
import { createContext, runInContext } from 'node:vm';
import { build, type Metafile } from 'esbuild';
import { READ_ASSET, type ReadAssetParams } from '../../server/src/lsp/protocol.ts';
import { PORT_RULE, SERVER } from '../lsp/samples.ts';
import { assetFile } from '../support/grammars.ts';

/** Of web-tree-sitter's branch for Node, which a browser never takes. */
const NEVER_TAKEN = ['fs/promises', 'module'];

async function bundle(entry: string, external: readonly string[]) {
  const { metafile, outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'browser',
    target: 'es2023',
    format: external.includes('vscode') ? 'cjs' : 'iife',
    external: [...external],
    logLevel: 'silent',
  });
  return { metafile, text: outputFiles[0]?.text ?? '' };
}

/** What a bundle asks of its surroundings when it runs. */
function outside(metafile: Metafile): readonly string[] {
  return Object.values(metafile.outputs).flatMap(({ imports }) =>
    imports.filter(({ external }) => external).map(({ path }) => path),
  );
}

describe('for the browser', () => {
  let worker: Awaited<ReturnType<typeof bundle>>;
  let client: Awaited<ReturnType<typeof bundle>>;
  before(async () => {
    [worker, client] = await Promise.all([
      bundle('server/src/browser/worker.ts', NEVER_TAKEN),
      bundle('client/src/browser.ts', ['vscode']),
    ]);
  });

  test('the server builds without modules of Node', () => {
    assert.deepEqual(
      outside(worker.metafile).filter((name) => !NEVER_TAKEN.includes(name)),
      [],
    );
    const ours = Object.entries(worker.metafile.inputs).filter(([file]) => file.startsWith('server/'));
    assert.ok(ours.length > 50, 'the whole server is in it');
    assert.ok(ours.every(([, { imports }]) => imports.every(({ path }) => !isBuiltin(path))));
  });

  test('the server is the same but for its entry', () => {
    const rooms = Object.keys(worker.metafile.inputs).filter((file) =>
      /^server\/src\/(?:node|cli)\//.test(file),
    );
    assert.deepEqual(rooms, []);
  });

  test('the client builds with nothing but VS Code', () => {
    assert.deepEqual([...new Set(outside(client.metafile))], ['vscode']);
  });

  test('the server runs where there is neither a document nor a process', async () => {
    const { send, received } = startWorker(worker.text);
    send({ id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } });
    const { result } = await received(({ id }) => id === 1);
    assert.equal((result as { serverInfo: { name: string } }).serverInfo.name, 'twelve-factor');
    send({ method: 'initialized', params: {} });
    const uri = 'untitled:server.js';
    const textDocument = { uri, languageId: 'javascript', version: 1, text: SERVER };
    send({ method: 'textDocument/didOpen', params: { textDocument } });
    const { params } = await received(({ method }) => method === 'textDocument/publishDiagnostics');
    const { diagnostics } = params as { diagnostics: readonly { code: string }[] };
    assert.deepEqual(
      diagnostics.map(({ code }) => code),
      [PORT_RULE],
    );
  });
});

type Message = {
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
};

/** Runs a bundle with the globals of a worker and no others; answers its requests for grammars. */
function startWorker(bundleText: string) {
  const messages: Message[] = [];
  const wakes = new Set<() => void>();
  const scope: Record<string, unknown> & { onmessage?: (event: { data: unknown }) => void } = {
    ...{ setTimeout, clearTimeout, TextDecoder, TextEncoder, atob, btoa, performance, URL, WebAssembly },
    addEventListener: () => undefined,
    postMessage(posted: Message) {
      // A copy, as another thread gets one.
      const message: Message = JSON.parse(JSON.stringify(posted));
      if (message.method === READ_ASSET) {
        const { name } = message.params as ReadAssetParams;
        send({ id: message.id, result: readFileSync(assetFile(name)).toString('base64') });
      } else if (message.method && message.id !== undefined) send({ id: message.id, result: null });
      messages.push(message);
      for (const wake of wakes) wake();
    },
  };
  scope.self = scope;
  runInContext(bundleText, createContext(scope));

  function send(message: object): void {
    setTimeout(() => scope.onmessage?.({ data: { jsonrpc: '2.0', ...message } }));
  }

  async function received(passes: (message: Message) => boolean): Promise<Message> {
    for (;;) {
      const found = messages.find(passes);
      if (found) return found;
      await new Promise<void>((resolve) => wakes.add(resolve));
    }
  }

  return { send, received };
}
