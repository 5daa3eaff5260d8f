import { type Uri, type WorkspaceFolder, window, workspace } from 'vscode';
import {
  type Formation,
  type FormationProblem,
  type PlanWishes,
  parseFormation,
} from '../../../server/src/workspace/formation.ts';
import { planLaunches } from './launch.ts';
import { procfilesIn } from './tasks.ts';

/** A Procfile on this machine. */
export type ProcfilePlace = {
  readonly folder: WorkspaceFolder;
  /** Relative to the folder, with `/`. */
  readonly file: string;
};

/** The given Procfile; else that of the active editor; else the only one, or the one that the user picks. */
export async function chooseProcfile(
  given: Uri | undefined,
): Promise<ProcfilePlace | FormationProblem | undefined> {
  const active = window.activeTextEditor?.document;
  const uri = given ?? (active?.languageId === 'procfile' ? active.uri : undefined);
  if (uri !== undefined) return placeOf(uri);

  const folders = workspace.workspaceFolders ?? [];
  const onDisk = folders.filter((folder) => folder.uri.scheme === 'file');
  if (folders.length > 0 && onDisk.length === 0) return NOT_ON_DISK;
  const places: ProcfilePlace[] = [];
  for (const folder of onDisk) for (const file of await procfilesIn(folder)) places.push({ folder, file });
  const [only] = places;
  if (only === undefined)
    return {
      problem: "There is no Procfile in this workspace. Create one with a line such as 'web: bin/web'.",
    };
  if (places.length === 1) return only;
  const items = places.map((place) => ({ label: place.file, description: place.folder.name, place }));
  const picked = await window.showQuickPick(items, { title: 'Run which Procfile?' });
  return picked?.place;
}

const NOT_ON_DISK: FormationProblem = {
  problem:
    'The files of this workspace are not on this machine, so their processes cannot be started. Clone the repository, then open its folder.',
};

async function placeOf(uri: Uri): Promise<ProcfilePlace | FormationProblem> {
  if (uri.scheme === 'untitled')
    return { problem: 'The Procfile is not saved yet. Save it in the workspace, then run it.' };
  if (uri.scheme !== 'file') return NOT_ON_DISK;
  const folder = workspace.getWorkspaceFolder(uri);
  if (folder === undefined)
    return { problem: 'The Procfile is in no folder of the workspace. Open its folder, then run it.' };
  // What runs is what is on disk.
  const document = workspace.textDocuments.find((one) => one.uri.toString() === uri.toString());
  if (document?.isDirty === true && !(await document.save()))
    return { problem: 'The Procfile could not be saved. Save it, then run it.' };
  return { folder, file: workspace.asRelativePath(uri, false) };
}

type WishItem = {
  readonly label: string;
  readonly description: string;
  readonly wishes?: PlanWishes;
};

/** All processes, one of them, or a formation. */
export async function chooseWishes({
  folder,
  file,
}: ProcfilePlace): Promise<PlanWishes | FormationProblem | undefined> {
  const plan = planLaunches(folder.uri.fsPath, file, {}, process.env);
  if ('problem' in plan) return plan;
  const all = plan.launches.map(({ type, port }) => `${type} :${port}`).join(', ');
  const items: WishItem[] = [
    { label: 'All processes', description: all, wishes: {} },
    ...plan.launches.map(({ type, port, command }) => ({
      label: type,
      description: `:${port} ${command}`,
      wishes: { types: [type] },
    })),
    { label: 'Formation…', description: 'How many of each: web=1,worker=2' },
  ];
  const picked = await window.showQuickPick(items, { title: `Run processes of ${file}` });
  if (picked === undefined || picked.wishes) return picked?.wishes;
  const problemOf = (formation: Formation): string | undefined => {
    const wanted = planLaunches(folder.uri.fsPath, file, { formation }, process.env);
    return 'problem' in wanted ? wanted.problem : undefined;
  };
  return askFormation(plan.launches, problemOf);
}

/** @param problemOf what is wrong with a formation, for this Procfile */
async function askFormation(
  launches: readonly { readonly type: string }[],
  problemOf: (formation: Formation) => string | undefined,
): Promise<PlanWishes | undefined> {
  const text = await window.showInputBox({
    title: 'Formation',
    prompt: 'How many of each process: web=1,worker=2. Processes that are not named do not run.',
    value: launches.map(({ type }) => `${type}=1`).join(','),
    validateInput: (value) => {
      const formation = parseFormation(value);
      return 'problem' in formation ? formation.problem : problemOf(formation);
    },
  });
  if (text === undefined) return undefined;
  const formation = parseFormation(text);
  return 'problem' in formation ? undefined : { formation };
}
