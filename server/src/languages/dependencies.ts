import { firstFrom } from '../model/rising-numbers.ts';
import type { Span } from '../model/span.ts';
import type { Edited } from './edited.ts';
import type { Answered, Reads } from './reads.ts';
import type { Tellable, TextQuestions } from './text-questions.ts';

/** What a kept answer rests on, in offsets of the text that it was last known to hold for. */
export type Dependencies = {
  /** Rising. */
  readonly nodes: Int32Array;
  /** Rising. */
  readonly places: Int32Array;
  /** Starts and ends in turn, as are the next. */
  readonly contents: Int32Array;
  readonly spans: Int32Array;
  readonly words: readonly string[];
  questions: readonly (readonly [unknown, Answered])[];
};

/** Undefined where any edit may change the answer. */
export function dependenciesOf(reads: Reads): Dependencies | undefined {
  if (reads.isOpen) return undefined;
  return {
    nodes: Int32Array.from(reads.nodes).sort(),
    places: Int32Array.from(reads.places).sort(),
    contents: Int32Array.from(reads.contents),
    spans: Int32Array.from(reads.spans),
    words: [...reads.words],
    questions: [...reads.questions],
  };
}

/** Whether an answer would be the same of the text after the edit: nothing that it rests on was touched. */
export function stillHolds(
  answer: Dependencies,
  edited: Edited,
  text: string,
  questions: TextQuestions,
): boolean {
  const { around, replaced, nodes, words, isSpace } = edited;
  if (!isSpace) {
    if (hasWithin(answer.places, around) || hasWithin(answer.nodes, around)) return false;
    for (const node of nodes) if (hasWithin(answer.nodes, { start: node, end: node })) return false;
    if (answer.words.some((word) => words.has(word))) return false;
  }
  // White space between tokens is in no node that only touches it.
  const inner = isSpace ? { start: replaced.start + 1, end: replaced.end - 1 } : replaced;
  if (hasAround(answer.spans, replaced) || hasAround(answer.contents, inner)) return false;
  return answer.questions.every(
    ([key, { question, answer: before }]) =>
      questions.ask(text, edited, key, question) === moved(before, edited),
  );
}

/** Has what the answer rests on follow an edit that touched none of it. */
export function follow(answer: Dependencies, edited: Edited): void {
  const { nodes, places, contents, spans, questions } = answer;
  const { replaced, moved: by } = edited;
  if (by === 0) return;
  answer.questions = questions.map(([key, asked]) => [
    key,
    { ...asked, answer: moved(asked.answer, edited) },
  ]);
  for (const offsets of [nodes, places, contents, spans]) {
    for (let at = 0; at < offsets.length; at++) {
      const offset = offsets[at] ?? 0;
      if (offset >= replaced.end) offsets[at] = offset + by;
    }
  }
}

/** What is answered now to a question of which the edit touched nothing. */
function moved(answer: Tellable, { replaced, moved: by }: Edited): Tellable {
  return typeof answer === 'number' && answer >= replaced.end ? answer + by : answer;
}

/** Whether one of some spans, by starts and ends in turn, meets another, be it at its border. */
function hasAround(spans: Int32Array, { start, end }: Span): boolean {
  for (let at = 0; at < spans.length; at += 2) {
    if ((spans[at] ?? 0) <= end && (spans[at + 1] ?? 0) >= start) return true;
  }
  return false;
}

/** Whether one of rising offsets lies in a span, its end included. */
function hasWithin(rising: Int32Array, { start, end }: Span): boolean {
  const first = rising[firstFrom(rising, start)];
  return first !== undefined && first <= end;
}
