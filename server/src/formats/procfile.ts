import type { Span } from '../model/span.ts';

/** A line of a Procfile that names a process and its command. */
export type ProcfileEntry = {
  readonly name: string;
  readonly nameSpan: Span;
  /** Trailing white space left out. Empty if the line ends after the colon. */
  readonly command: string;
  readonly commandSpan: Span;
  /** From the name to the end of the command. */
  readonly span: Span;
  /** Index of the line, from 0. */
  readonly line: number;
};

/** What is not as the portable Procfile has it, on one line. The span covers the offending characters. */
export type ProcfileProblem = {
  readonly kind:
    | 'byte-order-mark'
    /** The line ends with CR LF. */
    | 'carriage-return'
    /** White space before a name or a comment. */
    | 'indented'
    | 'space-before-colon'
    | 'missing-space-after-colon'
    /** More white space than one space, or a tab, after the colon: harmless, unlovely. */
    | 'wide-space-after-colon'
    /** A name with other characters than `A-Z a-z 0-9 _ -`. */
    | 'invalid-name'
    | 'empty-command'
    | 'trailing-space'
    /** The line ends with a backslash: no Procfile reader but a shell's `read` and YAML joins lines. */
    | 'continuation'
    /** The line is what a backslash before it meant to join. */
    | 'continued'
    /** A comment that begins with `//`. */
    | 'slash-comment'
    /** No `name:` at the start of the line. */
    | 'missing-name'
    | 'merge-marker'
    /** The last line does not end with a newline. */
    | 'missing-final-newline';
  readonly span: Span;
};

type Line = {
  /** The whole line with its ending; the lines' spans, put together, are the text. */
  readonly span: Span;
  /** Without byte order mark, indentation, trailing white space and line ending. */
  readonly contentSpan: Span;
  readonly ending: '\n' | '\r\n' | '';
  readonly problems: readonly ProcfileProblem[];
};

export type ProcfileLine =
  | (Line & { readonly kind: 'entry'; readonly entry: ProcfileEntry })
  | (Line & { readonly kind: 'comment' })
  | (Line & { readonly kind: 'blank' })
  /** Neither of the others: most readers drop it silently, some refuse the file, shoreman runs it. */
  | (Line & { readonly kind: 'unknown' });

export type ProcfileDocument = {
  readonly path: string;
  readonly text: string;
  readonly lines: readonly ProcfileLine[];
  /** What the author meant, whatever one reader or another makes of it, in the order of the file. */
  readonly entries: readonly ProcfileEntry[];
};

const BYTE_ORDER_MARK = '\uFEFF';
const VALID_NAME = /^[A-Za-z0-9_-]+$/;
/** A name as tolerantly as can be: what stands before the first colon, if it is one word. */
const ENTRY = /^([^\s:]+)([^\S\n]*):([^\S\n]*)/;
const MERGE_MARKER = /^(?:<{7}|={7}|>{7}|\|{7})(?: |$)/;

/**
 * Reads a Procfile as its author meant it, and notes on each line what a reader may stumble over.
 *
 * @param path of the file, kept as it is
 * @param text its whole text
 * @returns the document; never throws, in time linear in `text`
 */
export function parseProcfile(path: string, text: string): ProcfileDocument {
  const lines: ProcfileLine[] = [];
  let start = 0;
  let continued = false;
  while (start < text.length) {
    const line = parseLine(text, start, lines.length, continued);
    lines.push(line);
    continued = text[line.contentSpan.end - 1] === '\\' && line.kind !== 'comment';
    start = line.span.end;
  }
  const entries = lines.flatMap((line) => (line.kind === 'entry' ? [line.entry] : []));
  return { path, text, lines, entries };
}

function parseLine(text: string, start: number, index: number, continued: boolean): ProcfileLine {
  const problems: ProcfileProblem[] = [];
  const note = (kind: ProcfileProblem['kind'], from: number, to: number) =>
    problems.push({ kind, span: { start: from, end: to } });

  const newline = text.indexOf('\n', start);
  const end = newline < 0 ? text.length : newline + 1;
  const ending = newline < 0 ? '' : newline > start && text[newline - 1] === '\r' ? '\r\n' : '\n';
  const bodyEnd = end - ending.length;
  const marked = start === 0 && text.startsWith(BYTE_ORDER_MARK);
  const bodyStart = start + (marked ? 1 : 0);
  const body = text.slice(bodyStart, bodyEnd);
  const contentEnd = bodyStart + body.trimEnd().length;
  const contentStart = Math.min(contentEnd, bodyEnd - body.trimStart().length);
  const content = text.slice(contentStart, contentEnd);

  if (marked) note('byte-order-mark', start, bodyStart);
  if (contentStart > bodyStart) note('indented', bodyStart, contentStart);

  const entry = content === '' || isComment(content) ? undefined : parseEntry(content, contentStart, index);
  if (entry !== undefined) problems.push(...entryProblems(entry, content));
  else if (content.startsWith('//')) note('slash-comment', contentStart, contentStart + 2);
  else if (MERGE_MARKER.test(content)) note('merge-marker', contentStart, contentEnd);
  else if (content !== '' && !isComment(content))
    note(continued ? 'continued' : 'missing-name', contentStart, contentEnd);

  if (content.endsWith('\\') && !isComment(content)) note('continuation', contentEnd - 1, contentEnd);
  if (bodyEnd > contentEnd && content !== '') note('trailing-space', contentEnd, bodyEnd);
  if (ending === '\r\n') note('carriage-return', bodyEnd, bodyEnd + 1);
  if (ending === '') note('missing-final-newline', contentEnd, end);

  const line: Line = {
    span: { start, end },
    contentSpan: { start: contentStart, end: contentEnd },
    ending,
    problems,
  };
  if (entry !== undefined) return { ...line, kind: 'entry', entry };
  if (content === '') return { ...line, kind: 'blank' };
  return { ...line, kind: isComment(content) ? 'comment' : 'unknown' };
}

function isComment(content: string): boolean {
  return content.startsWith('#') || content.startsWith('//');
}

function parseEntry(content: string, offset: number, line: number): ProcfileEntry | undefined {
  const match = ENTRY.exec(content);
  const name = match?.[1];
  if (match === null || name === undefined) return undefined;
  const commandStart = offset + match[0].length;
  const end = offset + content.length;
  return {
    name,
    nameSpan: { start: offset, end: offset + name.length },
    command: content.slice(match[0].length),
    commandSpan: { start: commandStart, end },
    span: { start: offset, end },
    line,
  };
}

function entryProblems(entry: ProcfileEntry, content: string): readonly ProcfileProblem[] {
  const problems: ProcfileProblem[] = [];
  const { nameSpan, commandSpan } = entry;
  const colon = nameSpan.start + content.indexOf(':');
  const gap = content.slice(colon + 1 - nameSpan.start, commandSpan.start - nameSpan.start);
  const afterColon = { start: colon + 1, end: commandSpan.start };

  if (!VALID_NAME.test(entry.name)) problems.push({ kind: 'invalid-name', span: nameSpan });
  if (colon > nameSpan.end)
    problems.push({ kind: 'space-before-colon', span: { start: nameSpan.end, end: colon } });
  if (entry.command === '') problems.push({ kind: 'empty-command', span: { start: colon, end: colon + 1 } });
  else if (gap === '')
    problems.push({ kind: 'missing-space-after-colon', span: { start: colon, end: colon + 1 } });
  else if (gap !== ' ') problems.push({ kind: 'wide-space-after-colon', span: afterColon });
  return problems;
}
