import { defineRule } from '../../model/rule.ts';
import { DOTENV_SCOPE } from './scope.ts';

/** Programs look for these in lower case. */
const KNOWN_LOWER_CASE = /^(?:https?|ftp|no|all)_proxy$|^npm_config_/;

export default defineRule({
  id: 'dotenv/lowercase-name',
  severity: 'hint',
  enabledByDefault: false,
  summary: 'Name variables in upper case (off until it is switched on).',
  ...DOTENV_SCOPE,
  formats: {
    *dotenv({ assignments }) {
      for (const { key, keySpan, problems } of assignments) {
        if (!/[a-z]/.test(key) || KNOWN_LOWER_CASE.test(key)) continue;
        if (problems.some(({ kind }) => kind === 'invalid-key')) continue;
        yield {
          span: keySpan,
          message: `'${key}' is not in upper case, by which variables of the environment are known from others. Rename it, in the code that reads it, too.`,
        };
      }
    },
  },
});
