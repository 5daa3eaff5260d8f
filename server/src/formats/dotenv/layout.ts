import type { Edit } from '../../model/finding.ts';
import type { Span } from '../../model/span.ts';
import { parseDotenv } from '../dotenv.ts';
import { DOTENV_DIALECTS, type DotenvDialect, evaluateDotenv } from './evaluate.ts';
import { isSameEvaluation } from './same-values.ts';

/** How often a layout is tried out by evaluation; what is then not known to be harmless is left out. */
const MOST_TRIALS = 64;

/** Larger files are left as they are: each trial reads all of it. UTF-16 units. */
const LARGEST_FILE = 262_144;

/**
 * Lays a dotenv file out: no indentation, no spaces around `=`, no blanks at the ends of lines, one empty line at
 * most between others, a newline at the end. What would change a variable for a reader that accepts the file is left
 * out, which evaluation decides.
 *
 * @param dialects that read the file; empty where nothing is known, and then all count
 * @returns edits that do not overlap, in the order of the text
 */
export function layoutEdits(text: string, dialects: readonly DotenvDialect[]): readonly Edit[] {
  if (text.length > LARGEST_FILE) return [];
  const judging = dialects.length > 0 ? dialects : DOTENV_DIALECTS;
  const accepted = judging
    .map((dialect) => ({ dialect, before: evaluateDotenv(text, dialect) }))
    .filter(({ before }) => !before.refused);
  let trials = 0;
  const isHarmless = (edits: readonly Edit[]): boolean => {
    if (++trials > MOST_TRIALS) return false;
    const changed = applyInOrder(text, edits);
    return accepted.every(({ dialect, before }) =>
      isSameEvaluation(before, evaluateDotenv(changed, dialect)),
    );
  };
  return harmlessOf(wantedEdits(text), [], isHarmless);
}

/** Of some edits those that may be made after the ones that are made already; what harms is found by halving. */
function harmlessOf(
  edits: readonly Edit[],
  made: readonly Edit[],
  isHarmless: (edits: readonly Edit[]) => boolean,
): readonly Edit[] {
  if (edits.length === 0 || isHarmless([...made, ...edits])) return edits;
  if (edits.length === 1) return [];
  const middle = edits.length >> 1;
  const first = harmlessOf(edits.slice(0, middle), made, isHarmless);
  const second = harmlessOf(edits.slice(middle), [...made, ...first], isHarmless);
  return [...first, ...second];
}

function wantedEdits(text: string): readonly Edit[] {
  const { statements } = parseDotenv('.env', text);
  const edits: Edit[] = [];
  const remove = (span: Span): void => {
    if (span.end > span.start) edits.push({ span, text: '' });
  };
  const lastContent = statements.findLastIndex(({ kind }) => kind !== 'blank');
  statements.forEach((statement, index) => {
    const { kind, problems, span } = statement;
    if (kind === 'blank') {
      const isRepeated = index === 0 || statements[index - 1]?.kind === 'blank' || index > lastContent;
      // A byte order mark is a matter of its own.
      if (isRepeated && lastContent >= 0 && !text.startsWith('\uFEFF', span.start)) {
        remove(span);
        return;
      }
    }
    const indentation = problems.find((problem) => problem.kind === 'indented');
    if (indentation) remove(indentation.span);
    if (statement.kind === 'assignment' && statement.separator === '=' && statement.key !== '') {
      const { separatorSpan } = statement;
      if (separatorSpan.end - separatorSpan.start > 1) edits.push({ span: separatorSpan, text: '=' });
    }
    const trailing = problems.find((problem) => problem.kind === 'trailing-space');
    if (trailing) remove(trailing.span);
    if (index === lastContent && problems.some((problem) => problem.kind === 'missing-final-newline'))
      edits.push({ span: { start: span.end, end: span.end }, text: '\n' });
  });
  return withoutOverlaps(edits);
}

/** An empty value with blanks is separator and end of its line at once. */
function withoutOverlaps(edits: readonly Edit[]): readonly Edit[] {
  const kept: Edit[] = [];
  for (const edit of edits.toSorted((one, other) => one.span.start - other.span.start)) {
    const end = kept.at(-1)?.span.end ?? 0;
    if (edit.span.start >= end) kept.push(edit);
  }
  return kept;
}

function applyInOrder(text: string, edits: readonly Edit[]): string {
  let result = '';
  let at = 0;
  for (const { span, text: inserted } of edits) {
    result += text.slice(at, span.start) + inserted;
    at = span.end;
  }
  return result + text.slice(at);
}
