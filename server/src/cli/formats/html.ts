import { rulePage } from '../../engine/rule-page.ts';
import type { FactorState } from '../../model/scorecard.ts';
import type { Excerpt } from '../excerpt.ts';
import type { CheckReport, ReportedFinding } from '../report.ts';
import type { System } from '../system.ts';
import { STYLE } from './html-style.ts';
import { judgedFactors } from './judged-factors.ts';
import { countsInWords, summary, suppressionCounts } from './summary.ts';

const STATES: Readonly<Record<FactorState, string>> = {
  failed: 'failed',
  passed: 'passed',
  'not-applicable': 'not applicable',
  manual: 'for a person to judge',
};

/** A page of its own: no script, nothing to load, and a policy that allows neither. */
export function printHtml(report: CheckReport, system: Pick<System, 'sha256'>): string {
  const policy = `default-src 'none'; style-src 'sha256-${system.sha256(STYLE, 'base64')}'; base-uri 'none'; form-action 'none'`;
  const hidden = suppressionCounts(report);
  const name = report.root.slice(report.root.lastIndexOf('/') + 1) || report.root;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width">
<title>Twelve-Factor: ${text(name)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Twelve-Factor: ${text(name)}</h1>
<p>${text(summary(report))}${hidden === '' ? '' : `; ${text(hidden)}`}.</p>
${scorecardSection(report)}
${findingsSection(report.findings)}
${listSection(
  'Not analysed',
  report.skipped.map(({ path, reason }) => `<code>${text(path)}</code>: ${text(reason)}`),
)}${listSection(
  'Failed rules',
  report.failures.map(
    ({ rule, path, message }) => `<code>${text(rule)}</code> on <code>${text(path)}</code>: ${text(message)}`,
  ),
)}${report.stoppedAt === null ? '' : `<p>The search stopped at ${report.stoppedAt} files.</p>\n`}</main>
</body>
</html>
`;
}

function scorecardSection(report: CheckReport): string {
  const { scorecard } = report;
  const rows = judgedFactors(report).map(
    ({ numeral, title, statement, state, score, arithmetic, counts, questions }) => `<tr>
<th scope="row">${numeral}</th>
<td>${text(title)}<div class="quiet">${text(statement)}</div>${questions.length === 0 ? '' : `<ul class="quiet">${questions.map((question) => `<li>${text(question)}</li>`).join('')}</ul>`}</td>
<td class="${state}">${STATES[state]}</td>
<td class="number">${score === null ? '' : `<meter min="0" max="100" value="${score}" aria-label="Score of ${text(title)}"></meter> ${score}`}</td>
<td>${text(arithmetic)}<div>${text(countsInWords(counts))}</div></td>
</tr>`,
  );
  return `<h2>Scorecard${scorecard.score === null ? '' : `: ${scorecard.score} of 100`}</h2>
<p class="quiet">${text(scorecard.arithmetic)}</p>
<div class="scroll" role="region" aria-label="Scorecard" tabindex="0"><table>
<thead><tr><th scope="col">Factor</th><th scope="col">Name</th><th scope="col">State</th><th scope="col" class="number">Score</th><th scope="col">How it came about</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody></table></div>
${listSection(
  'Projects',
  scorecard.projects.map(
    ({ root, kind, reason }) =>
      `<code>${text(root === '' ? '.' : root)}</code>: ${text(kind)} (${prose(reason)})`,
  ),
)}`;
}

function findingsSection(findings: readonly ReportedFinding[]): string {
  if (findings.length === 0) return '';
  let path: string | undefined;
  const parts = findings.map((finding) => {
    const heading = finding.path === path ? '' : `<h3>${text(finding.path)}</h3>\n`;
    path = finding.path;
    return heading + findingArticle(finding);
  });
  return `<h2>Problems</h2>\n${parts.join('\n')}\n`;
}

function findingArticle(finding: ReportedFinding): string {
  const { rule, severity, confidence, message, range, fixes } = finding;
  const page = rulePage(rule);
  const id = page ? `<a href="${text(page)}" rel="noreferrer">${text(rule)}</a>` : text(rule);
  const place = `line ${range.start.line + 1}, column ${range.start.character + 1}`;
  const doubt = confidence === 'high' ? '' : `, ${confidence} confidence`;
  const [fix] = fixes;
  return `<article class="${severity}">
<p><b>${severity}</b> ${id} <span class="quiet">${place}${doubt}</span></p>
<p>${prose(message)}</p>
<pre>${marked(finding.excerpt)}</pre>
${fix ? `<p class="quiet">Fix: ${text(fix.title)} (${fix.kind})</p>\n` : ''}</article>`;
}

function marked({ text: shown, start, end }: Excerpt): string {
  return `${text(shown.slice(0, start).trimStart())}<mark>${text(shown.slice(start, end))}</mark>${text(shown.slice(end).trimEnd())}`;
}

function listSection(title: string, items: readonly string[]): string {
  if (items.length === 0) return '';
  return `<h2>${title}</h2>\n<ul>\n${items.map((item) => `<li>${item}</li>`).join('\n')}\n</ul>\n`;
}

/** What messages set in backticks is code. */
function prose(value: string): string {
  return text(value).replace(/`([^`]+)`/g, '<code>$1</code>');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function text(value: string): string {
  return value.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
