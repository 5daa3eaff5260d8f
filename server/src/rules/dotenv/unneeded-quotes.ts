import { defineRule } from '../../model/rule.ts';
import { createMender } from './fixes.ts';
import { readersOf } from './readers.ts';
import { DOTENV_SCOPE } from './scope.ts';
import { agreedValue, PLAIN } from './writing.ts';

export default defineRule({
  id: 'dotenv/unneeded-quotes',
  severity: 'hint',
  enabledByDefault: false,
  summary: 'Leave quotes out that nothing in the value needs (off until it is switched on).',
  ...DOTENV_SCOPE,
  formats: {
    *dotenv(document, context) {
      const mender = createMender(document, readersOf(context));
      for (const assignment of document.assignments) {
        const { key, quote, value, quotedSpan } = assignment;
        if (quote === '' || value === '' || !PLAIN.test(value)) continue;
        // Where the readers differ, more than taste is at stake.
        if (agreedValue(key, mender) !== value) continue;
        yield {
          span: quotedSpan,
          message: `Nothing in the value of '${key}' needs quotes, and some readers take them for a part of it. Leave them out.`,
          fixes: [mender.fix('Remove the quotes', [{ span: quotedSpan, text: value }])],
        };
      }
    },
  },
});
