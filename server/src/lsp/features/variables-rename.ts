import { isPlatformVariable } from '../../model/platform-variables.ts';
import type { Span } from '../../model/span.ts';
import type { Variable, VariablePlace } from '../../model/variable-graph.ts';
import { type PlaceRequest, type RenameEdit, RenameRefusal } from './feature.ts';
import { isAt, localPlaces, useAt, variableOf } from './variables-at.ts';

const OTHER_PROJECTS = 'Other projects that share a manifest';
const PROPERTIES = 'Properties of what a schema gives';

/** The name at a place, if a rename of it can be written everywhere. */
export async function renamableVariable(request: PlaceRequest): Promise<Span | undefined> {
  const use = useAt(request);
  const variable = use && variableOf(use.name, request);
  if (!use || !variable) return undefined;
  refuse(variable);
  if (
    use.external &&
    !variable.places.some((place) => place.kind === 'provide' && place.detail === use.detail)
  ) {
    throw new RenameRefusal(
      `${use.name} is the name that ${use.detail} has for it, which is kept outside of this project. Rename it there first.`,
    );
  }
  return use.span;
}

export async function renameVariable(
  request: PlaceRequest & { readonly newName: string },
): Promise<readonly RenameEdit[]> {
  const use = useAt(request);
  const variable = use && variableOf(use.name, request);
  if (!use || !variable) return [];
  const { newName, path, folder } = request;
  refuse(variable);
  if (!/^[A-Za-z_]\w*$/.test(newName)) {
    throw new RenameRefusal(
      `'${newName}' is no name of a variable: use letters, digits and '_', and no digit first.`,
    );
  }
  const existing =
    newName === use.name ? undefined : variableOf(newName, request)?.places.find(({ external }) => !external);
  if (existing) throw new RenameRefusal(`${newName} exists already, in ${existing.path}.`);

  const own = variable.places.filter((place) => isRenamed(place, variable));
  const local = await localPlaces(use.name, request);
  const shared = folder.variables.shared(use.name, path).filter((place) => !place.external && !place.derived);
  const edits: RenameEdit[] = [
    ...(await editsOf(own, use.name, request)),
    ...local.map((place) => ({ ...place, text: newName })),
    ...(await editsOf(shared, use.name, request)).map((edit) => ({ ...edit, confirm: OTHER_PROJECTS })),
  ];
  if (own.some(({ kind, isCode }) => kind === 'declare' && isCode)) {
    edits.push(...(await propertyEdits(variable, edits, request)));
  }
  return edits;
}

/** @throws RenameRefusal where some place of the variable cannot be renamed by an edit */
function refuse({ name, places }: Variable): void {
  if (isPlatformVariable(name)) {
    throw new RenameRefusal(`${name} is set by the platform or a tool, which would not know another name.`);
  }
  const derived = places.find((place) => place.derived);
  if (derived) {
    throw new RenameRefusal(
      `The name ${name} follows from what stands in ${derived.path} (${derived.detail}). Rename it there.`,
    );
  }
}

/** A key that something else keeps is renamed only together with it. */
function isRenamed(place: VariablePlace, { places }: Variable): boolean {
  if (!place.external) return true;
  return places.some(
    ({ kind, detail, external }) => kind === 'provide' && !external && detail === place.detail,
  );
}

async function editsOf(
  places: readonly VariablePlace[],
  name: string,
  { folder, path: own, text: ownText, newName }: PlaceRequest & { readonly newName: string },
): Promise<readonly RenameEdit[]> {
  const texts = new Map<string, string | undefined>([[own, ownText]]);
  const edits: RenameEdit[] = [];
  for (const { path, span, language } of places) {
    if (!texts.has(path)) texts.set(path, await folder.read(path));
    const text = texts.get(path);
    // The file changed since it was read; whatever stands there now is not the variable.
    if (text === undefined || !isAt(text, { name, span })) continue;
    edits.push({ path, ...replacement(text, span, name, newName, language) });
  }
  return edits;
}

const JAVASCRIPT: ReadonlySet<string> = new Set([
  'javascript',
  'javascriptreact',
  'typescript',
  'typescriptreact',
  'embedded',
]);

/** `const { PORT } = process.env` names a constant too, which keeps its name: `{ NEW_PORT: PORT }`; and back. */
function replacement(
  text: string,
  span: Span,
  name: string,
  newName: string,
  language: string,
): { readonly span: Span; readonly text: string } {
  const before = text.slice(Math.max(0, span.start - 200), span.start);
  if (!JAVASCRIPT.has(language) || !/[{,]\s*$/.test(before)) return { span, text: newName };
  const after = text.slice(span.end, span.end + 200);
  if (/^\s*[,}=](?!=)/.test(after)) return { span, text: `${newName}: ${name}` };
  const alias = /^: (\w+)(?=\s*[,}=])/.exec(after);
  return alias?.[1] === newName
    ? { span: { start: span.start, end: span.end + alias[0].length }, text: newName }
    : { span, text: newName };
}

/** Languages in which a schema's result is an object with properties of the variables' names. */
const WITH_PROPERTIES = /\.(?:[cm]?[jt]sx?|vue|svelte|astro)$/;

/** `env.DATABASE_URL` after `const env = cleanEnv(process.env, { DATABASE_URL: str() })`, in whichever file. */
async function propertyEdits(
  { name }: Variable,
  edits: readonly RenameEdit[],
  { folder, path: own, newName }: PlaceRequest & { readonly newName: string },
): Promise<readonly RenameEdit[]> {
  const taken = new Set(edits.map(({ path, span }) => `${path}:${span.start}`));
  const root = folder.variables.rootOf(own);
  const found: RenameEdit[] = [];
  const member = new RegExp(`(?<=[\\w)\\]]\\??\\.)${name}(?!\\w)`, 'g');
  for (const path of folder.paths()) {
    if (!WITH_PROPERTIES.test(path) || folder.variables.rootOf(path) !== root) continue;
    const text = await folder.read(path);
    for (const { index } of text?.matchAll(member) ?? []) {
      const span = { start: index, end: index + name.length };
      if (!taken.has(`${path}:${span.start}`)) found.push({ path, span, text: newName, confirm: PROPERTIES });
    }
  }
  return found;
}
