import { isDotenvTemplate } from '../../formats/variables/dotenv.ts';
import { defineRule } from '../../model/rule.ts';
import { credentialKind } from '../config/credential-names.ts';
import { DOTENV_SCOPE } from './scope.ts';

/** Values that ask to be replaced, and mean nothing else. */
const PLACEHOLDER =
  /^(?:<[^<>]+>|\[(?:your|insert|enter|replace)\b[^\]]*\]|(?:please[-_ ])?(?:change|replace)[-_ ]?(?:me|this|it)(?:[-_ !.].*)?|replace[-_ ]?with[-_ ].+|(?:put|insert|enter|paste|add)[-_ ](?:your|the|a)[-_ ].+|(?:put|insert|enter|paste)[-_ ].+[-_ ]here|your[-_ ]?(?:[a-z0-9]+[-_ ]?)*(?:key|token|secret|password|id|url|uri|name|email|domain|host|value|here|dsn)(?:[-_ ]?(?:here|goes[-_ ]here))?|to[-_ ]?do|tbd|fixme|placeholder|\.{3}|x{4,})$/i;

export default defineRule({
  id: 'dotenv/placeholder-value',
  severity: 'information',
  summary: 'Replace what an example shows by real values in files that an application reads.',
  ...DOTENV_SCOPE,
  roles: ['application'],
  environments: ['production', 'development', 'any'],
  formats: {
    *dotenv({ path, assignments }, { isTracked }) {
      // A file that Git tracks is the template of whoever clones it.
      if (isTracked || isDotenvTemplate(path)) return;
      for (const { key, value, valueSpan, commands } of assignments) {
        if (commands.length > 0 || !PLACEHOLDER.test(value.trim())) continue;
        const what = credentialKind(key) === undefined ? 'value' : 'secret';
        yield {
          span: valueSpan,
          message: `The value of '${key}' is still what an example shows, so the application starts and fails, or can be entered by everybody, later. Write the real ${what}, or leave it empty.`,
          confidence: 'medium',
        };
      }
    },
  },
});
