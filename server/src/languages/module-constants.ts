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
  if (!file.functionAround(offset) || LOADS_VARIABLES.test(file.text)) return false;
  return /^[A-Za-z_]\w*$/.test(name) && !new RegExp(`(?<![\\w$.'"\`])${name}(?![\\w$'"\`])`).test(file.text);
}

/** Parts text that is inserted as a paragraph of its own from what stands before and after it. */
export function paragraphAt(text: string, at: number): { lead: string; trail: string } {
  const before = text.slice(Math.max(0, at - 200), at);
  const isFirst = at <= 1 && before.replace('\uFEFF', '').trim() === '';
  const isParted = isFirst || /\n[ \t]*\r?\n$/.test(before);
  const isFollowed = /^[ \t]*[^\s]/.test(text.slice(at, at + 200));
  return { lead: isParted ? '' : '\n', trail: isParted || isFollowed ? '\n' : '' };
}
