import { parsePackageJson } from '../../formats/package-json.ts';
import type { ProcfileEntry } from '../../formats/procfile.ts';
import type { ShellWord } from '../../formats/shell-words.ts';
import type { Span } from '../../model/span.ts';
import { commandsOf, programOf } from '../../rules/concurrency/programs.ts';
import type { FeatureFolder, FoundPlace } from './feature.ts';
import { taskReferences } from './procfile-task-references.ts';

/** What a word of a command names, and where that is. */
export type CommandReference = {
  readonly span: Span;
  readonly kind: 'file' | 'script' | 'module' | 'target' | 'command';
  /** In words: "npm script `start`: `node server.js`". */
  readonly detail: string;
  readonly place: FoundPlace;
};

/** Programs whose first argument is `module:application`. */
const MODULE_SERVERS = new Set('gunicorn uvicorn hypercorn daphne granian waitress-serve uwsgi'.split(' '));
const PACKAGE_MANAGERS = new Set(['npm', 'yarn', 'pnpm', 'bun']);
/** Scripts that `npm` runs without `run`. */
const BARE_SCRIPTS = new Set(['start', 'test', 'stop', 'restart']);

/**
 * Finds what the command of a process names in the files of its folder: scripts, modules, targets, files.
 *
 * @param base folder of the Procfile, with a slash at its end; empty for the root
 */
export async function commandReferences(
  { command, commandSpan }: ProcfileEntry,
  base: string,
  folder: FeatureFolder,
): Promise<readonly CommandReference[]> {
  const found: CommandReference[] = [];
  for (const { words } of commandsOf(command, commandSpan.start)) {
    const program = programOf(words);
    if (!program) continue;
    const { name, word, arguments: rest } = program;
    const special = PACKAGE_MANAGERS.has(name)
      ? await packageScript(name, rest, base, folder)
      : MODULE_SERVERS.has(name)
        ? await application(rest, base, folder)
        : name === 'celery'
          ? await celeryModule(rest, base, folder)
          : name === 'make'
            ? await makeTarget(rest, base, folder)
            : await pythonModule(word, words, base, folder);
    if (special) found.push(special);
    const management = await managementCommand(rest, base, folder);
    if (management) found.push(management);
    found.push(...(await taskReferences(program, base, folder)));
    for (const one of words) {
      const file = special?.span.start === one.span.start ? undefined : fileNamed(one, base, folder);
      if (file !== undefined) {
        found.push({
          span: one.span,
          kind: 'file',
          detail: `File \`${file}\``,
          place: { path: file, span: { start: 0, end: 0 } },
        });
      }
    }
  }
  return found.sort((one, other) => one.span.start - other.span.start);
}

