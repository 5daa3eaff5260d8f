import { namesOfDialects } from '../../formats/dotenv/detect.ts';
import { defineRule } from '../../model/rule.ts';
import { readersOf } from './readers.ts';
import { referencesIn } from './references.ts';
import { DOTENV_SCOPE } from './scope.ts';

export default defineRule({
  id: 'dotenv/unexpanded-reference',
  severity: 'warning',
  summary: 'Refer to other variables only where what loads the file puts in their values.',
  ...DOTENV_SCOPE,
  formats: {
    *dotenv(document, context) {
      const readers = readersOf(context);
      if (!readers.areKnown) return;
      const declared = new Set(document.assignments.map(({ key }) => key));
      for (const { assignment, reference, expanding } of referencesIn(document, readers)) {
        const { name, span } = reference;
        // In single quotes it is meant as it stands; what is set nowhere may be no reference at all.
        if (expanding.length > 0 || assignment.quote === "'" || !declared.has(name)) continue;
        const one = readers.dialects.length === 1;
        yield {
          span,
          message: `'${assignment.key}' holds the name '${name}' instead of its value: ${namesOfDialects(readers.dialects)} ${one ? 'puts' : 'put'} no other variables into values. Write the value out, or load the file with something that expands references.`,
          confidence: 'medium',
        };
      }
    },
  },
});
