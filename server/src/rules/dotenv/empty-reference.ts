import type { DotenvAssignment } from '../../formats/dotenv.ts';
import { isDotenvTemplate } from '../../formats/variables/dotenv.ts';
import { defineRule } from '../../model/rule.ts';
import { readersOf } from './readers.ts';
import { isResolvedByAll, referencesIn } from './references.ts';
import { DOTENV_SCOPE } from './scope.ts';

export default defineRule({
  id: 'dotenv/empty-reference',
  severity: 'hint',
  summary: 'Give a variable a value before another value is put together of it.',
  ...DOTENV_SCOPE,
  formats: {
    *dotenv(document, context) {
      const readers = readersOf(context);
      // In a template values are empty until somebody fills them in.
      if (!readers.areKnown || isDotenvTemplate(document.path)) return;
      const last = new Map<string, DotenvAssignment>(document.assignments.map((one) => [one.key, one]));
      for (const found of referencesIn(document, readers)) {
        const { assignment, reference } = found;
        const { name, modifier, nameSpan } = reference;
        const target = last.get(name);
        // A value that is nothing but the reference may be empty, too.
        const isPart =
          assignment.value.trim() !== document.text.slice(reference.span.start, reference.span.end);
        // A line below is another matter: `dotenv/forward-reference`.
        if (!target || target.span.start > assignment.span.start) continue;
        if (target.value !== '' || modifier !== '' || !isPart) continue;
        if (!isResolvedByAll(found, readers)) continue;
        yield {
          span: nameSpan,
          message: `'${name}' is empty, so the value of '${assignment.key}' has a gap here. Give '${name}' a value, or a default here: '\${${name}:-value}'.`,
          confidence: 'medium',
          related: [{ path: document.path, span: target.keySpan, message: `'${name}' is empty here` }],
        };
      }
    },
  },
});
