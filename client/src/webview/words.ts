import type { Severity } from '../../../server/src/model/finding.ts';
import type { FactorState } from '../../../server/src/model/scorecard.ts';
import type { ScorecardReport, WireFactor } from '../protocol.ts';

/** In the order in which one wants to read them. */
export const STATES: readonly FactorState[] = ['failed', 'passed', 'manual', 'not-applicable'];

export const STATE_NAMES: Readonly<Record<FactorState, string>> = {
  failed: 'Failed',
  passed: 'Passed',
  manual: 'For a person to judge',
  'not-applicable': 'Not applicable',
};

/** In falling order. */
const SEVERITIES = ['error', 'warning', 'information', 'hint'] as const satisfies readonly Severity[];

const SEVERITY_NAMES: Readonly<Record<Severity, readonly [one: string, many: string]>> = {
  error: ['error', 'errors'],
  warning: ['warning', 'warnings'],
  information: ['note', 'notes'],
  hint: ['hint', 'hints'],
};

export function count(number: number, one: string, many: string): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
}

/** "2 errors", "1 note"; nothing for severities that do not occur. */
export function severityCounts(factor: WireFactor): { readonly severity: Severity; readonly text: string }[] {
  return SEVERITIES.filter((severity) => factor.counts[severity] > 0).map((severity) => ({
    severity,
    text: count(factor.counts[severity], ...SEVERITY_NAMES[severity]),
  }));
}

export function factorsIn(report: ScorecardReport, state: FactorState): number {
  return report.scorecard.factors.filter((factor) => factor.state === state).length;
}

/** "7 failed, 4 passed, 1 not applicable". */
export function stateSentence(report: ScorecardReport): string {
  return STATES.map((state) => ({ state, number: factorsIn(report, state) }))
    .filter(({ number }) => number > 0)
    .map(({ state, number }) => `${number} ${STATE_NAMES[state].toLowerCase()}`)
    .join(', ');
}

/** What to say aloud when `next` replaces `previous`: nothing where nothing changed that one would ask about. */
export function news(previous: ScorecardReport | undefined, next: ScorecardReport): string | undefined {
  if (next.scanning || !previous) return undefined;
  const difference = next.findings.length - previous.findings.length;
  if (difference === 0) return previous.scanning ? 'Scan finished, findings are the same.' : undefined;
  const change = count(Math.abs(difference), 'finding', 'findings');
  return `${previous.scanning ? 'Scan finished, ' : ''}${change} ${difference > 0 ? 'more' : 'fewer'}.`;
}

/** A score as it is shown: whole, or a dash where nothing was evaluated. */
export function scoreText(score: number | null): string {
  return score === null ? '–' : String(Math.round(score));
}
