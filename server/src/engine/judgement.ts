import { CONFIDENCES, type Confidence, type Finding, type Report, type Severity } from '../model/finding.ts';
import type { Project, ProjectView } from '../model/project.ts';
import { DEFAULT_KINDS, type Rule } from '../model/rule.ts';
import type { Span } from '../model/span.ts';
import type { Summary } from '../model/summary.ts';
import type { FileAnalysis, RuleFailure } from './file-analysis.ts';

/** The settings that decide which findings are shown, and how. */
export type Levels = {
  /** The severity a rule is set to; `on` for its own. */
  level(rule: string): Severity | 'on' | 'off';
  /** Whether the configuration names the rule itself. */
  isChosen(rule: string): boolean;
  readonly minimumConfidence: Confidence;
};

export type PlacedEvidence = {
  readonly rule: string;
  readonly path: string;
  readonly span: Span;
  readonly text: string;
};

/** What rules say, settings applied, suppressions not yet. */
export type Judgement = {
  readonly findings: readonly Finding[];
  readonly evidence: readonly PlacedEvidence[];
};

/** What a file's own rules say, given the project it belongs to. In the order of the text. */
export function judgeFile(analysis: FileAnalysis, project: Project, levels: Levels): Judgement {
  const { path } = analysis;
  const findings = analysis.reports
    .filter(({ rule }) => isActive(rule, project, levels))
    .map(({ rule, report }) => toFinding(rule, path, report, levels))
    .filter((finding) => finding !== undefined)
    .sort(compareFindings);
  const evidence = analysis.evidence
    .filter(({ rule }) => isActive(rule, project, levels))
    .map(({ rule, evidence: { span, evidence: text } }) => ({ rule: rule.id, path, span, text }));
  return { findings, evidence };
}

/** What project rules say of a project, in any of its files. */
export function judgeProject(
  project: Project,
  summaries: readonly Summary[],
  rules: readonly Rule[],
  levels: Levels,
  neighbours: readonly Summary[] = [],
  isAbsent: ProjectView['isAbsent'] = () => false,
): Judgement & { readonly failures: readonly RuleFailure[] } {
  const findings: Finding[] = [];
  const evidence: PlacedEvidence[] = [];
  const failures: RuleFailure[] = [];
  const view: ProjectView = { ...project, summaries: [...summaries], neighbours, isAbsent };
  for (const rule of rules) {
    if (!rule.project || !isActive(rule, project, levels)) continue;
    try {
      for (const said of rule.project(view)) {
        if ('evidence' in said) {
          evidence.push({ rule: rule.id, path: said.path, span: said.span, text: said.evidence });
          continue;
        }
        const finding = toFinding(rule, said.path, said, levels);
        if (finding) findings.push(finding);
      }
    } catch (error) {
      failures.push({ rule: rule.id, path: project.root, error });
    }
  }
  return { findings: findings.sort(compareFindings), evidence, failures };
}

/** The rules that had a say in a project: made for its kind, and with a language or format to read. */
export function appliedRules(
  project: Project,
  summaries: readonly Summary[],
  rules: readonly Rule[],
  levels: Levels,
): readonly string[] {
  const languages = new Set(summaries.map(({ family, language }) => family ?? language));
  const isObserved = summaries.some(({ observations }) => observations.length > 0);
  return rules
    .filter((rule) => isActive(rule, project, levels))
    .filter(
      (rule) =>
        [...Object.keys(rule.code?.anchors ?? {}), ...Object.keys(rule.formats ?? {})].some((name) =>
          languages.has(name),
        ) ||
        (rule.project !== undefined && isObserved),
    )
    .map(({ id }) => id);
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

/** Compares by code units: the same on every machine, whatever its locale. */
export function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function isActive(rule: Rule, project: Project, levels: Levels): boolean {
  if (rule.enabledByDefault === false && !levels.isChosen(rule.id)) return false;
  return levels.level(rule.id) !== 'off' && (rule.kinds ?? DEFAULT_KINDS).includes(project.kind);
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
