/** A line as one implementation sees it. */
export type SourceLine = {
  readonly text: string;
  /** Index (from 0) of the line of the file on which it starts. */
  readonly line: number;
};

/** Where an implementation ends a line. */
export type LineSplit =
  /** At LF; a CR before it stays. */
  | 'lf'
  /** At LF; one CR before it goes. */
  | 'crlf'
  /** At whatever Python's `str.splitlines` knows. */
  | 'any'
  /** At LF, as the shell's `read` without `-r` does: a backslash escapes, before LF it joins. */
  | 'backslash-joined';

// biome-ignore lint/suspicious/noControlCharactersInRegex: Python breaks lines at these
const PYTHON_LINE_BREAK = /[\r\v\f\x1c-\x1e\x85\u2028\u2029]/;

export function sourceLines(text: string, split: LineSplit): Iterable<SourceLine> {
  const lines = text.split('\n');
  switch (split) {
    case 'lf':
      return lines.map((text, line) => ({ text, line }));
    case 'crlf':
      return lines.map((text, line) => ({ text: text.endsWith('\r') ? text.slice(0, -1) : text, line }));
    case 'any':
      return lines.flatMap((text, line) => text.split(PYTHON_LINE_BREAK).map((text) => ({ text, line })));
    case 'backslash-joined':
      return joinedLines(lines);
  }
}

function* joinedLines(lines: readonly string[]): Generator<SourceLine> {
  let parts: string[] = [];
  for (const [line, text] of lines.entries()) {
    parts.push(text);
    if (endsWithBackslash(text) && line + 1 < lines.length) continue;
    yield { text: parts.map(unescapeBackslashes).join(''), line: line + 1 - parts.length };
    parts = [];
  }
}

function endsWithBackslash(text: string): boolean {
  let at = text.length;
  while (text[at - 1] === '\\') at--;
  return (text.length - at) % 2 === 1;
}

/** A backslash at the end is the one that joins. */
function unescapeBackslashes(text: string): string {
  return text.replaceAll(/\\(.?)/gs, '$1');
}
