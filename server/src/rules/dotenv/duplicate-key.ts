import { evaluateDotenv } from '../../formats/dotenv/evaluate.ts';
import type { DotenvAssignment } from '../../formats/dotenv.ts';
import { defineRule } from '../../model/rule.ts';
import { createMender } from './fixes.ts';
import { readersOf } from './readers.ts';
import { DOTENV_SCOPE } from './scope.ts';

export default defineRule({
  id: 'dotenv/duplicate-key',
  severity: 'warning',
  summary: 'Assign a variable once: of several values only one is used.',
  ...DOTENV_SCOPE,
  formats: {
    *dotenv(document, context) {
      const readers = readersOf(context);
      const mender = createMender(document, readers);
      const isFirstUsed = readers.areKnown && readers.dialects.every(takesFirst);
      const isMixed = !isFirstUsed && readers.dialects.some(takesFirst);
      const seen = new Map<string, DotenvAssignment>();
      for (const assignment of document.assignments) {
        const { key } = assignment;
        if (key === '') continue;
        const earlier = seen.get(key);
        seen.set(key, assignment);
        if (!earlier) continue;
        // `PATH=a`, then `PATH=$PATH:b`, puts a value together.
        if (assignment.references.some(({ name }) => name === key)) continue;
        const isSame = earlier.value === assignment.value && earlier.quote === assignment.quote;
        const unused = isFirstUsed ? assignment : earlier;
        const outcome = isMixed
          ? 'which of the two values counts depends on what reads the file'
          : `the ${isFirstUsed ? 'first' : 'last'} value counts and the other is misleading`;
        const title = isSame ? 'Remove the repetition' : 'Remove the value that is not used';
        const fix = mender.fix(title, [{ span: unused.span, text: '' }]);
        yield {
          span: assignment.keySpan,
          message: isSame
            ? `'${key}' is assigned the same value a second time, so a change of one of them may have no effect. Remove one.`
            : `'${key}' is assigned a second time: ${outcome}. Remove the one that is not meant.`,
          related: [
            { path: document.path, span: earlier.keySpan, message: `'${key}' is assigned here, too` },
          ],
          // No reader misses it; a person might, who has it nowhere else.
          fixes: [isSame ? fix : { ...fix, kind: 'suggested' }],
        };
      }
    },
  },
});

function takesFirst(dialect: Parameters<typeof evaluateDotenv>[1]): boolean {
  return evaluateDotenv('A=1\nA=2\n', dialect).values.get('A') === '1';
}
