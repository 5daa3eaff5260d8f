import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { encodeMessage, readMessages } from './messages.mjs';

/** A client over standard input and output that knows as much of LSP as a measurement needs. */
export async function startClient(command, { folderUri, initializationOptions }) {
  const [program, ...words] = command;
  const server = spawn(program, words, { stdio: ['pipe', 'pipe', 'inherit'] });
  const answers = new Map();
  const waiting = [];
  let identifier = 0;

  const send = (message) => server.stdin.write(encodeMessage(message));
  readMessages(server.stdout, (message) => {
    const received = performance.now();
    if (message.method === 'textDocument/publishDiagnostics') {
      const index = waiting.findIndex(({ passes }) => passes(message.params));
      if (index >= 0) waiting.splice(index, 1)[0].resolve({ received, params: message.params });
    } else if (message.method !== undefined && message.id !== undefined) {
      const items = message.params?.items;
      send({ id: message.id, result: items ? items.map(() => null) : null });
    } else if (message.id !== undefined) {
      answers.get(message.id)?.(message.result);
      answers.delete(message.id);
    }
  });

  const request = (method, params) =>
    new Promise((resolve) => {
      identifier++;
      answers.set(identifier, resolve);
      send({ id: identifier, method, params });
    });
  const notify = (method, params) => send({ method, params });
  /** The next diagnostics that pass, with the time at which they came. */
  const diagnostics = (passes) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('No diagnostics came within 10 s')), 10_000);
      waiting.push({
        passes,
        resolve: (value) => {
          clearTimeout(timer);
          resolve(value);
        },
      });
    });

  await request('initialize', {
    processId: process.pid,
    rootUri: folderUri,
    capabilities: { workspace: { workspaceFolders: true, configuration: true }, general: {} },
    workspaceFolders: [{ uri: folderUri, name: 'bench' }],
    initializationOptions,
  });
  notify('initialized', {});

  return {
    pid: server.pid,
    request,
    notify,
    diagnostics,
    async stop() {
      await request('shutdown', null);
      notify('exit', null);
      server.stdin.end();
      if (server.exitCode === null) await once(server, 'exit');
    },
  };
}
