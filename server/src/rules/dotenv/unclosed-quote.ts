import type { DotenvAssignment } from '../../formats/dotenv.ts';
import { defineRule } from '../../model/rule.ts';
import { createMender } from './fixes.ts';
import { readersOf } from './readers.ts';
import { DOTENV_SCOPE } from './scope.ts';

/** An upper-case name at the start of a line inside a value; the last line of a key in base64 ends with `=`, too. */
const SWALLOWED = /\n[ \t]*(?:export[ \t]+)?([A-Z][A-Z0-9_]*)=(?!=?\s*$)/m;

export default defineRule({
  id: 'dotenv/unclosed-quote',
  severity: 'error',
  summary: 'Close the quotes of a value, so that it does not take the lines below with it.',
  ...DOTENV_SCOPE,
  formats: {
    *dotenv(document, context) {
      const readers = readersOf(context);
      // To `docker run --env-file` a quote is a character like any other.
      if (readers.dialects.every((dialect) => dialect === 'docker')) return;
      const mender = createMender(document, readers);
      for (const assignment of document.assignments) {
        if (has(assignment, 'unclosed-quote')) {
          const quote = document.text.charAt(assignment.valueSpan.start);
          const end = assignment.valueSpan.end;
          yield {
            span: assignment.valueSpan,
            message: `The quote before the value of '${assignment.key}' is never closed: some readers refuse the file, some lose what follows, the others keep the quote as a part of the value. Close it.`,
            fixes: [mender.fix('Close the quote', [{ span: { start: end, end }, text: quote }])],
          };
          continue;
        }
        const swallowed = has(assignment, 'assignment-in-value')
          ? SWALLOWED.exec(assignment.value)?.[1]
          : undefined;
        if (swallowed === undefined) continue;
        const { start } = assignment.quotedSpan;
        yield {
          span: { start, end: start + 1 },
          message: `This quote is closed only on a later line, so '${swallowed}' is a part of the value of '${assignment.key}' and never set. Close the quote where the value ends.`,
          confidence: 'medium',
        };
      }
    },
  },
});

function has({ problems }: DotenvAssignment, kind: DotenvAssignment['problems'][number]['kind']): boolean {
  return problems.some((problem) => problem.kind === kind);
}
