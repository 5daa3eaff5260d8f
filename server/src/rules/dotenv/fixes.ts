import { type DotenvEvaluation, evaluateDotenv } from '../../formats/dotenv/evaluate.ts';
import { isSameEvaluation } from '../../formats/dotenv/same-values.ts';
import type { DotenvDocument } from '../../formats/dotenv.ts';
import type { Edit, Fix } from '../../model/finding.ts';
import type { Readers } from './readers.ts';

/** What evaluations may cost while the fixes of one file are looked at, in UTF-16 units of text. */
const EVALUATION_BUDGET = 400_000;

/** Makes fixes of a file. A fix is safe if every reader gets the same variables before and after. */
export type Mender = {
  fix(title: string, edits: readonly Edit[]): Fix;
  /** What each reader makes of the file as it is; undefined where that would take too long. */
  present(): readonly DotenvEvaluation[] | undefined;
  /** What each reader would make of the file after edits; undefined where that would take too long. */
  evaluate(edits: readonly Edit[]): readonly DotenvEvaluation[] | undefined;
};

export function createMender({ text }: DotenvDocument, { dialects }: Readers): Mender {
  let budget = EVALUATION_BUDGET;
  let before: readonly DotenvEvaluation[] | undefined;

  function evaluate(edits: readonly Edit[]): readonly DotenvEvaluation[] | undefined {
    budget -= text.length * dialects.length;
    if (budget < 0) return undefined;
    const changed = apply(text, edits);
    return dialects.map((dialect) => evaluateDotenv(changed, dialect));
  }

  function present(): readonly DotenvEvaluation[] | undefined {
    before ??= evaluate([]);
    return before;
  }

  return {
    present,
    evaluate,
    fix(title, edits) {
      const earlierOnes = present();
      const after = evaluate(edits);
      const isSafe =
        earlierOnes !== undefined &&
        after?.every((evaluation, index) => {
          const earlier = earlierOnes[index];
          return earlier !== undefined && isSameEvaluation(earlier, evaluation);
        }) === true;
      return { title, kind: isSafe ? 'safe' : 'suggested', edits };
    },
  };
}

/** The text with edits that do not overlap made. */
function apply(text: string, edits: readonly Edit[]): string {
  let result = '';
  let at = 0;
  for (const { span, text: inserted } of edits.toSorted((one, other) => one.span.start - other.span.start)) {
    result += text.slice(at, span.start) + inserted;
    at = span.end;
  }
  return result + text.slice(at);
}
