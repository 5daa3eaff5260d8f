import type { Anchor, Anchors } from '../../model/rule.ts';

/** A name in capitals between quotes: the argument of whatever reads a variable. */
const NAME = String.raw`\s*['"\x60][A-Z][A-Z0-9_]*['"\x60]`;

const JAVASCRIPT: readonly Anchor[] = [
  'process.env',
  'import.meta.env',
  'Bun.env',
  { text: 'Deno.env', gate: /Deno\.env\.\w+\(/y },
  {
    text: 'env',
    gate: /env(?:\s+as\s+\w+)?\s*[,}][^;'"]{0,80}from\s*['"](?:(?:node:)?process|\$env\/dynamic\/\w+)['"]/y,
  },
  { text: 'env', gate: /env(?:\s*:\s*\w+)?\s*\}\s*=\s*(?:globalThis\.)?process\b/y },
  // `requireEnv('PORT')`, `getEnv<string>('PORT')`, `env.get('PORT')`, and functions that are called alike.
  { text: 'env', gate: new RegExp(String.raw`[eE][nN][vV]\w*(?:\.\w+)?(?:<\w+>)?\(${NAME}`, 'y') },
  { text: 'require', gate: new RegExp(String.raw`[rR]equired?\w*\(${NAME}`, 'y') },
  { text: 'setting', gate: new RegExp(String.raw`[sS]etting\w*\(${NAME}`, 'y') },
  { text: 'variable', gate: new RegExp(String.raw`[vV]ariable\w*\(${NAME}`, 'y') },
  { text: 'config', gate: new RegExp(String.raw`[cC]onfig\w*(?:\.get\w*)?(?:<\w+>)?\(${NAME}`, 'y') },
  { text: 'secret', gate: new RegExp(String.raw`[sS]ecret\w*\(${NAME}`, 'y') },
  { text: 'cleanEnv', gate: /cleanEnv\s*\(/y },
  { text: 'parseEnv', gate: /parseEnv\s*\(/y },
  { text: 'createEnv', gate: /createEnv\s*\(/y },
  { text: 'convict', gate: /convict\s*(?:<[^>(]*>)?\(/y },
  {
    text: 'parse',
    gate: /parse(?:Async)?\(\s*(?:(?:\w+\s*,\s*)?(?:process|import\.meta)\.env\b|v\.\w*[oO]bject\()/y,
  },
  { text: 'validate', gate: /validate(?:Sync|Async)?\(\s*process\.env\b/y },
  { text: 'validationSchema', gate: /validationSchema\s*[:,}]/y },
  { text: 'dotenv.parse', gate: /dotenv\.parse\(/y },
  { text: '$env/static/', before: /from\s*['"]$/ },
];

const PYTHON: readonly Anchor[] = [
  { text: 'environ', gate: /environb?\b/y },
  { text: 'getenv', gate: /getenvb?\b/y },
  { text: 'putenv', gate: /(?:un)?(?:set|put)env\b/y },
  { text: 'env', gate: /[eE][nN][vV]\w*(?:\.\w+)?\(\s*[rb]?['"][A-Z]/y },
  { text: 'env.', gate: /env\.(?:db|cache|email|search|channels)(?:_url)?\(\s*\)/y },
  { text: 'require', gate: new RegExp(String.raw`require\w*\(${NAME}`, 'y') },
  { text: 'setting', gate: new RegExp(String.raw`setting\w*\(${NAME}`, 'y') },
  { text: 'variable', gate: new RegExp(String.raw`variable\w*\(${NAME}`, 'y') },
  { text: 'config', gate: new RegExp(String.raw`config(?:\.get)?\(${NAME}`, 'y') },
  { text: 'secret', gate: new RegExp(String.raw`secret\w*\(${NAME}`, 'y') },
  { text: 'Env(', gate: /Env\(\s*[A-Z]/y, before: /(?:\benviron\.|\W)$/ },
  { text: 'BaseSettings', gate: /BaseSettings\s*[,)]/y },
  { text: 'envvar', gate: /envvar\s*=\s*[[(]?\s*['"]/y },
  'from_prefixed_env',
  { text: 'dotenv_values', gate: /dotenv_values\(/y },
];

/** Where code may speak of an environment variable. Tight: each file that has one is parsed. */
export const ENVIRONMENT_ANCHORS: Anchors = { javascript: JAVASCRIPT, python: PYTHON };
