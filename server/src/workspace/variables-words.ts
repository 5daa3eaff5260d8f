import type { ReportedVariable } from './variables-report.ts';

/** Said of a project where something takes the environment as a whole. */
export const WHOLE_ENVIRONMENT =
  'Some code takes the environment as a whole: it may read more than is listed.';

/**
 * What becomes of the application without the variable: `required`, `default info`, `not read`.
 *
 * @param written the default as it is shown
 */
export function describeNeed(
  { need, default: fallback }: ReportedVariable,
  written: (fallback: string) => string,
): string {
  return need === 'default' && fallback ? `default ${written(fallback)}` : (need ?? 'not read');
}

/** What else is to be known of it: whether it is a secret, and whether the platform sets it. */
export function describeKind({ secret, platform }: ReportedVariable): readonly string[] {
  return [...(secret ? ['secret'] : []), ...(platform ? ['platform'] : [])];
}
