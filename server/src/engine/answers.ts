import type { Evidence, Report } from '../model/finding.ts';
import { type Move, moveAll, moveObservation, moveReport, moveSpanOf } from '../model/moving.ts';
import type { Observer, Rule } from '../model/rule.ts';
import type { SourceFile } from '../model/source-file.ts';
import type { Observation } from '../model/summary.ts';
import type { VariableUses } from '../model/variable.ts';
import { withoutSecrets } from './variables.ts';

/** What one rule or observer says of one file of code: text and offsets only, nothing of the tree. */
export type Answer = {
  readonly reports: readonly Report[];
  readonly evidence: readonly Evidence[];
  readonly observations: readonly Observation[];
  readonly variables: readonly VariableUses[];
  /** What was thrown; the rest was said before. */
  readonly failure?: { readonly error: unknown };
};

/** Asks a rule. Never throws. */
export function askRule({ code }: Rule, file: SourceFile): Answer {
  const reports: Report[] = [];
  const evidence: Evidence[] = [];
  const failure = failureOf(() => {
    for (const item of code?.check(file) ?? []) {
      if ('evidence' in item) evidence.push(item);
      else reports.push(item);
    }
  });
  return { reports, evidence, observations: [], variables: [], ...failure };
}

/** Asks an observer. Never throws. */
export function askObserver(observer: Observer, file: SourceFile): Answer {
  const observations: Observation[] = [];
  const variables: VariableUses[] = [];
  const failure = failureOf(() => {
    if (observer.observe) observations.push(...observer.observe(file));
    if (observer.variables) variables.push(withoutSecrets(observer.variables(file)));
  });
  return { reports: [], evidence: [], observations, variables, ...failure };
}

function failureOf(work: () => void): Pick<Answer, 'failure'> {
  try {
    work();
    return {};
  } catch (error) {
    return { failure: { error } };
  }
}

/** The same said after an edit; undefined where the edit touched a place that it tells of. */
export function moveAnswer(answer: Answer, move: Move): Answer | undefined {
  const reports = moveAll(answer.reports, move, moveReport);
  const evidence = moveAll(answer.evidence, move, moveSpanOf);
  const observations = moveAll(answer.observations, move, moveObservation);
  const variables = moveAll(answer.variables, move, moveUses);
  if (!reports || !evidence || !observations || !variables) return undefined;
  return { reports, evidence, observations, variables };
}

function moveUses(said: VariableUses, move: Move): VariableUses | undefined {
  const uses = moveAll(said.uses, move, moveSpanOf);
  return uses && { ...said, uses };
}
