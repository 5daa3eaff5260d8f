import { commands, Disposable, env, Position, Uri, WorkspaceEdit, window, workspace } from 'vscode';
import { variablesMarkdown, variablesTable } from '../../../server/src/workspace/variables-markdown.ts';
import { EXAMPLE_UPDATE, type ExampleUpdate, type WireProject } from '../protocol.ts';
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
  const update = await server.ask<ExampleUpdate | null>(EXAMPLE_UPDATE, { folder, root });
  if (!update) return say('The project is not known any more. Scan the workspace again.');
  const uri = Uri.parse(update.uri);
  const name = workspace.asRelativePath(uri);
  if (update.added.length === 0) return say(`${name} names every variable that the code needs.`);
  if (!(await append(uri, update))) return say(`${name} was not changed: it could not be edited.`);
  await window.showTextDocument(uri);
  window.setStatusBarMessage(`Twelve-Factor: added ${update.added.join(', ')}`, RESULT_SHOWN_MS);
}

async function append(uri: Uri, { exists, appended }: ExampleUpdate): Promise<boolean> {
  const edit = new WorkspaceEdit();
  if (!exists) edit.createFile(uri, { ignoreIfExists: true });
  edit.insert(uri, exists ? await endOf(uri) : new Position(0, 0), appended);
  return workspace.applyEdit(edit);
}

async function endOf(uri: Uri): Promise<Position> {
  const document = await workspace.openTextDocument(uri);
  return document.lineAt(document.lineCount - 1).range.end;
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
