import { rulePage } from '../../engine/rule-page.ts';
import type { FactorState } from '../../model/scorecard.ts';
import { markdownCode, markdownText } from '../../workspace/markdown.ts';
import type { CheckReport, ReportedFinding } from '../report.ts';
import { judgedFactors } from './judged-factors.ts';
import { countsInWords, summary, suppressionCounts } from './summary.ts';

/** GitHub takes comments of up to 65,536 characters; what comes around the table has room in the rest. */
const MAXIMUM_TABLE = 50_000;

const SIGNS: Readonly<Record<FactorState, string>> = {
  failed: '❌ failed',
  passed: '✅ passed',
  'not-applicable': '➖ not applicable',
  manual: '👤 for a person to judge',
};

/** Tables for a comment on a pull request. */
export function printMarkdown(report: CheckReport): string {
  const { scorecard, skipped, stoppedAt, failures } = report;
  const hidden = suppressionCounts(report);
  const score = scorecard.score === null ? '' : `: ${scorecard.score} of 100`;
  const parts = [
    `## Twelve-Factor${score}`,
    `${summary(report)}${hidden === '' ? '' : `; ${hidden}`}.`,
    ...findingsTable(report.findings),
    '### Scorecard',
    [
      '| Factor | State | Score | Problems |',
      '| :-- | :-- | --: | :-- |',
      ...judgedFactors(report).map(
        ({ numeral, title, state, score: points, counts }) =>
          `| ${numeral} ${title} | ${SIGNS[state]} | ${points ?? ''} | ${countsInWords(counts)} |`,
      ),
    ].join('\n'),
    markdownText(scorecard.arithmetic),
    ...list(
      'Projects',
      scorecard.projects.map(
        ({ root, kind, reason }) =>
          `${markdownCode(root === '' ? '.' : root)}: ${kind}, ${markdownText(reason)}`,
      ),
    ),
    ...list(
      'Not analysed',
      skipped.map(({ path, reason }) => `${markdownCode(path)}: ${reason}`),
    ),
    ...list(
      'Failed rules',
      failures.map(
        ({ rule, path, message }) =>
          `${markdownCode(rule)} on ${markdownCode(path)}: ${markdownText(message)}`,
      ),
    ),
    ...(stoppedAt === null ? [] : [`The search stopped at ${stoppedAt} files.`]),
  ];
  return `${parts.join('\n\n')}\n`;
}

function findingsTable(findings: readonly ReportedFinding[]): string[] {
  if (findings.length === 0) return [];
  const rows: string[] = [];
  let length = 0;
  for (const { severity, path, range, rule, message } of findings) {
    const page = rulePage(rule);
    const name = page ? `[${markdownCode(rule)}](${page})` : markdownCode(rule);
    const row = `| ${severity} | ${markdownCode(`${path}:${range.start.line + 1}`)} | ${name} | ${markdownText(message)} |`;
    length += row.length;
    if (length > MAXIMUM_TABLE) break;
    rows.push(row);
  }
  const left = findings.length - rows.length;
  return [
    ['| Severity | Place | Rule | Problem |', '| :-- | :-- | :-- | :-- |', ...rows].join('\n'),
    ...(left > 0 ? [`… and ${left} more, which would not fit into a comment.`] : []),
  ];
}

function list(title: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : [`### ${title}`, items.map((item) => `- ${item}`).join('\n')];
}
