import { type DotenvDialect, evaluateDotenv } from '../../formats/dotenv/evaluate.ts';
import { defineRule } from '../../model/rule.ts';
import { createMender } from './fixes.ts';
import { plural, readersOf, severityFor, subject } from './readers.ts';
import { DOTENV_SCOPE } from './scope.ts';

export default defineRule({
  id: 'dotenv/key-without-value',
  severity: 'warning',
  summary: 'Write = after a name, even if the value is empty.',
  ...DOTENV_SCOPE,
  formats: {
    *dotenv(document, context) {
      const readers = readersOf(context);
      const mender = createMender(document, readers);
      for (const statement of document.statements) {
        if (statement.kind !== 'bare-key') continue;
        const { key, keySpan } = statement;
        // `export KEY` of a shell hands on what is set.
        if (statement.exportSpan && readers.dialects.every((dialect) => dialect === 'bash')) continue;
        const losing = readers.dialects.filter((dialect) => !handsOn(dialect, key));
        if (losing.length === 0) continue;
        const do_ = plural(losing, readers) ? 'do' : 'does';
        yield {
          span: keySpan,
          message: `'${key}' has no '=', so ${subject(losing, readers)} ${do_} not set it, or refuse the file. Write '${key}=' for an empty value.`,
          severity: severityFor(readers),
          fixes: [mender.fix("Add '='", [{ span: { start: keySpan.end, end: keySpan.end }, text: '=' }])],
        };
      }
    },
  },
});

/** Whether a key alone takes its value from the environment, which is then what it is written for. */
function handsOn(dialect: DotenvDialect, key: string): boolean {
  return evaluateDotenv(`${key}\n`, dialect, new Map([[key, '1']])).values.get(key) === '1';
}
