import { type DotenvDialect, evaluateDotenv } from '../../formats/dotenv/evaluate.ts';
import type { DotenvAssignment } from '../../formats/dotenv.ts';
import { defineRule } from '../../model/rule.ts';
import { createMender } from './fixes.ts';
import { plural, readersOf, severityFor, subject } from './readers.ts';
import { DOTENV_SCOPE } from './scope.ts';
import { isSecretVariable, shownValue } from './secrets.ts';
import { quotedForms } from './writing.ts';

export default defineRule({
  id: 'dotenv/hash-in-value',
  severity: 'warning',
  summary: 'Put a value that holds # in quotes, so that its end is not taken for a comment.',
  ...DOTENV_SCOPE,
  formats: {
    *dotenv(document, context) {
      const readers = readersOf(context);
      const mender = createMender(document, readers);
      for (const assignment of document.assignments) {
        const hash = assignment.problems.find(({ kind }) => kind === 'hash-in-value');
        if (!hash || assignment.problems.some(({ kind }) => OTHERS.has(kind))) continue;
        const { key, value, valueSpan } = assignment;
        const cutting = readers.dialects.filter((dialect) => isCut(assignment, dialect));
        const [first] = cutting;
        if (first === undefined) continue;
        const text = quotedForms(value).find((form) =>
          mender
            .evaluate([{ span: valueSpan, text: form }])
            ?.every(({ values }) => values.get(key) === value),
        );
        const kept = value.slice(0, value.indexOf('#')).trimEnd();
        yield {
          span: hash.span,
          message: `The value of '${key}' is cut at '#': ${subject(cutting, readers)} read${
            plural(cutting, readers) ? '' : 's'
          } ${shownValue(key, kept, isSecretVariable(key, value) && kept !== '')} and take${plural(cutting, readers) ? '' : 's'} the rest for a comment. Put the value in quotes.`,
          severity: severityFor(readers),
          fixes:
            text === undefined ? [] : [mender.fix('Put the value in quotes', [{ span: valueSpan, text }])],
        };
      }
    },
  },
});

const OTHERS: ReadonlySet<string> = new Set(['unclosed-quote', 'text-after-quote', 'command']);

function isCut({ value }: DotenvAssignment, dialect: DotenvDialect): boolean {
  const read = evaluateDotenv(`TWELVE=${value}\n`, dialect).values.get('TWELVE');
  return typeof read === 'string' && !read.includes('#');
}
