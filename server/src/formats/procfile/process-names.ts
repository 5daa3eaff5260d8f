import { type Node, parseTree } from 'jsonc-parser';
import type { Span } from '../../model/span.ts';
import { parseProcfile } from '../procfile.ts';

/** A place where a process type is named, without quotes. */
export type ProcessName = { readonly name: string; readonly span: Span };

/** Files, by their name, that name process types of the Procfile beside them. */
const READERS: Readonly<Record<string, (text: string) => readonly ProcessName[]>> = {
  'app.json': inAppJson,
  'heroku.yml': inHerokuManifest,
  '.foreman': (text) => inFormation(text, /^formation:[ \t]*["']?(.*)$/gm),
  '.overmind.env': (text) =>
    inFormation(
      text,
      /^(?:export[ \t]+)?OVERMIND_(?:FORMATION|PROCESSES|IGNORED_PROCESSES|CAN_DIE|AUTO_RESTART)=["']?(.*)$/gm,
    ),
  DOKKU_SCALE: (text) => inFormation(text, /^(.*)$/gm),
};

/** Whether a file of this name, without folders, may name process types. */
export function namesProcesses(name: string): boolean {
  return Object.hasOwn(READERS, name) || /^Procfile(?:\.[\w-]+)?$/.test(name);
}

/**
 * Finds the process types that a file names.
 *
 * @param path its name decides how it is read
 * @returns in the order of the text; empty for files that name none; never throws
 */
export function processNamesIn(path: string, text: string): readonly ProcessName[] {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const read = Object.hasOwn(READERS, name) ? READERS[name] : undefined;
  if (read) return read(text);
  if (!namesProcesses(name)) return [];
  return parseProcfile(path, text).entries.map((entry) => ({ name: entry.name, span: entry.nameSpan }));
}

/** The keys of `formation`, for the application and for its environments. */
function inAppJson(text: string): readonly ProcessName[] {
  const root = parseTree(text, [], { allowTrailingComma: true });
  const environments = (child(root, 'environments')?.children ?? []).map(({ children }) => children?.[1]);
  return [root, ...environments]
    .flatMap((node) => child(node, 'formation')?.children ?? [])
    .flatMap(({ children }) => {
      const key = children?.[0];
      // An escape in a key would move what a rename replaces.
      if (typeof key?.value !== 'string' || key.length !== key.value.length + 2) return [];
      return [{ name: key.value, span: { start: key.offset + 1, end: key.offset + key.length - 1 } }];
    });
}

function child(node: Node | undefined, name: string): Node | undefined {
  const property =
    node?.type === 'object'
      ? node.children?.find(({ children }) => children?.[0]?.value === name)
      : undefined;
  const value = property?.children?.[1];
  return value?.type === 'object' ? value : undefined;
}

/** The keys right below `run:`. */
function inHerokuManifest(text: string): readonly ProcessName[] {
  const names: ProcessName[] = [];
  let indentation: string | undefined;
  let isRun = false;
  for (const match of text.matchAll(/^([ \t]*)([\w-]+):/gm)) {
    const [, blank = '', name = ''] = match;
    if (blank === '') {
      isRun = name === 'run';
      indentation = undefined;
      continue;
    }
    indentation ??= blank;
    if (!isRun || blank !== indentation) continue;
    const start = match.index + blank.length;
    names.push({ name, span: { start, end: start + name.length } });
  }
  return names;
}

/** The names in `web=1,worker=2`, or in `web,worker`, at the first group of a pattern. */
function inFormation(text: string, pattern: RegExp): readonly ProcessName[] {
  return [...text.matchAll(pattern)].flatMap((line) => {
    const [whole, list = ''] = line;
    const offset = line.index + whole.lastIndexOf(list);
    return [...list.matchAll(/(?<=^|[,\s])([\w-]+)(?==\d|,|["'\s]*$)/g)].map((match) => ({
      name: match[0],
      span: { start: offset + match.index, end: offset + match.index + match[0].length },
    }));
  });
}
