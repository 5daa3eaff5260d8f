import { isDotenvTemplate, readVariables } from '../../formats/variables/index.ts';
import type { Span } from '../../model/span.ts';
import type { VariableUse } from '../../model/variable.ts';
import type { Variable, VariablePlace } from '../../model/variable-graph.ts';
import { LOCAL_NAMES } from '../../workspace/local-variables.ts';
import type { FeatureRequest, FoundPlace, PlaceRequest } from './feature.ts';

/** References and renames reach those of tests, too. */
const NAMES_HERE = [...LOCAL_NAMES, '.env.test', '.env.test.local'];

/** The use of a variable at a place of a document, if what is known of the document is of its present text. */
export function useAt({ path, text, offset, folder }: PlaceRequest): VariableUse | undefined {
  return folder
    .summary(path)
    ?.variables.find((use) => touches(use.span, offset) && (use.derived || isAt(text, use)));
}

/** All that the project of a file knows of a variable. */
export function variableOf(name: string, { path, folder }: FeatureRequest): Variable | undefined {
  return folder.variables.graph(path).variables.get(name);
}

/** Whether the name stands where a use says. */
export function isAt(text: string, { name, span }: Pick<VariableUse, 'name' | 'span'>): boolean {
  return text.slice(span.start, span.end) === name;
}

/** Where a variable is given a value in dotenv files that Git ignores, beside the templates and the project's root. */
export async function localPlaces(
  name: string,
  { path, folder }: FeatureRequest,
): Promise<readonly FoundPlace[]> {
  const { variables } = folder.variables.graph(path);
  const folders = new Set<string>(['']);
  for (const { places } of variables.values()) {
    for (const place of places) if (isDotenvTemplate(place.path)) folders.add(folderOf(place.path));
  }
  const found: FoundPlace[] = [];
  for (const prefix of folders) {
    for (const file of NAMES_HERE) {
      const local = prefix + file;
      if (folder.summary(local)) continue;
      const text = await folder.read(local);
      if (text === undefined) continue;
      for (const use of readVariables(local, text).uses) {
        if (use.name === name) found.push({ path: local, span: use.span });
      }
    }
  }
  return found;
}

/** With the slash at its end; empty for the root. */
function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

export function samePlace(one: VariablePlace, path: string, span: Span): boolean {
  return one.path === path && one.span.start === span.start;
}

function touches({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset <= end;
}
