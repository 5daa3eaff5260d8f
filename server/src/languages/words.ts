import { firstFrom } from '../model/rising-numbers.ts';
import { changeBetween } from '../model/text-change.ts';

/** Where a text has given words. */
export type Words = {
  /** The offsets of a whole word (UTF-16 units, rising); none for the empty word. */
  offsets(text: string, word: string): readonly number[];
};

/** Names come and go while somebody types for hours: beyond so many words all are forgotten. */
const CAPACITY = 500;

/**
 * Looks through the text once per word. Of a text that differs from the last one only what differs is looked through:
 * who types changes little, and the same words are asked for after each edit.
 */
export function createWords(): Words {
  let known = '';
  const offsetsOf = new Map<string, readonly number[]>();

  function follow(text: string): void {
    const { start, end } = changeBetween(known, text);
    const moved = text.length - known.length;
    if (offsetsOf.size > CAPACITY) offsetsOf.clear();
    for (const [word, earlier] of offsetsOf) {
      // A unit further, as the word's neighbours tell whether it is one.
      const from = Math.max(0, start - word.length - 1);
      const to = Math.min(text.length, text.length - end + word.length + 1);
      const found = wordOffsets(text, word, from, to);
      const before = firstFrom(earlier, from);
      if (found.length === 0 && before === earlier.length) continue;
      offsetsOf.set(word, [
        ...earlier.slice(0, before),
        ...found,
        ...earlier.slice(firstFrom(earlier, to - moved)).map((offset) => offset + moved),
      ]);
    }
    known = text;
  }

  return {
    offsets(text, word) {
      if (text !== known) follow(text);
      const found = offsetsOf.get(word);
      if (found) return found;
      const made = wordOffsets(text, word, 0, text.length);
      offsetsOf.set(word, made);
      return made;
    },
  };
}

/** The offsets from `from` on and below `to` at which the word stands, not a part of a longer one. */
function wordOffsets(text: string, word: string, from: number, to: number): readonly number[] {
  // The parser puts an empty name where one is missing: `.listen(3000)`.
  if (word === '') return [];
  const part = text.slice(from, to + word.length);
  const found: number[] = [];
  for (let at = part.indexOf(word); at >= 0; at = part.indexOf(word, at + word.length)) {
    const offset = from + at;
    if (offset >= to) break;
    if (!isWord(text.charCodeAt(offset - 1)) && !isWord(text.charCodeAt(offset + word.length)))
      found.push(offset);
  }
  return found;
}

/** Letters, digits, `_`, `$` and everything beyond ASCII. */
export function isWord(unit: number): boolean {
  return (
    (unit >= 97 && unit <= 122) ||
    (unit >= 65 && unit <= 90) ||
    (unit >= 48 && unit <= 57) ||
    unit === 95 ||
    unit === 36 ||
    unit > 127
  );
}
