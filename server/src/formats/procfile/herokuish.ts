import { trim } from '../trim.ts';
import type { ProcfileReading, ReadProcess } from './reading.ts';
import { sourceLines } from './source-lines.ts';

/**
 * gliderlabs/herokuish include/procfile.bash. It lists what stands before the first colons, word by word, and
 * then looks each word up among the lines: `see http://x` becomes the types `see` and `http`, without command.
 */
export function readHerokuish(text: string): ProcfileReading {
  const commands = new Map<string, ReadProcess>();
  const types = new Map<string, number>();
  for (const source of sourceLines(text, 'lf')) {
    const content = trim(source.text, 'blanks');
    const colon = content.indexOf(':');
    if (content.startsWith('#') || colon < 0) continue;
    const { line } = source;
    const key = content.slice(0, colon);
    if (!commands.has(key)) commands.set(key, { name: key, command: content.slice(colon + 1), line });
    for (const type of key.split(/[ \t]+/)) if (type !== '' && !types.has(type)) types.set(type, line);
  }
  const processes = [...types].map(([name, line]) => commands.get(name) ?? { name, command: '', line });
  return { processes, warnings: [] };
}
