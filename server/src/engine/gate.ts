import { type AnchorSearch, createAnchorSearch } from '../languages/anchor-search.ts';
import type { Anchor, Anchors } from '../model/rule.ts';
import type { LanguageFamily } from '../model/source-file.ts';
import type { Span } from '../model/span.ts';

/** Something that speaks only where one of its anchors stands: a rule or an observer. */
export type Anchored = { readonly anchors: Anchors };

/** All anchors of all rules. */
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
  readonly gate: RegExp | undefined;
  readonly before: RegExp | undefined;
};

/** The anchors of one family of languages. */
type FamilyGate = {
  readonly search: AnchorSearch;
  /** By pattern. */
  readonly lengths: readonly number[];
  readonly uses: readonly (readonly Use[])[];
  readonly longest: number;
};

/** How much of the text around the start of an anchor a `gate` or `before` may look at, in units or bytes. */
export const WINDOW = 240;

/**
 * A consumer is known by its index. Each family has a search of its own, built when it is first asked for: most
 * workspaces need one, and what the others look for stands in nearly every file.
 *
 * @throws Error on a `gate` that is not sticky
 */
export function createGate(consumers: readonly Anchored[]): Gate {
  const usesOf = new Map<string, Map<string, Use[]>>();
  consumers.forEach(({ anchors }, consumer) => {
    for (const [family, list] of Object.entries(anchors)) {
      const uses = usesOf.get(family) ?? new Map<string, Use[]>();
      usesOf.set(family, uses);
      for (const anchor of list) addAnchor(uses, anchor, consumer);
    }
  });
  const built = new Map<LanguageFamily, FamilyGate>();

  function gateOf(family: LanguageFamily): FamilyGate {
    const known = built.get(family);
    if (known) return known;
    const gate = buildFamily(usesOf.get(family) ?? new Map());
    built.set(family, gate);
    return gate;
  }

  return {
    hits(text, family, wanted, within = { start: 0, end: text.length }) {
      const { search, lengths, uses, longest } = gateOf(family);
      const found = new Map<number, Span[]>();
      const part = { start: within.start, end: Math.min(text.length, within.end + longest) };
      search.findInText(text, part, (pattern, start) => {
        if (start >= within.end) return;
        const length = lengths[pattern] ?? 0;
        for (const use of uses[pattern] ?? []) {
          if (!wanted[use.consumer] || !passes(use, text, start)) continue;
          const span = { start, end: start + length };
          const spans = found.get(use.consumer);
          if (spans) spans.push(span);
          else found.set(use.consumer, [span]);
        }
      });
      return found;
    },
    mayHit(bytes, family, wanted) {
      const { search, uses } = gateOf(family);
      let text: string | undefined;
      return search.anyInBytes(bytes, (pattern, start) => {
        for (const use of uses[pattern] ?? []) {
          if (!wanted[use.consumer]) continue;
          if (!use.gate && !use.before) return true;
          text ??= LATIN_1.decode(bytes);
          if (passes(use, text, start)) return true;
        }
        return false;
      });
    },
  };
}

function buildFamily(usesOf: ReadonlyMap<string, readonly Use[]>): FamilyGate {
  const patterns = [...usesOf.keys()];
  const lengths = patterns.map(({ length }) => length);
  return {
    search: createAnchorSearch(patterns),
    lengths,
    uses: [...usesOf.values()],
    longest: Math.max(0, ...lengths),
  };
}

function addAnchor(usesOf: Map<string, Use[]>, anchor: Anchor, consumer: number): void {
  const { text, gate, before } = typeof anchor === 'string' ? { text: anchor } : anchor;
  if (gate && !gate.sticky) throw new Error(`The gate ${gate} of anchor '${text}' must be sticky`);
  const uses = usesOf.get(text.toLowerCase()) ?? [];
  uses.push({ consumer, gate, before });
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

/** Gives a unit for each byte, so that offsets are the same. */
const LATIN_1 = new TextDecoder('latin1');
