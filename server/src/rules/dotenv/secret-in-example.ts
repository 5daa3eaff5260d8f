import { isDotenvTemplate } from '../../formats/variables/dotenv.ts';
import { defineRule } from '../../model/rule.ts';
import { connectionString } from '../config/connection-strings.ts';
import { credentialKind } from '../config/credential-names.ts';
import { providerTokenIn } from '../config/provider-tokens.ts';
import { plausibilityOf } from '../config/secret-values.ts';
import { createMender } from './fixes.ts';
import { readersOf } from './readers.ts';
import { DOTENV_SCOPE } from './scope.ts';

export default defineRule({
  id: 'dotenv/secret-in-example',
  severity: 'warning',
  summary: 'Give placeholders in example files: who can read the repository can read what stands there.',
  ...DOTENV_SCOPE,
  formats: {
    *dotenv(document, context) {
      if (!isDotenvTemplate(document.path)) return;
      const mender = createMender(document, readersOf(context));
      for (const { key, value, valueSpan, quotedSpan } of document.assignments) {
        const token = providerTokenIn(value);
        const kind = credentialKind(key);
        const isLikely =
          kind !== undefined && !connectionString(value) && plausibilityOf(value, key) === 'likely';
        if (!token && !isLikely) continue;
        const what = token ? `${articleOf(token.what)} ${token.what}` : `a real ${kind}`;
        yield {
          span: valueSpan,
          message: `The value of '${key}' looks like ${what}, and the file is there to be shared with everybody. Leave the value empty, and replace the credential if it was ever in use.`,
          severity: token ? 'error' : 'warning',
          confidence: token ? 'high' : 'medium',
          fixes: [mender.fix('Leave the value empty', [{ span: quotedSpan, text: '' }])],
        };
      }
    },
  },
});

function articleOf(noun: string): string {
  return /^[aeiou]/i.test(noun) ? 'an' : 'a';
}
