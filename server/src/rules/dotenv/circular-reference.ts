import { defineRule } from '../../model/rule.ts';
import { readersOf, severityFor } from './readers.ts';
import { cyclesIn, isResolvedByAll, referencesIn } from './references.ts';
import { DOTENV_SCOPE } from './scope.ts';

export default defineRule({
  id: 'dotenv/circular-reference',
  severity: 'warning',
  summary: 'Let no variable refer to itself by way of others: none of them gets its value.',
  ...DOTENV_SCOPE,
  formats: {
    *dotenv(document, context) {
      const readers = readersOf(context);
      const cycles = cyclesIn(document);
      if (cycles.size === 0) return;
      const said = new Set<string>();
      for (const found of referencesIn(document, readers)) {
        const { assignment, reference } = found;
        const round = cycles.get(assignment.key);
        if (!round || round[1] !== reference.name || said.has(assignment.key)) continue;
        if (!isResolvedByAll(found, readers)) continue;
        for (const key of round) said.add(key);
        yield {
          span: reference.nameSpan,
          message: `${[...round, assignment.key].map((key) => `'${key}'`).join(' refers to ')}, so none of them gets its value. Give one of them a value of its own.`,
          severity: severityFor(readers),
        };
      }
    },
  },
});
