import type { VariableUse, VariableUses } from '../../model/variable.ts';
import { isEnvironmentName } from './names.ts';
import { BRACKET_REFERENCE, referencesIn } from './references.ts';

/** Files that other programs read, in which they put values of variables. */
const TEXTS =
  /(?:^|\/)(?:[Jj]ustfile|Caddyfile|Jenkinsfile|Vagrantfile|skaffold\.yaml)$|\.(?:conf|template|tmpl|tpl|service|ini|cfg|properties|hcl)$/;

/** Code and pages with script blocks of languages that are not read as code here. */
const EMBEDDED = /\.(?:vue|svelte|astro|mdx)$|(?:^|\/)index\.html$/;

export function isVariableText(path: string): boolean {
  return TEXTS.test(path);
}

export function isEmbedded(path: string): boolean {
  return EMBEDDED.test(path);
}

/**
 * `env("X")` of Just and of templates, `%(ENV_X)s` of Supervisor, `{$X}` and `{env.X}` of Caddy, `${env:X}` of Serverless and VS Code,
 * `{env:X}` of tox, `lookup('env', 'X')` of Ansible.
 */
const OTHER_FORMS = [
  /\benv\(\s*["'](?<name>[A-Z_][A-Z0-9_]*)["']/g,
  /%\(ENV_(?<name>[A-Z_][A-Z0-9_]*)\)/g,
  /\{(?:\$|env\.)(?<name>[A-Z_][A-Z0-9_]*)/g,
  /\$\{(?:env|localEnv|containerEnv)[:.](?<name>[A-Z_][A-Z0-9_]*)(?<default>\s*[:,])?/g,
  /\{env:(?<name>[A-Z_][A-Z0-9_]*)(?<default>:)?/g,
  /\b(?:lookup|query)\(\s*["'](?:ansible\.builtin\.)?env["']\s*,\s*["'](?<name>[A-Z_][A-Z0-9_]*)["']/g,
  /\bget_?env\w*[( ]+["'](?<name>[A-Z_][A-Z0-9_]*)["']/gi,
];

/** References in a file of which nothing else is known. */
export function readTextVariables(path: string, text: string): VariableUses {
  const detail = path.slice(path.lastIndexOf('/') + 1);
  const whole = { start: 0, end: text.length };
  // What a file sets itself is its own.
  const own = new Set(
    [...text.matchAll(/^[ \t]*(?:export[ \t]+)?([A-Z_][A-Z0-9_]*)[ \t]*[:+]?=/gm)].map(([, name]) => name),
  );
  const accepts = (name: string) => isEnvironmentName(name) && !own.has(name);
  const uses: VariableUse[] = [
    ...referencesIn(text, whole, { detail, accepts }),
    ...referencesIn(text, whole, { detail, accepts, form: BRACKET_REFERENCE }),
    ...OTHER_FORMS.flatMap((form) => [...matchesOf(text, form, 'reference', detail)]),
  ];
  return { uses, readsWholeEnvironment: false };
}

const EMBEDDED_READS = [
  /\b(?:process|import\.meta|Bun|Deno)\.env\??\.(?<name>[A-Z_][A-Z0-9_]*)/g,
  /%(?<name>(?:VITE|REACT_APP|PUBLIC|NUXT)_[A-Z0-9_]+)%/g,
  /\bimport\s*\{\s*(?<name>[A-Z_][A-Z0-9_]*)\s*\}\s*from\s*['"]\$env\/static\//g,
];

/** Reads in the script blocks of components and pages, found by their form alone. */
export function readEmbeddedVariables(path: string, text: string): VariableUses {
  const detail = path.slice(path.lastIndexOf('/') + 1);
  const uses = EMBEDDED_READS.flatMap((form) => [...matchesOf(text, form, 'read', detail)]);
  return { uses, readsWholeEnvironment: false };
}

function* matchesOf(
  text: string,
  form: RegExp,
  kind: 'read' | 'reference',
  detail: string,
): Iterable<VariableUse> {
  for (const match of text.matchAll(form)) {
    const name = match.groups?.name ?? '';
    const start = match.index + match[0].lastIndexOf(name);
    const need = match.groups?.default === undefined ? 'optional' : 'default';
    yield { name, kind, span: { start, end: start + name.length }, need, detail };
  }
}
