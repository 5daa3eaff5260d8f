import type { Span } from '../../model/span.ts';
import type { VariableUse } from '../../model/variable.ts';
import { shellWords } from '../shell-words.ts';
import { isEnvironmentName } from './names.ts';
import { assignmentAt, referencesIn } from './references.ts';

/** Programs whose arguments begin with `NAME=value`. */
const SETTERS = /^(?:env|cross-env|cross-env-shell|export|dotenv|dotenvx)$/;

/**
 * What a command line says of variables: `$NAME` is a reference, `NAME=value command` provides. Works on the text as
 * it is written, so that escapes of the format around it (JSON's `\"`) cannot move a place.
 */
export function* commandVariables(text: string, span: Span, detail: string): Iterable<VariableUse> {
  yield* referencesIn(text, span, { detail, accepts: isEnvironmentName });
  for (const { assignments, words } of shellWords(text.slice(span.start, span.end), span.start)) {
    for (const { name, nameSpan } of assignments) {
      if (isEnvironmentName(name)) yield { name, kind: 'provide', span: nameSpan, detail };
    }
    const [program, ...rest] = words;
    if (!program || !SETTERS.test(program.value)) continue;
    for (const word of rest) {
      const found = assignmentAt(text, word.span);
      if (!found?.isSet) {
        if (word.value.startsWith('-')) continue;
        break;
      }
      if (isEnvironmentName(found.name)) {
        yield { name: found.name, kind: 'provide', span: found.span, detail };
      }
    }
  }
}
