import type { CheckReport, ReportedFinding } from '../report.ts';
import { count, grouped, SEVERITY_STYLES, type Style } from '../terminal.ts';
import { clip, padEnd, padStart, printable, wrap } from '../text-width.ts';
import type { Printing } from './index.ts';
import { summary, suppressionCounts } from './summary.ts';
import { scorecardLines } from './text-scorecard.ts';

/** Findings file by file with their lines, the scorecard, and one line that sums up: for people at a terminal. */
export function printText(report: CheckReport, { style, columns, milliseconds }: Printing): string {
  const blocks = [
    ...groupByPath(report.findings).map((findings) => fileBlock(findings, style, columns)),
    scorecardLines(report, style, columns),
    notes(report, style, columns),
    [lastLine(report, style, milliseconds)],
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function groupByPath(findings: readonly ReportedFinding[]): ReportedFinding[][] {
  const groups: ReportedFinding[][] = [];
  for (const finding of findings) {
    const last = groups.at(-1);
    if (last?.[0]?.path === finding.path) last.push(finding);
    else groups.push([finding]);
  }
  return groups;
}

function fileBlock(findings: readonly ReportedFinding[], style: Style, columns: number): string[] {
  const places = findings.map(({ range: { start } }) => `${start.line + 1}:${start.character + 1}`);
  const placeColumns = Math.max(...places.map(({ length }) => length));
  const severityColumns = Math.max(...findings.map(({ severity }) => severity.length));
  const lines = [style('underline', printable(findings[0]?.path ?? ''))];
  const explained = new Set<string>();
  let isShort = false;
  for (const [index, finding] of findings.entries()) {
    const layout = { place: padStart(places[index] ?? '', placeColumns), severityColumns, style, columns };
    const wasShort = isShort;
    isShort = explained.has(finding.rule);
    if (index > 0 && !(isShort && wasShort)) lines.push('');
    lines.push(...(isShort ? [repeatedLine(finding, layout)] : findingLines(finding, layout)));
    if (finding.severity === 'hint') explained.add(finding.rule);
  }
  return lines;
}

/** A hint of a kind that the file has had already: advice that was explained once needs its place only. */
function repeatedLine(
  { rule, severity, excerpt: { text, start } }: ReportedFinding,
  { place, severityColumns, style, columns }: Layout,
): string {
  const head = `  ${style('dim', place)}  ${style(SEVERITY_STYLES[severity], padEnd(severity, severityColumns))}  ${rule}  `;
  const width = Math.max(20, columns - (place.length + severityColumns + rule.length + 8));
  return head + style('dim', clip(text, start, text.length, width).text.trim());
}

type Layout = {
  readonly place: string;
  readonly severityColumns: number;
  readonly style: Style;
  readonly columns: number;
};

function findingLines(
  finding: ReportedFinding,
  { place, severityColumns, style, columns }: Layout,
): string[] {
  const { rule, severity, confidence, message, range, excerpt, fixes } = finding;
  const indent = ' '.repeat(place.length + 4);
  const doubt = confidence === 'high' ? '' : style('dim', `  ${confidence} confidence`);
  const severityWord = style(SEVERITY_STYLES[severity], padEnd(severity, severityColumns));
  const lines = [`  ${style('dim', place)}  ${severityWord}  ${style('bold', rule)}${doubt}`];
  for (const line of wrap(message, columns - indent.length)) lines.push(indent + line);

  const number = String(range.start.line + 1);
  const gutter = `${number} │ `;
  const width = columns - indent.length - gutter.length;
  const clipped = clip(excerpt.text, excerpt.start, excerpt.end, width);
  const blank = `${' '.repeat(number.length)} │ `;
  lines.push(`${indent}${style('dim', gutter)}${clipped.text}`);
  const caret = '^'.repeat(clipped.columns);
  lines.push(
    `${indent}${style('dim', blank)}${' '.repeat(clipped.from)}${style(SEVERITY_STYLES[severity], caret)}`,
  );
  const fix = fixes.find(({ kind }) => kind === 'safe') ?? fixes[0];
  if (fix) {
    const option = fix.kind === 'safe' ? '--fix' : '--fix-suggested';
    lines.push(`${indent}${style('green', 'Fix:')} ${printable(fix.title)} ${style('dim', `(${option})`)}`);
  }
  return lines;
}

/** What people should know besides the findings. */
function notes(report: CheckReport, style: Style, columns: number): string[] {
  const { skipped, stoppedAt, baseline, mended } = report;
  const lines: string[] = [];
  if (skipped.length > 0) {
    lines.push(style('bold', `Not analysed: ${count(skipped.length, 'file')}`));
    const pathColumns = Math.min(columns >> 1, Math.max(...skipped.map(({ path }) => path.length)));
    for (const { path, reason } of skipped) {
      lines.push(`  ${padEnd(printable(path), pathColumns)}  ${style('dim', reason)}`);
    }
  }
  if (stoppedAt !== null) {
    lines.push(
      `The search stopped at ${grouped(stoppedAt)} files. Raise "maxFiles" or name folders under "exclude" in .twelve-factor.json.`,
    );
  }
  if (baseline?.written) {
    lines.push(`${count(baseline.known, 'problem')} written to ${printable(baseline.file)}.`);
  } else if (baseline && baseline.unused.length > 0) {
    const unused = baseline.unused.reduce((sum, entry) => sum + entry.count, 0);
    lines.push(
      `${count(unused, 'problem')} of ${printable(baseline.file)} ${unused === 1 ? 'is' : 'are'} no longer there. Bring it up to date with --write-baseline:`,
    );
    for (const { path, rule, count: number } of baseline.unused) {
      lines.push(`  ${printable(path)}  ${style('dim', number === 1 ? rule : `${rule} (${number})`)}`);
    }
  }
  if (mended) lines.push(...mendedLines(mended, style));
  return lines;
}

function mendedLines(mended: NonNullable<CheckReport['mended']>, style: Style): string[] {
  if (mended.length === 0) return ['There was nothing to fix.'];
  const findings = mended.reduce((sum, file) => sum + file.findings, 0);
  return [
    style('bold', `Fixed ${count(findings, 'problem')} in ${count(mended.length, 'file')}`),
    ...mended.map(({ path, created, findings: number }) => {
      const what = created ? 'created' : number === 0 ? 'changed' : `${number} fixed`;
      return `  ${printable(path)}  ${style('dim', what)}`;
    }),
  ];
}

function lastLine(report: CheckReport, style: Style, milliseconds: number): string {
  const isFine = !report.findings.some(({ severity }) => severity === 'error' || severity === 'warning');
  const hidden = suppressionCounts(report);
  const seconds = `${(milliseconds / 1000).toFixed(milliseconds < 10_000 ? 2 : 1)} s`;
  return [
    style('bold', style(isFine ? 'green' : 'red', summary(report))),
    ...(hidden === '' ? [] : [hidden]),
    style('dim', seconds),
  ].join(' · ');
}
