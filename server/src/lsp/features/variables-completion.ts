import { isPlatformVariable } from '../../model/platform-variables.ts';
import type { Variable } from '../../model/variable-graph.ts';
import type { Completion, PlaceRequest } from './feature.ts';
import { namePlace } from './variables-contexts.ts';
import { describe, needInWords } from './variables-hover.ts';

/** The variables that the project knows, wherever the name of one is written. */
export async function completeVariable(request: PlaceRequest): Promise<readonly Completion[]> {
  const { path, text, offset, folder } = request;
  const place = namePlace(path, text, offset);
  if (!place) return [];
  return [...folder.variables.graph(path).variables.values()]
    .filter((variable) => isKnownElsewhere(variable, path, place.span.start))
    .sort((one, other) => rank(one) - rank(other) || (one.name < other.name ? -1 : 1))
    .map((variable) => ({
      label: variable.name,
      kind: 'variable',
      detail: detailOf(variable),
      documentation: documentationOf(variable),
      span: place.span,
      ...(place.suffix === '' ? {} : { text: variable.name + place.suffix }),
    }));
}

/** Hundreds are offered after each letter, and what is known of most of them stays the same. */
const documented = new WeakMap<Variable, string>();

function documentationOf(variable: Variable): string {
  const known = documented.get(variable);
  if (known !== undefined) return known;
  const made = describe(variable, []);
  documented.set(variable, made);
  return made;
}

/** What is being typed is no reason to offer it. */
function isKnownElsewhere({ places }: Variable, path: string, start: number): boolean {
  return places.some((place) => !place.external && (place.path !== path || place.span.start !== start));
}

function detailOf(variable: Variable): string {
  const [declared] = variable.declarations;
  const where = declared ?? variable.provisions[0];
  return where ? `${needInWords(variable)}, ${where.path}` : needInWords(variable);
}

/** Variables that the application declares or reads come before those of the platform and of tools. */
function rank({ name, declarations, need }: Variable): number {
  if (isPlatformVariable(name)) return 3;
  if (declarations.length > 0) return 0;
  return need === undefined ? 2 : 1;
}
