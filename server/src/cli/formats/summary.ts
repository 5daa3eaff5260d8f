import { SEVERITIES, type Severity } from '../../model/finding.ts';
import type { CheckReport } from '../report.ts';
import { count } from '../terminal.ts';

/** `3 problems (1 error, 2 warnings) in 1 of 40 files`, or that there are none. */
export function summary({ findings, files }: Pick<CheckReport, 'findings' | 'files'>): string {
  if (findings.length === 0) return `No problems in ${count(files, 'file')}`;
  const affected = new Set(findings.map(({ path }) => path)).size;
  return `${count(findings.length, 'problem')} (${severityCounts(findings)}) in ${affected} of ${count(files, 'file')}`;
}

/** `1 error, 2 warnings`; severities that do not occur are left out. */
export function severityCounts(findings: readonly { readonly severity: Severity }[]): string {
  const counts = { error: 0, warning: 0, information: 0, hint: 0 };
  for (const { severity } of findings) counts[severity]++;
  return countsInWords(counts);
}

export function countsInWords(counts: Readonly<Record<Severity, number>>): string {
  return SEVERITIES.filter((severity) => counts[severity] > 0)
    .map((severity) => count(counts[severity], ...WORDS[severity]))
    .join(', ');
}

const WORDS: Readonly<Record<Severity, readonly [string, string]>> = {
  error: ['error', 'errors'],
  warning: ['warning', 'warnings'],
  information: ['information', 'information'],
  hint: ['hint', 'hints'],
};

/** `4 suppressed by comments, 12 known to the baseline`; empty where there are none. */
export function suppressionCounts({ suppressed }: Pick<CheckReport, 'suppressed'>): string {
  const byBaseline = suppressed.filter(({ by }) => by.kind === 'baseline').length;
  const byComment = suppressed.length - byBaseline;
  return [
    ...(byComment > 0 ? [`${byComment} suppressed by ${byComment === 1 ? 'a comment' : 'comments'}`] : []),
    ...(byBaseline > 0 ? [`${byBaseline} known to the baseline`] : []),
  ].join(', ');
}