/** The file that a word names, as it stands or with an extension that Node adds. */
function fileNamed(word: ShellWord, base: string, folder: FeatureFolder): string | undefined {
  if (word.expands || word.value.startsWith('-') || word.value.startsWith('/')) return undefined;
  const path = base + word.value.replace(/^\.\//, '');
  if (path === base || path.includes('..')) return undefined;
  const isNamed = (candidate: string) => folder.has(candidate);
  if (isNamed(path)) return path;
  if (!word.value.includes('/') && !/\.\w+$/.test(word.value)) return undefined;
  return [`${path}.js`, `${path}/index.js`].find(isNamed);
}

async function packageScript(
  manager: string,
  [first, second]: readonly ShellWord[],
  base: string,
  folder: FeatureFolder,
): Promise<CommandReference | undefined> {
  const isRun = first?.value === 'run' || first?.value === 'run-script';
  const word = isRun
    ? second
    : manager === 'npm' && !BARE_SCRIPTS.has(first?.value ?? '')
      ? undefined
      : first;
  const path = `${base}package.json`;
  if (!word || !folder.has(path)) return undefined;
  const scripts = parsePackageJson(path, (await folder.read(path)) ?? '').scripts;
  const script = scripts.find(({ name }) => name === word.value);
  return (
    script && {
      span: word.span,
      kind: 'script',
      detail: `Script \`${script.name}\` of \`package.json\`: \`${script.value}\``,
      place: { path, span: script.nameSpan },
    }
  );
}

/** `shop.wsgi:application` of a Python server. */
async function application(
  words: readonly ShellWord[],
  base: string,
  folder: FeatureFolder,
): Promise<CommandReference | undefined> {
  const at = words.findIndex(({ value }) => value === '--chdir' || value === '--app-dir');
  const below = at < 0 ? '' : `${words[at + 1]?.value ?? ''}/`.replace(/^\.?\/+/, '');
  for (const [index, word] of words.entries()) {
    if (at >= 0 && index === at + 1) continue;
    const match = /^([A-Za-z_][\w.]*)(?::([A-Za-z_]\w*)(?:\(\))?)?$/.exec(word.value);
    const reference = match?.[1] && (await moduleReference(word, match[1], match[2], base + below, folder));
    if (reference) return reference;
  }
  return undefined;
}

async function celeryModule(
  words: readonly ShellWord[],
  base: string,
  folder: FeatureFolder,
): Promise<CommandReference | undefined> {
  const at = words.findIndex(({ value }) => value === '-A' || value === '--app');
  const word = at < 0 ? undefined : words[at + 1];
  const [module = '', attribute] = word?.value.split(':') ?? [];
  return word && moduleReference(word, module, attribute, base, folder);
}

/** `python -m package.module` */
async function pythonModule(
  word: ShellWord,
  words: readonly ShellWord[],
  base: string,
  folder: FeatureFolder,
): Promise<CommandReference | undefined> {
  const before = words[words.indexOf(word) - 1];
  return before?.value === '-m' ? moduleReference(word, word.value, undefined, base, folder) : undefined;
}

async function moduleReference(
  word: ShellWord,
  module: string,
  attribute: string | undefined,
  base: string,
  folder: FeatureFolder,
): Promise<CommandReference | undefined> {
  const stem = base + module.replaceAll('.', '/');
  const path = [`${stem}.py`, `${stem}/__init__.py`, `${stem}/__main__.py`].find((one) => folder.has(one));
  if (path === undefined) return undefined;
  const text = attribute === undefined ? '' : ((await folder.read(path)) ?? '');
  const definition =
    attribute === undefined
      ? undefined
      : new RegExp(`^(?:(?:async[ \\t]+)?(?:def|class)[ \\t]+)?(${attribute})[ \\t]*[:=(]`, 'm').exec(text);
  const start = definition ? definition.index + definition[0].lastIndexOf(attribute ?? '') : 0;
  const end = start + (definition?.[1]?.length ?? 0);
  const what =
    attribute === undefined ? `Module \`${module}\`` : `\`${attribute}\` of the module \`${module}\``;
  return {
    span: word.span,
    kind: 'module',
    detail: `${what}: \`${path}\``,
    place: { path, span: { start, end } },
  };
}

async function makeTarget(
  words: readonly ShellWord[],
  base: string,
  folder: FeatureFolder,
): Promise<CommandReference | undefined> {
  const word = words.find(({ value }) => /^[\w./-]+$/.test(value) && !value.startsWith('-'));
  const path = `${base}Makefile`;
  if (!word || !folder.has(path)) return undefined;
  const target = makeTargets((await folder.read(path)) ?? '').find(({ name }) => name === word.value);
  return (
    target && {
      span: word.span,
      kind: 'target',
      detail: `Target \`${target.name}\` of \`Makefile\``,
      place: { path, span: target.span },
    }
  );
}

/** The targets of a Makefile that have plain names, without those that begin with a dot. */
export function makeTargets(text: string): readonly { readonly name: string; readonly span: Span }[] {
  return [...text.matchAll(/^([A-Za-z0-9][\w./-]*)[ \t]*:(?!=)/gm)].map((match) => {
    const name = match[1] ?? '';
    return { name, span: { start: match.index, end: match.index + name.length } };
  });
}

/** `manage.py import_stock` */
async function managementCommand(
  words: readonly ShellWord[],
  base: string,
  folder: FeatureFolder,
): Promise<CommandReference | undefined> {
  const at = words.findIndex(({ value }) => /(?:^|\/)manage\.py$/.test(value));
  const word = at < 0 ? undefined : words[at + 1];
  if (!word || !/^\w+$/.test(word.value)) return undefined;
  const path = managementCommands(base, folder).get(word.value);
  return path === undefined
    ? undefined
    : {
        span: word.span,
        kind: 'command',
        detail: `Management command \`${word.value}\`: \`${path}\``,
        place: { path, span: { start: 0, end: 0 } },
      };
}

/** Paths of the project's own Django commands by their names. */
export function managementCommands(base: string, folder: FeatureFolder): ReadonlyMap<string, string> {
  const commands = new Map<string, string>();
  for (const path of folder.paths()) {
    const name = /\/management\/commands\/([A-Za-z]\w*)\.py$/.exec(path)?.[1];
    if (name !== undefined && path.startsWith(base)) commands.set(name, path);
  }
  return commands;
}
