import { readVariables, variableFormatOf } from '../../formats/variables/index.ts';
import { languageOf } from '../../languages/index.ts';
import type { Span } from '../../model/span.ts';

/** A place where the name of a variable is written: what is there of it, and what must follow. */
export type NamePlace = { readonly span: Span; readonly suffix: string };

const JAVASCRIPT = [
  /\b(?:process|import\.meta|Bun)\.env\??\.(\w*)$/,
  /\b(?:process|import\.meta|Bun)\.env(?:\?\.)?\[\s*['"`](\w*)$/,
  /\b(?:Deno|Netlify)\.env\.(?:get|has|set|delete)\(\s*['"`](\w*)$/,
  /\b\w*env\w*(?:\.\w+)?(?:<\w+>)?\(\s*['"`](\w*)$/i,
  /\bconfig(?:Service)?\.get(?:OrThrow)?(?:<\w+>)?\(\s*['"`](\w*)$/i,
];

const PYTHON = [
  /\benviron\[\s*[rb]?['"](\w*)$/,
  /\benviron\.(?:get|setdefault|pop)\(\s*['"](\w*)$/,
  /\bgetenv\(\s*['"](\w*)$/,
  /\b\w*env\w*(?:\.\w+)?\(\s*['"](\w*)$/i,
  /\bconfig\(\s*['"](\w*)$/,
];

/** How much of the text before a place is looked at, in UTF-16 units. */
const WINDOW = 2_000;

/** Whether the name of a variable is being written at an offset. Dotenv files and Procfiles have features of their own. */
export function namePlace(path: string, text: string, offset: number): NamePlace | undefined {
  const before = text.slice(Math.max(0, offset - WINDOW), offset);
  const line = before.slice(before.lastIndexOf('\n') + 1);
  const language = languageOf(path);
  const found = language
    ? language.family === 'python'
      ? lastOf(PYTHON, line)
      : (lastOf(JAVASCRIPT, line) ?? inPattern(before, text, offset))
    : inFormat(path, text, offset, line);
  if (found === undefined) return undefined;
  const { prefix, suffix = '' } = typeof found === 'string' ? { prefix: found } : found;
  const following = /^\w*/.exec(text.slice(offset, offset + 200))?.[0] ?? '';
  const rest = text.slice(offset + following.length, offset + following.length + 3);
  return {
    span: { start: offset - prefix.length, end: offset + following.length },
    suffix: rest.trimStart().startsWith(suffix.trim()) ? '' : suffix,
  };
}

type Found = string | { readonly prefix: string; readonly suffix?: string } | undefined;

function lastOf(patterns: readonly RegExp[], line: string): string | undefined {
  for (const pattern of patterns) {
    const match = pattern.exec(line);
    if (match) return match[1] ?? '';
  }
  return undefined;
}

/** `const { A, B } = process.env` */
function inPattern(before: string, text: string, offset: number): string | undefined {
  const open = /(?:\{|,)\s*(\w*)$/.exec(before);
  if (!open || !/(?:const|let|var)\s*\{[^{}]*$/.test(before)) return undefined;
  const after = text.slice(offset, offset + WINDOW);
  return /^[^{}]*\}\s*=\s*(?:process|import\.meta)\.env\b/.test(after) ? open[1] : undefined;
}

/** Stands for what is being typed; no project has it. */
const STAND_IN = 'TWELVE_FACTOR_STAND_IN';

/** Longer manifests than this are not read again at each keystroke. UTF-16 units. */
const LONGEST_MANIFEST = 200_000;

/** Where a format's reader finds a name, if a name with what must follow stands at the offset. */
function inFormat(path: string, text: string, offset: number, line: string): Found {
  const format = variableFormatOf(path);
  if (!format || format === 'dotenv' || format === 'procfile') return undefined;
  if (format === 'github-actions') {
    const context = /\$\{\{[^}]*\benv\.(\w*)$/.exec(line);
    if (context) return context[1];
  }
  if (text.length > LONGEST_MANIFEST) return undefined;
  const prefix = /\w*$/.exec(line)?.[0] ?? '';
  const start = offset - prefix.length;
  const end = offset + (/^\w*/.exec(text.slice(offset, offset + WINDOW))?.[0].length ?? 0);
  for (const suffix of suffixesFor(path, line.slice(0, line.length - prefix.length))) {
    const completed = `${text.slice(0, start)}${STAND_IN}${suffix}${text.slice(end)}`;
    const { uses } = readVariables(path, completed);
    if (uses.some(({ name, span }) => name === STAND_IN && span.start === start)) return { prefix, suffix };
  }
  return undefined;
}

/** What may have to follow a name that stands after the beginning of a line. */
function suffixesFor(path: string, before: string): readonly string[] {
  if (/(?<!\$)\$\{$/.test(before)) return ['}', ''];
  if (/\.toml$/.test(path) && /^[ \t]*$/.test(before)) return [' = '];
  if (!/\.ya?ml$/.test(path)) return [''];
  if (/^[ \t]*$/.test(before)) return [': '];
  return /^[ \t]*-[ \t]+["']?$/.test(before) ? ['=', ''] : [''];
}
