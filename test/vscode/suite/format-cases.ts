import {
  type CodeAction,
  commands,
  type DocumentLink,
  type DocumentSymbol,
  type FoldingRange,
  type Location,
  Range,
  type SemanticTokens,
  type TextEdit,
  type TextEditor,
  Uri,
  WorkspaceEdit,
  workspace,
} from 'vscode';
import { openFile, setText } from './editor.ts';
import { assert, assertEqual, eventually } from './expect.ts';
import { positionIn } from './places.ts';

/** What the editor can do with a Procfile and a dotenv file as a language, asked for as VS Code itself asks. */
export const formatCases: Readonly<Record<string, () => Promise<void>>> = {
  'outlines, folds, colours, links and formats a Procfile': () =>
    withText(
      'Procfile',
      '# The shop\n# and its parts\nweb:       node server.js\nworker: python worker.py\n',
      async (editor) => {
        assertEqual(await symbolsOf(editor), ['web', 'worker'], 'The outline');
        const folds = await ask<FoldingRange[]>('vscode.executeFoldingRangeProvider', editor);
        assert(
          folds.some(({ start, end }) => start === 0 && end === 1),
          'The comments do not fold',
        );
        const links = await ask<DocumentLink[]>('vscode.executeLinkProvider', editor);
        const targets = links.map(({ target }) => target?.path.split('/').at(-1));
        assert(
          targets.includes('server.js') && targets.includes('worker.py'),
          `Links: ${targets.join(', ')}`,
        );
        const tokens = await ask<SemanticTokens>('vscode.provideDocumentSemanticTokens', editor);
        assert(tokens.data.length > 0, 'There are no semantic tokens');
        await format(editor);
        assert(
          !editor.document.getText().includes('web:       node'),
          `Formatted: ${editor.document.getText()}`,
        );
      },
    ),

  'renames a process type, and finds it': () =>
    withText('Procfile', 'web: node server.js\nworker: python worker.py\n', async (editor) => {
      const at = positionIn(editor, 'worker');
      const found = await ask<Location[]>('vscode.executeReferenceProvider', editor, at);
      assert(found.length > 0, 'There are no references');
      const edit = await ask<WorkspaceEdit>('vscode.executeDocumentRenameProvider', editor, at, 'jobs');
      assert(await workspace.applyEdit(edit), 'The rename was refused');
      assertEqual(editor.document.getText(), 'web: node server.js\njobs: python worker.py\n', 'The Procfile');
    }),

  'outlines and formats a dotenv file, and offers what one may do in it': () =>
    withText('.env.example', 'PORT=3000\nDATABASE_URL = \nLOGIN_URL=one two\n', async (editor) => {
      assertEqual(await symbolsOf(editor), ['PORT', 'DATABASE_URL', 'LOGIN_URL'], 'The outline');
      await format(editor);
      assertEqual(editor.document.getText(), 'PORT=3000\nDATABASE_URL=\nLOGIN_URL=one two\n', 'Formatted');
      await apply(editor, 'LOGIN_URL', /^Sort the group/);
      assertEqual(editor.document.getText(), 'DATABASE_URL=\nLOGIN_URL=one two\nPORT=3000\n', 'Sorted');
      await apply(editor, 'one two', /^Put .*quotes|^Quote/);
      assertEqual(editor.document.getText(), "DATABASE_URL=\nLOGIN_URL='one two'\nPORT=3000\n", 'Quoted');
    }),
};

/** Gives a file another text for the time of a case. */
async function withText(
  name: string,
  text: string,
  check: (editor: TextEditor) => Promise<void>,
): Promise<void> {
  const editor = await openFile(name);
  const before = editor.document.getText();
  await setText(editor, text);
  try {
    await check(editor);
  } finally {
    await setText(editor, before);
  }
}

function ask<T>(command: string, { document }: TextEditor, ...more: unknown[]): Thenable<T> {
  return commands.executeCommand<T>(command, document.uri, ...more);
}

async function symbolsOf(editor: TextEditor): Promise<string[]> {
  const symbols = await ask<DocumentSymbol[]>('vscode.executeDocumentSymbolProvider', editor);
  return symbols.map(({ name }) => name);
}

async function format(editor: TextEditor): Promise<void> {
  const options = { tabSize: 2, insertSpaces: true };
  const edits = await ask<TextEdit[]>('vscode.executeFormatDocumentProvider', editor, options);
  const edit = new WorkspaceEdit();
  edit.set(Uri.parse(editor.document.uri.toString()), edits);
  assert(await workspace.applyEdit(edit), 'The formatting was refused');
}

/** Applies the action of a title that is offered at a word, as the menu of the light bulb does. */
async function apply(editor: TextEditor, word: string, title: RegExp): Promise<void> {
  const at = positionIn(editor, word);
  const action = await eventually(`an action ${title}`, async () => {
    const actions = await ask<CodeAction[]>('vscode.executeCodeActionProvider', editor, new Range(at, at));
    return actions.find((one) => title.test(one.title));
  });
  assert(action.edit && (await workspace.applyEdit(action.edit)), `${action.title} was refused`);
}
