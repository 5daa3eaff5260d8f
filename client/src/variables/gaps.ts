import type { ReportedVariable } from '../../../server/src/workspace/variables-report.ts';

/**
 * The files that should name a variable and do not. What is required belongs into every file that names variables of the
 * application; what has a default or is optional only into the template, and what the platform sets into none.
 */
export function gapsOf(variable: ReportedVariable, template: string | null): readonly string[] {
  const { need, platform, missingIn } = variable;
  if (need === null || platform) return [];
  return need === 'required' ? missingIn : missingIn.filter((path) => path === template);
}

/** Whether some file should name the variable and does not, or none names what is required. */
export function isMissing(variable: ReportedVariable, template: string | null): boolean {
  const { need, platform, declared, given } = variable;
  if (gapsOf(variable, template).length > 0) return true;
  return need === 'required' && !platform && declared.length === 0 && given.length === 0;
}
