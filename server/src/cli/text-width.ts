/** Characters that take two columns: East Asian wide forms and pictures. */
const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]$/u;
/** Marks that are drawn over the character before them, and characters that are not drawn. */
const COMBINING = /^[\p{Mn}\p{Me}\p{Cf}]$/u;
/** Controls could rewrite what stands on a terminal; marks of direction could make code read as what it is not. */
const UNSAFE = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
const ALL_UNSAFE = new RegExp(UNSAFE, 'gu');

/** A tab in source code is shown as so many columns. */
const TAB_COLUMNS = 2;

/** Columns that a text takes on a terminal. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

function characterWidth(character: string): number {
  if (character >= ' ' && character <= '~') return 1;
  if (COMBINING.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}

/** Text of files in a form that is safe to print; line breaks and tabs become blanks. */
export function printable(text: string): string {
  return text
    .replace(/\s*[\r\n]+\s*/g, ' ')
    .replaceAll('\t', ' ')
    .replace(ALL_UNSAFE, '\ufffd');
}

/** Breaks a text between words into lines of at most `width` columns; a longer word has a line of its own. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const word of printable(text).split(/ +/)) {
    const columns = displayWidth(word);
    if (line !== '' && used + 1 + columns > width) {
      lines.push(line);
      line = '';
      used = 0;
    }
    line = line === '' ? word : `${line} ${word}`;
    used += used === 0 ? columns : columns + 1;
  }
  return line === '' ? lines : [...lines, line];
}

/** Adds blanks up to a number of columns. */
export function padEnd(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - displayWidth(text)));
}

export function padStart(text: string, columns: number): string {
  return ' '.repeat(Math.max(0, columns - displayWidth(text))) + text;
}

/** A part of a line as it is printed, with the columns of what is pointed at. */
export type Clipping = { readonly text: string; readonly from: number; readonly columns: number };

/**
 * The part of a source line around a range, without the indentation.
 *
 * @param line  without its line break
 * @param start of the range, in UTF-16 units of the line
 * @param end   of the range; past the line's end where it goes on below
 * @param width in columns, at least 20
 */
export function clip(line: string, start: number, end: number, width: number): Clipping {
  const cells: { readonly text: string; readonly columns: number; readonly offset: number }[] = [];
  const last = Math.max(line.trimEnd().length, Math.min(end, line.length));
  const first = Math.min(line.length - line.trimStart().length, start);
  for (let offset = first; offset < last; ) {
    const character = String.fromCodePoint(line.codePointAt(offset) ?? 0);
    const isTab = character === '\t';
    const text = isTab ? ' '.repeat(TAB_COLUMNS) : UNSAFE.test(character) ? '\ufffd' : character;
    cells.push({ text, columns: isTab ? TAB_COLUMNS : characterWidth(text), offset });
    offset += character.length;
  }
  const columnsOf = (list: typeof cells) => list.reduce((sum, { columns }) => sum + columns, 0);
  const before = cells.filter(({ offset }) => offset < start);
  // Where not all fits, a quarter of the width stands before the range.
  const lead = width >> 2;
  let dropped = 0;
  if (columnsOf(cells) > width) {
    while (columnsOf(before.slice(dropped)) > lead) dropped++;
  }
  const ellipsis = dropped > 0 ? '…' : '';
  let text = ellipsis;
  let used = ellipsis.length;
  let from = used;
  let columns = 0;
  const shown = cells.slice(dropped);
  for (const [index, cell] of shown.entries()) {
    if (used + cell.columns > width - (index < shown.length - 1 ? 1 : 0)) {
      text += '…';
      break;
    }
    text += cell.text;
    used += cell.columns;
    if (cell.offset < start) from = used;
    else if (cell.offset < end) columns += cell.columns;
  }
  return { text, from, columns: Math.max(1, columns) };
}
