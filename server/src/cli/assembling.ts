import { compareText } from '../engine/judgement.ts';
import { type ScoreInput, scoreFactors } from '../engine/scorecard.ts';
import type { Finding } from '../model/finding.ts';
import type { WorkspaceReport } from '../workspace/workspace.ts';
import { applyBaseline, type BaselineEntry } from './baseline.ts';
import { messageOf } from './failure.ts';
import type { KnownFindings } from './known-findings.ts';
import { createPlacer, type Placer } from './placing.ts';
import type { CheckReport, MendedFile, ReportedFinding, SuppressedFinding } from './report.ts';
import type { ScannedFolder } from './scan.ts';
import { secretSpans } from './secrets.ts';
import { isSelected, type Selection } from './selection.ts';
import type { System } from './system.ts';

export type AssemblyContext = {
  /** Absolute: the folder around all that were scanned. */
  readonly root: string;
  readonly selection: Selection;
  readonly system: System;
  readonly known?: KnownFindings | undefined;
};

type Judged = {
  readonly report: WorkspaceReport;
  readonly placer: Placer;
  readonly shown: readonly { readonly finding: Finding; readonly placed: ReportedFinding }[];
  readonly suppressed: readonly SuppressedFinding[];
  readonly unused: readonly BaselineEntry[];
};

/** The findings of a folder that are shown: selected, and in no comment and no baseline. */
export function shownFindings(scanned: ScannedFolder, context: AssemblyContext): readonly Finding[] {
  return judge(scanned, context).shown.map(({ finding }) => finding);
}

/** Puts what was found in all folders into one report with one scorecard. */
export function assembleReport(
  folders: readonly ScannedFolder[],
  context: AssemblyContext,
  mended?: readonly MendedFile[],
): CheckReport {
  const { root, system, known } = context;
  const judged = folders.map((scanned) => judge(scanned, context));
  const suppressed = judged.flatMap((one) => one.suppressed).sort(comparePlaced);
  const ofBaseline = suppressed.filter(({ by }) => by.kind === 'baseline');
  const placers = new Map(judged.map(({ placer }) => [placer.path(''), placer]));
  const stoppedAt = folders.map((folder) => folder.stoppedAt).find((stopped) => stopped !== undefined);
  return {
    root,
    rootFromHere: system.relative(system.workingFolder, root),
    files: judged.reduce((sum, { report }) => sum + report.files, 0),
    stoppedAt: stoppedAt ?? null,
    findings: judged.flatMap(({ shown }) => shown.map(({ placed }) => placed)),
    suppressed,
    skipped: judged.flatMap(({ report, placer }) =>
      report.skipped.map(({ path, reason }) => ({ path: placer.path(path), reason })),
    ),
    failures: judged.flatMap(({ report, placer }) =>
      report.failures.map(({ rule, path, error }) => ({
        rule,
        path: placer.path(path),
        message: messageOf(error),
      })),
    ),
    scorecard: scoreFactors(mergeBases(judged)),
    isSelected: (rule) => isSelected(rule, context.selection),
    rangeOf(path, span) {
      const prefix = [...placers.keys()].find((candidate) => path.startsWith(candidate)) ?? '';
      const placer = placers.get(prefix);
      if (!placer) throw new Error(`${path} is in no folder that was scanned`);
      return placer.rangeOf(path.slice(prefix.length), span);
    },
    ...(known
      ? {
          baseline: {
            file: known.file,
            known: ofBaseline.length,
            unused: judged.flatMap(({ unused }) => unused),
            written: known.isNew,
          },
        }
      : {}),
    ...(mended ? { mended } : {}),
  };
}

function judge(scanned: ScannedFolder, context: AssemblyContext): Judged {
  const { system, known, root } = context;
  const report = scanned.report();
  const within = system.relative(root, scanned.root);
  const secrets = secretSpans([...report.findings, ...report.suppressed.map(({ finding }) => finding)]);
  const placer = createPlacer(scanned, within === '' ? '' : `${within}/`, secrets, system);
  const findings = report.findings.map((finding) => ({ finding, placed: placer.place(finding) }));
  const byComment = report.suppressed.map(
    ({ finding, reason }): SuppressedFinding => ({
      finding: placer.place(finding),
      by: { kind: 'comment', ...(reason === undefined ? {} : { reason }) },
    }),
  );
  if (!known) return { report, placer, shown: findings, suppressed: byComment, unused: [] };

  const keys = findings.map(({ finding, placed: { rule, fingerprint } }) => ({
    path: system.relative(known.folder, `${scanned.root}/${finding.path}`),
    rule,
    fingerprint,
  }));
  const applied = applyBaseline(keys, entriesOf(known, scanned.root, context));
  const byBaseline = findings
    .filter((_, index) => applied.known[index])
    .map(
      ({ placed }): SuppressedFinding => ({
        finding: placed,
        by: { kind: 'baseline', file: known.file },
      }),
    );
  return {
    report,
    placer,
    shown: findings.filter((_, index) => !applied.known[index]),
    suppressed: [...byComment, ...byBaseline],
    // Of what is hidden by its confidence nobody knows whether it is still there.
    unused: context.selection.minConfidence ? [] : applied.unused,
  };
}

/** What a baseline says of what is selected in one folder. */
function entriesOf(known: KnownFindings, root: string, { selection, system }: AssemblyContext) {
  const folder = system.relative(known.folder, root);
  const prefix = folder === '' ? '' : `${folder}/`;
  return known.entries.filter(({ path, rule }) => path.startsWith(prefix) && isSelected(rule, selection));
}

/** One scorecard of what was found in several folders; what the baseline knows counts as suppressed. */
function mergeBases(judged: readonly Judged[]): ScoreInput {
  const bases = judged.map(({ report, placer, shown, suppressed }) => ({
    ...report.basis,
    projects: report.basis.projects.map((project) => ({
      ...project,
      root: placedRoot(placer, project.root),
    })),
    findings: shown.map(({ placed, finding }) => ({ ...finding, path: placed.path })),
    suppressed: suppressed.map(({ finding }) => finding.rule),
    evidence: report.basis.evidence.map((evidence) => ({ ...evidence, path: placer.path(evidence.path) })),
  }));
  return {
    rules: bases[0]?.rules ?? [],
    projects: bases.flatMap(({ projects }) => projects),
    findings: bases.flatMap(({ findings }) => findings),
    suppressed: bases.flatMap(({ suppressed }) => suppressed),
    evidence: bases.flatMap(({ evidence }) => evidence),
    applied: new Set(bases.flatMap(({ applied }) => [...applied])),
  };
}

function placedRoot(placer: Placer, root: string): string {
  return placer.path(root).replace(/\/$/, '');
}

function comparePlaced({ finding: one }: SuppressedFinding, { finding: other }: SuppressedFinding): number {
  return (
    compareText(one.path, other.path) ||
    one.span.start - other.span.start ||
    one.span.end - other.span.end ||
    compareText(one.rule, other.rule)
  );
}
