import { defineRule } from '../../model/rule.ts';
import { readersOf, severityFor } from './readers.ts';
import { type Circle, circlesIn, isResolvedByAll, referencesIn } from './references.ts';
import { DOTENV_SCOPE } from './scope.ts';

/** Of a longer way round only so many names are told. */
const MOST_NAMED = 6;

export default defineRule({
  id: 'dotenv/circular-reference',
  severity: 'warning',
  summary: 'Let no variable refer to itself by way of others: none of them gets its value.',
  ...DOTENV_SCOPE,
  formats: {
    *dotenv(document, context) {
      const readers = readersOf(context);
      const circles = circlesIn(document);
      if (circles.size === 0) return;
      const said = new Set<Circle>();
      for (const found of referencesIn(document, readers)) {
        const { assignment, reference } = found;
        const circle = circles.get(assignment.key);
        if (!circle || said.has(circle)) continue;
        const at = circle.indexOf(assignment.key);
        if (circle[(at + 1) % circle.length] !== reference.name) continue;
        said.add(circle);
        if (!isResolvedByAll(found, readers)) continue;
        const way = [...circle.slice(at), ...circle.slice(0, at), assignment.key];
        const names = way.length > MOST_NAMED ? [...way.slice(0, MOST_NAMED), '…'] : way;
        yield {
          span: reference.nameSpan,
          message: `${names.map((key) => `'${key}'`).join(' refers to ')}, so none of them gets its value. Give one of them a value of its own.`,
          severity: severityFor(readers),
        };
      }
    },
  },
});
