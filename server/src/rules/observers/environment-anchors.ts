import type { Anchor, Anchors } from '../../model/rule.ts';

/** A name in capitals between quotes: the argument of whatever reads a variable. */
const NAME = String.raw`\s*['"\x60][A-Z][A-Z0-9_]*['"\x60]`;

/** Where a schema of the environment is given to a library, other than with `process.env` in the same call. */
export const SCHEMA_ANCHORS: readonly Anchor[] = [
  { text: 'cleanEnv', gate: /[cC]leanEnv\s*\(/y },
  { text: 'envsafe', gate: /envsafe\s*\(/y },
  { text: 'parseEnv', gate: /parseEnv\s*\(/y },
  { text: 'createEnv', gate: /createEnv\s*\(/y },
  { text: 'convict', gate: /convict\s*(?:<[^>(]*>)?\(/y },
  { text: 'Env.create', gate: /Env\.create\(/y },
  { text: 'env-schema', before: /['"]$/ },
  { text: '@fastify/env', before: /['"]$/ },
  { text: 'fastify-env', before: /['"]$/ },
];

const JAVASCRIPT: readonly Anchor[] = [
  ...SCHEMA_ANCHORS,
  'process.env',
  'import.meta.env',
  'Bun.env',
  { text: 'Deno.env', gate: /Deno\.env\.\w+\(/y },
  {
    text: 'env',
    gate: /env(?:\s+as\s+\w+)?\s*[,}][^;'"]{0,80}from\s*['"](?:(?:node:)?process|bun|\$env\/dynamic\/\w+)['"]/y,
  },
  { text: 'env', gate: /env(?:\s*:\s*\w+)?\s*\}\s*=\s*(?:globalThis\.)?process\b/y },
  // `requireEnv('PORT')`, `getEnv<string>('PORT')`, `env.get('PORT')`, and functions that are called alike.
  { text: 'env', gate: new RegExp(String.raw`[eE][nN][vV]\w*(?:\.\w+)?(?:<\w+>)?\(${NAME}`, 'y') },
  { text: 'require', gate: new RegExp(String.raw`[rR]equired?\w*\(${NAME}`, 'y') },
  { text: 'setting', gate: new RegExp(String.raw`[sS]etting\w*\(${NAME}`, 'y') },
  { text: 'variable', gate: new RegExp(String.raw`[vV]ariable\w*\(${NAME}`, 'y') },
  { text: 'config', gate: new RegExp(String.raw`[cC]onfig\w*(?:\.get\w*)?(?:<\w+>)?\(${NAME}`, 'y') },
  { text: 'secret', gate: new RegExp(String.raw`[sS]ecret\w*\(${NAME}`, 'y') },
  // Services of settings whatever they are called: `this.settings.get('PORT')`.
  { text: '.get', gate: new RegExp(String.raw`\.get(?:OrThrow)?(?:<[\w\s|]+>)?\(${NAME}`, 'y') },
  { text: 'loadEnv', gate: /loadEnv\(/y },
  { text: 'Config.', gate: new RegExp(String.raw`Config\.\w+\(${NAME}`, 'y') },
  { text: '.env(', gate: /\.env\(/y },
  { text: 'envField', gate: /envField\./y },
  { text: 'runtimeConfig', gate: /runtimeConfig\s*:\s*\{/y },
  { text: 'interface', gate: /interface\s+(?:ProcessEnv|ImportMetaEnv|CloudflareEnv)\b/y },
  // The configurations of Next and pm2.
  'nextConfig',
  { text: 'apps', gate: /apps\s*:\s*\[\s*\{/y },
  { text: 'validationSchema', gate: /validationSchema\s*[:,}]/y },
  { text: 'dotenv.parse', gate: /dotenv\.parse\(/y },
  { text: '$env/static/', before: /from\s*['"]$/ },
  { text: 'astro:env/', before: /from\s*['"]$/ },
];

const PYTHON: readonly Anchor[] = [
  { text: 'environ', gate: /environb?\b/y },
  { text: 'getenv', gate: /getenvb?\b/y },
  { text: 'putenv', gate: /(?:un)?(?:set|put)env\b/y },
  { text: 'env', gate: /[eE][nN][vV]\w*(?:\.\w+)?\(\s*(?:(?:var|name)\s*=\s*)?[rb]?['"][A-Z]/y },
  { text: 'env.', gate: /env\.(?:db|cache|email|search|channels)(?:_url)?\(\s*\)/y },
  { text: 'require', gate: new RegExp(String.raw`require\w*\(${NAME}`, 'y') },
  { text: 'setting', gate: new RegExp(String.raw`setting\w*\(${NAME}`, 'y') },
  { text: 'variable', gate: new RegExp(String.raw`variable\w*\(${NAME}`, 'y') },
  { text: 'config', gate: new RegExp(String.raw`config(?:\.get)?\(${NAME}`, 'y') },
  { text: 'secret', gate: new RegExp(String.raw`secret\w*\(${NAME}`, 'y') },
  { text: 'Env(', gate: /Env\(\s*[A-Z]/y, before: /(?:\benviron\.|\W)$/ },
  { text: 'BaseSettings', gate: /BaseSettings(?:\s*[,)]|\s+as\b)/y },
  { text: 'envvar', gate: /envvar\s*=\s*[[(]?\s*['"]/y },
  { text: 'env_var', gate: /env_var\s*=\s*[[(]?\s*['"]/y },
  { text: 'envvar_prefix', gate: /envvar_prefix['"]?\s*[=:]/y },
  'from_prefixed_env',
  { text: 'from_envvar', gate: /from_envvar\(/y },
  { text: 'Dynaconf', gate: /Dynaconf\(/y },
  { text: 'config', gate: /config\(\s*(?:env\s*=|default\s*=|\))/y, before: /dj_database_url\.$/ },
  { text: 'dotenv_values', gate: /dotenv_values\(/y },
];

/** Where code may speak of an environment variable. Tight: each file that has one is parsed. */
export const ENVIRONMENT_ANCHORS: Anchors = { javascript: JAVASCRIPT, python: PYTHON };
