import type { SourceFile } from '../model/source-file.ts';

/**
 * Files that load variables themselves, after their imports: a constant at the head of the module would be read before
 * (dotenv, python-dotenv, environs and django-environ, Node's `process.loadEnvFile`).
 */
const LOADS_VARIABLES = /\b(?:dotenv\w*\.\w+|load_dotenv|loadEnvFile|read_env\w*|config)\s*\(/;

/**
 * Whether what stands at an offset is to be read by a constant of the module: inside of a function it would fail at
 * the first call instead of at start. Not where the name is taken in the file.
 */
export function needsConstant(file: SourceFile, name: string, offset: number): boolean {
  if (!file.functionAround(offset) || file.matches(LOADS_VARIABLES)) return false;
  return /^[A-Za-z_]\w*$/.test(name) && !file.matches(new RegExp(`(?<![\\w$.'"\`])${name}(?![\\w$'"\`])`));
}

/** Whether a line of the file is just this. */
export function hasLine(file: SourceFile, line: string): boolean {
  return file.inText((text) => text.split(/\r?\n/).includes(line));
}

/** Parts text that is inserted as a paragraph of its own from what stands before and after it. */
export function paragraphAt(file: SourceFile, at: number): { lead: string; trail: string } {
  const before = file.source({ start: Math.max(0, at - 200), end: at });
  const isFirst = at <= 1 && before.replace('\uFEFF', '').trim() === '';
  const isParted = isFirst || /\n[ \t]*\r?\n$/.test(before);
  const isFollowed = /^[ \t]*[^\s]/.test(file.source({ start: at, end: at + 200 }));
  return { lead: isParted ? '' : '\n', trail: isParted || isFollowed ? '\n' : '' };
}
