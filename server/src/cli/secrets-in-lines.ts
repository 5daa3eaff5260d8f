import type { Span } from '../model/span.ts';
import { credentialKind } from '../rules/config/credential-names.ts';
import { isSecretVariable } from '../rules/dotenv/secrets.ts';

/** `NAME=`, `name:`, `"name": `; what follows is the value. */
const NAME = /(?<![\w.-])(?<name>[A-Za-z_][\w.-]*)["']?[ \t]*(?::=|[=:])[ \t]*/g;

/** In quotes, closed or not, else the rest of the line: too much is covered rather than too little. */
const VALUE = /"(?:[^"\\\n]|\\.)*"?|'[^'\n]*'?|[^\n]*/y;

const COMMENT = /(?:^|[ \t])(?:#|\/\/)[^\n]*/gm;

/** Who takes a secret out of use puts a `#` before it. */
export function secretsInComments(text: string): readonly Span[] {
  return [...text.matchAll(COMMENT)].flatMap(({ 0: comment, index }) => secretsInLines(comment, index));
}

/**
 * The values in a text of unknown form whose names say that they are secret. Linear.
 *
 * @param offset of the text in its file; added to every span
 */
export function secretsInLines(text: string, offset: number): readonly Span[] {
  const spans: Span[] = [];
  NAME.lastIndex = 0;
  for (let match = NAME.exec(text); match; match = NAME.exec(text)) {
    const name = match.groups?.name ?? '';
    if (credentialKind(name) === undefined) continue;
    const start = NAME.lastIndex;
    VALUE.lastIndex = start;
    const written = (VALUE.exec(text)?.[0] ?? '').trimEnd();
    if (!isSecretVariable(name, written.replace(/^(["'])(.*)\1$/, '$2'))) continue;
    const end = start + written.length;
    spans.push({ start: start + offset, end: end + offset });
    NAME.lastIndex = end;
  }
  return spans;
}
