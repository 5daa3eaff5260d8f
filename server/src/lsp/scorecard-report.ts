import { ruleFamily } from '../engine/rule-page.ts';
import { type ScoreInput, scoreFactors } from '../engine/scorecard.ts';
import { factorOf } from '../factors.ts';
import type { Finding } from '../model/finding.ts';
import { type LineIndex, rangeOf } from '../model/line-index.ts';
import type { ScoredFactor } from '../model/scorecard.ts';
import type { Span } from '../model/span.ts';
import type { WorkspaceReport } from '../workspace/workspace.ts';
import { type PlacedFolder, uriOf } from './folders.ts';
import type { ScanSummary, ScorecardReport, WireFactor, WireFinding, WireRange } from './protocol.ts';
import { pathIn } from './uris.ts';

/** What the scan of a folder came to. */
export type ScanState = {
  readonly files: number;
  readonly stoppedAt: number | null;
  readonly scanning: boolean;
};

/** The report of all folders together; several folders are scored as one. */
export function scorecardReport(folders: readonly PlacedFolder[], state: ScanState): ScorecardReport {
  const reports = folders.map((placed) => ({ placed, report: placed.folder.workspace.report() }));
  const card = scoreFactors(basisOf(reports));
  const findings = reports.flatMap(({ placed, report }) =>
    report.findings.map((finding) => toWire(placed, finding)),
  );
  return {
    ...summaryOf(reports, state),
    scorecard: { ...card, factors: card.factors.map((factor) => placeEvidence(factor, folders)) },
    findings: findings.filter((finding) => finding !== undefined),
  };
}

/** The short form that is sent along with every change. */
export function scanSummary(folders: readonly PlacedFolder[], state: ScanState): ScanSummary {
  return summaryOf(
    folders.map((placed) => ({ placed, report: placed.folder.workspace.report() })),
    state,
  );
}

function summaryOf(reports: readonly PlacedReport[], state: ScanState): ScanSummary {
  return {
    ...state,
    skipped: reports.flatMap(({ placed, report }) =>
      report.skipped.map(({ path, reason }) => ({ uri: uriOf(placed, path), reason })),
    ),
    findingCount: reports.reduce((sum, { report }) => sum + report.findings.length, 0),
    score: scoreFactors(basisOf(reports)).score,
  };
}

/** What all folders say, evidence placed by uri instead of path. */
function basisOf(reports: readonly PlacedReport[]): ScoreInput {
  return {
    projects: reports.flatMap(({ report }) => report.basis.projects),
    rules: reports[0]?.report.basis.rules ?? [],
    findings: reports.flatMap(({ report }) => report.findings),
    suppressed: reports.flatMap(({ report }) => report.basis.suppressed),
    evidence: reports.flatMap(({ placed, report }) =>
      report.basis.evidence.map((item) => ({ ...item, path: uriOf(placed, item.path) })),
    ),
    applied: new Set(reports.flatMap(({ report }) => [...report.basis.applied])),
  };
}

type PlacedReport = { readonly placed: PlacedFolder; readonly report: WorkspaceReport };

function toWire(placed: PlacedFolder, finding: Finding): WireFinding | undefined {
  if (ruleFamily(finding.rule) !== 'factor') return undefined;
  return {
    rule: finding.rule,
    factor: factorOf(finding.rule).slug,
    severity: finding.severity,
    confidence: finding.confidence,
    uri: uriOf(placed, finding.path),
    range: rangeIn(placed, finding.path, finding.span),
    message: finding.message,
    fixes: finding.fixes
      .map(({ title, kind }) => ({ title, kind }))
      .sort((one, other) => (one.kind === other.kind ? 0 : one.kind === 'safe' ? -1 : 1)),
  };
}

function rangeIn(placed: PlacedFolder, path: string, span: Span): WireRange {
  const lines: LineIndex = placed.folder.workspace.lines(path) ?? { starts: [0], length: 0 };
  return rangeOf(lines, span);
}

function placeEvidence(factor: ScoredFactor, folders: readonly PlacedFolder[]): WireFactor {
  const evidence = factor.evidence.map(({ path: uri, span, text }) => {
    const placed = folders.find((folder) => pathIn(folder.uri, uri) !== undefined);
    const path = placed && pathIn(placed.uri, uri);
    return { uri, range: placed && path !== undefined ? rangeIn(placed, path, span) : START, text };
  });
  return { ...factor, evidence };
}

const START: WireRange = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
