// A language server that knows nothing: it answers each edit with the diagnostics it was given at the beginning. What
// it takes is what the pipes and the JSON take.
import { encodeMessage, readMessages } from './messages.mjs';

const send = (message) => process.stdout.write(encodeMessage(message));
let diagnostics = [];
readMessages(process.stdin, ({ id, method, params }) => {
  if (method === 'initialize') diagnostics = params.initializationOptions.diagnostics;
  if (id !== undefined) send({ id, result: { capabilities: {} } });
  if (method === 'textDocument/didOpen' || method === 'textDocument/didChange') {
    const { uri, version } = params.textDocument;
    send({ method: 'textDocument/publishDiagnostics', params: { uri, version, diagnostics } });
  }
});
