import type { ObjectExpression } from '../../model/expression.ts';
import type { Edit } from '../../model/finding.ts';
import type { SourceFile } from '../../model/source-file.ts';
import type { Span } from '../../model/span.ts';

/** As far around items, in UTF-16 units, as what goes with them is looked for: a comma, a comment, blank lines. */
const AROUND = 400;

/**
 * Edits that take items out of a list written with commas (arguments, elements, entries), with their commas and
 * lines.
 *
 * @param items spans of all items, in order
 * @param isRemoved whether the item at an index goes
 */
export function removeItems(
  file: SourceFile,
  items: readonly Span[],
  isRemoved: (index: number) => boolean,
): readonly Edit[] {
  const [head] = items;
  const tail = items.at(-1);
  if (!head || !tail) return [];
  const from = Math.max(0, file.line(head.start).start - AROUND);
  const text = file.source({ start: from, end: tail.end + AROUND });
  const inside = items.map((item) => moved(item, -from));
  return removals(text, inside, isRemoved).map((span) => ({ span: moved(span, from), text: '' }));
}

function moved({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}

function removals(
  text: string,
  items: readonly Span[],
  isRemoved: (index: number) => boolean,
): readonly Span[] {
  const spans: Span[] = [];
  for (let from = 0; from < items.length; from++) {
    if (!isRemoved(from)) continue;
    let to = from;
    while (to + 1 < items.length && isRemoved(to + 1)) to++;
    const first = items[from];
    const last = items[to];
    if (first && last) {
      const hasNext = to + 1 < items.length;
      spans.push(hasNext ? withComma(text, first, last) : lastSpan(text, items[from - 1], first, last));
    }
    from = to;
  }
  return spans;
}

/** Edits that take entries out of an object literal by their keys. */
export function removeKeys(
  file: SourceFile,
  object: ObjectExpression,
  keys: ReadonlySet<string>,
): readonly Edit[] {
  return removeItems(
    file,
    object.entries.map(({ span }) => span),
    (index) => keys.has(object.entries[index]?.key ?? ''),
  );
}

/** Whether nothing would be left in an object literal without the keys. */
export function isEmptyWithout(object: ObjectExpression, keys: ReadonlySet<string>): boolean {
  return !object.open && object.entries.every(({ key }) => keys.has(key));
}

/** From the first to after the comma behind the last; whole lines where they stand on lines of their own. */
function withComma(text: string, first: Span, last: Span): Span {
  let end = text.indexOf(',', last.end) + 1;
  end += /^[ \t]*/.exec(text.slice(end))?.[0].length ?? 0;
  const lineEnd = /^(?:\/\/[^\n]*|#[^\n]*)?\r?\n/.exec(text.slice(end, end + 400));
  const lineStart = text.lastIndexOf('\n', first.start - 1) + 1;
  if (!lineEnd || text.slice(lineStart, first.start).trim() !== '') return { start: first.start, end };
  end += lineEnd[0].length;
  // Of the blank lines around, one stays.
  const blank = /^[ \t]*\r?\n/.exec(text.slice(end, end + 200));
  const isAfterBlank = /\n[ \t]*\r?\n$/.test(text.slice(Math.max(0, lineStart - 200), lineStart));
  return { start: lineStart, end: blank && isAfterBlank ? end + blank[0].length : end };
}

/** The last of several: its comma is the one before it, unless one follows it. */
function lastSpan(text: string, previous: Span | undefined, first: Span, last: Span): Span {
  const trailing = /^\s*,/.exec(text.slice(last.end, last.end + 400));
  const end = trailing ? last.end + trailing[0].length : last.end;
  if (!previous) return { start: first.start, end };
  const between = text.slice(previous.end, first.start);
  const space = /\s*$/.exec(between)?.[0].length ?? 0;
  const isPlain = /^\s*,\s*$/.test(between);
  // A comment after the comma stays, and so does the comma: it is allowed at the end.
  if (trailing || !isPlain) return { start: first.start - space, end };
  return { start: previous.end, end };
}
