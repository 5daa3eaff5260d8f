import { type ProcfileDocument, type ProcfileEntry, parseProcfile } from '../../formats/procfile.ts';
import type { Edit } from '../../model/finding.ts';
import type { Span } from '../../model/span.ts';
import type { FeatureRequest } from './feature.ts';

/**
 * One space after the colon, or commands below each other where they are written so; no white space on blank lines, a
 * newline at the end. Nothing else: white space before a name decides whether a process is there at all, and white
 * space behind a command belongs to it for some readers.
 */
export function formatProcfile({ path, text }: FeatureRequest): readonly Edit[] {
  const document = parseProcfile(path, text);
  const { lines } = document;
  const column = alignedColumn(document);
  const edits: Edit[] = [];
  for (const line of lines) {
    const gap = line.kind === 'entry' ? gapOf(line.entry, text) : undefined;
    if (line.kind === 'entry' && gap) {
      const { name, nameSpan } = line.entry;
      const isBelow = column !== undefined && text[nameSpan.end] === ':';
      const wanted = ' '.repeat(isBelow ? column - name.length - 1 : 1);
      if (text.slice(gap.start, gap.end) !== wanted) edits.push({ span: gap, text: wanted });
    }
    const blank = { start: line.contentSpan.end, end: line.span.end - line.ending.length };
    if (line.kind === 'blank' && blank.end > line.span.start && !text.startsWith('\uFEFF', line.span.start))
      edits.push({ span: { start: line.span.start, end: blank.end }, text: '' });
  }
  const last = lines.at(-1);
  if (last?.ending === '' && last.kind === 'entry' && last.entry.command !== '' && !text.endsWith('\\')) {
    const newline = lines.some(({ ending }) => ending === '\r\n') ? '\r\n' : '\n';
    edits.push({ span: { start: text.length, end: text.length }, text: newline });
  }
  return edits;
}

/** What stands between the colon and the command, if it is ours to change. */
function gapOf({ nameSpan, command, commandSpan }: ProcfileEntry, text: string): Span | undefined {
  if (command === '') return undefined;
  const colon = text.indexOf(':', nameSpan.end);
  const gap = { start: colon + 1, end: commandSpan.start };
  // Other white space than blanks and tabs belongs to the command for some readers.
  return /^[ \t]*$/.test(text.slice(gap.start, gap.end)) ? gap : undefined;
}

/** No platform takes a longer name; commands that far to the right are below each other by chance. */
const LONGEST_ALIGNED = 63;

/**
 * The column, from 0 at the name, in which commands begin where most of them stand below each other though their names
 * differ in length; undefined where that is not so.
 */
function alignedColumn({ text, entries }: ProcfileDocument): number | undefined {
  const plain = entries.filter(({ command, nameSpan }) => command !== '' && text[nameSpan.end] === ':');
  const columns = new Map<number, Set<number>>();
  const counts = new Map<number, number>();
  for (const { name, nameSpan, commandSpan } of plain) {
    if (!/^ +$/.test(text.slice(nameSpan.end + 1, commandSpan.start))) continue;
    const column = commandSpan.start - nameSpan.start;
    columns.set(column, (columns.get(column) ?? new Set()).add(name.length));
    counts.set(column, (counts.get(column) ?? 0) + 1);
  }
  const isAligned = [...columns].some(
    ([column, lengths]) => lengths.size > 1 && 2 * (counts.get(column) ?? 0) > plain.length,
  );
  const longest = plain.reduce((length, { name }) => Math.max(length, name.length), 0);
  return isAligned && longest <= LONGEST_ALIGNED ? longest + 2 : undefined;
}
