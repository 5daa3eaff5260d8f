import { defineRule } from '../../model/rule.ts';
import { createMender } from './fixes.ts';
import { dialectsThatDiffer, plural, readersOf, subject } from './readers.ts';
import { DOTENV_SCOPE } from './scope.ts';

export default defineRule({
  id: 'dotenv/byte-order-mark',
  severity: 'warning',
  summary: 'Save dotenv files without a byte order mark, which spoils the first variable.',
  ...DOTENV_SCOPE,
  formats: {
    *dotenv(document, context) {
      if (!document.text.startsWith('\uFEFF')) return;
      const readers = readersOf(context);
      const breaking = dialectsThatDiffer(readers.dialects, document.text, document.text.slice(1));
      if (breaking.length === 0) return;
      const span = { start: 0, end: 1 };
      const lose = plural(breaking, readers) ? 'lose' : 'loses';
      yield {
        span,
        message: `The file begins with an invisible byte order mark, and ${subject(breaking, readers)} ${lose} the first variable by it or cannot read the file. Save it as UTF-8 without a mark.`,
        fixes: [createMender(document, readers).fix('Remove the byte order mark', [{ span, text: '' }])],
      };
    },
  },
});
