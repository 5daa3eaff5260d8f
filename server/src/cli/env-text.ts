import type { ReportedPlace, ReportedProject, ReportedVariable } from '../workspace/variables-report.ts';
import { describeKind, describeNeed, WHOLE_ENVIRONMENT } from '../workspace/variables-words.ts';
import { count, type Style } from './terminal.ts';
import { displayWidth, padEnd, printable } from './text-width.ts';

const HEADINGS = ['variable', 'need', 'declared in', 'given by', 'read in'] as const;

/** A longer default is cut, in characters. */
const MAXIMUM_DEFAULT = 24;

/** Tables for people, one for each project. */
export function printEnvText(projects: readonly ReportedProject[], style: Style): string {
  if (projects.length === 0) return 'Nothing here reads or names a variable of the environment.\n';
  return projects.map((project) => printProject(project, style)).join('\n');
}

function printProject(
  { root, name, variables, readsWholeEnvironment }: ReportedProject,
  style: Style,
): string {
  const rows = variables.map(cells);
  const widths = HEADINGS.map((heading, column) =>
    Math.max(displayWidth(heading), ...rows.map((row) => displayWidth(row[column] ?? ''))),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => padEnd(cell, widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  const title = root === '' ? name : `${name} (${root})`;
  return [
    style('bold', printable(title)),
    style('dim', line(HEADINGS)),
    ...rows.map((row, index) =>
      variables[index]?.need === 'required' ? style('bold', line(row)) : line(row),
    ),
    '',
    ...conclusion(variables, readsWholeEnvironment),
    '',
  ].join('\n');
}

function cells(variable: ReportedVariable): readonly string[] {
  const { name, declared, given, read } = variable;
  return [
    printable(name),
    [...describeNeed(variable, shortened), ...describeKind(variable)].join(', '),
    places(declared),
    places(given),
    places(read),
  ];
}

function shortened(fallback: string): string {
  return printable(fallback).slice(0, MAXIMUM_DEFAULT);
}

function places(found: readonly ReportedPlace[]): string {
  const paths = [...new Set(found.map(({ path }) => printable(path)))];
  const [first = ''] = paths;
  return paths.length > 1 ? `${first} and ${paths.length - 1} more` : first;
}

function conclusion(
  variables: readonly ReportedVariable[],
  readsWholeEnvironment: boolean,
): readonly string[] {
  const required = variables.filter(({ need }) => need === 'required').length;
  const missing = new Map<string, string[]>();
  for (const { name, missingIn, platform } of variables) {
    if (platform) continue;
    for (const path of missingIn) missing.set(path, [...(missing.get(path) ?? []), name]);
  }
  return [
    `${count(variables.length, 'variable')}, ${required} required.`,
    ...[...missing]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([path, names]) => printable(`${path} does not name ${names.join(', ')}.`)),
    ...(readsWholeEnvironment ? [WHOLE_ENVIRONMENT] : []),
  ];
}
