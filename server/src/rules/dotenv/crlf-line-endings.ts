import { defineRule } from '../../model/rule.ts';
import { createMender } from './fixes.ts';
import { dialectsThatDiffer, plural, readersOf, subject } from './readers.ts';
import { DOTENV_SCOPE } from './scope.ts';

export default defineRule({
  id: 'dotenv/crlf-line-endings',
  severity: 'warning',
  summary: 'End lines with LF alone where what loads the file keeps the CR as a part of the value.',
  ...DOTENV_SCOPE,
  formats: {
    *dotenv(document, context) {
      const readers = readersOf(context);
      // Only a few keep the CR: without knowing that one of them is used there is nothing to say.
      if (!readers.areKnown || !document.text.includes('\r\n')) return;
      const breaking = dialectsThatDiffer(
        readers.dialects,
        document.text,
        document.text.replaceAll('\r\n', '\n'),
      );
      if (breaking.length === 0) return;
      const first = document.text.indexOf('\r\n');
      const edits = [...document.text.matchAll(/\r\n/g)].map(({ index }) => ({
        span: { start: index, end: index + 1 },
        text: '',
      }));
      const keep = plural(breaking, readers) ? 'keep' : 'keeps';
      yield {
        span: { start: first, end: first + 1 },
        message: `Lines end with CR LF here, and ${subject(breaking, readers)} ${keep} the invisible CR as a part of the values. End them with LF.`,
        fixes: [createMender(document, readers).fix('End all lines with LF', edits)],
      };
    },
  },
});
