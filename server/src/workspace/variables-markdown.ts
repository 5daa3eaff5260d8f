import { markdownCode, markdownText } from './markdown.ts';
import type { ReportedPlace, ReportedProject, ReportedVariable } from './variables-report.ts';
import { describeKind, describeNeed, WHOLE_ENVIRONMENT } from './variables-words.ts';

/** More places than this in a cell say nothing more. */
const MAXIMUM_PLACES = 4;

const HEAD = [
  '| Variable | Need | Declared in | Given by | Read in | Missing in |',
  '| :-- | :-- | :-- | :-- | :-- | :-- |',
];

/** Tables in Markdown, one for each project under its name. */
export function variablesMarkdown(projects: readonly ReportedProject[]): string {
  if (projects.length === 0) return 'Nothing here reads or names a variable of the environment.\n';
  return projects.map(projectMarkdown).join('\n');
}

function projectMarkdown({ root, name, variables, readsWholeEnvironment }: ReportedProject): string {
  const title = root === '' ? markdownText(name) : `${markdownText(name)} (${markdownCode(root)})`;
  const note = readsWholeEnvironment ? `\n${WHOLE_ENVIRONMENT}\n` : '';
  return `## ${title}\n\n${variablesTable(variables)}${note}`;
}

/** A table in Markdown, a row for each variable. */
export function variablesTable(variables: readonly ReportedVariable[]): string {
  return `${[...HEAD, ...variables.map(row)].join('\n')}\n`;
}

function row(variable: ReportedVariable): string {
  const { name, platform, declared, given, read, missingIn } = variable;
  const cells = [
    markdownCode(name),
    [...describeNeed(variable, markdownCode), ...describeKind(variable)].join(', '),
    list(declared.map(placed)),
    list(given.map(placed)),
    list(read.map(placed)),
    // Who deploys the application does not name what the platform sets.
    platform ? '' : list(missingIn),
  ];
  return `| ${cells.join(' | ')} |`.replaceAll(/ {2,}(?=\|)/g, ' ');
}

function placed({ path, range }: ReportedPlace): string {
  return `${path}:${range.start.line + 1}`;
}

function list(places: readonly string[]): string {
  const own = [...new Set(places)];
  const more = own.length > MAXIMUM_PLACES ? ` and ${own.length - MAXIMUM_PLACES} more` : '';
  return own.slice(0, MAXIMUM_PLACES).map(markdownCode).join(', ') + more;
}
