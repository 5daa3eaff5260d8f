import type { DotenvAssignment } from '../../formats/dotenv.ts';
import { defineRule } from '../../model/rule.ts';
import { createMender } from './fixes.ts';
import { plural, readersOf, severityFor, subject } from './readers.ts';
import { circlesIn, isResolvedByAll, looksAhead, referencesIn } from './references.ts';
import { DOTENV_SCOPE } from './scope.ts';

export default defineRule({
  id: 'dotenv/forward-reference',
  severity: 'warning',
  summary: 'Set a variable above the values that refer to it: readers go from top to bottom.',
  ...DOTENV_SCOPE,
  formats: {
    *dotenv(document, context) {
      const readers = readersOf(context);
      const mender = createMender(document, readers);
      const firsts = new Map<string, DotenvAssignment>();
      for (const one of document.assignments) if (!firsts.has(one.key)) firsts.set(one.key, one);
      const circles = circlesIn(document);
      for (const found of referencesIn(document, readers)) {
        const { assignment, reference, expanding } = found;
        const { name, span } = reference;
        const target = firsts.get(name);
        if (!target || target.span.start <= assignment.span.start) continue;
        const circle = circles.get(assignment.key);
        if (circle && circle === circles.get(name)) continue;
        if (!isResolvedByAll(found, readers)) continue;
        const written = document.text.slice(span.start, span.end);
        const blind = expanding.filter((dialect) => !looksAhead(dialect, assignment, reference, written));
        if (blind.length === 0) continue;
        const statement = document.text.slice(target.span.start, target.span.end);
        const at = assignment.span.start;
        const do_ = plural(blind, readers) ? 'do' : 'does';
        yield {
          span: reference.nameSpan,
          message: `'${name}' is set only below, and ${subject(blind, readers)} ${do_} not look ahead, so its value is missing here. Set it above.`,
          severity: severityFor(readers),
          related: [{ path: document.path, span: target.keySpan, message: `'${name}' is set here` }],
          fixes: [
            mender.fix(`Move '${name}' above`, [
              {
                span: { start: at, end: at },
                text: statement.endsWith('\n') ? statement : `${statement}\n`,
              },
              { span: target.span, text: '' },
            ]),
          ],
        };
      }
    },
  },
});
