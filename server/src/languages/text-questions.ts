import type { Edited } from './edited.ts';

/** A question about the whole of a text. */
export type Question<T extends Tellable = Tellable> = {
  /** The answer follows from what this matches, wherever it does. */
  readonly pattern?: RegExp;
  readonly ask: (text: string) => T;
};

/** Whether something is so, or an offset. */
export type Tellable = boolean | number;

/** What was asked about the whole of a text, by what tells the questions apart. */
export type TextQuestions = {
  /** The answer about a text; `edited` tells how it came of the text before, if it did. */
  ask(text: string, edited: Edited | undefined, key: unknown, question: Question): Tellable;
};

/** Remembers what was asked about a text, and of the text after an edit what the edit cannot have changed. */
export function createTextQuestions(): TextQuestions {
  let known = '';
  let answers = new Map<unknown, { readonly question: Question; readonly answer: Tellable }>();

  function follow(text: string, edited: Edited | undefined): void {
    const earlier = edited?.before === known ? answers : [];
    answers = new Map();
    known = text;
    if (!edited) return;
    // Most questions are about the same few patterns.
    const areKept = new Map<RegExp, boolean>();
    for (const [key, asked] of earlier) {
      const { pattern } = asked.question;
      if (!pattern) continue;
      const isKept = areKept.get(pattern) ?? keepsMatches(pattern, edited);
      areKept.set(pattern, isKept);
      if (isKept) answers.set(key, asked);
    }
  }

  return {
    ask(text, edited, key, question) {
      if (text !== known) follow(text, edited);
      const before = answers.get(key);
      if (before) return before.answer;
      const answer = question.ask(text);
      answers.set(key, { question, answer });
      return answer;
    },
  };
}

/** Whether an edit left the matches of a pattern as they were. */
function keepsMatches(pattern: RegExp, { near: { before, now } }: Edited): boolean {
  if (!pattern.test(before) && !pattern.test(now)) return true;
  const all = new RegExp(pattern, `${pattern.flags}g`);
  return before.match(all)?.join('\0') === now.match(all)?.join('\0');
}
