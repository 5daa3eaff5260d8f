import type { VariableUsage } from '../model/variable-usage.ts';
import type { ReportedVariable } from './variables-report.ts';

/** Said of a project where something takes the environment as a whole. */
export const WHOLE_ENVIRONMENT =
  'Some code takes the environment as a whole: it may read more than is listed.';

/**
 * What becomes of the application without the variable, or what else uses it: `required`, `default info`, `not read`.
 * Nothing of what the platform sets: {@link describeKind} says that.
 *
 * @param written the default as it is shown
 */
export function describeNeed(
  { usage, default: fallback }: ReportedVariable,
  written: (fallback: string) => string,
): readonly string[] {
  if (usage === 'default' && fallback) return [`default ${written(fallback)}`];
  return usage === 'platform' ? [] : [USAGE_IN_WORDS[usage]];
}

const USAGE_IN_WORDS: Readonly<Record<Exclude<VariableUsage, 'platform'>, string>> = {
  required: 'required',
  default: 'default',
  optional: 'optional',
  tools: 'read by tools',
  elsewhere: 'used elsewhere',
  unseen: 'not read',
};

/** What else is to be known of it: whether it is a secret, and whether the platform sets it. */
export function describeKind({ secret, platform }: ReportedVariable): readonly string[] {
  return [...(secret ? ['secret'] : []), ...(platform ? ['platform'] : [])];
}
