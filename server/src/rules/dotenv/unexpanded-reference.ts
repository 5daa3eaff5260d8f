import { namesOfDialects } from '../../formats/dotenv/detect.ts';
import { defineRule } from '../../model/rule.ts';
import { readersOf } from './readers.ts';
import { unexpandedIn } from './references.ts';
import { DOTENV_SCOPE } from './scope.ts';

export default defineRule({
  id: 'dotenv/unexpanded-reference',
  severity: 'warning',
  summary: 'Refer to other variables only where what loads the file puts in their values.',
  ...DOTENV_SCOPE,
  formats: {
    *dotenv(document, context) {
      const readers = readersOf(context);
      for (const { assignment, reference } of unexpandedIn(document, readers)) {
        const { name, span } = reference;
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
