import { evaluateDotenv } from '../../formats/dotenv/evaluate.ts';
import type { DotenvAssignment, DotenvDocument, DotenvProblem } from '../../formats/dotenv.ts';
import type { Edit } from '../../model/finding.ts';
import { defineRule } from '../../model/rule.ts';
import { createMender } from './fixes.ts';
import { plural, readersOf, subject } from './readers.ts';
import { DOTENV_SCOPE } from './scope.ts';

/** What keeps some readers from seeing that a line is an assignment, in words. */
const REASONS: Partial<Readonly<Record<DotenvProblem['kind'], string>>> = {
  export: "the word 'export'",
  indented: 'the blanks before it',
  'colon-separator': "':' in the place of '='",
};

/** Other rules say why such lines are lost. */
const SAID_BY_OTHERS: ReadonlySet<DotenvProblem['kind']> = new Set([
  'invalid-key',
  'unclosed-quote',
  'text-after-quote',
  'assignment-in-value',
  'byte-order-mark',
]);

export default defineRule({
  id: 'dotenv/ignored-assignment',
  severity: 'warning',
  summary: 'Write assignments as what loads the file knows them: it drops other lines without a word.',
  ...DOTENV_SCOPE,
  formats: {
    *dotenv(document, context) {
      const readers = readersOf(context);
      // Common readers know them all: without knowing that another one is used there is nothing to say.
      if (!readers.areKnown) return;
      const mender = createMender(document, readers);
      for (const assignment of document.assignments) {
        const { key, span, problems } = assignment;
        const problem = problems.find(({ kind }) => REASONS[kind] !== undefined);
        if (!problem || key === '' || problems.some(({ kind }) => SAID_BY_OTHERS.has(kind))) continue;
        const line = document.text.slice(span.start, span.end);
        const plain = `${key}=${document.text.slice(assignment.quotedSpan.start, span.end)}`;
        const losing = readers.dialects.filter((dialect) => {
          const { values, refused } = evaluateDotenv(line, dialect);
          return !refused && !values.has(key) && evaluateDotenv(plain, dialect).values.has(key);
        });
        if (losing.length === 0) continue;
        const do_ = plural(losing, readers) ? 'do' : 'does';
        yield {
          span: problem.span,
          message: `Because of ${REASONS[problem.kind]}, ${subject(losing, readers)} ${do_} not set '${key}' and ${do_} not say so. Write '${key}=' at the start of the line.`,
          fixes: [mender.fix(`Begin the line with '${key}='`, editsFor(assignment, document))],
        };
      }
    },
  },
});

function editsFor(
  { span, keySpan, separator, separatorSpan }: DotenvAssignment,
  { text }: DotenvDocument,
): readonly Edit[] {
  const start = text.startsWith('\uFEFF', span.start) ? span.start + 1 : span.start;
  const before = keySpan.start > start ? [{ span: { start, end: keySpan.start }, text: '' }] : [];
  return separator === ':' ? [...before, { span: separatorSpan, text: '=' }] : before;
}
