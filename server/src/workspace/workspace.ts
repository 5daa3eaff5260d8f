import { type Configuration, levelsOf } from '../engine/configuration.ts';
import type { FileAnalysis, RuleFailure } from '../engine/file-analysis.ts';
import {
  appliedRules,
  compareFindings,
  compareText,
  type Judgement,
  judgeFile,
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
import { contributes, needsLines, speaksOfVariables } from './contribution.ts';
import { createMemberLists } from './members.ts';
import { createProjectJudge } from './project-judge.ts';
import { ownerOf } from './projects.ts';
import { type Suppressed, withoutSuppressed } from './suppressing.ts';

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
  readonly suppressed: Suppressed['suppressed'];
  readonly scorecard: Scorecard;
  /** What the scorecard is made of, for putting several folders together. */
  readonly basis: ScoreInput;
  readonly skipped: readonly Skipped[];
  readonly failures: readonly RuleFailure[];
  /** How many files were read. */
  readonly files: number;
};

const NO_PROJECT: Project = { root: '', name: '', kind: 'service', evidence: [], files: [] };

type Judged = Suppressed & { readonly evidence: readonly PlacedEvidence[] };

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
  const members = createMemberLists(analyses, projectOf);
  const projectJudge = createProjectJudge(rules, {
    levels: () => levels,
    members: members.all,
    isAbsent: (path) => absent.has(path),
    touch,
  });

  function touch(path: string): void {
    judged.delete(path);
    changed.add(path);
  }

  function touchAll(): void {
    judged.clear();
    for (const path of analyses.keys()) changed.add(path);
    projectJudge.invalidate();
  }

  function projectOf(path: string): Project {
    const known = ownersOf.get(path);
    if (known) return known;
    const owner = ownerOf(path, projects) ?? NO_PROJECT;
    ownersOf.set(path, owner);
    return owner;
  }

  function failures(): readonly RuleFailure[] {
    return [...[...analyses.values()].flatMap((one) => one.failures), ...projectJudge.judge().failures];
  }

  function judge(path: string): Judged {
    const others = projectJudge.judge().byPath.get(path);
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
    const kept = analysis ? withoutSuppressed(findings, analysis, levels) : { findings, suppressed: [] };
    const result: Judged = { ...kept, evidence };
    judged.set(path, result);
    return result;
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
      members.replace(path, analysis.summary);
      skipped.delete(path);
      if (needsLines(analysis)) lines.set(path, typeof text === 'string' ? indexLines(text) : text);
      else lines.delete(path);
      for (const [other, index] of analysis.relatedLines) relatedLines.set(other, index);
      touch(path);
      if (contributes(earlier?.summary) || contributes(analysis.summary)) {
        if (!earlier || !projectJudge.move(path, earlier.summary, analysis.summary))
          projectJudge.invalidate();
        revision++;
      }
    },
    skip(path, reason) {
      revision++;
      analyses.delete(path);
      variableSummaries.delete(path);
      members.reset();
      skipped.set(path, reason);
      touch(path);
      projectJudge.invalidate();
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
      members.reset();
      skipped.delete(path);
      lines.delete(path);
      relatedLines.delete(path);
      ownersOf.delete(path);
      touch(path);
      projectJudge.invalidate();
    },
    setProjects(next) {
      revision++;
      projects = next;
      members.reset();
      ownersOf.clear();
      touchAll();
    },
    setAbsent(paths) {
      if (paths.size === absent.size && [...paths].every((path) => absent.has(path))) return;
      absent = paths;
      projectJudge.invalidate();
    },
    projectOf,
    get revision() {
      return revision;
    },
    findingsOf: (path) => judge(path).findings,
    takeChanged() {
      projectJudge.judge();
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
        ...new Set([...analyses.keys(), ...notices.keys(), ...projectJudge.judge().byPath.keys()]),
      ].sort(compareText);
      const all = paths.map(judge);
      const findings = all.flatMap((one) => one.findings);
      const suppressed = all.flatMap((one) => one.suppressed);
      const applied = members
        .all()
        .flatMap(({ project, summaries }) => appliedRules(project, summaries, rules, levels));
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
