import type { EnvPlace, EnvProject, EnvVariable } from './env-report.ts';
import { count, type Style } from './terminal.ts';
import { displayWidth, padEnd, printable } from './text-width.ts';

const HEADINGS = ['variable', 'need', 'declared in', 'given by', 'read in'] as const;

/** Tables for people, one for each project. */
export function printEnvText(projects: readonly EnvProject[], style: Style): string {
  if (projects.length === 0) return 'Nothing here reads or names a variable of the environment.\n';
  return projects.map((project) => printProject(project, style)).join('\n');
}

function printProject({ root, name, variables, readsWholeEnvironment }: EnvProject, style: Style): string {
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

function cells(variable: EnvVariable): readonly string[] {
  const { name, declared, given, read } = variable;
  return [printable(name), needOf(variable), places(declared), places(given), places(read)];
}

function needOf({ need, secret, platform, default: fallback }: EnvVariable): string {
  const words =
    need === null
      ? 'not read'
      : need === 'default' && fallback
        ? `default ${printable(fallback).slice(0, 24)}`
        : need;
  return [words, ...(secret ? ['secret'] : []), ...(platform ? ['platform'] : [])].join(', ');
}

function places(found: readonly EnvPlace[]): string {
  const paths = [...new Set(found.map(({ path }) => printable(path)))];
  const [first = ''] = paths;
  return paths.length > 1 ? `${first} and ${paths.length - 1} more` : first;
}

function conclusion(variables: readonly EnvVariable[], readsWholeEnvironment: boolean): readonly string[] {
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
    ...(readsWholeEnvironment
      ? ['Some code takes the environment as a whole: it may read more than is listed.']
      : []),
  ];
}
