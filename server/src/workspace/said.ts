import type { PlacedEvidence } from '../engine/judgement.ts';
import type { Finding } from '../model/finding.ts';
import type { MovedSpans } from './moved-spans.ts';

/** What project rules say of one file. Lists are replaced, never changed. */
export type Said = { findings: Finding[]; evidence: PlacedEvidence[] };

/** Whether the same is shown: fixes follow from the place and the message. */
export function saysSame(one: Said | undefined, other: Said | undefined): boolean {
  if (!one || !other) return one === other;
  if (one.findings.length !== other.findings.length || one.evidence.length !== other.evidence.length)
    return false;
  return (
    one.findings.every((finding, index) => {
      const now = other.findings[index];
      return (
        finding.rule === now?.rule &&
        finding.message === now.message &&
        finding.severity === now.severity &&
        finding.span.start === now.span.start &&
        finding.span.end === now.span.end
      );
    }) &&
    one.evidence.every((item, index) => {
      const now = other.evidence[index];
      return item.rule === now?.rule && item.text === now.text && item.span.start === now.span.start;
    })
  );
}

/** Moves what was said along with an edit that only moved things; false, and nothing moved, if there is more to it. */
export function moveAlong(said: Said, moved: MovedSpans): boolean {
  const findings = said.findings.map((finding) => {
    const span = moved.span(finding.span);
    const fixes = moved.fixes(finding.fixes);
    return span && fixes && { ...finding, span, fixes };
  });
  const evidence = said.evidence.map((item) => {
    const span = moved.span(item.span);
    return span && { ...item, span };
  });
  if (findings.includes(undefined) || evidence.includes(undefined)) return false;
  said.findings = findings.filter((finding) => finding !== undefined);
  said.evidence = evidence.filter((item) => item !== undefined);
  return true;
}
