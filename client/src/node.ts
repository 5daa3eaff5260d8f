import { type ExtensionContext, workspace } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { activateWith, type ExtensionApi } from './activate.ts';
import { registerProcfile } from './procfile/register.ts';

/** Entry point of the desktop and of remote hosts: the server is a Node process of its own. */
export function activate(context: ExtensionContext): ExtensionApi {
  context.subscriptions.push(registerProcfile(context.asAbsolutePath('client/run-process.sh')));
  const server = { module: context.asAbsolutePath('dist/server.js'), transport: TransportKind.ipc };
  return activateWith(context, {
    filesByClient: workspace.workspaceFolders?.some((folder) => folder.uri.scheme !== 'file') ?? false,
    createClient: (id, name, options) => new LanguageClient(id, name, server, options),
  });
}
