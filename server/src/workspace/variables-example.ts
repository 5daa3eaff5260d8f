import type { TemplateEntry } from '../formats/variables/template.ts';
import { PLACEHOLDER } from '../rules/config/required-read.ts';
import type { ReportedProject, ReportedVariable } from './variables-report.ts';

/** What a project's template should name, and which file that is: the template that is there, or `.env.example`. */
export function exampleOf(project: ReportedProject): {
  readonly path: string;
  readonly entries: readonly TemplateEntry[];
} {
  const { root, template, variables } = project;
  return {
    path: template ?? (root === '' ? '.env.example' : `${root}/.env.example`),
    entries: entriesOf(variables),
  };
}

/** What the application must be given comes first; within that, by name. */
function entriesOf(variables: readonly ReportedVariable[]): readonly TemplateEntry[] {
  return variables
    .filter(({ read, need, platform }) => read.length > 0 && need !== null && !platform)
    .map((variable) => ({
      name: variable.name,
      example: exampleValue(variable),
      isOptional: variable.need !== 'required',
    }))
    .toSorted((one, other) => Number(one.isOptional) - Number(other.isOptional));
}

function exampleValue({ secret, default: fallback, need }: ReportedVariable): string {
  if (secret) return need === 'required' ? PLACEHOLDER : '';
  return fallback ?? '';
}
