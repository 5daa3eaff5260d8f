import type { DocumentedVariable, Edit, Finding, Fix } from '../model/finding.ts';
import { overlaps } from '../model/span.ts';

/** Edits of one file. An absent file has the empty text and is created. */
export type FileEdits = { readonly path: string; readonly creates: boolean; readonly edits: readonly Edit[] };

/** What fixes need to know of the workspace. */
export type FixContext = {
  /** The present text of a file, or undefined where there is none. */
  read(path: string): string | undefined;
  /** The root of the project that a file belongs to, relative to the workspace; empty for the workspace root. */
  projectRoot(path: string): string;
};

const EXAMPLE_FILE = '.env.example';

/**
 * The edits of fixes that can be made together, by path; a fix that overlaps an earlier
 * one, or that would create a file which is there, is left out whole.
 */
export function resolveFixes(
  fixes: readonly { readonly finding: Pick<Finding, 'path'>; readonly fix: Fix }[],
  context: FixContext,
): readonly FileEdits[] {
  const accepted = new Map<string, Edit[]>();
  const variables = new Map<string, Map<string, DocumentedVariable>>();
  for (const { finding, fix } of fixes) {
    const added = fix.edits.map((edit) => ({ path: edit.path ?? finding.path, edit }));
    if (added.some(({ path, edit }) => conflicts(accepted.get(path) ?? [], edit))) continue;
    if (
      added.some(({ path, edit }) => edit.creates && (accepted.has(path) || context.read(path) !== undefined))
    )
      continue;
    for (const { path, edit } of added) {
      const edits = accepted.get(path) ?? [];
      if (!edits.some((other) => isSame(other, edit))) edits.push(edit);
      accepted.set(path, edits);
    }
    for (const variable of fix.variables ?? []) {
      const path = templateOf(variable, context.projectRoot(finding.path));
      const known = variables.get(path) ?? new Map<string, DocumentedVariable>();
      if (!known.has(variable.name)) known.set(variable.name, variable);
      variables.set(path, known);
    }
  }
  for (const [path, documented] of variables) {
    const edit = documentVariables(context.read(path) ?? '', [...documented.values()]);
    if (edit) accepted.set(path, [...(accepted.get(path) ?? []), edit]);
  }
  return [...accepted]
    .map(([path, edits]) => ({
      path,
      creates: context.read(path) === undefined,
      edits: withLineBreaksOf(context.read(path) ?? '', edits).toSorted(
        (one, other) => one.span.start - other.span.start || one.span.end - other.span.end,
      ),
    }))
    .filter(({ edits }) => edits.length > 0)
    .sort((one, other) => (one.path < other.path ? -1 : 1));
}

/** The file that a fix documents a variable in. */
export function templateOf({ path }: DocumentedVariable, projectRoot: string): string {
  return path ?? (projectRoot === '' ? EXAMPLE_FILE : `${projectRoot}/${EXAMPLE_FILE}`);
}

/** Applies edits that do not overlap, given in the order of the text. Insertions at one place keep their order. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = '';
  let position = 0;
  for (const { span, text: replacement } of edits) {
    result += text.slice(position, span.start) + replacement;
    position = span.end;
  }
  return result + text.slice(position);
}

/** Rules write `\n`; a file that breaks its lines by `\r\n` keeps doing so. */
function withLineBreaksOf(text: string, edits: readonly Edit[]): readonly Edit[] {
  const first = text.indexOf('\n');
  if (first <= 0 || text[first - 1] !== '\r') return edits;
  return edits.map((edit) => ({ ...edit, text: edit.text.replace(/\r?\n/g, '\r\n') }));
}

function isSame(one: Edit, other: Edit): boolean {
  return one.span.start === other.span.start && one.span.end === other.span.end && one.text === other.text;
}

function conflicts(edits: readonly Edit[], edit: Edit): boolean {
  return edits.some((other) => overlaps(other.span, edit.span) && !isSame(other, edit));
}

/** Adds entries for the variables that the file does not name yet; undefined where it names all. */
function documentVariables(text: string, variables: readonly DocumentedVariable[]): Edit | undefined {
  const missing = variables.filter(
    ({ name }) => !new RegExp(`^[ \\t]*#?[ \\t]*(?:export[ \\t]+)?${name}[ \\t]*=`, 'm').test(text),
  );
  if (missing.length === 0) return undefined;
  const lines = missing.flatMap(({ name, example, comment }) => [
    ...(comment ? [`# ${comment}`] : []),
    `${name}=${example}`,
  ]);
  const lead = text === '' || text.endsWith('\n') ? '' : '\n';
  return {
    span: { start: text.length, end: text.length },
    text: `${lead}${lines.join('\n')}\n`,
  };
}
