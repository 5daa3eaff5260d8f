import type { ScoredFactor } from '../../model/scorecard.ts';
import type { CheckReport } from '../report.ts';

/** The factors to show: all twelve, or those that were asked for. */
export function judgedFactors({ scorecard, isSelected }: CheckReport): readonly ScoredFactor[] {
  return scorecard.factors.filter(
    ({ rules, slug }) => isSelected(`${slug}/`) || rules.some(({ rule }) => isSelected(rule)),
  );
}
