import { getLocation } from 'jsonc-parser';
import { type VariableFormat, variableFormatOf } from '../../formats/variables/index.ts';
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

function inFormat(path: string, text: string, offset: number, line: string): Found {
  const format = variableFormatOf(path);
  if (!format || format === 'dotenv' || format === 'procfile') return undefined;
  const isShell =
    format === 'dockerfile' || format === 'shellscript' || format === 'compose' || format === 'text';
  const reference = isShell ? /(?<!\$)\$(\{?)(\w*)$/.exec(line) : undefined;
  if (reference) {
    return { prefix: reference[2] ?? '', suffix: reference[1] === '{' ? '}' : '' };
  }
  if (format === 'github-actions') {
    const context = /\$\{\{[^}]*\benv\.(\w*)$/.exec(line);
    if (context) return context[1];
  }
  if (format === 'app.json') return inAppJson(text, offset);
  if (format === 'toml') return inTable(text, offset, line);
  return /\.ya?ml$/.test(path) ? inYaml(format, text, offset, line) : undefined;
}

function inAppJson(text: string, offset: number): Found {
  const { path, isAtPropertyKey } = getLocation(text, offset);
  const [first, name, ...rest] = path;
  if (!isAtPropertyKey || first !== 'env' || rest.length > 0 || typeof name !== 'string') return undefined;
  return /"(\w*)$/.exec(text.slice(Math.max(0, offset - 200), offset))?.[1];
}

function inTable(text: string, offset: number, line: string): Found {
  const key = /^[ \t]*(\w*)$/.exec(line)?.[1];
  const heading = [...text.slice(0, offset).matchAll(/^[ \t]*\[([^\]\n]+)\]/gm)].at(-1)?.[1];
  return key !== undefined &&
    heading !== undefined &&
    /(?:^|\.)(?:env|vars|environment|variables)$/.test(heading)
    ? { prefix: key, suffix: ' = ' }
    : undefined;
}

/** Keys below `environment:` and `env:`, names in lists of them. */
function inYaml(format: VariableFormat, text: string, offset: number, line: string): Found {
  const item = /^([ \t]*)(-[ \t]+)?(?:(name|key):[ \t]*)?["']?(\w*)$/.exec(line);
  if (!item) return undefined;
  const [, indentation = '', dash, key, prefix = ''] = item;
  const parent = parentKey(text, offset - line.length, indentation.length, dash !== undefined);
  if (key !== undefined) {
    const lists = key === 'name' ? /^(?:env|\w*Env|\w*EnvVars)$/ : /^envVars$/;
    return parent !== undefined && lists.test(parent) ? prefix : undefined;
  }
  if (format === 'kubernetes') return undefined;
  if (parent === undefined || !/^(?:environment|env|config|args)$/.test(parent)) return undefined;
  if (format === 'heroku.yml' && parent !== 'config') return undefined;
  return { prefix, suffix: dash === undefined ? ': ' : '=' };
}

/** The key of the line under which an indented line stands. */
function parentKey(
  text: string,
  lineStart: number,
  indentation: number,
  isItem: boolean,
): string | undefined {
  const lines = text.slice(Math.max(0, lineStart - WINDOW), lineStart).split('\n');
  for (const line of lines.toReversed()) {
    const match = /^([ \t]*)(?:-[ \t]+)?["']?([\w.-]+)["']?:[ \t]*(?:&\w+[ \t]*)?(?:#.*)?$/.exec(line);
    const width = /^[ \t]*/.exec(line)?.[0].length ?? 0;
    if (line.trim() === '' || line.trim().startsWith('#')) continue;
    if (width > indentation || (width === indentation && !(isItem && match))) continue;
    return match?.[2];
  }
  return undefined;
}
