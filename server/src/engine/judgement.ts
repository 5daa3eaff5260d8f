import { CONFIDENCES, type Confidence, type Finding, type Report, type Severity } from '../model/finding.ts';
import type { Project, ProjectView } from '../model/project.ts';
import { DEFAULT_KINDS, type Rule } from '../model/rule.ts';
import type { Span } from '../model/span.ts';
import type { FileAnalysis, RuleFailure } from './analysis.ts';

/** The settings that decide which findings are shown, and how. */
export type Levels = {
  /** The severity a rule is set to; `on` for its own. */
  level(rule: string): Severity | 'on' | 'off';
  readonly minimumConfidence: Confidence;
};

export type PlacedEvidence = {
  readonly rule: string;
  readonly path: string;
  readonly span: Span;
  readonly text: string;
};

/** What rules say of a project, settings applied, suppressions not yet. */
export type Judgement = {
  /** Sorted by path and position. */
  readonly findings: readonly Finding[];
  readonly evidence: readonly PlacedEvidence[];
  /** Rules that had a say: their kind of project, and something to look at. */
  readonly applied: ReadonlySet<string>;
  readonly failures: readonly RuleFailure[];
};

/** Puts together what rules say of one project's files and of the project itself. */
export function judgeProject(
  project: Project,
  analyses: readonly FileAnalysis[],
  rules: readonly Rule[],
  levels: Levels,
): Judgement {
  const findings: Finding[] = [];
  const evidence: PlacedEvidence[] = [];
  const failures: RuleFailure[] = [];
  const view: ProjectView = { ...project, summaries: analyses.map(({ summary }) => summary) };
  const active = new Set(rules.filter((rule) => isActive(rule, project, levels)));
  const languages = new Set(analyses.map(({ summary }) => summary.family ?? summary.language));

  const report = (rule: Rule, path: string, said: Report): void => {
    const finding = toFinding(rule, path, said, levels);
    if (finding) findings.push(finding);
  };
  for (const analysis of analyses) {
    for (const item of analysis.reports)
      if (active.has(item.rule)) report(item.rule, analysis.path, item.report);
    for (const { rule, evidence: said } of analysis.evidence) {
      if (active.has(rule))
        evidence.push({ rule: rule.id, path: analysis.path, span: said.span, text: said.evidence });
    }
    failures.push(...analysis.failures);
  }
  for (const rule of active) {
    if (!rule.project) continue;
    try {
      for (const said of rule.project(view)) {
        if ('evidence' in said)
          evidence.push({ rule: rule.id, path: said.path, span: said.span, text: said.evidence });
        else report(rule, said.path, said);
      }
    } catch (error) {
      failures.push({ rule: rule.id, path: project.root, error });
    }
  }
  const applied = [...active].filter((rule) => hasSomethingToRead(rule, languages)).map(({ id }) => id);
  return {
    findings: findings.sort(compareFindings),
    evidence: evidence.sort(
      (one, other) => compareText(one.path, other.path) || one.span.start - other.span.start,
    ),
    applied: new Set(applied),
    failures,
  };
}

/** Sorts by path, position and rule, so that the same input gives the same output. */
export function compareFindings(one: Finding, other: Finding): number {
  return (
    compareText(one.path, other.path) ||
    one.span.start - other.span.start ||
    one.span.end - other.span.end ||
    compareText(one.rule, other.rule)
  );
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function isActive(rule: Rule, project: Project, levels: Levels): boolean {
  return levels.level(rule.id) !== 'off' && (rule.kinds ?? DEFAULT_KINDS).includes(project.kind);
}

function hasSomethingToRead(rule: Rule, languages: ReadonlySet<string>): boolean {
  const families = Object.keys(rule.code?.anchors ?? {});
  const formats = Object.keys(rule.formats ?? {});
  return rule.project !== undefined || [...families, ...formats].some((language) => languages.has(language));
}

function toFinding(rule: Rule, path: string, said: Report, levels: Levels): Finding | undefined {
  const confidence = said.confidence ?? 'high';
  if (CONFIDENCES.indexOf(confidence) > CONFIDENCES.indexOf(levels.minimumConfidence)) return undefined;
  const level = levels.level(rule.id);
  if (level === 'off') return undefined;
  return {
    rule: rule.id,
    severity: level === 'on' ? (said.severity ?? rule.severity) : level,
    confidence,
    path,
    span: said.span,
    message: said.message,
    related: said.related ?? [],
    fixes: said.fixes ?? [],
  };
}
