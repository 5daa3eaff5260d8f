import { FACTORS, type Factor } from '../factors.ts';
import type { Finding, Severity } from '../model/finding.ts';
import type { Project } from '../model/project.ts';
import { DEFAULT_KINDS, type Rule } from '../model/rule.ts';
import type { FactorState, Scorecard, ScoredFactor, ScoredRule } from '../model/scorecard.ts';
import type { PlacedEvidence } from './judgement.ts';
import { QUESTIONS } from './questions.ts';

/** What the scorecard is made of. */
export type ScoreInput = {
  readonly projects: readonly Project[];
  readonly rules: readonly Rule[];
  /** Shown findings of all projects. */
  readonly findings: readonly Finding[];
  /** Rule ids of findings that were suppressed. */
  readonly suppressed: readonly string[];
  readonly evidence: readonly PlacedEvidence[];
  /** Rules that had something to read in some project. */
  readonly applied: ReadonlySet<string>;
};

/** More evidence than this says nothing more. */
const MAXIMUM_EVIDENCE = 20;

/** Scores the twelve factors. A factor's score is the share of its applied rules that nothing fails. */
export function scoreFactors(input: ScoreInput): Scorecard {
  const factors = FACTORS.map((factor) => scoreFactor(factor, input));
  const scores = factors.map(({ score }) => score).filter((score) => score !== null);
  const mean =
    scores.length === 0 ? null : Math.round(scores.reduce((sum, score) => sum + score, 0) / scores.length);
  return {
    factors,
    score: mean,
    arithmetic:
      mean === null
        ? 'No factor could be scored'
        : `(${scores.join(' + ')}) / ${scores.length} = ${mean}: the mean of the factors that have a score`,
    projects: input.projects.map(({ root, name, kind, evidence }) => ({
      root,
      name,
      kind,
      reason: evidence[0]?.reason ?? 'nothing says that it is anything else',
    })),
  };
}

function scoreFactor(factor: Factor, input: ScoreInput): ScoredFactor {
  const { slug, numeral, title, statement } = factor;
  const isOfFactor = (id: string) => id.startsWith(`${slug}/`);
  const findings = input.findings.filter(({ rule }) => isOfFactor(rule));
  const rules = input.rules
    .filter(({ id }) => isOfFactor(id))
    .map((rule) => scoreRule(rule, findings, input.applied));
  const evidence = input.evidence.filter(({ rule }) => isOfFactor(rule)).slice(0, MAXIMUM_EVIDENCE);
  const applied = rules.filter(({ state }) => state !== 'not-applicable');
  const failed = applied.filter(({ state }) => state === 'failed');
  // Silence alone proves nothing: what passes has something that speaks for it, or a person who judged.
  const suppressed = input.suppressed.filter(isOfFactor).length;
  const isJudged = findings.length > 0 || evidence.length > 0 || suppressed > 0;
  const score = isJudged ? Math.round((100 * (applied.length - failed.length)) / applied.length) : null;
  const state = stateOf(factor, rules, failed.length, isJudged, input);
  return {
    slug,
    numeral,
    title,
    statement,
    state,
    score,
    arithmetic: arithmeticOf(applied.length, failed.length, score),
    counts: countSeverities(findings),
    suppressed,
    rules,
    evidence: evidence.map(({ path, span, text }) => ({ path, span, text })),
    questions: state === 'manual' || state === 'passed' ? QUESTIONS[slug] : [],
  };
}

function arithmeticOf(applied: number, failed: number, score: number | null): string {
  const rules = applied === 1 ? 'rule' : 'rules';
  if (applied === 0) return 'No rule had anything to read';
  if (score === null) return `${applied} ${rules} found nothing against it, and nothing that speaks for it`;
  return `${applied - failed} of ${applied} ${rules} without a failure = ${score}`;
}

/** Errors and warnings fail a rule; information and hints are noted. */
function scoreRule(rule: Rule, findings: readonly Finding[], applied: ReadonlySet<string>): ScoredRule {
  const own = findings.filter((finding) => finding.rule === rule.id);
  if (own.some(({ severity }) => severity === 'error' || severity === 'warning')) {
    return { rule: rule.id, state: 'failed', findings: own.length };
  }
  if (own.length > 0) return { rule: rule.id, state: 'noted', findings: own.length };
  return { rule: rule.id, state: applied.has(rule.id) ? 'passed' : 'not-applicable', findings: 0 };
}

function stateOf(
  factor: Factor,
  rules: readonly ScoredRule[],
  failed: number,
  isJudged: boolean,
  input: ScoreInput,
): FactorState {
  if (failed > 0) return 'failed';
  if (rules.some(({ state }) => state !== 'not-applicable')) return isJudged ? 'passed' : 'manual';
  const ofFactor = input.rules.filter(({ id }) => id.startsWith(`${factor.slug}/`));
  const isForNoProject =
    ofFactor.length > 0 &&
    input.projects.length > 0 &&
    input.projects.every(({ kind }) =>
      ofFactor.every((rule) => !(rule.kinds ?? DEFAULT_KINDS).includes(kind)),
    );
  return isForNoProject ? 'not-applicable' : 'manual';
}

function countSeverities(findings: readonly Finding[]): Readonly<Record<Severity, number>> {
  const counts = { error: 0, warning: 0, information: 0, hint: 0 };
  for (const { severity } of findings) counts[severity]++;
  return counts;
}
