import { type Configuration, levelsOf } from '../engine/configuration.ts';
import type { Level } from '../engine/settings.ts';
import { SUPPRESSION_RULES } from '../engine/suppressions.ts';
import type { Finding } from '../model/finding.ts';
import type { Rule } from '../model/rule.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { CheckOptions } from './options.ts';

/** What `--rule`, `--factor` and `--min-confidence` leave of what was found. */
export type Selection = Pick<CheckOptions, 'rule' | 'factor' | 'minConfidence'>;

/** Whether a rule, or a rule of the engine itself, is asked for. */
export function isSelected(rule: string, { rule: rules, factor: factors }: Selection): boolean {
  if (!rules && !factors) return true;
  const family = rule.slice(0, rule.indexOf('/'));
  // A wrong configuration spoils any selection.
  if (family === 'configuration') return true;
  const isNamed = rules?.some((name) => name === rule || name === `${family}/*`) ?? false;
  return isNamed || (factors?.some((slug) => slug === family) ?? false);
}

/**
 * Sets a workspace to show the selection only. It stays so until its configuration is read anew. Nothing is analysed
 * again, and suppression comments for rules that are not shown are not called unused.
 */
export function select(workspace: Workspace, rules: readonly Rule[], selection: Selection): void {
  const { rule, factor, minConfidence } = selection;
  if (!rule && !factor && !minConfidence) return;
  const { configuration } = workspace;
  const { level } = levelsOf(configuration);
  const ids = [...rules.map(({ id }) => id as string), ...SUPPRESSION_RULES];
  const levels = ids.flatMap((id): [string, Level][] => {
    if (!isSelected(id, selection)) return [[id, 'off']];
    // A rule of taste speaks only where it is named itself.
    return rule?.includes(id) ? [[id, level(id)]] : [];
  });
  const selected: Configuration = {
    ...configuration,
    rules: new Map([...configuration.rules, ...levels]),
    ...(minConfidence ? { minimumConfidence: minConfidence } : {}),
  };
  workspace.configure(selected);
}

/** Drops what the engine itself says of comments where only rules were asked for. */
export function selectFindings(findings: readonly Finding[], selection: Selection): readonly Finding[] {
  return findings.filter(({ rule }) => isSelected(rule, selection));
}
