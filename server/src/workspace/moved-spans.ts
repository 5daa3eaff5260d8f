import type { Fix } from '../model/finding.ts';
import type { Span } from '../model/span.ts';
import type { Observation, Summary } from '../model/summary.ts';

/** Where the things that a summary tells of stand now, if an edit did nothing but move them. */
export type MovedSpans = {
  /** The present place of what stood at a span; undefined for a place that the summary does not tell of. */
  span(before: Span): Span | undefined;
  /** The present fixes for those that an observation carried. */
  fixes(before: readonly Fix[]): readonly Fix[] | undefined;
};

/**
 * Compares what a file contributed before an edit and after it. Most edits change no more than where things stand: what
 * project rules said then holds, and thousands of other files need not be asked again.
 *
 * @returns undefined where the file says something else than before
 */
export function movedSpans(earlier: Summary, now: Summary): MovedSpans | undefined {
  if (!saysSame(earlier, now)) return undefined;
  const spans = new Map<string, Span>();
  const fixes = new Map<readonly Fix[], readonly Fix[]>();
  earlier.observations.forEach((observation, index) => {
    const moved: Observation | undefined = now.observations[index];
    if (!moved) return;
    spans.set(keyOf(observation.span), moved.span);
    if (observation.fixes) fixes.set(observation.fixes, moved.fixes ?? []);
  });
  earlier.variables.forEach((variable, index) => {
    const moved = now.variables[index];
    if (moved) spans.set(keyOf(variable.span), moved.span);
  });
  earlier.processes?.forEach((fact, index) => {
    const moved = now.processes?.[index];
    if (moved) spans.set(keyOf(fact.span), moved.span);
  });
  return {
    span: (before) => spans.get(keyOf(before)),
    fixes: (before) => (before.every(({ edits }) => edits.length === 0) ? before : fixes.get(before)),
  };
}

function keyOf({ start, end }: Span): string {
  return `${start}-${end}`;
}

/** Whether two things say the same, wherever they say it. */
function saysSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  const [before, now] = [Object.entries(one), Object.entries(other)];
  if (before.length !== now.length) return false;
  return before.every(([key, value], index) => {
    const [sameKey, then] = now[index] ?? [];
    if (key !== sameKey) return false;
    if (key === 'span') return true;
    // What a fix writes changes with the indentation around it; what is said does not.
    return key === 'fixes' ? saysSame(titlesOf(value), titlesOf(then)) : saysSame(value, then);
  });
}

function titlesOf(fixes: readonly Fix[]): readonly string[] {
  return fixes.map(({ title }) => title);
}
