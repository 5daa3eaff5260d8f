import type { Environment, Role } from './role.ts';
import type { Summary } from './summary.ts';
import type { VariableNeed, VariableUse } from './variable.ts';

/** A use with the file it stands in. */
export type VariablePlace = VariableUse & {
  readonly path: string;
  readonly role: Role;
  readonly environment: Environment;
  /** Of the file: `typescript`, `dotenv`, `compose`. */
  readonly language: string;
  /** In code, not in a manifest. */
  readonly isCode: boolean;
};

/** One variable of the environment, with all that is known of it. */
export type Variable = {
  readonly name: string;
  /** Sorted by path and place. */
  readonly places: readonly VariablePlace[];
  /**
   * The strongest need of what reads it, tests left out; undefined where nothing reads it. What is read by the
   * beginning of its name only is optional, and has no place in `reads`.
   */
  readonly need?: VariableNeed;
  /** Where the application reads it or a schema in code says that it does. */
  readonly reads: readonly VariablePlace[];
  readonly declarations: readonly VariablePlace[];
  /** Where a deploy is given a value. */
  readonly provisions: readonly VariablePlace[];
  /** Manifests that name others of the application's variables and not this one, sorted. */
  readonly missingIn: readonly string[];
};

export type VariableGraph = {
  /** By name, in the order of the names. */
  readonly variables: ReadonlyMap<string, Variable>;
  /** Something takes the environment as a whole: what seems unused may not be. */
  readonly readsWholeEnvironment: boolean;
  /** Beginnings of names: whatever begins so is read. Sorted. */
  readonly prefixes: readonly string[];
  /** What each variable was put together from: a later graph takes over those for which it is the same. */
  readonly sources: GraphSources;
};

type GraphSources = {
  readonly places: ReadonlyMap<string, readonly VariablePlace[]>;
  /** Sorted. */
  readonly manifests: readonly string[];
};

/** Formats that say what a deploy is given, or what it should be given. */
const MANIFESTS: ReadonlySet<string> = new Set([
  'dotenv',
  'app.json',
  'render.yaml',
  'deploy',
  'compose',
  'kubernetes',
]);

/** So many of the variables that code reads make a file a manifest of the application. */
const MANIFEST_FROM = 2;

/**
 * A dotenv file of one environment stands over another file or beside a platform's own settings: it is asked for the
 * rest only if it names most.
 */
const LAYER = /(?:^|\/)\.env\.(?!.*(?:example|sample|template|dist|defaults?|schema)$)[^/]+$/;

const STRENGTH: readonly VariableNeed[] = ['optional', 'default', 'required'];

/** Several rules ask for the graph of the same summaries. */
const graphs = new WeakMap<readonly Summary[], VariableGraph>();

/**
 * Puts together what files say of variables. The summaries must not change afterwards. With the graph of an earlier
 * time only the variables are put together again of which something is said in another way.
 */
export function variableGraph(summaries: readonly Summary[], earlier?: VariableGraph): VariableGraph {
  const known = graphs.get(summaries);
  if (known) return known;
  const graph = makeGraph(summaries, earlier);
  graphs.set(summaries, graph);
  return graph;
}

/** An edit makes one summary of thousands anew: the places of the others stay as they are. */
const placesBySummary = new WeakMap<Summary, readonly VariablePlace[]>();

function placesOf(summary: Summary): readonly VariablePlace[] {
  const known = placesBySummary.get(summary);
  if (known) return known;
  const { path, role, environment, language, family } = summary;
  const isCode = family !== undefined || language === 'shellscript' || language === 'embedded';
  const places = summary.variables.map((use) => ({ ...use, path, role, environment, language, isCode }));
  placesBySummary.set(summary, places);
  return places;
}

function makeGraph(summaries: readonly Summary[], earlier: VariableGraph | undefined): VariableGraph {
  const places = new Map<string, VariablePlace[]>();
  const givingUnnamed = new Set<string>();
  let readsWholeEnvironment = false;
  const prefixes = new Set<string>();
  for (const summary of summaries) {
    if (summary.givesUnnamed) givingUnnamed.add(summary.path);
    if (summary.readsWholeEnvironment && summary.role !== 'test') readsWholeEnvironment = true;
    for (const prefix of summary.variablePrefixes ?? []) prefixes.add(prefix);
    for (const place of placesOf(summary)) {
      const known = places.get(place.name);
      if (known) known.push(place);
      else places.set(place.name, [place]);
    }
  }
  const manifests = [...manifestsAmong(places, givingUnnamed)].sort();
  const names = [...places.keys()].sort();
  const byPrefix = [...prefixes].sort();
  const keepsAll = areSame(manifests, earlier?.sources.manifests) && areSame(byPrefix, earlier?.prefixes);
  const variables = new Map(
    names.map((name) => {
      const known = keepsAll ? earlier?.variables.get(name) : undefined;
      if (known && areSame(places.get(name), earlier?.sources.places.get(name))) return [name, known];
      const variable = toVariable(name, places.get(name) ?? [], manifests);
      const isChosen = variable.need === undefined && byPrefix.some((prefix) => name.startsWith(prefix));
      return [name, isChosen ? { ...variable, need: 'optional' as const } : variable];
    }),
  );
  return { variables, readsWholeEnvironment, prefixes: byPrefix, sources: { places, manifests } };
}

function areSame<T>(some: readonly T[] = [], others: readonly T[] = []): boolean {
  return some.length === others.length && some.every((one, index) => one === others[index]);
}

/** Whether something of the application, and not of its tests, asks for the variable's value. */
function isRead(place: VariablePlace): boolean {
  if (place.role === 'test') return false;
  return place.kind === 'read' || (place.kind === 'declare' && place.isCode);
}

function toVariable(
  name: string,
  unsorted: readonly VariablePlace[],
  manifests: readonly string[],
): Variable {
  const places = unsorted.toSorted(
    (one, other) => compare(one.path, other.path) || one.span.start - other.span.start,
  );
  const reads = places.filter(isRead);
  const mentioned = new Set(places.map(({ path }) => path));
  const strength = Math.max(...reads.map(({ need }) => STRENGTH.indexOf(need ?? 'optional')));
  const need = reads.length > 0 ? STRENGTH[strength] : undefined;
  return {
    name,
    places,
    reads,
    declarations: places.filter(({ kind }) => kind === 'declare'),
    provisions: places.filter(({ kind, external }) => kind === 'provide' && !external),
    missingIn: reads.length > 0 ? manifests.filter((path) => !mentioned.has(path)) : [],
    ...(need ? { need } : {}),
  };
}

/** Files that name some of what the application reads, but those that give more than they name. */
function manifestsAmong(
  places: ReadonlyMap<string, readonly VariablePlace[]>,
  givingUnnamed: ReadonlySet<string>,
): ReadonlySet<string> {
  const counts = new Map<string, number>();
  let read = 0;
  for (const ofName of places.values()) {
    if (!ofName.some(isRead)) continue;
    read++;
    const paths = ofName.filter(({ kind, language, external, environment }) => {
      const gives = kind === 'provide' || kind === 'declare';
      return gives && !external && environment !== 'test' && MANIFESTS.has(language);
    });
    for (const path of new Set(paths.map((place) => place.path)))
      counts.set(path, (counts.get(path) ?? 0) + 1);
  }
  const manifests = [...counts].filter(([path, count]) => {
    const isWhole = !LAYER.test(path) || count * 2 >= read;
    return isWhole && count >= MANIFEST_FROM && !givingUnnamed.has(path);
  });
  return new Set(manifests.map(([path]) => path));
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
