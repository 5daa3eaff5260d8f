import type { Edit } from '../../model/finding.ts';
import { defineRule } from '../../model/rule.ts';
import type { Span } from '../../model/span.ts';
import { createMender } from './fixes.ts';
import { readersOf } from './readers.ts';
import { DOTENV_SCOPE } from './scope.ts';

/** Control characters and what only steers how text is laid out: soft hyphens, zero width, direction. */
const INVISIBLE = /[\p{Cc}\p{Cf}]/gu;
/** White space, and ESC, which terminals' colours begin with. */
const KNOWN = '\t\n\v\f\r\u001B';
/** Others join emoji and steer right-to-left text, so that beside characters that are not ASCII they have a meaning. */
const NEVER_MEANT = /[\xAD\u200B\u202A-\u202E\u2060\u2066-\u2069\uFEFF]|\p{Cc}/u;
const ASCII = /^[\t -~]*$/;

const NAMES: Readonly<Record<string, string>> = {
  '\0': 'NUL',
  '\xAD': 'soft hyphen',
  '\u200B': 'zero width space',
  '\u200C': 'zero width non-joiner',
  '\u200D': 'zero width joiner',
  '\u200E': 'left-to-right mark',
  '\u200F': 'right-to-left mark',
  '\u202E': 'right-to-left override',
  '\u2060': 'word joiner',
  '\uFEFF': 'zero width no-break space',
};

export default defineRule({
  id: 'dotenv/invisible-character',
  severity: 'warning',
  summary: 'Keep characters out of names and values that nobody can see, as pasted text brings them.',
  ...DOTENV_SCOPE,
  formats: {
    *dotenv(document, context) {
      const mender = createMender(document, readersOf(context));
      for (const { key, keySpan, value, valueSpan } of document.assignments) {
        for (const { text, span, what } of [
          { text: key, span: keySpan, what: 'name' },
          { text: value, span: valueSpan, what: 'value' },
        ]) {
          const found = invisibleIn(text, span, what === 'name');
          const [first] = found;
          if (!first) continue;
          const character = document.text.slice(first.start, first.end);
          const plainKey = visible(key);
          yield {
            span: first,
            message: `The ${what} of '${plainKey}' holds an invisible character (${nameOf(character)})${
              found.length > 1 ? ` and ${found.length - 1} more` : ''
            }, so it is not the text that it looks like. Remove it.`,
            fixes: [
              mender.fix(
                found.length > 1 ? 'Remove the invisible characters' : 'Remove the invisible character',
                found.map((one): Edit => ({ span: one, text: '' })),
              ),
            ],
          };
        }
      }
    },
  },
});

function invisibleIn(text: string, { start }: Span, isName: boolean): readonly Span[] {
  const isPlain = isName || ASCII.test(visible(text));
  return [...text.matchAll(INVISIBLE)]
    .filter(([character]) => !KNOWN.includes(character) && (isPlain || NEVER_MEANT.test(character)))
    .map(({ index, 0: character }) => ({ start: start + index, end: start + index + character.length }));
}

function visible(text: string): string {
  return text.replace(INVISIBLE, (character) => (KNOWN.includes(character) ? character : ''));
}

function nameOf(character: string): string {
  const code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  const name = NAMES[character];
  return name === undefined ? code : `${code}, ${name}`;
}
