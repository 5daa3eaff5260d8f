import { type AnchorSearch, createAnchorSearch } from '../languages/anchor-search.ts';
import type { Anchor, Anchors } from '../model/rule.ts';
import type { LanguageFamily } from '../model/source-file.ts';
import type { Span } from '../model/span.ts';

/** Something that speaks only where one of its anchors stands: a rule or an observer. */
export type Anchored = { readonly anchors: Anchors };

/** All anchors of all rules as one search. */
export type Gate = {
  /**
   * The hits of each consumer that is wanted, in the order of the text; consumers without a hit are absent. With
   * `within`, those that start in it.
   */
  hits(text: string, family: LanguageFamily, wanted: Wanted, within?: Span): Map<number, Span[]>;
  /**
   * Whether a file's bytes may hold an anchor of a wanted consumer: false is certain, true is worth decoding. It
   * checks the text around an anchor where that is ASCII.
   */
  mayHit(bytes: Uint8Array, family: LanguageFamily, wanted: Wanted): boolean;
};

/** By the consumer's index: whether it has a say in the file. */
export type Wanted = readonly boolean[];

type Use = {
  readonly consumer: number;
  readonly family: LanguageFamily;
  readonly gate: RegExp | undefined;
  readonly before: RegExp | undefined;
};

/** How much of the text around the start of an anchor a `gate` or `before` may look at, in units or bytes. */
export const WINDOW = 240;

/** Builds the search. A consumer is known by its index. Throws on a `gate` that is not sticky. */
export function createGate(consumers: readonly Anchored[]): Gate {
  const usesOf = new Map<string, Use[]>();
  consumers.forEach(({ anchors }, consumer) => {
    for (const [family, list] of Object.entries(anchors)) {
      for (const anchor of list) addAnchor(usesOf, anchor, { consumer, family: family as LanguageFamily });
    }
  });
  const patterns = [...usesOf.keys()];
  const uses = [...usesOf.values()];
  const search: AnchorSearch = createAnchorSearch(patterns);
  const longest = Math.max(0, ...patterns.map(({ length }) => length));

  return {
    hits(text, family, wanted, within = { start: 0, end: text.length }) {
      const found = new Map<number, Span[]>();
      const part = { start: within.start, end: Math.min(text.length, within.end + longest) };
      search.findInText(text, part, (pattern, start) => {
        if (start >= within.end) return;
        const length = patterns[pattern]?.length ?? 0;
        for (const use of uses[pattern] ?? []) {
          if (use.family !== family || !wanted[use.consumer] || !passes(use, text, start)) continue;
          const span = { start, end: start + length };
          const spans = found.get(use.consumer);
          if (spans) spans.push(span);
          else found.set(use.consumer, [span]);
        }
      });
      return found;
    },
    mayHit: (bytes, family, wanted) =>
      search.anyInBytes(bytes, (pattern, start) => {
        const relevant = (uses[pattern] ?? []).filter((use) => use.family === family && wanted[use.consumer]);
        if (relevant.length === 0) return false;
        if (relevant.some((use) => !use.gate && !use.before)) return true;
        const from = Math.max(0, start - WINDOW);
        const around = latin1(bytes, from, Math.min(bytes.length, start + WINDOW));
        return relevant.some((use) => passes(use, around, start - from));
      }),
  };
}

function addAnchor(
  usesOf: Map<string, Use[]>,
  anchor: Anchor,
  { consumer, family }: { consumer: number; family: LanguageFamily },
): void {
  const { text, gate, before } = typeof anchor === 'string' ? { text: anchor } : anchor;
  if (gate && !gate.sticky) throw new Error(`The gate ${gate} of anchor '${text}' must be sticky`);
  const uses = usesOf.get(text.toLowerCase()) ?? [];
  uses.push({ consumer, family, gate, before });
  usesOf.set(text.toLowerCase(), uses);
}

function passes({ gate, before }: Use, text: string, start: number): boolean {
  if (gate) {
    gate.lastIndex = start;
    if (!gate.test(text)) return false;
  }
  if (!before) return true;
  const line = text.lastIndexOf('\n', start - 1) + 1;
  return before.test(text.slice(Math.max(line, start - WINDOW), start));
}

const DECODER = new TextDecoder('latin1');

function latin1(bytes: Uint8Array, from: number, to: number): string {
  return DECODER.decode(bytes.subarray(from, to));
}
