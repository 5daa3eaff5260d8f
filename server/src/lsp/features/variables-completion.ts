import { isPlatformVariable } from '../../model/platform-variables.ts';
import type { Variable } from '../../model/variable-graph.ts';
import { usageOf, type VariableUsage } from '../../model/variable-usage.ts';
import type { Completion, PlaceRequest } from './feature.ts';
import { namePlace } from './variables-contexts.ts';
import { describe, USAGE_IN_WORDS } from './variables-hover.ts';

/** The variables that the project knows, wherever the name of one is written. */
export async function completeVariable(request: PlaceRequest): Promise<readonly Completion[]> {
  const { path, text, offset, folder } = request;
  const place = namePlace(path, text, offset);
  if (!place) return [];
  const { variables } = folder.variables.graph(path);
  return [...variables.values()]
    .filter((variable) => isKnownElsewhere(variable, path, place.span.start))
    .sort((one, other) => rank(one) - rank(other) || (one.name < other.name ? -1 : 1))
    .map((variable) => {
      const usage = usageOf(variable, variables);
      return {
        label: variable.name,
        kind: 'variable',
        detail: detailOf(variable, usage),
        documentation: documentationOf(variable, usage),
        span: place.span,
        ...(place.suffix === '' ? {} : { text: variable.name + place.suffix }),
      };
    });
}

/** Hundreds are offered after each letter, and what is known of most of them stays the same. */
const documented = new WeakMap<Variable, { readonly usage: VariableUsage; readonly text: string }>();

function documentationOf(variable: Variable, usage: VariableUsage): string {
  const known = documented.get(variable);
  if (known?.usage === usage) return known.text;
  const text = describe(variable, usage, []);
  documented.set(variable, { usage, text });
  return text;
}

/** What is being typed is no reason to offer it. */
function isKnownElsewhere({ places }: Variable, path: string, start: number): boolean {
  return places.some((place) => !place.external && (place.path !== path || place.span.start !== start));
}

function detailOf(variable: Variable, usage: VariableUsage): string {
  const [declared] = variable.declarations;
  const where = declared ?? variable.provisions[0];
  const words = USAGE_IN_WORDS[usage];
  return where ? `${words}, ${where.path}` : words;
}

/** Variables that the application declares or reads come before those of the platform and of tools. */
function rank({ name, declarations, need }: Variable): number {
  if (isPlatformVariable(name)) return 3;
  if (declarations.length > 0) return 0;
  return need === undefined ? 2 : 1;
}
