import { defineRule } from '../../model/rule.ts';
import { createMender } from './fixes.ts';
import { dialectsThatDiffer, plural, readersOf, severityFor, subject } from './readers.ts';
import { DOTENV_SCOPE } from './scope.ts';

export default defineRule({
  id: 'dotenv/spaces-around-equals',
  severity: 'warning',
  summary: 'Write no spaces around =, since some readers take them for a part of the name or the value.',
  ...DOTENV_SCOPE,
  formats: {
    *dotenv(document, context) {
      const readers = readersOf(context);
      const mender = createMender(document, readers);
      for (const assignment of document.assignments) {
        const { key, separator, separatorSpan, span, contentSpan, problems } = assignment;
        const isSpaced = problems.some(
          ({ kind }) => kind === 'space-before-separator' || kind === 'space-after-separator',
        );
        if (!isSpaced || separator === ':' || key === '') continue;
        const line = document.text.slice(contentSpan.start, span.end);
        const at = separatorSpan.start - contentSpan.start;
        const mended = `${line.slice(0, at)}=${line.slice(at + separatorSpan.end - separatorSpan.start)}`;
        const breaking = dialectsThatDiffer(readers.dialects, line, mended);
        if (breaking.length === 0) continue;
        const do_ = plural(breaking, readers) ? 'do' : 'does';
        yield {
          span: separatorSpan,
          message: `With spaces around '=' ${subject(breaking, readers)} ${do_} not read '${key}' as it is meant. Remove them.`,
          severity: severityFor(readers),
          fixes: [mender.fix('Remove the spaces', [{ span: separatorSpan, text: '=' }])],
        };
      }
    },
  },
});
