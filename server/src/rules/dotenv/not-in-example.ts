import { isDotenvTemplate } from '../../formats/variables/dotenv.ts';
import { isPlatformVariable } from '../../model/platform-variables.ts';
import { defineRule } from '../../model/rule.ts';
import { credentialKind } from '../config/credential-names.ts';
import { PLACEHOLDER } from '../config/required-read.ts';
import { DOTENV_SCOPE } from './scope.ts';

/** dotenvx and its predecessor write these themselves. */
const OF_TOOLS = /^DOTENV_(?:PUBLIC_KEY|PRIVATE_KEY|KEY|VAULT)/;

export default defineRule({
  id: 'dotenv/not-in-example',
  severity: 'hint',
  summary: 'Name every variable of a dotenv file in its example, so that others learn of it.',
  ...DOTENV_SCOPE,
  environments: ['production', 'development', 'any'],
  formats: {
    *dotenv(document, { neighbours = [], isTracked }) {
      // What is in every clone is known to everybody.
      if (isTracked) return;
      const templates = neighbours.filter(({ kind }) => kind === 'template');
      const [template] = templates;
      if (!template || isDotenvTemplate(document.path)) return;
      const named = new Set(templates.flatMap(({ values, optional }) => [...values.keys(), ...optional]));
      const keys = new Set(document.assignments.map(({ key }) => key));
      // A template of something else.
      if (![...keys].some((key) => named.has(key))) return;
      const seen = new Set<string>();
      for (const { key, keySpan, problems } of document.assignments) {
        if (named.has(key) || seen.has(key) || isPlatformVariable(key) || OF_TOOLS.test(key)) continue;
        if (problems.some(({ kind }) => kind === 'invalid-key' || kind === 'missing-key')) continue;
        seen.add(key);
        yield {
          span: keySpan,
          message: `${nameOf(template.path)} does not name '${key}', so whoever sets the application up does not learn of it. Declare it there.`,
          fixes: [
            {
              title: `Declare '${key}' in ${nameOf(template.path)}`,
              kind: 'suggested',
              edits: [],
              variables: [
                { name: key, path: template.path, example: credentialKind(key) ? PLACEHOLDER : '' },
              ],
            },
          ],
        };
      }
    },
  },
});

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
