import { isDotenvTemplate } from '../../formats/variables/dotenv.ts';
import { defineRule } from '../../model/rule.ts';
import { connectionString } from '../config/connection-strings.ts';
import { PLACEHOLDER } from '../config/required-read.ts';
import { createMender } from './fixes.ts';
import { readersOf } from './readers.ts';
import { DOTENV_SCOPE } from './scope.ts';
import { secretIn } from './secrets.ts';

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
        const secret = secretIn(key, value);
        // An address in an example is that of a developer's machine, as a rule.
        if (!secret || connectionString(value)) continue;
        yield {
          span: valueSpan,
          message: `The value of '${key}' looks like ${secret.what}, and the file is there to be shared with everybody. Leave the value empty, and replace the credential if it was ever in use.`,
          severity: secret.isCertain ? 'error' : 'warning',
          confidence: secret.isCertain ? 'high' : 'medium',
          fixes: [
            mender.fix('Leave the value empty', [{ span: quotedSpan, text: '' }]),
            mender.fix(`Replace the value by '${PLACEHOLDER}'`, [{ span: quotedSpan, text: PLACEHOLDER }]),
          ],
        };
      }
    },
  },
});
