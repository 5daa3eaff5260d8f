import type { ReportedPlace, ReportedVariable } from '../../../server/src/workspace/variables-report.ts';
import {
  describeKind,
  describeNeed,
  WHOLE_ENVIRONMENT,
} from '../../../server/src/workspace/variables-words.ts';
import type { WireProject, WireRange } from '../protocol.ts';
import { gapsOf, isMissing } from './gaps.ts';

/** What a row looks like; `id` stays the same when lines move, so that the tree keeps what is selected and open. */
type Looks = {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  /** A codicon, and the theme's colour for it. */
  readonly icon: string;
  readonly colour?: string;
  /** For those who hear the row instead of seeing it. */
  readonly spoken: string;
};

export type ProjectRow = Looks & {
  readonly kind: 'project';
  readonly tooltip: string;
  readonly project: WireProject;
  readonly children: readonly VariableRow[];
};

export type VariableRow = Looks & {
  readonly kind: 'variable';
  readonly project: WireProject;
  readonly variable: ReportedVariable;
  readonly children: readonly PlaceRow[];
};

export type PlaceRow = Looks & {
  readonly kind: 'place';
  readonly tooltip: string;
  /** Uri of the workspace folder. */
  readonly folder: string;
  readonly path: string;
  /** Absent where a file lacks the variable. */
  readonly range?: WireRange;
};

export type Row = ProjectRow | VariableRow | PlaceRow;

/** A longer default is cut, in characters. */
const MAXIMUM_DEFAULT = 32;

/**
 * The rows of the tree. A project has a row of its own where there are several.
 *
 * @param onlyMissing leaves out what every file that should name it names
 */
export function rowsOf(projects: readonly WireProject[], onlyMissing: boolean): readonly Row[] {
  const rows = projects.map((project) => projectRow(project, onlyMissing));
  const [only] = rows;
  if (rows.length === 1 && only) return only.children;
  return rows.filter(({ children }) => children.length > 0);
}

function projectRow(project: WireProject, onlyMissing: boolean): ProjectRow {
  const { folder, root, name, template } = project;
  const shown = project.variables.filter((variable) => !onlyMissing || isMissing(variable, template));
  const missing = shown.filter((variable) => isMissing(variable, template)).length;
  const description = [
    ...(root === '' || root === name ? [] : [root]),
    ...(missing === 0 ? [] : [`${missing} missing`]),
  ].join(', ');
  const spoken = listed([`project ${name}`, description]);
  return {
    kind: 'project',
    tooltip: sentence(project.readsWholeEnvironment ? `${spoken}. ${WHOLE_ENVIRONMENT}` : spoken),
    id: `${folder} ${root}`,
    label: name,
    description,
    icon: 'package',
    spoken,
    project,
    children: shown.map((variable) => variableRow(project, variable)),
  };
}

function variableRow(project: WireProject, variable: ReportedVariable): VariableRow {
  const { folder, root, template } = project;
  const id = `${folder} ${root} ${variable.name}`;
  const gaps = gapsOf(variable, template);
  const description = listed([
    ...describeNeed(variable, shortened),
    lack(variable, gaps, template),
    ...describeKind(variable),
  ]);
  return {
    kind: 'variable',
    id,
    label: variable.name,
    description,
    ...iconOf(variable, isMissing(variable, template)),
    spoken: listed([variable.name, description]),
    project,
    variable,
    children: placeRows(id, folder, variable, gaps),
  };
}

function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > MAXIMUM_DEFAULT ? `${line.slice(0, MAXIMUM_DEFAULT - 1)}…` : line;
}

function lack(variable: ReportedVariable, gaps: readonly string[], template: string | null): string {
  const [first, ...others] = gaps;
  if (first === undefined) return isMissing(variable, template) ? 'named nowhere' : '';
  return `missing in ${first}${others.length > 0 ? ` and ${others.length} more` : ''}`;
}

function iconOf({ need, usage, secret }: ReportedVariable, missing: boolean): Pick<Looks, 'icon' | 'colour'> {
  if (missing && need === 'required') return { icon: 'warning', colour: 'list.warningForeground' };
  if (usage === 'unseen') return { icon: 'circle-slash', colour: 'disabledForeground' };
  return { icon: secret ? 'key' : 'symbol-variable' };
}

function placeRows(
  id: string,
  folder: string,
  { declared, given, read, missingIn, platform }: ReportedVariable,
  gaps: readonly string[],
): readonly PlaceRow[] {
  const counts = new Map<string, number>();
  const row = (word: string, icon: string, { path, range, detail }: ReportedPlace): PlaceRow => {
    const key = `${id} ${word} ${path}`;
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    const { name, parent } = split(path);
    const line = range.start.line + 1;
    const where = parent === '' ? word : `${word} in ${parent}`;
    const spoken = `${word} in ${path}, line ${line}`;
    const description = detail === '' || detail === name || word === 'read' ? where : `${where}, ${detail}`;
    return {
      kind: 'place',
      id: `${key} ${count}`,
      label: `${name}:${line}`,
      description,
      icon,
      spoken,
      tooltip: sentence(spoken),
      folder,
      path,
      range,
    };
  };
  return [
    ...declared.map((place) => row('declared', 'bookmark', place)),
    ...given.map((place) => row('given', 'arrow-right', place)),
    ...read.map((place) => row('read', 'eye', place)),
    ...(platform ? [] : missingIn).map((path) => lackingRow(id, folder, path, gaps.includes(path))),
  ];
}

/** A file that names others of the application's variables and not this one. */
function lackingRow(id: string, folder: string, path: string, isGap: boolean): PlaceRow {
  const { name, parent } = split(path);
  const where = parent === '' ? '' : ` in ${parent}`;
  const spoken = `${isGap ? 'missing' : 'not named'} in ${path}`;
  return {
    kind: 'place',
    id: `${id} missing ${path}`,
    label: name,
    description: `${isGap ? 'missing' : 'not named'}${where}`,
    icon: isGap ? 'warning' : 'dash',
    ...(isGap ? { colour: 'list.warningForeground' } : {}),
    spoken,
    tooltip: sentence(spoken),
    folder,
    path,
  };
}

function split(path: string): { readonly name: string; readonly parent: string } {
  const slash = path.lastIndexOf('/');
  return { name: path.slice(slash + 1), parent: path.slice(0, Math.max(0, slash)) };
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function listed(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(', ');
}
