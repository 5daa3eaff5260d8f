import { namesProcesses, processNamesIn } from '../../formats/procfile/process-names.ts';
import {
  type FeatureFolder,
  type FeatureRequest,
  type FoundPlace,
  type PlaceRequest,
  RenameRefusal,
} from './feature.ts';

/** The process type that is named at a place of a Procfile. */
export function processAt({ path, text, offset }: PlaceRequest) {
  return processNamesIn(path, text).find(({ span }) => span.start <= offset && offset <= span.end);
}

/** Every place beside the Procfile, in it and in other Procfiles, that names a process type. */
export async function processPlaces(request: FeatureRequest, name: string): Promise<readonly FoundPlace[]> {
  const places: FoundPlace[] = [];
  for (const path of filesBeside(request.path, request.folder)) {
    const text = path === request.path ? request.text : ((await request.folder.read(path)) ?? '');
    for (const found of processNamesIn(path, text)) {
      if (found.name === name) places.push({ path, span: found.span });
    }
  }
  return places;
}

/** Names that most readers take; what a platform says of them the rules tell. */
const VALID = /^[A-Za-z0-9_-]+$/;

/** The edits that give a process type another name. Throws `RenameRefusal`. */
export async function renameProcess(request: PlaceRequest & { readonly newName: string }) {
  const { newName } = request;
  const process = processAt(request);
  if (!process) return [];
  if (!VALID.test(newName)) {
    throw new RenameRefusal(`'${newName}' is no name for a process. Use letters, digits, '-' and '_' only.`);
  }
  if (newName !== process.name && (await processPlaces(request, newName)).length > 0) {
    throw new RenameRefusal(`There is a process '${newName}' already, and the two could not be told apart.`);
  }
  const places = await processPlaces(request, process.name);
  return places.map((place) => ({ ...place, text: newName }));
}

function filesBeside(path: string, folder: FeatureFolder): readonly string[] {
  const base = path.slice(0, path.lastIndexOf('/') + 1);
  const names = new Set<string>([path]);
  for (const other of folder.paths()) {
    if (other.startsWith(base) && namesProcesses(other.slice(base.length))) names.add(other);
  }
  return [...names].sort();
}
