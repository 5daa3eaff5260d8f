import { type ProcfileEntry, parseProcfile } from '../../formats/procfile.ts';
import { type ShellExpansion, shellWords } from '../../formats/shell-words.ts';
import type { Span } from '../../model/span.ts';
import type { VariableUse } from '../../model/variable.ts';
import type { FeatureRequest, FoundPlace, PlaceRequest } from './feature.ts';
import { commandReferences } from './procfile-references.ts';
import { PROCESS_TYPES } from './procfile-types.ts';

/** More places than this say nothing more. */
const MAXIMUM_PLACES = 8;

/** What runners and platforms set by themselves. */
const GIVEN: Readonly<Record<string, string>> = {
  PORT: 'The port to listen on. Platforms choose it for `web`; foreman, honcho and overmind give 5000 to the first process type and 100 more to each further one.',
  PS: 'The name of the process, given by foreman and overmind: `web.1`.',
};

export async function procfileHover(request: PlaceRequest) {
  const entry = entryAt(request);
  if (!entry) return undefined;
  if (touches(entry.nameSpan, request.offset)) {
    return { span: entry.nameSpan, markdown: describeType(entry.name) };
  }
  const expansion = expansionAt(entry, request.offset);
  if (expansion) return { span: expansion.span, markdown: describeVariable(expansion.name, request) };
  const reference = (await referencesOf(entry, request)).find(({ span }) => touches(span, request.offset));
  return reference && { span: reference.span, markdown: reference.detail };
}

export async function procfileDefinition(request: PlaceRequest): Promise<readonly FoundPlace[]> {
  const entry = entryAt(request);
  if (!entry || touches(entry.nameSpan, request.offset)) return [];
  const expansion = expansionAt(entry, request.offset);
  if (expansion) {
    const uses = variableUses(expansion.name, request);
    const declared = uses.filter(({ use }) => use.kind === 'declare' || use.kind === 'provide');
    const chosen = declared.length > 0 ? declared : uses.filter(({ use }) => use.kind === 'read');
    return chosen.map(({ path, use }) => ({ path, span: use.span }));
  }
  const references = await referencesOf(entry, request);
  return references.filter(({ span }) => touches(span, request.offset)).map(({ place }) => place);
}

/** Files that commands name, to be opened by a click. */
export async function procfileLinks(request: FeatureRequest) {
  const links: { span: Span; path: string }[] = [];
  for (const entry of parseProcfile(request.path, request.text).entries) {
    for (const { kind, span, place } of await referencesOf(entry, request)) {
      if (kind === 'file') links.push({ span, path: place.path });
    }
  }
  return links;
}

function referencesOf(entry: ProcfileEntry, { path, folder }: FeatureRequest) {
  return commandReferences(entry, path.slice(0, path.lastIndexOf('/') + 1), folder);
}

export function entryAt({ path, text, offset }: PlaceRequest): ProcfileEntry | undefined {
  return parseProcfile(path, text).entries.find(({ span }) => touches(span, offset));
}

function expansionAt({ command, commandSpan }: ProcfileEntry, offset: number): ShellExpansion | undefined {
  return shellWords(command, commandSpan.start)
    .flatMap(({ words, assignments }) => [...words, ...assignments.map(({ value }) => value)])
    .flatMap(({ expansions }) => expansions)
    .find(({ span }) => touches(span, offset));
}

/** What a process type means to those who start it, as Markdown. */
export function describeType(name: string): string {
  const known = Object.hasOwn(PROCESS_TYPES, name) ? PROCESS_TYPES[name] : undefined;
  if (known) return `**${name}**: ${known.summary}.\n\n${known.more}`;
  return `**${name}**: a process type of this application.\n\nPlatforms start none until it is scaled up and route no requests to it.`;
}

/** Where a variable is given and read; no value is shown. */
function describeVariable(name: string, request: FeatureRequest): string {
  const uses = variableUses(name, request).filter(({ path }) => path !== request.path);
  const list = (title: string, kinds: readonly VariableUse['kind'][]) => {
    const of = [...new Set(uses.filter(({ use }) => kinds.includes(use.kind)).map(({ path }) => path))];
    return of.length === 0
      ? []
      : [
          `${title} ${of
            .slice(0, MAXIMUM_PLACES)
            .map((path) => `\`${path}\``)
            .join(', ')}${of.length > MAXIMUM_PLACES ? ' and more' : ''}.`,
        ];
  };
  const given = Object.hasOwn(GIVEN, name) ? [GIVEN[name] ?? ''] : [];
  const known = [
    ...list('Declared in', ['declare']),
    ...list('Given by', ['provide']),
    ...list('Read in', ['read']),
  ];
  const lines = [...given, ...known];
  return [
    `\`$${name}\``,
    ...(lines.length > 0 ? lines : ['Nothing in this workspace declares, gives or reads it.']),
  ].join('\n\n');
}

function variableUses(name: string, { folder }: FeatureRequest) {
  const found: { path: string; use: VariableUse }[] = [];
  for (const { path, variables } of folder.summaries()) {
    for (const use of variables) if (use.name === name) found.push({ path, use });
  }
  return found.sort((one, other) =>
    one.path < other.path ? -1 : one.path > other.path ? 1 : one.use.span.start - other.use.span.start,
  );
}

function touches({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset <= end;
}
