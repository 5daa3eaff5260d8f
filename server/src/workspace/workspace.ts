import { applySuppressions } from '../engine/apply-suppressions.ts';
import { type Configuration, levelsOf } from '../engine/configuration.ts';
import type { FileAnalysis, RuleFailure } from '../engine/file-analysis.ts';
import {
  appliedRules,
  compareFindings,
  compareText,
  type Judgement,
  judgeFile,
  judgeProject,
  type Levels,
  type PlacedEvidence,
} from '../engine/judgement.ts';
import { type ScoreInput, scoreFactors } from '../engine/scorecard.ts';
import type { Finding } from '../model/finding.ts';
import { indexLines, type LineIndex } from '../model/line-index.ts';
import type { Project } from '../model/project.ts';
import type { Rule } from '../model/rule.ts';
import type { Scorecard } from '../model/scorecard.ts';
import type { Summary } from '../model/summary.ts';
import { movedSpans } from './moved-spans.ts';
import { isWithin } from './project-manifests.ts';
import { ownerOf } from './projects.ts';
import { moveAlong, type Said, saysSame } from './said.ts';

/** Why a file was not analysed, in words. */
export type Skipped = { readonly path: string; readonly reason: string };

/** All that is known of one workspace folder: what was found, in which projects, and the score. */
export type Workspace = {
  readonly configuration: Configuration;
  /** Settings apply to what is known; nothing is analysed again. */
  configure(configuration: Configuration): void;
  /** Takes in what is known of a file. The text is read for its lines only: where they start will do. */
  put(analysis: FileAnalysis, text: string | LineIndex): void;
  skip(path: string, reason: string): void;
  /** Findings of a file that no rule makes: what is wrong with the configuration. */
  setNotices(path: string, notices: readonly Finding[], text: string): void;
  forget(path: string): void;
  /** Decides anew which projects there are, if anything it depends on changed. */
  setProjects(projects: readonly Project[]): void;
  /** Paths that something in the workspace names, and at which there certainly is no file. */
  setAbsent(paths: ReadonlySet<string>): void;
  projectOf(path: string): Project;
  /** Grows whenever what project rules read may have changed. */
  readonly revision: number;
  /** Findings of one file, suppressions applied, in the order of the text. */
  findingsOf(path: string): readonly Finding[];
  /** Paths whose findings may have changed since the last call. */
  takeChanged(): readonly string[];
  lines(path: string): LineIndex | undefined;
  analysis(path: string): FileAnalysis | undefined;
  analyses(): Iterable<FileAnalysis>;
  /** What is known of the files that say something of environment variables: of most there is nothing. */
  variableSummaries(): Iterable<Summary>;
  /** All files that something is known of, those that were skipped too. */
  paths(): readonly string[];
  /** Rules that threw. */
  failures(): readonly RuleFailure[];
  report(): WorkspaceReport;
};

export type WorkspaceReport = {
  /** Sorted by path and position. */
  readonly findings: readonly Finding[];
  readonly suppressed: readonly { readonly finding: Finding; readonly reason?: string }[];
  readonly scorecard: Scorecard;
  /** What the scorecard is made of, for putting several folders together. */
  readonly basis: ScoreInput;
  readonly skipped: readonly Skipped[];
  readonly failures: readonly RuleFailure[];
  /** How many files were read. */
  readonly files: number;
};

const NO_PROJECT: Project = { root: '', name: '', kind: 'service', evidence: [], files: [] };

type Judged = {
  readonly findings: readonly Finding[];
  readonly suppressed: WorkspaceReport['suppressed'];
  readonly evidence: readonly PlacedEvidence[];
};

