import { defineRule } from '../../model/rule.ts';
import { createMender } from './fixes.ts';
import { dialectsThatDiffer, plural, readersOf, severityFor, subject } from './readers.ts';
import { DOTENV_SCOPE } from './scope.ts';

export default defineRule({
  id: 'dotenv/trailing-whitespace',
  severity: 'warning',
  summary: 'End a value where it ends: blanks after it become a part of it for some readers.',
  ...DOTENV_SCOPE,
  formats: {
    *dotenv(document, context) {
      const readers = readersOf(context);
      const mender = createMender(document, readers);
      for (const { key, span, contentSpan, problems } of document.assignments) {
        const trailing = problems.find(({ kind }) => kind === 'trailing-space');
        if (!trailing || key === '') continue;
        const line = document.text.slice(contentSpan.start, span.end);
        const mended = document.text.slice(contentSpan.start, contentSpan.end) + endingOf(line);
        const keeping = dialectsThatDiffer(readers.dialects, line, mended);
        if (keeping.length === 0) continue;
        const keep = plural(keeping, readers) ? 'keep' : 'keeps';
        yield {
          span: trailing.span,
          message: `The blanks after the value of '${key}' cannot be seen, and ${subject(keeping, readers)} ${keep} them as a part of it. Remove them.`,
          severity: severityFor(readers),
          fixes: [mender.fix('Remove the blanks', [{ span: trailing.span, text: '' }])],
        };
      }
    },
  },
});

function endingOf(line: string): string {
  return /\r?\n$/.exec(line)?.[0] ?? '';
}
