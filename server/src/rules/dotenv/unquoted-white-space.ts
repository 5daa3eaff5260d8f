import { defineRule } from '../../model/rule.ts';
import { createMender } from './fixes.ts';
import { readersOf } from './readers.ts';
import { DOTENV_SCOPE } from './scope.ts';
import { agreedValue, quotedForms } from './writing.ts';

export default defineRule({
  id: 'dotenv/unquoted-white-space',
  severity: 'hint',
  enabledByDefault: false,
  summary: 'Put values with blanks in quotes (off until it is switched on).',
  ...DOTENV_SCOPE,
  formats: {
    *dotenv(document, context) {
      const mender = createMender(document, readersOf(context));
      for (const { key, value, quotedSpan, problems } of document.assignments) {
        if (!problems.some(({ kind }) => kind === 'white-space-in-value')) continue;
        // Where the readers differ, more than taste is at stake.
        if (agreedValue(key, mender) !== value) continue;
        const text = quotedForms(value).find((form) =>
          mender
            .evaluate([{ span: quotedSpan, text: form }])
            ?.every(({ values }) => values.get(key) === value),
        );
        yield {
          span: quotedSpan,
          message: `The value of '${key}' has blanks and no quotes, so a shell and some readers cut it at the first. Put it in quotes.`,
          fixes:
            text === undefined ? [] : [mender.fix('Put the value in quotes', [{ span: quotedSpan, text }])],
        };
      }
    },
  },
});
