import {
  type CompletionItem,
  type CompletionList,
  commands,
  env,
  type Hover,
  type InlayHint,
  type Location,
  type LocationLink,
  Range,
  type TextEditor,
  type WorkspaceEdit,
  window,
  workspace,
} from 'vscode';
import { fileUri, openFile, replaceText, setText } from './editor.ts';
import { assert, assertEqual, eventually } from './expect.ts';
import { endOf, hoverText, positionIn } from './places.ts';

const TABLE_HEAD = '| Variable | Need | Declared in | Given by | Read in | Missing in |';

/** What the editor can do with variables of the environment, asked for as VS Code itself asks. */
export const variableCases: Readonly<Record<string, () => Promise<void>>> = {
  'shows what a value becomes, behind it and in its hover': async () => {
    const editor = await openFile('.env.example');
    const hints = await commands.executeCommand<InlayHint[]>(
      'vscode.executeInlayHintProvider',
      editor.document.uri,
      new Range(0, 0, editor.document.lineCount, 0),
    );
    const labels = hints.map(({ label }) => label);
    assertEqual(labels, ['→ http://localhost:3000/login'], 'The inlay hints');
    const text = await hoverAt(editor, 'LOGIN_URL');
    assert(text.includes('http://localhost:3000/login'), text);
    assert(text.includes('config.js'), text);
  },

  'copies the variables as Markdown': async () => {
    await env.clipboard.writeText('');
    await commands.executeCommand('twelveFactor.copyVariables');
    const text = await env.clipboard.readText();
    const [title, , head, , ...rows] = text.trimEnd().split('\n');
    assertEqual([title, head], ['## greeter', TABLE_HEAD], 'The beginning');
    assertEqual(
      rows.map((row) => /^\| `(\w+)`/.exec(row)?.[1]),
      ['DATABASE_URL', 'LOGIN_URL', 'LOG_LEVEL', 'PORT', 'PUBLIC_URL', 'SESSION_SECRET'],
      'The rows',
    );
    assertEqual(
      rows[0],
      '| `DATABASE_URL` | required | `.env.example:5` | `compose.yaml:5` | `config.js:8` | |',
      'The first row',
    );
  },

  'adds to the template what the code reads, and undo takes it back': async () => {
    const editor = await openFile('.env.example');
    const before = editor.document.getText();
    await openFile('config.js');
    await commands.executeCommand('twelveFactor.writeExample');
    assertEqual(window.activeTextEditor?.document.uri.path, fileUri('.env.example').path, 'The open file');
    assertEqual(
      editor.document.getText(),
      `${before}\nSESSION_SECRET=change-me\n# LOG_LEVEL=info\n`,
      'The template',
    );
    await commands.executeCommand('undo');
    assertEqual(editor.document.getText(), before, 'The template after undo');
  },

  'explains a Procfile, completes it and leads to what it runs': async () => {
    const editor = await openFile('Procfile');
    const text = await hoverAt(editor, 'web');
    assert(/HTTP|port/i.test(text), text);
    const places = await definitionsAt(editor, 'server.js');
    assert(places.includes('server.js:0'), `Definitions: ${places.join(', ')}`);
    const before = editor.document.getText();
    await setText(editor, `${before}wor`);
    const types = (await completionsAt(editor)).map(nameOf);
    await replaceText(editor, 'wor', 'clock: node $');
    const variables = (await completionsAt(editor)).map(nameOf);
    await setText(editor, before);
    assert(types.includes('worker'), `Process types: ${types.join(', ')}`);
    assert(
      variables.some((name) => name.includes('DATABASE_URL')),
      `Variables: ${variables.join(', ')}`,
    );
  },

  // From here on TypeScript's own server answers too, which starts while the cases before run.
  'says at a read what is known of the variable': async () => {
    const editor = await openFile('config.js');
    const text = await eventually('the hover', async () => {
      const shown = await hoverAt(editor, 'SESSION_SECRET');
      return shown.includes('SESSION_SECRET**') && shown;
    });
    assert(text.includes('required, a secret'), text);
    assert(/Not named in .*\.env\.example.*compose\.yaml/.test(text), text);
  },

  'completes the names of variables, beside what TypeScript has to offer': async () => {
    const editor = await openFile('config.js');
    const before = editor.document.getText();
    await setText(editor, `${before}process.env.`);
    const items = await completionsAt(editor);
    await setText(editor, before);
    const names = items.map(nameOf);
    for (const name of ['DATABASE_URL', 'LOGIN_URL', 'LOG_LEVEL'])
      assert(names.includes(name), `${name} is not among ${names.join(', ')}`);
    const item = items.find((one) => nameOf(one) === 'DATABASE_URL');
    assertEqual([item?.insertText, item?.filterText], ['.DATABASE_URL', '.DATABASE_URL'], 'What is inserted');
  },

  'leads from a read to the declaration': async () => {
    const editor = await openFile('config.js');
    const places = await definitionsAt(editor, 'DATABASE_URL');
    assert(places.includes('.env.example:4'), `Definitions: ${places.join(', ')}`);
  },

  'renames a variable across code and manifests': async () => {
    const editor = await openFile('config.js');
    const edit = await commands.executeCommand<WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      editor.document.uri,
      positionIn(editor, 'LOGIN_URL'),
      'SIGN_IN_URL',
    );
    const changes = edit
      .entries()
      .map(([uri, edits]) => `${workspace.asRelativePath(uri)} ${edits.map(({ newText }) => newText)}`);
    assertEqual(
      changes.sort(),
      ['.env.example SIGN_IN_URL', 'compose.yaml SIGN_IN_URL', 'config.js SIGN_IN_URL'],
      'The edits',
    );
  },
};

async function hoverAt(editor: TextEditor, name: string): Promise<string> {
  const hovers = await commands.executeCommand<Hover[]>(
    'vscode.executeHoverProvider',
    editor.document.uri,
    positionIn(editor, name),
  );
  return hoverText(hovers);
}

async function completionsAt(editor: TextEditor): Promise<readonly CompletionItem[]> {
  const { items } = await commands.executeCommand<CompletionList>(
    'vscode.executeCompletionItemProvider',
    editor.document.uri,
    endOf(editor),
  );
  return items;
}

function nameOf({ label }: CompletionItem): string {
  return typeof label === 'string' ? label : label.label;
}

/** As `path:line`, lines from 0. */
async function definitionsAt(editor: TextEditor, name: string): Promise<readonly string[]> {
  const places = await commands.executeCommand<(Location | LocationLink)[]>(
    'vscode.executeDefinitionProvider',
    editor.document.uri,
    positionIn(editor, name),
  );
  return places.map((place) => {
    const [uri, range] = 'uri' in place ? [place.uri, place.range] : [place.targetUri, place.targetRange];
    return `${workspace.asRelativePath(uri)}:${range.start.line}`;
  });
}
