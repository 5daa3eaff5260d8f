import type { VariablePlace } from '../../model/variable-graph.ts';
import type { FoundPlace, PlaceRequest } from './feature.ts';
import { localPlaces, samePlace, useAt, variableOf } from './variables-at.ts';

/** Where the variable at a place is declared; where no file declares it, where it is given, then where it is set. */
export async function variableDefinition(request: PlaceRequest): Promise<readonly FoundPlace[]> {
  const use = useAt(request);
  const variable = use && variableOf(use.name, request);
  if (!use || !variable) return [];
  const elsewhere = (places: readonly VariablePlace[]) =>
    places.filter((place) => !samePlace(place, request.path, use.span)).map(toFound);
  const declared = elsewhere(variable.declarations);
  if (declared.length > 0) return declared;
  const given = elsewhere(variable.provisions);
  if (given.length > 0) return given;
  const local = await localPlaces(use.name, request);
  if (local.length > 0) return local;
  const written = elsewhere(variable.places.filter(({ kind }) => kind === 'write'));
  // At its only declaration, what reads it is the other end.
  return written.length > 0 ? written : elsewhere(use.kind === 'read' ? [] : variable.reads);
}

/** All places of the variable in its project, and in local files that Git ignores. */
export async function variableReferences(request: PlaceRequest): Promise<readonly FoundPlace[]> {
  const use = useAt(request);
  const variable = use && variableOf(use.name, request);
  if (!use || !variable) return [];
  return [...variable.places.map(toFound), ...(await localPlaces(use.name, request))];
}

function toFound({ path, span }: VariablePlace): FoundPlace {
  return { path, span };
}