/** Holds analyses and judges them when asked, each file only after something it depends on changed. */
export function createWorkspace(rules: readonly Rule[], initial: Configuration): Workspace {
  let configuration = initial;
  let levels: Levels = levelsOf(initial);
  let projects: readonly Project[] = [];
  const analyses = new Map<string, FileAnalysis>();
  const variableSummaries = new Map<string, Summary>();
  let revision = 0;
  const lines = new Map<string, LineIndex>();
  /** Of files that findings elsewhere point into. */
  const relatedLines = new Map<string, LineIndex>();
  const skipped = new Map<string, string>();
  const notices = new Map<string, readonly Finding[]>();
  const judged = new Map<string, Judged>();
  const changed = new Set<string>();
  const ownersOf = new Map<string, Project>();
  let absent: ReadonlySet<string> = new Set();
  /** What project rules say, by path; undefined when it must be asked again. */
  let ofProjects: ProjectJudgement | undefined;
  /** What project rules said when they were last asked: only what they say now in another way is shown again. */
  let saidBefore: ProjectJudgement['byPath'] = new Map();
  /** The summaries of each project in the order of their paths, and where each stands; undefined after files came or went. */
  let members: readonly Members[] | undefined;
  const places = new Map<string, { readonly summaries: Summary[]; readonly index: number }>();

  function touch(path: string): void {
    judged.delete(path);
    changed.add(path);
  }

  function touchAll(): void {
    judged.clear();
    for (const path of analyses.keys()) changed.add(path);
    ofProjects = undefined;
  }

  function projectOf(path: string): Project {
    const known = ownersOf.get(path);
    if (known) return known;
    const owner = ownerOf(path, projects) ?? NO_PROJECT;
    ownersOf.set(path, owner);
    return owner;
  }

  function judgeProjects(): ProjectJudgement {
    if (ofProjects) return ofProjects;
    const byPath = new Map<string, Said>();
    const failures: RuleFailure[] = [];
    const at = (path: string) => {
      const found = byPath.get(path) ?? { findings: [], evidence: [] };
      byPath.set(path, found);
      return found;
    };
    const byProject = summariesByProject();
    for (const { project, summaries } of byProject) {
      const neighbours = byProject
        .filter(({ project: { root } }) => root !== project.root && areNested(root, project.root))
        .flatMap((other) => other.summaries);
      const isAbsent = (path: string) => absent.has(path);
      const result = judgeProject(project, summaries, rules, levels, neighbours, isAbsent);
      for (const finding of result.findings) at(finding.path).findings.push(finding);
      for (const item of result.evidence) at(item.path).evidence.push(item);
      failures.push(...result.failures);
    }
    for (const path of new Set([...saidBefore.keys(), ...byPath.keys()])) {
      if (!saysSame(saidBefore.get(path), byPath.get(path))) touch(path);
    }
    saidBefore = byPath;
    ofProjects = { byPath, failures };
    return ofProjects;
  }

  function summariesByProject(): readonly Members[] {
    if (members) return members;
    const byProject = new Map<Project, Summary[]>();
    places.clear();
    for (const path of [...analyses.keys()].sort(compareText)) {
      const analysis = analyses.get(path);
      if (!analysis) continue;
      const project = projectOf(path);
      const summaries = byProject.get(project) ?? [];
      byProject.set(project, summaries);
      places.set(path, { summaries, index: summaries.length });
      summaries.push(analysis.summary);
    }
    members = [...byProject].map(([project, summaries]) => ({ project, summaries }));
    return members;
  }

  /** An edit changes one summary of thousands: it takes its place without all being sorted again. */
  function replaceSummary(path: string, summary: Summary): void {
    const place = places.get(path);
    if (place) place.summaries[place.index] = summary;
    else members = undefined;
  }

  function moveSaid(path: string, earlier: Summary, now: Summary): boolean {
    const moved = ofProjects && movedSpans(earlier, now);
    if (!moved) return false;
    const said = ofProjects?.byPath.get(path);
    return !said || moveAlong(said, moved);
  }

  function failures(): readonly RuleFailure[] {
    return [...[...analyses.values()].flatMap((one) => one.failures), ...judgeProjects().failures];
  }

  function judge(path: string): Judged {
    const others = judgeProjects().byPath.get(path);
    const known = judged.get(path);
    if (known) return known;
    const analysis = analyses.get(path);
    const own: Judgement = analysis
      ? judgeFile(analysis, projectOf(path), levels)
      : { findings: [], evidence: [] };
    const noticed = notices.get(path) ?? [];
    const findings =
      others || noticed.length > 0
        ? [...own.findings, ...(others?.findings ?? []), ...noticed].sort(compareFindings)
        : own.findings;
    const evidence = others ? [...own.evidence, ...others.evidence] : own.evidence;
    const result: Judged = { ...suppress(path, findings, analysis), evidence };
    judged.set(path, result);
    return result;
  }

  function suppress(
    path: string,
    findings: readonly Finding[],
    analysis: FileAnalysis | undefined,
  ): Pick<Judged, 'findings' | 'suppressed'> {
    if (!analysis?.suppressions) return { findings, suppressed: [] };
    const { text, suppressions, problems } = analysis.suppressions;
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

  return {
    get configuration() {
      return configuration;
    },
    configure(next) {
      configuration = next;
      levels = levelsOf(next);
      touchAll();
    },
    put(analysis, text) {
      const { path } = analysis;
      const earlier = analyses.get(path);
      analyses.set(path, analysis);
      if (speaksOfVariables(analysis.summary)) variableSummaries.set(path, analysis.summary);
      else variableSummaries.delete(path);
      replaceSummary(path, analysis.summary);
      skipped.delete(path);
      if (needsLines(analysis)) lines.set(path, typeof text === 'string' ? indexLines(text) : text);
      else lines.delete(path);
      for (const [other, index] of analysis.relatedLines) relatedLines.set(other, index);
      touch(path);
      if (contributes(earlier?.summary) || contributes(analysis.summary)) {
        if (!earlier || !moveSaid(path, earlier.summary, analysis.summary)) ofProjects = undefined;
        revision++;
      }
    },
    skip(path, reason) {
      revision++;
      analyses.delete(path);
      variableSummaries.delete(path);
      members = undefined;
      skipped.set(path, reason);
      touch(path);
      ofProjects = undefined;
    },
    setNotices(path, found, text) {
      notices.set(path, found);
      lines.set(path, indexLines(text));
      touch(path);
    },
    forget(path) {
      revision++;
      analyses.delete(path);
      variableSummaries.delete(path);
      members = undefined;
      skipped.delete(path);
      lines.delete(path);
      relatedLines.delete(path);
      ownersOf.delete(path);
      touch(path);
      ofProjects = undefined;
    },
    setProjects(next) {
      revision++;
      projects = next;
      members = undefined;
      ownersOf.clear();
      touchAll();
    },
    setAbsent(paths) {
      if (paths.size === absent.size && [...paths].every((path) => absent.has(path))) return;
      absent = paths;
      ofProjects = undefined;
    },
    projectOf,
    get revision() {
      return revision;
    },
    findingsOf: (path) => judge(path).findings,
    takeChanged() {
      judgeProjects();
      const taken = [...changed].sort(compareText);
      changed.clear();
      return taken;
    },
    lines: (path) => lines.get(path) ?? relatedLines.get(path),
    analysis: (path) => analyses.get(path),
    analyses: () => analyses.values(),
    variableSummaries: () => variableSummaries.values(),
    paths: () => [...analyses.keys(), ...skipped.keys()],
    failures,
    report() {
      const paths = [
        ...new Set([...analyses.keys(), ...notices.keys(), ...judgeProjects().byPath.keys()]),
      ].sort(compareText);
      const all = paths.map(judge);
      const findings = all.flatMap((one) => one.findings);
      const suppressed = all.flatMap((one) => one.suppressed);
      const applied = summariesByProject().flatMap(({ project, summaries }) =>
        appliedRules(project, summaries, rules, levels),
      );
      const basis: ScoreInput = {
        projects,
        rules,
        findings,
        suppressed: suppressed.map(({ finding }) => finding.rule),
        evidence: all.flatMap((one) => one.evidence),
        applied: new Set(applied),
      };
      return {
        findings,
        suppressed,
        scorecard: scoreFactors(basis),
        basis,
        skipped: [...skipped]
          .map(([path, reason]) => ({ path, reason }))
          .sort((a, b) => compareText(a.path, b.path)),
        failures: failures(),
        files: analyses.size,
      };
    },
  };
}

type Members = { readonly project: Project; readonly summaries: readonly Summary[] };

type ProjectJudgement = {
  readonly byPath: ReadonlyMap<string, Said>;
  readonly failures: readonly RuleFailure[];
};

function areNested(one: string, other: string): boolean {
  return isWithin(one, other) || isWithin(other, one);
}

function speaksOfVariables(summary: Summary): boolean {
  const { variables, readsWholeEnvironment, givesUnnamed, variablePrefixes = [] } = summary;
  return (
    variables.length > 0 || readsWholeEnvironment || givesUnnamed === true || variablePrefixes.length > 0
  );
}

/** Whether project rules may read something of it. */
function contributes(summary: Summary | undefined): boolean {
  if (!summary) return false;
  const { observations, variables, processes, readsWholeEnvironment, variablePrefixes } = summary;
  if (observations.length > 0 || variables.length > 0 || readsWholeEnvironment) return true;
  return processes !== undefined || variablePrefixes !== undefined;
}

/** Positions are asked of files with something to show; thousands of others need no index. */
export function needsLines(analysis: FileAnalysis): boolean {
  return (
    analysis.reports.length > 0 ||
    analysis.evidence.length > 0 ||
    contributes(analysis.summary) ||
    analysis.suppressions !== undefined
  );
}
