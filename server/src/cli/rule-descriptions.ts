import { SUPPRESSION_RULES, type SuppressionRule } from '../engine/suppressions.ts';
import type { Severity } from '../model/finding.ts';
import { RULES } from '../rules/index.ts';

export type DescribedRule = { readonly id: string; readonly severity: Severity; readonly summary: string };

const OF_SUPPRESSIONS: Readonly<
  Record<SuppressionRule, { readonly severity: Severity; readonly summary: string }>
> = {
  'suppression/unused': { severity: 'hint', summary: 'A comment suppresses findings that are there.' },
  'suppression/unknown-rule': { severity: 'warning', summary: 'A comment suppresses rules that exist.' },
  'suppression/missing-reason': { severity: 'hint', summary: 'A comment says why it suppresses.' },
};

/** Everything a finding may be of: the rules, then what the engine itself says. */
export function describedRules(): readonly DescribedRule[] {
  return [
    ...RULES.map(({ id, severity, summary }) => ({ id, severity, summary })),
    ...SUPPRESSION_RULES.map((id) => ({ id, ...OF_SUPPRESSIONS[id] })),
    {
      id: 'configuration/invalid',
      severity: 'warning',
      summary: 'The configuration file holds settings that exist, with values that they take.',
    },
  ];
}
