import { ruleFamily } from '../../engine/rule-page.ts';
import { factorOf } from '../../factors.ts';
import type { Range } from '../../model/line-index.ts';
import type { CheckReport, ReportedFinding } from '../report.ts';

/** Raised when a reader of the document would have to change. */
const VERSION = 1;

/** One document. Lines and characters from 0, characters in UTF-16 units, as in LSP; paths relative to the root. */
export function printJson(report: CheckReport): string {
  const { root, files, stoppedAt, findings, suppressed, skipped, failures, scorecard, baseline, mended } =
    report;
  const byBaseline = suppressed.filter(({ by }) => by.kind === 'baseline').length;
  const document = {
    version: VERSION,
    root,
    files,
    stoppedAt,
    findings: findings.map(findingDocument),
    suppressed: { comments: suppressed.length - byBaseline, baseline: byBaseline },
    skipped,
    failures,
    scorecard: {
      ...scorecard,
      factors: scorecard.factors.map((factor) => ({
        ...factor,
        evidence: factor.evidence.map(({ path, span, text }) => ({
          path,
          range: rangeDocument(report.rangeOf(path, span)),
          text,
        })),
      })),
    },
    ...(baseline ? { baseline: { file: baseline.file, unused: baseline.unused } } : {}),
    ...(mended ? { fixed: mended } : {}),
  };
  return `${JSON.stringify(document)}\n`;
}

function findingDocument(finding: ReportedFinding) {
  const { rule, severity, confidence, path, range, message, related, fixes } = finding;
  return {
    rule,
    factor: ruleFamily(rule) === 'factor' ? factorOf(rule).numeral : null,
    severity,
    confidence,
    path,
    range: rangeDocument(range),
    message,
    ...(related.length > 0
      ? {
          related: related.map((other) => ({
            path: other.path,
            range: rangeDocument(other.range),
            message: other.message,
          })),
        }
      : {}),
    fixes: fixes.map(({ title, kind }) => ({ title, kind })),
  };
}

function rangeDocument({ start, end }: Range) {
  return {
    start: { line: start.line, character: start.character },
    end: { line: end.line, character: end.character },
  };
}
