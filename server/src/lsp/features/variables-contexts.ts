import { readVariables, variableFormatOf } from '../../formats/variables/index.ts';
import { languageOf } from '../../languages/index.ts';
import type { LanguageFamily } from '../../model/source-file.ts';
import type { Span } from '../../model/span.ts';

/** A place where the name of a variable is written: what is there of it, and what must follow. */
export type NamePlace = { readonly span: Span; readonly suffix: string };

const JAVASCRIPT = [
  /\b(?:process|import\.meta|Bun)\.env\??\.(\w*)$/,
  /\b(?:process|import\.meta|Bun)\.env(?:\?\.)?\[\s*['"`](\w*)$/,
  /\b(?:Deno|Netlify)\.env\.(?:get|has|set|delete)\(\s*['"`](\w*)$/,
  /\b\w*env\w*(?:\.\w+)?(?:<\w+>)?\(\s*['"`](\w*)$/i,
  /\bconfig(?:Service)?\.get(?:OrThrow)?(?:<\w+>)?\(\s*['"`](\w*)$/i,
  /\b(?:getSecret|Config\.\w+)\(\s*['"`](\w*)$/,
];

/** What must occur in a text, so that a form is the name of a variable there. */
const OF_LIBRARIES: readonly (readonly [string, RegExp])[] = [
  ['convict', /\benv\s*:\s*['"](\w*)$/],
  [
    'BaseSettings',
    /\b(?:alias|validation_alias|env)\s*=\s*(?:AliasChoices\(|\[)?\s*(?:['"]\w+['"],\s*)*['"](\w*)$/,
  ],
];

const PYTHON = [
  /\benviron\[\s*[rb]?['"](\w*)$/,
  /\benviron\.(?:get|setdefault|pop)\(\s*['"](\w*)$/,
  /\bgetenv\(\s*['"](\w*)$/,
  /\b\w*env\w*(?:\.\w+)?\(\s*['"](\w*)$/i,
  /\bconfig\(\s*['"](\w*)$/,
  /\b(?:envvar|env_var)\s*=\s*\[?\s*(?:['"]\w+['"],\s*)*['"](\w*)$/,
];

/** How much of the text before a place is looked at, in UTF-16 units. */
const WINDOW = 2_000;

/** Whether the name of a variable is being written at an offset. Dotenv files and Procfiles have features of their own. */
export function namePlace(path: string, text: string, offset: number): NamePlace | undefined {
  const before = text.slice(Math.max(0, offset - WINDOW), offset);
  const line = before.slice(before.lastIndexOf('\n') + 1);
  const language = languageOf(path);
  const found = language
    ? (lastOf([...formsOf(language.family), ...libraryForms(text)], line) ??
      inPattern(before, text, offset) ??
      inSchema(before, text))
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

function formsOf(family: LanguageFamily): readonly RegExp[] {
  return family === 'python' ? PYTHON : JAVASCRIPT;
}

function libraryForms(text: string): readonly RegExp[] {
  return OF_LIBRARIES.filter(([word]) => text.includes(word)).map(([, form]) => form);
}

/** `const { A, B } = process.env`, `import { A } from '$env/static/private'` */
function inPattern(before: string, text: string, offset: number): string | undefined {
  const open = /(?:\{|,)\s*(\w*)$/.exec(before);
  if (!open || !/(?:const|let|var|import)\s*\{[^{}]*$/.test(before)) return undefined;
  const after = text.slice(offset, offset + WINDOW);
  return /^[^{}]*\}\s*(?:=\s*(?:process|import\.meta)\.env\b|from\s*['"](?:\$env\/static|astro:env)\/)/.test(
    after,
  )
    ? open[1]
    : undefined;
}

/** What stands before the object whose keys are variables: the schema of a library. */
const SCHEMAS = /(?:\b(?:[cC]leanEnv|parseEnv)\([^(){}]*|\benvsafe\(\s*)$/;
/** Objects that are schemas of the environment where the text says that they check it. */
const OBJECTS = /(?:\b(?:object|keys|strictObject)\(\s*|\b(?:server|client|shared)\s*:\s*)$/;

/** A key of the object that a schema library is given: `cleanEnv(process.env, { DATABASE_URL: … })`. */
function inSchema(before: string, text: string): Found {
  const key = /[{,]\s*(\w*)$/.exec(before)?.[1];
  if (key === undefined) return undefined;
  const outside = outsideOfObject(before);
  const checks = /\(process\.env\b|\bcreateEnv\(|\bvalidationSchema\b/.test(text);
  const isSchema = SCHEMAS.test(outside) || (checks && OBJECTS.test(outside));
  return isSchema ? { prefix: key, suffix: ': ' } : undefined;
}

/** The text before the object that is open at its end; empty where none is. */
function outsideOfObject(before: string): string {
  let depth = 0;
  for (let at = before.length - 1; at >= 0; at--) {
    if (before[at] === '}') depth++;
    if (before[at] === '{' && depth-- === 0) return before.slice(0, at);
  }
  return '';
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
