import type { DotenvEvaluation } from './evaluate.ts';

/** Whether two evaluations give the same variables, and are refused for the same reason if they are. */
export function isSameEvaluation(one: DotenvEvaluation, other: DotenvEvaluation): boolean {
  if (one.refused?.reason !== other.refused?.reason || one.values.size !== other.values.size) return false;
  for (const [key, value] of one.values) {
    if (!other.values.has(key) || other.values.get(key) !== value) return false;
    if (one.undetermined.get(key) !== other.undetermined.get(key)) return false;
  }
  return true;
}
