import { type Dependencies, dependenciesOf, follow, stillHolds } from '../languages/dependencies.ts';
import type { Edited } from '../languages/edited.ts';
import type { Reads } from '../languages/reads.ts';
import type { TextQuestions } from '../languages/text-questions.ts';
import { moveAll, moveSpan } from '../model/moving.ts';
import type { Span } from '../model/span.ts';
import { type Answer, moveAnswer } from './answers.ts';
import type { Asked } from './modules.ts';

/** What consumers that look at the same places of a text were asked together: rules with the same anchors. */
export type Group = { readonly consumers: readonly number[]; readonly hits: readonly Span[] };

/** What each of them said, in their order, and the modules that were asked for. */
export type Said = { readonly answers: readonly Answer[]; readonly modules: Asked };

/** What was said with what it takes to tell whether it still holds. */
type Kept = Said & {
  readonly hits: readonly Span[];
  readonly dependencies: Dependencies;
  /** Set where other files were asked for. */
  readonly revisionOfOthers: number | undefined;
};

/** What was said of one version of a text. `kind` is another where the same rules say other things, as by role. */
type Version = { readonly text: string; readonly kind: string; readonly kept: ReadonlyMap<string, Kept> };

/** The version of a text that is looked at now. */
export type Present = {
  readonly path: string;
  readonly text: string;
  readonly kind: string;
  /** How the text came of the one before, if it did. */
  readonly edited: Edited | undefined;
  readonly questions: TextQuestions;
  /** Another number as soon as other files may have changed. */
  readonly revisionOfOthers: number;
};

export type AnswersOfText = {
  /** What would be said, if that is known. */
  recall(group: Group): Said | undefined;
  /** Takes in what was said; `isAlone` if no other file was asked for, `isCyclic` if others may have asked this one. */
  learn(
    group: Group,
    said: Said,
    rest: { readonly reads: Reads; readonly isAlone: boolean; readonly isCyclic: boolean },
  ): void;
  /** The text is looked at to the end. */
  done(): void;
};

/** So many documents that were edited are remembered: who edits goes back and forth between a few. */
const CAPACITY = 8;

/**
 * Remembers what rules and observers said of open documents, and on what of the text that rests. After an edit only
 * those are asked again of which something was touched: of a text of 2,000 lines mostly none.
 */
export function createAnswerMemory(): { of(present: Present): AnswersOfText } {
  const versions = new Map<string, Version>();
  return {
    of(present) {
      const { path, text, kind } = present;
      const version = versions.get(path);
      versions.delete(path);
      const earlier = version?.kind === kind ? keptAfter(version, present) : undefined;
      const kept = new Map<string, Kept>();
      return {
        recall({ consumers, hits }) {
          const key = consumers.join();
          const known = earlier?.get(key);
          if (!known || !areSame(known.hits, hits)) return undefined;
          kept.set(key, known);
          return known;
        },
        learn({ consumers, hits }, said, { reads, isAlone, isCyclic }) {
          const dependencies = dependenciesOf(reads);
          const hasFailed = said.answers.some(({ failure }) => failure !== undefined);
          const isWhole = !hasFailed && said.modules.needed.length === 0;
          if (!dependencies || !isWhole || (isCyclic && !isAlone)) return;
          const revisionOfOthers = isAlone ? undefined : present.revisionOfOthers;
          kept.set(consumers.join(), { ...said, hits, dependencies, revisionOfOthers });
        },
        done() {
          versions.set(path, { text, kind, kept });
          const [oldest] = versions.keys();
          if (versions.size > CAPACITY && oldest !== undefined) versions.delete(oldest);
        },
      };
    },
  };
}

/** What of a version holds now, as of the present text. */
function keptAfter(version: Version, present: Present): ReadonlyMap<string, Kept> | undefined {
  const { text, edited, revisionOfOthers } = present;
  const isSameText = version.text === text;
  if (!isSameText && edited?.before !== version.text) return undefined;
  const holding = new Map<string, Kept>();
  for (const [key, known] of version.kept) {
    if (known.revisionOfOthers !== undefined && known.revisionOfOthers !== revisionOfOthers) continue;
    const now = isSameText || !edited ? known : moveKept(known, edited, present);
    if (now) holding.set(key, now);
  }
  return holding;
}

function moveKept(known: Kept, edited: Edited, { path, text, questions }: Present): Kept | undefined {
  if (!stillHolds(known.dependencies, edited, text, questions)) return undefined;
  const move = { path, replaced: edited.replaced, moved: edited.moved };
  const answers = moveAll(known.answers, move, moveAnswer);
  const hits = moveAll(known.hits, move, moveSpan);
  if (!answers || !hits) return undefined;
  follow(known.dependencies, edited);
  return { ...known, hits, answers };
}

function areSame(one: readonly Span[], other: readonly Span[]): boolean {
  return (
    one.length === other.length &&
    one.every(({ start, end }, index) => other[index]?.start === start && other[index]?.end === end)
  );
}
