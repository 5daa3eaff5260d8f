import type { Fix, Related, Report } from './finding.ts';
import type { Span } from './span.ts';
import type { Observation } from './summary.ts';

/** An edit of the text at a path: what was replaced, and by how many UTF-16 units everything after it moved. */
export type Move = { readonly path: string; readonly replaced: Span; readonly moved: number };

/** Where a span of the text before is now; undefined where the edit replaced a part of it or touched its border. */
export function moveSpan(span: Span, { replaced, moved }: Move): Span | undefined {
  const { start, end } = span;
  if (end < replaced.start) return span;
  if (start > replaced.end) return moved === 0 ? span : { start: start + moved, end: end + moved };
  return start < replaced.start && end > replaced.end ? { start, end: end + moved } : undefined;
}

/** All of them where they are now; undefined where one cannot be moved. */
export function moveAll<T>(
  items: readonly T[],
  move: Move,
  moveOne: (item: T, move: Move) => T | undefined,
): T[] | undefined {
  const moved: T[] = [];
  for (const item of items) {
    const now = moveOne(item, move);
    if (now === undefined) return undefined;
    moved.push(now);
  }
  return moved;
}

/** The same with all that it points at in the edited text; undefined where a part of that cannot be moved. */
export function moveReport(report: Report, move: Move): Report | undefined {
  const span = moveSpan(report.span, move);
  const related = moveAll(report.related ?? [], move, moveRelated);
  const fixes = moveAll(report.fixes ?? [], move, moveFix);
  if (!span || !related || !fixes) return undefined;
  return {
    ...report,
    span,
    ...(report.related ? { related } : {}),
    ...(report.fixes ? { fixes } : {}),
  };
}

/** As `moveReport`. */
export function moveObservation(observation: Observation, move: Move): Observation | undefined {
  const moved = moveSpanOf(observation, move);
  if (!moved || !observation.fixes) return moved;
  const fixes = moveAll(observation.fixes, move, moveFix);
  return fixes && { ...moved, fixes };
}

function moveRelated(related: Related, move: Move): Related | undefined {
  return related.path === move.path ? moveSpanOf(related, move) : related;
}

function moveFix(fix: Fix, move: Move): Fix | undefined {
  const edits = moveAll(fix.edits, move, (edit) =>
    edit.path === undefined || edit.path === move.path ? moveSpanOf(edit, move) : edit,
  );
  return edits && { ...fix, edits };
}

/** The same at the present place of its span, if that is known. */
export function moveSpanOf<T extends { readonly span: Span }>(item: T, move: Move): T | undefined {
  const span = moveSpan(item.span, move);
  return span && { ...item, span };
}
