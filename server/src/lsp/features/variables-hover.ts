import { isPlatformVariable } from '../../model/platform-variables.ts';
import type { Span } from '../../model/span.ts';
import type { Variable, VariablePlace } from '../../model/variable-graph.ts';
import { usageOf, type VariableUsage } from '../../model/variable-usage.ts';
import { credentialKind } from '../../rules/config/credential-names.ts';
import type { PlaceRequest } from './feature.ts';
import { localPlaces, useAt } from './variables-at.ts';

/** More files than this say nothing more. */
const MAXIMUM_FILES = 6;

/** What the project knows of the variable at a place. No value is shown but defaults and examples that are no secrets. */
export async function hoverVariable(
  request: PlaceRequest,
): Promise<{ readonly span: Span; readonly markdown: string } | undefined> {
  const use = useAt(request);
  if (!use) return undefined;
  const { variables } = request.folder.variables.graph(request.path);
  const variable = variables.get(use.name);
  if (!variable) return undefined;
  const local = await localPlaces(use.name, request);
  return {
    span: use.span,
    markdown: describe(
      variable,
      usageOf(variable, variables),
      local.map(({ path }) => path),
    ),
  };
}

/** Markdown. `local` holds paths of files that Git ignores and that give it a value. */
export function describe(variable: Variable, usage: VariableUsage, local: readonly string[]): string {
  const { name, declarations, provisions, missingIn, reads } = variable;
  const lines = [
    ...list('Declared in', declarations.map(withDetail)),
    ...list('Given by', [...provisions.map(withDetail), ...local.map(code)]),
    ...list(
      'Read in',
      reads.map(({ path }) => code(path)),
    ),
    ...list('Not named in', missingIn.map(code)),
  ];
  const shown = valuesOf(variable);
  return [
    `**${name}**: ${headline(variable, usage)}`,
    ...(lines.length > 0 ? [lines.join('\n')] : []),
    ...(shown.length > 0 ? [shown.join(' ')] : []),
  ].join('\n\n');
}

/** What becomes of the application without it, in a clause. */
export const USAGE_IN_WORDS: Readonly<Record<VariableUsage, string>> = {
  required: 'required',
  default: 'has a default',
  optional: 'optional',
  platform: 'set by the platform',
  tools: 'read by tools',
  elsewhere: 'used, but not by the application itself',
  unseen: 'not read by the application',
};

function headline(variable: Variable, usage: VariableUsage): string {
  const secret = credentialKind(variable.name) ? ', a secret' : '';
  const given = variable.need && isPlatformVariable(variable.name) ? ', set by the platform' : '';
  return `${USAGE_IN_WORDS[usage]}${secret}${given}`;
}

/** Defaults in code and examples in templates. Secrets among them were left out when the files were read. */
function valuesOf({ name, reads, declarations }: Variable): readonly string[] {
  if (credentialKind(name)) return ['Its value is not shown.'];
  const defaults = reads.filter(({ need }) => need === 'default').map(({ fallback }) => fallback);
  const examples = declarations.filter(({ isCode }) => !isCode).map(({ fallback }) => fallback);
  return [
    ...inWords('Default', defaults),
    ...inWords(
      'Example',
      examples.filter((example) => !defaults.includes(example)),
    ),
  ];
}

function inWords(title: string, values: readonly (string | undefined)[]): readonly string[] {
  const known = [...new Set(values)].filter((value) => value !== undefined && value !== '');
  return known.length === 0 ? [] : [`${title}: ${known.map((value) => code(value ?? '')).join(' or ')}.`];
}

function list(title: string, items: readonly string[]): readonly string[] {
  const own = [...new Set(items)];
  if (own.length === 0) return [];
  const more = own.length > MAXIMUM_FILES ? ` and ${own.length - MAXIMUM_FILES} more` : '';
  return [`- ${title} ${own.slice(0, MAXIMUM_FILES).join(', ')}${more}`];
}

function withDetail({ path, detail, isCode }: VariablePlace): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return isCode || detail === name || detail === '' ? code(path) : `${code(path)} (${plain(detail)})`;
}

function code(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  // A fence longer than any run of backticks inside.
  const fence = '`'.repeat(1 + Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length)));
  const space = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${space}${line}${space}${fence}`;
}

/** Text that Markdown leaves as it is. */
function plain(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]()#+!|<>]/g, '\\$&');
}
