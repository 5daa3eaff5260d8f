import {
  commands,
  Disposable,
  env,
  Position,
  type TextDocument,
  Uri,
  WorkspaceEdit,
  window,
  workspace,
} from 'vscode';
import { type TemplateEntry, updateTemplate } from '../../../server/src/formats/variables/template.ts';
import { variablesMarkdown, variablesTable } from '../../../server/src/workspace/variables-markdown.ts';
import { EXAMPLE, type ProjectExample, type WireProject } from '../protocol.ts';
import type { Server } from '../server.ts';
import { isMissing } from './gaps.ts';
import type { Row } from './rows.ts';
import type { VariablesView } from './view.ts';

/** How long the result of a command stays in the status bar. */
const RESULT_SHOWN_MS = 5000;

/** The commands of the view. Its rows give themselves, and all that are selected. */
export function registerVariableCommands(server: Server, view: VariablesView): Disposable {
  return Disposable.from(
    commands.registerCommand('twelveFactor.copyVariables', (row?: Row, selected?: readonly Row[]) =>
      copy(view, selected ?? (row ? [row] : [])),
    ),
    commands.registerCommand('twelveFactor.writeExample', (row?: Row) => writeExample(server, view, row)),
    commands.registerCommand('twelveFactor.showMissingVariables', () => view.filter(true)),
    commands.registerCommand('twelveFactor.showAllVariables', () => view.filter(false)),
  );
}

/** Puts a table of the variables of the given rows into the clipboard; without rows, of all that the view shows. */
async function copy(view: VariablesView, rows: readonly Row[]): Promise<void> {
  const variables = rows.flatMap((row) => (row.kind === 'variable' ? [row.variable] : []));
  if (variables.length > 0) return write(variablesTable(variables), variables.length);
  const chosen = rows.flatMap((row) => (row.kind === 'project' ? [row.project] : []));
  const projects = (chosen.length > 0 ? chosen : await view.projects())?.map((project) => ({
    ...project,
    variables: project.variables.filter(
      (variable) => !view.onlyMissing || isMissing(variable, project.template),
    ),
  }));
  const shown = projects?.filter((project) => project.variables.length > 0) ?? [];
  if (shown.length === 0) return say('There are no variables to copy.');
  await write(
    variablesMarkdown(shown),
    shown.reduce((sum, project) => sum + project.variables.length, 0),
  );
}

async function write(markdown: string, count: number): Promise<void> {
  await env.clipboard.writeText(markdown);
  const what = count === 1 ? '1 variable' : `${count} variables`;
  window.setStatusBarMessage(`Twelve-Factor: copied ${what} as Markdown`, RESULT_SHOWN_MS);
}

/** Adds to a project's template what its code reads, in one step that undo takes back, and shows it unsaved. */
async function writeExample(server: Server, view: VariablesView, row: Row | undefined): Promise<void> {
  const project = row?.kind === 'project' ? row.project : await chooseProject(await view.projects());
  if (!project) return;
  const { folder, root } = project;
  const example = await server.ask<ProjectExample | null>(EXAMPLE, { folder, root });
  if (!example) return say('The project is not known any more. Scan the workspace again.');
  const uri = Uri.parse(example.uri);
  const name = workspace.asRelativePath(uri);
  const added = await append(uri, example.entries);
  if (!added) return say(`${name} was not changed: it could not be edited.`);
  if (added.length === 0) return say(`${name} names every variable that the code needs.`);
  await window.showTextDocument(uri);
  window.setStatusBarMessage(`Twelve-Factor: added ${added.join(', ')}`, RESULT_SHOWN_MS);
}

/**
 * What is missing, and where it goes, follow from one text: the one that is edited.
 *
 * @returns the variables that were added; undefined where the file cannot be edited
 */
async function append(uri: Uri, entries: readonly TemplateEntry[]): Promise<readonly string[] | undefined> {
  const isThere = await workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
  const document = isThere ? await openedDocument(uri) : undefined;
  if (isThere && !document) return undefined;
  const before = document?.getText() ?? '';
  const { text, added } = updateTemplate(before, entries);
  if (added.length === 0) return added;
  const edit = new WorkspaceEdit();
  if (!document) edit.createFile(uri);
  edit.insert(uri, document?.positionAt(before.length) ?? new Position(0, 0), text.slice(before.length));
  return (await workspace.applyEdit(edit)) ? added : undefined;
}

/** Undefined for what is no text. */
async function openedDocument(uri: Uri): Promise<TextDocument | undefined> {
  return workspace.openTextDocument(uri).then(
    (document) => document,
    () => undefined,
  );
}

type ProjectItem = { readonly label: string; readonly description: string; readonly project: WireProject };

async function chooseProject(projects: readonly WireProject[] | undefined): Promise<WireProject | undefined> {
  if (!projects || projects.length === 0) {
    say('No code here reads a variable of the environment.');
    return undefined;
  }
  const [only] = projects;
  if (projects.length === 1) return only;
  const items = projects.map(
    (project): ProjectItem => ({ label: project.name, description: project.root, project }),
  );
  const picked = await window.showQuickPick(items, { title: 'Update the template of which project?' });
  return picked?.project;
}

function say(text: string): void {
  void window.showInformationMessage(`Twelve-Factor: ${text}`);
}
