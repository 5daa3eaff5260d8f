import { type DotenvDialect, evaluateDotenv } from '../../formats/dotenv/evaluate.ts';
import { defineRule } from '../../model/rule.ts';
import { createMender } from './fixes.ts';
import { lookAlikeIn } from './look-alikes.ts';
import { plural, readersOf, severityFor, subject } from './readers.ts';
import { DOTENV_SCOPE } from './scope.ts';

export default defineRule({
  id: 'dotenv/invalid-name',
  severity: 'warning',
  summary: 'Name variables with letters, digits and _, not beginning with a digit.',
  ...DOTENV_SCOPE,
  formats: {
    *dotenv(document, context) {
      const readers = readersOf(context);
      const mender = createMender(document, readers);
      for (const { key, keySpan, separatorSpan, problems } of document.assignments) {
        if (key === '') {
          yield {
            span: separatorSpan,
            message:
              "Nothing stands before '=', so the value is lost or the file is refused. Write the name.",
          };
          continue;
        }
        if (!problems.some(({ kind }) => kind === 'invalid-key')) continue;
        // `dotenv/invisible-character` says why.
        if (/[\p{Cc}\p{Cf}]/u.test(key)) continue;
        const lookAlike = lookAlikeIn(key);
        if (lookAlike) {
          const { index, character, meant } = lookAlike;
          const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
          yield {
            span: { start: keySpan.start + index, end: keySpan.start + index + character.length },
            message: `This '${character}' (U+${code}) only looks like the letter of '${meant}', so the code that reads '${meant}' does not find it. Write the name in ASCII.`,
            fixes: [mender.fix(`Write '${meant}'`, [{ span: keySpan, text: meant }])],
          };
          continue;
        }
        const losing = readers.dialects.filter((dialect) => !knows(dialect, key));
        if (losing.length === 0) continue;
        const do_ = plural(losing, readers) ? 'do' : 'does';
        yield {
          span: keySpan,
          message: `'${key}' is no name of a variable: ${subject(losing, readers)} ${do_} not set it. Use letters, digits and '_', not beginning with a digit.`,
          severity: severityFor(readers),
        };
      }
    },
  },
});

function knows(dialect: DotenvDialect, key: string): boolean {
  return evaluateDotenv(`${key}=1\n`, dialect).values.get(key) === '1';
}
