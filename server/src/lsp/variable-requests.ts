import type { Connection } from 'vscode-languageserver';
import { usageOf } from '../model/variable-usage.ts';
import { readLocalVariables } from '../workspace/local-variables.ts';
import { run } from '../workspace/task.ts';
import { createVariables, type Variables } from '../workspace/variables.ts';
import { exampleOf } from '../workspace/variables-example.ts';
import { type ReportedProject, reportVariables } from '../workspace/variables-report.ts';
import type { Documents } from './documents.ts';
import type { ServerEnvironment } from './environment.ts';
import { describe } from './features/variables-hover.ts';
import { type Folders, type PlacedFolder, uriOf } from './folders.ts';
import {
  DESCRIBE_VARIABLE,
  EXAMPLE,
  type ProjectExample,
  type ProjectParams,
  VARIABLES,
  type VariableParams,
  type WireProject,
} from './protocol.ts';
import { normalizeUri } from './uris.ts';

export type VariableParts = {
  readonly documents: Documents;
  readonly folders: Folders;
  readonly environment: ServerEnvironment;
};

/** What is known of a folder's variables, those of its local files too. */
type Known = {
  readonly revision: number;
  readonly variables: Variables;
  readonly projects: readonly ReportedProject[];
};

/** Answers requests about the variables of the whole workspace. */
export function answerVariableRequests(connection: Connection, parts: VariableParts): void {
  const { documents, folders, environment } = parts;
  const knownOf = new WeakMap<PlacedFolder, Known>();

  async function know(placed: PlacedFolder): Promise<Known> {
    const { folder } = placed;
    const { workspace } = folder;
    // A change of a file that Git ignores is a new revision, too.
    const { revision } = workspace;
    const last = knownOf.get(placed);
    if (last?.revision === revision) return last;
    const local = await run(readLocalVariables(folder), environment.breathe);
    const variables = createVariables(
      workspace,
      [...local.values()].map(({ summary }) => summary),
    );
    const linesOf = (path: string) => workspace.lines(path) ?? local.get(path)?.lines;
    const known = { revision, variables, projects: reportVariables(variables, workspace, linesOf) };
    knownOf.set(placed, known);
    return known;
  }

  async function find({ folder, root }: ProjectParams) {
    const placed = folders.all().find(({ uri, isLoose }) => !isLoose && uri === normalizeUri(folder));
    if (!placed) return undefined;
    const { variables, projects } = await know(placed);
    const project = projects.find((one) => one.root === root);
    return project && { placed, variables, project };
  }

  connection.onRequest(VARIABLES, async (): Promise<readonly WireProject[]> => {
    const reported: WireProject[] = [];
    for (const placed of folders.all()) {
      if (placed.isLoose) continue;
      const { projects } = await know(placed);
      reported.push(...projects.map((project) => ({ ...project, folder: placed.uri })));
    }
    return reported;
  });

  connection.onRequest(DESCRIBE_VARIABLE, async (params: VariableParams): Promise<string | null> => {
    const found = await find(params);
    const all = found?.variables.all().find(({ project }) => project.root === params.root);
    const variables = all?.graph.variables;
    const variable = variables?.get(params.name);
    return variables && variable ? describe(variable, usageOf(variable, variables), []) : null;
  });

  connection.onRequest(EXAMPLE, async (params: ProjectParams): Promise<ProjectExample | null> => {
    const found = await find(params);
    if (!found) return null;
    const { path, entries } = exampleOf(found.project);
    const uri = uriOf(found.placed, path);
    return { uri: documents.get(uri)?.document.uri ?? uri, entries };
  });
}
