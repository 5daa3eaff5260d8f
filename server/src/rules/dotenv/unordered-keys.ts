import type { DotenvAssignment, DotenvDocument } from '../../formats/dotenv.ts';
import type { Fix } from '../../model/finding.ts';
import { defineRule } from '../../model/rule.ts';
import { createMender, type Mender } from './fixes.ts';
import { readersOf } from './readers.ts';
import { DOTENV_SCOPE } from './scope.ts';

export default defineRule({
  id: 'dotenv/unordered-keys',
  severity: 'hint',
  enabledByDefault: false,
  summary: 'Keep the variables of a group in alphabetical order (off until it is switched on).',
  ...DOTENV_SCOPE,
  formats: {
    *dotenv(document, context) {
      for (const { misplaced, fix } of sortings(document, createMender(document, readersOf(context)))) {
        yield {
          span: misplaced.keySpan,
          message: `'${misplaced.key}' stands below names that come after it in the alphabet, where it is harder to find. Sort the group.`,
          fixes: [fix],
        };
      }
    },
  },
});

/** A group that is not in order, with the first variable out of place. */
export type Sorting = { readonly misplaced: DotenvAssignment; readonly fix: Fix };

/** The groups that can be sorted without a change for any reader: references decide about the order where there are any. */
export function* sortings(document: DotenvDocument, mender: Mender): Iterable<Sorting> {
  for (const group of groupsIn(document)) {
    const misplaced = group.find(({ key }, index) => key < (group[index - 1]?.key ?? ''));
    const [first, last] = [group[0], group.at(-1)];
    if (!misplaced || !first || !last) continue;
    const sorted = group.toSorted((one, other) => compare(one.key, other.key));
    const fix = mender.fix('Sort the group', [
      { span: { start: first.span.start, end: last.span.end }, text: joined(document, sorted) },
    ]);
    if (fix.kind === 'safe') yield { misplaced, fix };
  }
}

/** Assignments without a comment or an empty line between them. */
function groupsIn({ statements }: DotenvDocument): readonly (readonly DotenvAssignment[])[] {
  const groups: DotenvAssignment[][] = [[]];
  for (const statement of statements) {
    if (statement.kind === 'assignment') groups.at(-1)?.push(statement);
    else groups.push([]);
  }
  return groups;
}

/** Only the last line of a file may be without an end. */
function joined({ text }: DotenvDocument, assignments: readonly DotenvAssignment[]): string {
  return assignments
    .map(({ span }) => text.slice(span.start, span.end))
    .map((line) => (line.endsWith('\n') ? line : `${line}\n`))
    .join('');
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
