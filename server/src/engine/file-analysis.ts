import type { Evidence, Report } from '../model/finding.ts';
import type { LineIndex } from '../model/line-index.ts';
import type { Rule } from '../model/rule.ts';
import type { Summary } from '../model/summary.ts';
import type { Answer } from './answers.ts';
import type { Asked } from './modules.ts';
import type { Suppressions } from './suppressions.ts';

/** What is known of one file from its text alone. Settings, suppressions and project rules come later. */
export type FileAnalysis = {
  readonly path: string;
  readonly reports: readonly { readonly rule: Rule; readonly report: Report }[];
  readonly evidence: readonly { readonly rule: Rule; readonly evidence: Evidence }[];
  readonly summary: Summary;
  /** What comments suppress, with the text that it takes to mend them; absent where no comment speaks to the tool. */
  readonly suppressions?: Suppressions & { readonly text: string };
  readonly failures: readonly RuleFailure[];
  /** The lines of other files that reports point into. */
  readonly relatedLines: ReadonlyMap<string, LineIndex>;
  /** Modules that were read, and those that must be read before the analysis is complete and then repeated. */
  readonly modules: Asked;
};

/** A rule that threw, an observer, or the engine in between. The rest goes on. */
export type RuleFailure = { readonly rule: string; readonly path: string; readonly error: unknown };

/** What failures of observers stand under. */
const OBSERVER = 'observer';

export type Collected = ReturnType<typeof collect>;

/** Gathers what rules and observers say of one file. One that throws is named, and what it said before stays. */
export function collect(path: string) {
  const reports: { rule: Rule; report: Report }[] = [];
  const evidence: { rule: Rule; evidence: Evidence }[] = [];
  const failures: RuleFailure[] = [];
  return {
    fail: (rule: string, error: unknown): void => {
      failures.push({ rule, path, error });
    },
    run(rule: Rule, say: () => Iterable<Report | Evidence> | undefined): void {
      try {
        for (const item of say() ?? []) {
          if ('evidence' in item) evidence.push({ rule, evidence: item });
          else reports.push({ rule, report: item });
        }
      } catch (error) {
        failures.push({ rule: rule.id, path, error });
      }
    },
    /** What was asked for elsewhere; without a rule an observer said it. */
    take(rule: Rule | undefined, answer: Answer): void {
      if (rule) {
        reports.push(...answer.reports.map((report) => ({ rule, report })));
        evidence.push(...answer.evidence.map((item) => ({ rule, evidence: item })));
      }
      if (answer.failure) failures.push({ rule: rule?.id ?? OBSERVER, path, error: answer.failure.error });
    },
    observe(look: () => void): void {
      try {
        look();
      } catch (error) {
        failures.push({ rule: OBSERVER, path, error });
      }
    },
    done: (
      summary: Summary,
      suppressions: FileAnalysis['suppressions'],
      modules: Asked,
      linesOf?: (path: string) => LineIndex | undefined,
    ): FileAnalysis => ({
      path,
      reports,
      evidence,
      summary,
      ...(suppressions ? { suppressions } : {}),
      failures,
      relatedLines: linesOf ? linesOfRelated(path, reports, linesOf) : new Map(),
      modules,
    }),
  };
}

function linesOfRelated(
  path: string,
  reports: readonly { readonly report: Report }[],
  linesOf: (path: string) => LineIndex | undefined,
): ReadonlyMap<string, LineIndex> {
  const found = new Map<string, LineIndex>();
  for (const { report } of reports) {
    for (const related of report.related ?? []) {
      if (related.path === path || found.has(related.path)) continue;
      const lines = linesOf(related.path);
      if (lines) found.set(related.path, lines);
    }
  }
  return found;
}
