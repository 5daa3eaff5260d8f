import { rulePage } from '../../engine/rule-page.ts';
import type { FactorState } from '../../model/scorecard.ts';
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
    text(scorecard.arithmetic),
    ...list(
      'Projects',
      scorecard.projects.map(
        ({ root, kind, reason }) => `${code(root === '' ? '.' : root)}: ${kind}, ${text(reason)}`,
      ),
    ),
    ...list(
      'Not analysed',
      skipped.map(({ path, reason }) => `${code(path)}: ${reason}`),
    ),
    ...list(
      'Failed rules',
      failures.map(({ rule, path, message }) => `${code(rule)} on ${code(path)}: ${text(message)}`),
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
    const name = page ? `[${code(rule)}](${page})` : code(rule);
    const row = `| ${severity} | ${code(`${path}:${range.start.line + 1}`)} | ${name} | ${text(message)} |`;
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

/** Text of a cell: what messages set in backticks stays code, and nothing else in it is markup. */
function text(value: string): string {
  return value
    .replace(/\s*[\r\n]+\s*/g, ' ')
    .split(/(`[^`]+`)/)
    .map((part, index) => (index % 2 === 1 ? code(part.slice(1, -1)) : escapeMarkup(part)))
    .join('');
}

function escapeMarkup(value: string): string {
  // An `@` before a name would call that person.
  return value.replace(/[\\`*_{}[\]<>#|~@]/g, (character) =>
    character === '@' ? '&#64;' : `\\${character}`,
  );
}

/** Code in a cell; backticks in it need a longer fence, and a bar would end the cell. */
function code(value: string): string {
  const clean = value.replace(/[\r\n]+/g, ' ').replaceAll('|', '\\|');
  const longest = Math.max(0, ...[...clean.matchAll(/`+/g)].map(([run]) => run.length));
  if (longest === 0) return `\`${clean}\``;
  const fence = '`'.repeat(longest + 1);
  return `${fence} ${clean} ${fence}`;
}
