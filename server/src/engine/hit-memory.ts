import type { LanguageFamily } from '../model/source-file.ts';
import type { Span } from '../model/span.ts';
import { changeBetween } from '../model/text-change.ts';
import { type Gate, type Wanted, WINDOW } from './gate.ts';

/** Hits by consumer, each in the order of the text. */
type Hits = ReadonlyMap<number, readonly Span[]>;

type Remembered = {
  readonly text: string;
  readonly family: LanguageFamily;
  readonly wanted: Wanted;
  readonly hits: Hits;
};

/** So many open documents are remembered: who edits goes back and forth between a few. */
const CAPACITY = 8;

export type HitMemory = {
  /** What the gate would give for the whole text, looked for only where the text differs from the path's last one. */
  hits(path: string, text: string, family: LanguageFamily, wanted: Wanted): Map<number, Span[]>;
};

/** Remembers where the anchors of open documents stand. */
export function createHitMemory(gate: Gate): HitMemory {
  const remembered = new Map<string, Remembered>();
  return {
    hits(path, text, family, wanted) {
      const known = remembered.get(path);
      const hits =
        known?.wanted === wanted && known.family === family
          ? searchChanged(gate, known, text, family)
          : gate.hits(text, family, wanted);
      remembered.delete(path);
      remembered.set(path, { text, family, wanted, hits });
      const [oldest] = remembered.keys();
      if (remembered.size > CAPACITY && oldest !== undefined) remembered.delete(oldest);
      // Who asked takes out what stands in comments.
      return new Map(hits);
    },
  };
}

/** A hit depends on nothing further away than the window, so what lies further from the change moves with the text. */
function searchChanged(
  gate: Gate,
  known: Remembered,
  text: string,
  family: LanguageFamily,
): Map<number, Span[]> {
  const before = known.text;
  const { start, end } = changeBetween(before, text);
  const moved = text.length - before.length;
  const from = Math.max(0, start - WINDOW);
  const to = Math.min(text.length, text.length - end + WINDOW);
  const found = gate.hits(text, family, known.wanted, { start: from, end: to });
  const hits = new Map<number, Span[]>();
  for (const consumer of new Set([...known.hits.keys(), ...found.keys()])) {
    const earlier = known.hits.get(consumer) ?? [];
    const spans = [
      ...earlier.filter((span) => span.start < from),
      ...(found.get(consumer) ?? []),
      ...earlier
        .filter((span) => span.start + moved >= to)
        .map((span) => ({ start: span.start + moved, end: span.end + moved })),
    ];
    if (spans.length > 0) hits.set(consumer, spans.sort(byEnd));
  }
  return hits;
}

/** The order in which the search gives them. */
function byEnd(one: Span, other: Span): number {
  return one.end - other.end || other.start - one.start;
}
