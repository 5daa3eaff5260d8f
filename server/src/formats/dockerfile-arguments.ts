/**
 * The arguments of an instruction on one line, as BuildKit joins them: an escape character at a line's end is
 * left out with the line ending, as are comment lines and empty lines in between.
 */
export function joinContinuations(written: string, escapeCharacter: string): string {
  if (!written.includes('\n')) return written;
  let joined = '';
  for (const [index, line] of written.split(/\r?\n/).entries()) {
    if (index > 0 && /^\s*(?:#|$)/.test(line)) continue;
    const content = line.trimEnd();
    joined += content.endsWith(escapeCharacter) ? content.slice(0, -1) : line;
  }
  return joined;
}

/**
 * The words of the exec form, or undefined if the arguments are not in it. As BuildKit does, this reads the first
 * JSON value and ignores what follows it; anything but an array of strings is the shell form.
 */
export function execForm(joined: string): string[] | undefined {
  const start = joined.search(/\S/);
  if (start < 0 || joined[start] !== '[') return undefined;
  const end = arrayEnd(joined, start);
  if (end === undefined) return undefined;
  try {
    const words: unknown = JSON.parse(joined.slice(start, end));
    return Array.isArray(words) && words.every((word) => typeof word === 'string') ? words : undefined;
  } catch {
    // `CMD ['node', 'a.js']` and the like: Docker hands it to a shell.
    return undefined;
  }
}

function arrayEnd(text: string, start: number): number | undefined {
  let quoted = false;
  for (let index = start + 1; index < text.length; index++) {
    const character = text[index];
    if (quoted && character === '\\') index++;
    else if (character === '"') quoted = !quoted;
    else if (!quoted && character === ']') return index + 1;
  }
  return undefined;
}

/** Splits a shell command at blanks outside quotes; quotes are left out, operators and variables stay as written. */
export function splitWords(command: string): string[] {
  const words: string[] = [];
  for (const [word] of command.matchAll(/(?:"(?:\\[\s\S]|[^"\\])*"?|'[^']*'?|\\[\s\S]|[^\s"'\\])+/g)) {
    words.push(
      word.replace(/"((?:\\[\s\S]|[^"\\])*)"?|'([^']*)'?|\\([\s\S])/g, (_, ...parts: string[]) => {
        const [double, single, escaped] = parts;
        return escaped ?? single ?? (double ?? '').replace(/\\(["\\$`])/g, '$1');
      }),
    );
  }
  return words;
}
