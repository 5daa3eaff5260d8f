import {
  namesProcesses,
  namesProcessesBeside,
  type ProcessName,
  processNamesIn,
} from '../../formats/procfile/process-names.ts';
import { isCompose } from '../../formats/variables/compose.ts';
import { folderOf, foldersAround } from '../../rules/procfile/paths-run.ts';
import {
  type FeatureFolder,
  type FeatureRequest,
  type FoundPlace,
  type PlaceRequest,
  type RenameEdit,
  RenameRefusal,
} from './feature.ts';
import { commandsOfProcess, type ProcessService, serviceOf } from './process-services.ts';

/** The process type that is named at a place, in a Procfile or in what speaks of one. */
export function processAt(request: PlaceRequest): ProcessName | undefined {
  const { path, text, offset } = request;
  if (!namesProcesses(path) || homeOf(request) === undefined) return undefined;
  return processNamesIn(path, text).find(({ span }) => span.start <= offset && offset <= span.end);
}

/** Where a process type is defined, where it is counted and started, and the services that are the same process. */
export async function processPlaces(request: FeatureRequest, name: string): Promise<readonly FoundPlace[]> {
  const { names, services } = await mentionsOf(request, name);
  return [
    ...names.map(({ path, span }) => ({ path, span })),
    ...services.flatMap(({ path, spans }) => spans.map((span) => ({ path, span }))),
  ].sort(byPlace);
}

/** Where Procfiles and other manifests define the process type. */
export async function processDefinitions(
  request: FeatureRequest,
  name: string,
): Promise<readonly FoundPlace[]> {
  const { names } = await mentionsOf(request, name);
  return names.filter(({ kind }) => kind === 'define').map(({ path, span }) => ({ path, span }));
}

/** Names that most readers take; what a platform says of them the rules tell. */
const VALID = /^[A-Za-z0-9_-]+$/;

const SERVICES = 'Services of Compose, whose names are host names, too';

/** The edits that give a process type another name. Throws `RenameRefusal`. */
export async function renameProcess(
  request: PlaceRequest & { readonly newName: string },
): Promise<readonly RenameEdit[]> {
  const { newName } = request;
  const process = processAt(request);
  if (!process) return [];
  if (!VALID.test(newName)) {
    throw new RenameRefusal(`'${newName}' is no name for a process. Use letters, digits, '-' and '_' only.`);
  }
  if (newName !== process.name) {
    const { names } = await mentionsOf(request, newName);
    if (names.some(({ kind }) => kind !== 'start'))
      throw new RenameRefusal(
        `There is a process '${newName}' already, and the two could not be told apart.`,
      );
  }
  const { names, services } = await mentionsOf(request, process.name);
  const edits: RenameEdit[] = names.map(({ path, span }) => ({ path, span, text: newName }));
  for (const { path, spans, isHost } of services) {
    // Whoever connects to the service by its name would no longer find it.
    if (!isHost) edits.push(...spans.map((span) => ({ path, span, text: newName, confirm: SERVICES })));
  }
  return edits.sort(byPlace);
}

type Mentions = {
  readonly names: readonly (ProcessName & { readonly path: string })[];
  readonly services: readonly (ProcessService & { readonly path: string })[];
};

async function mentionsOf(request: FeatureRequest, name: string): Promise<Mentions> {
  const home = homeOf(request);
  if (home === undefined) return { names: [], services: [] };
  const read = async (path: string) =>
    path === request.path ? request.text : ((await request.folder.read(path)) ?? '');
  const names: (ProcessName & { readonly path: string })[] = [];
  const procfiles: { readonly path: string; readonly text: string }[] = [];
  for (const path of filesAround(request, home, name)) {
    const text = await read(path);
    if (isProcfile(path)) procfiles.push({ path, text });
    for (const found of processNamesIn(path, text)) if (found.name === name) names.push({ ...found, path });
  }
  const services: (ProcessService & { readonly path: string })[] = [];
  const commands = commandsOfProcess(procfiles, name);
  for (const path of commands.length > 0 ? request.folder.paths() : []) {
    if (!isCompose(path) || folderOf(path) !== home) continue;
    const service = serviceOf(await read(path), name, commands);
    if (service) services.push({ ...service, path });
  }
  return { names, services };
}

function isProcfile(path: string): boolean {
  return /(?:^|\/)Procfile(?:\.[^/]*)?$/.test(path);
}

/** Files that may name the process: manifests beside the Procfile, and scripts that are known to name it. */
function filesAround({ path: own, folder }: FeatureRequest, home: string, name: string): readonly string[] {
  const homes = procfileFolders(folder);
  const isOfHome = (path: string) => foldersAround(path).find((one) => homes.has(one)) === home;
  const paths = new Set<string>([own]);
  for (const path of folder.paths()) {
    if (namesProcessesBeside(path) && folderOf(path) === home) paths.add(path);
  }
  for (const { path, processes } of folder.summaries()) {
    if (!processes || namesProcessesBeside(path) || !isOfHome(path)) continue;
    if (processes.some((fact) => 'name' in fact && fact.name === name)) paths.add(path);
  }
  return [...paths].sort();
}

/** The folder of the Procfile that a file speaks of, with a slash at its end; undefined where there is none. */
function homeOf({ path, folder }: FeatureRequest): string | undefined {
  if (isProcfile(path)) return folderOf(path);
  const homes = procfileFolders(folder);
  return namesProcessesBeside(path)
    ? [folderOf(path)].find((one) => homes.has(one))
    : foldersAround(path).find((one) => homes.has(one));
}

function procfileFolders(folder: FeatureFolder): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const path of folder.paths()) if (isProcfile(path)) folders.add(folderOf(path));
  return folders;
}

function byPlace(one: FoundPlace, other: FoundPlace): number {
  if (one.path !== other.path) return one.path < other.path ? -1 : 1;
  return one.span.start - other.span.start;
}
