import type { ReportedVariable } from './variables-report.ts';

/** Said of a project where something takes the environment as a whole. */
export const WHOLE_ENVIRONMENT =
  'Some code takes the environment as a whole: it may read more than is listed.';

/**
 * What becomes of the application without the variable, and what it is: `required, secret`, `default info`, `not read`.
 *
 * @param written the default as it is shown
 */
export function describeNeed(
  { need, secret, platform, default: fallback }: ReportedVariable,
  written: (fallback: string) => string,
): string {
  const words = need === 'default' && fallback ? `default ${written(fallback)}` : (need ?? 'not read');
  return [words, ...(secret ? ['secret'] : []), ...(platform ? ['platform'] : [])].join(', ');
}
