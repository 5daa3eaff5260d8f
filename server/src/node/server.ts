import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import type { ServerEnvironment } from '../lsp/environment.ts';
import { serve } from '../lsp/server.ts';
import { createDiskHost } from './disk-host.ts';

/** Serves LSP over what the arguments say: `--stdio`, `--node-ipc`, `--socket=PORT`. */
export function startServer(assets: string): void {
  const environment: ServerEnvironment = {
    readAsset: (name) => readFile(path.join(assets, name)),
    createHost(folderUri) {
      const uri = URI.parse(folderUri);
      return uri.scheme === 'file' ? createDiskHost(uri.fsPath) : undefined;
    },
    breathe: () => setImmediate(),
    now: () => performance.now(),
  };
  const connection = createConnection(ProposedFeatures.all);
  serve(connection, environment);
  connection.listen();
}
