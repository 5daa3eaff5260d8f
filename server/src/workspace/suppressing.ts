import { applySuppressions } from '../engine/apply-suppressions.ts';
import type { FileAnalysis } from '../engine/file-analysis.ts';
import { compareFindings, type Levels } from '../engine/judgement.ts';
import type { Finding } from '../model/finding.ts';

/** What is left of findings, and what comments in the file suppress. */
export type Suppressed = {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly { readonly finding: Finding; readonly reason?: string }[];
};

/** Takes out what comments of the file suppress, and adds what is wrong with those comments. */
export function withoutSuppressed(
  findings: readonly Finding[],
  { path, suppressions: found }: Pick<FileAnalysis, 'path' | 'suppressions'>,
  levels: Levels,
): Suppressed {
  if (!found) return { findings, suppressed: [] };
  const { text, suppressions, problems } = found;
  const wasEvaluated = (rule: string | undefined) => rule === undefined || levels.level(rule) !== 'off';
  const applied = applySuppressions(text, findings, suppressions, wasEvaluated);
  const own = [...problems, ...applied.reports].map(
    (report): Finding => ({
      rule: report.rule,
      severity: report.severity ?? 'hint',
      confidence: 'high',
      path,
      span: report.span,
      message: report.message,
      related: [],
      fixes: report.fixes ?? [],
    }),
  );
  return { findings: [...applied.kept, ...own].sort(compareFindings), suppressed: applied.suppressed };
}
