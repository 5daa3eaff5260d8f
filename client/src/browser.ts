/// <reference lib="webworker" />
import { type ExtensionContext, Uri } from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { activateWith, type ExtensionApi } from './activate.ts';
import { registerUnavailable } from './procfile/unavailable.ts';

/** Entry point of VS Code in a browser: the server is a web worker, which reads files through the client. */
export function activate(context: ExtensionContext): ExtensionApi {
  const script = Uri.joinPath(context.extensionUri, 'dist', 'worker.js').toString(true);
  let worker: Worker | undefined;
  context.subscriptions.push({ dispose: () => worker?.terminate() }, registerUnavailable());
  return activateWith(context, {
    filesByClient: true,
    createClient: (id, name, options, onFailure) => {
      worker?.terminate();
      const fresh = new Worker(script);
      worker = fresh;
      // A worker that cannot be loaded never closes its connection: this event is the only sign.
      fresh.addEventListener('error', (event) => onFailure(event.message ?? `${script} could not be loaded`));
      return new LanguageClient(id, name, fresh, options);
    },
  });
}
