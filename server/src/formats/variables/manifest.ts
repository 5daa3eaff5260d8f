import type { Span } from '../../model/span.ts';
import type { VariableUse, VariableUses } from '../../model/variable.ts';
import { addonVariables } from './addons.ts';
import { commandVariables } from './commands.ts';
import { type Data, entriesOf, itemsOf, readJson, readYaml, textOf, valueAt } from './data.ts';
import { assignmentAt } from './references.ts';
import { readTextVariables } from './text.ts';
import { readToml } from './toml-data.ts';

/** A stretch of a manifest that speaks of variables. */
export type ManifestPlace = {
  /**
   * Keys on the way to it, from the root. `*` at the end of a key stands for any rest of it, and alone for any key
   * or item; `**` for any number of them. Items of a list need no key where a key follows.
   */
  readonly at: string;
  /**
   * - `variables` (without saying so): a map by name, or a list of `NAME=value` and `NAME`;
   * - `texts`: a map by name, of which only texts are values;
   * - `names`: a list of names, or one; what begins with `!`, or holds `*`, is none;
   * - `keyed`: a list of maps, with the name at `key`;
   * - `commands`: a command line, or a list of them;
   * - `add-ons`: of Heroku.
   */
  readonly holds?: 'variables' | 'texts' | 'names' | 'keyed' | 'commands' | 'add-ons';
  readonly key?: string;
  /** Without saying so a value is given. Of `commands` it means nothing. */
  readonly as?: Pick<VariableUse, 'kind' | 'need' | 'external' | 'derived'>;
};

/** A kind of file of a platform or tool: where in it variables stand. */
export type Manifest = {
  readonly accepts: (path: string) => boolean;
  /** What must occur in a text with a name that others use too. */
  readonly marker?: RegExp;
  readonly places: readonly ManifestPlace[];
  /** Its texts hold references in a form of their own, or in the shell's. */
  readonly references?: true;
};

/** A name of a file, in whichever folder. */
export function named(pattern: RegExp): (path: string) => boolean {
  return (path) => pattern.test(path.slice(path.lastIndexOf('/') + 1));
}

/** A YAML file that may be a manifest; the large ones that never are, are left out. */
export function isYaml(path: string): boolean {
  return /\.ya?ml$/.test(path) && !/(?:^|\/)(?:pnpm-lock|openapi|swagger)\.ya?ml$/.test(path);
}

export function isManifest({ accepts, marker }: Manifest, path: string, text: string): boolean {
  return accepts(path) && (marker === undefined || marker.test(text));
}

export function readManifest(manifest: Manifest, path: string, text: string): VariableUses {
  const uses: VariableUse[] = [];
  for (const document of documentsOf(path, text)) {
    for (const place of manifest.places) {
      for (const { data, way } of placesAt(document, place.at.split('.'), [], new Set())) {
        uses.push(...usesIn(text, data, place, way));
      }
    }
  }
  if (manifest.references) uses.push(...readTextVariables(path, text).uses);
  return { uses, readsWholeEnvironment: false };
}

/** The documents of a file of YAML, JSON or TOML, told apart by its name. */
export function documentsOf(path: string, text: string): readonly Data[] {
  if (path.endsWith('.toml')) return [readToml(text)];
  if (!/\.jsonc?$/.test(path)) return readYaml(text).documents;
  const root = readJson(text);
  return root ? [root] : [];
}

type Found = { readonly data: Data; readonly way: readonly string[] };

/** @param seen what `**` went through: an alias of YAML is the same object as what it names */
function* placesAt(
  data: Data,
  keys: readonly string[],
  way: readonly string[],
  seen: Set<Data>,
): Iterable<Found> {
  const [first, ...rest] = keys;
  if (first === undefined) return yield { data, way };
  if (first === '**') {
    if (seen.has(data)) return;
    seen.add(data);
    yield* placesAt(data, rest, way, seen);
  }
  const isAny = first === '**';
  for (const { key, value } of entriesOf(data)) {
    if (value && (isAny || fits(first, key))) {
      yield* placesAt(value, isAny ? keys : rest, [...way, key], seen);
    }
  }
  for (const item of itemsOf(data)) {
    // Lists of lists may be aliases of each other, as often as one likes.
    if (isAny || first === '*' || item.kind === 'map') {
      yield* placesAt(item, first === '*' ? rest : keys, way, seen);
    }
  }
}

function fits(wanted: string, key: string): boolean {
  return wanted.endsWith('*') ? key.startsWith(wanted.slice(0, -1)) : key === wanted;
}

const NAME = /^[A-Za-z_]\w*$/;

function* usesIn(
  text: string,
  data: Data,
  { holds = 'variables', key, as = { kind: 'provide' } }: ManifestPlace,
  way: readonly string[],
): Iterable<VariableUse> {
  const detail = way.join('.');
  const use = (name: string, span: Span): VariableUse[] =>
    NAME.test(name) ? [{ ...as, name, span, detail }] : [];
  switch (holds) {
    case 'texts':
      for (const { key: name, keySpan, value } of entriesOf(data)) {
        if (value?.kind === 'text') yield* use(name, keySpan);
      }
      return;
    case 'variables':
      for (const { key: name, keySpan } of entriesOf(data)) yield* use(name, keySpan);
      for (const item of itemsOf(data)) {
        const found = item.kind === 'text' ? assignmentAt(text, item.span) : undefined;
        if (found) yield* use(found.name, found.span);
      }
      return;
    case 'names':
      for (const item of [data, ...itemsOf(data)]) {
        if (item.kind === 'text') yield* use(item.value, item.span);
      }
      return;
    case 'keyed':
      for (const item of [data, ...itemsOf(data)]) {
        const name = key === undefined ? undefined : valueAt(item, key);
        if (name?.kind === 'text') yield* use(textOf(name) ?? '', name.span);
      }
      return;
    case 'commands':
      for (const item of [data, ...itemsOf(data)]) {
        if (item.kind === 'text') yield* commandVariables(text, item.span, detail);
      }
      return;
    case 'add-ons':
      yield* addonVariables(data);
  }
}
