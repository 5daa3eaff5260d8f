import {
  type Diagnostic,
  extensions,
  languages,
  Selection,
  type TextEditor,
  Uri,
  WorkspaceEdit,
  window,
  workspace,
} from 'vscode';
import type { ExtensionApi } from '../../../client/src/activate.ts';
import { assert, eventually } from './expect.ts';

/** Activates the extension and waits for its server. */
export async function startedExtension(): Promise<ExtensionApi> {
  const extension = extensions.getExtension<ExtensionApi>('twelve-factor.twelve-factor');
  assert(extension, 'The extension is not installed');
  const api = await extension.activate();
  await api.started;
  return api;
}

export function fileUri(name: string): Uri {
  const folder = workspace.workspaceFolders?.[0];
  assert(folder, 'No folder is open');
  return Uri.joinPath(folder.uri, name);
}

export async function openFile(name: string): Promise<TextEditor> {
  return window.showTextDocument(await workspace.openTextDocument(fileUri(name)), { preview: false });
}

export function findingsOf(editor: TextEditor, rule: string): Diagnostic[] {
  return languages.getDiagnostics(editor.document.uri).filter((diagnostic) => {
    const { code } = diagnostic;
    return (typeof code === 'object' ? code.value : code) === rule;
  });
}

export function findingAppears(editor: TextEditor, rule: string): Promise<Diagnostic> {
  return eventually(`${rule} appears`, () => findingsOf(editor, rule)[0]);
}

export function findingDisappears(editor: TextEditor, rule: string): Promise<true> {
  return eventually(`${rule} disappears`, () => findingsOf(editor, rule).length === 0);
}

/** Replaces the only occurrence of `search`, as if typed. */
export async function replaceText(editor: TextEditor, search: string, text: string): Promise<void> {
  const { document } = editor;
  const start = document.getText().indexOf(search);
  assert(start >= 0, `The document has no '${search}'`);
  const selection = new Selection(document.positionAt(start), document.positionAt(start + search.length));
  assert(await editor.edit((edit) => edit.replace(selection, text)), 'The editor refused the edit');
}

/** Puts a whole text into a document, as an edit of the workspace. */
export async function setText({ document }: TextEditor, text: string): Promise<void> {
  const edit = new WorkspaceEdit();
  const end = document.positionAt(document.getText().length);
  edit.replace(document.uri, new Selection(document.positionAt(0), end), text);
  assert(await workspace.applyEdit(edit), 'The workspace refused the edit');
}
