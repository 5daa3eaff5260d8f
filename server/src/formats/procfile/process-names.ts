import type { NamingPlace, ProcessFact } from '../../model/process.ts';
import { parseProcfile } from '../procfile.ts';
import { type Data, entriesOf, readJson, valueAt } from '../variables/data.ts';
import { namesInCommands, namesInList } from './runner-commands.ts';

/** A place where a process type is named, without quotes. */
export type ProcessName = ProcessFact & { readonly kind: 'define' | 'count' | 'start' };

/** Files, by their name, that name process types of the Procfile beside them. */
const READERS: Readonly<Record<string, (text: string) => readonly ProcessName[]>> = {
  'app.json': inAppJson,
  'heroku.yml': inHerokuManifest,
  'fly.toml': inFlyManifest,
  '.foreman': (text) =>
    inLists(text, /^formation:[ \t]*["']?(.*)$/gm, { name: 'the formation of .foreman', reader: 'runner' }),
  '.overmind.env': (text) =>
    inLists(
      text,
      /^(?:export[ \t]+)?OVERMIND_(?:FORMATION|PROCESSES|IGNORED_PROCESSES|CAN_DIE|AUTO_RESTART)=["']?(.*)$/gm,
      { name: '.overmind.env', reader: 'runner' },
    ),
  DOKKU_SCALE: (text) => inLists(text, /^(.*)$/gm, { name: 'DOKKU_SCALE', reader: 'platform' }),
};

/** Files in which commands stand that name process types: scripts, what runs commands, what is run. */
const WITH_COMMANDS =
  /(?:^|\/)(?:package\.json|[Mm]akefile|GNUmakefile|[Jj]ustfile|Taskfile\.ya?ml|\.gitlab-ci\.yml|bin\/[\w-]+|scripts?\/[\w-]+)$|\.(?:sh|bash|zsh|mk)$|(?:^|\/)\.(?:github|gitea|forgejo)\/workflows\/[^/]+\.ya?ml$|(?:^|\/)(?:docker-)?compose(?:[._-][\w.-]+)?\.ya?ml$/;

/** Whether a file may name process types, by its path. */
export function namesProcesses(path: string): boolean {
  const name = nameOf(path);
  return Object.hasOwn(READERS, name) || isProcfile(name) || WITH_COMMANDS.test(path);
}

/** Whether a file speaks of the Procfile in its own folder only; commands stand in folders below, too. */
export function namesProcessesBeside(path: string): boolean {
  const name = nameOf(path);
  return Object.hasOwn(READERS, name) || isProcfile(name);
}

/** Whether a file is read for nothing but the process types that it names. */
export function onlyNamesProcesses(path: string): boolean {
  return namesProcesses(path) && !isProcfile(nameOf(path));
}

function isProcfile(name: string): boolean {
  return /^Procfile(?:\.[\w-]+)?$/.test(name) && !/\.(?:lock|md)$/i.test(name);
}

/**
 * Finds the process types that a file names.
 *
 * @param path its name decides how it is read
 * @returns in the order of the text; empty for files that name none; never throws
 */
export function processNamesIn(path: string, text: string): readonly ProcessName[] {
  const name = nameOf(path);
  const read = Object.hasOwn(READERS, name) ? READERS[name] : undefined;
  if (read) return read(text);
  if (isProcfile(name)) {
    return parseProcfile(path, text).entries.map((entry) => ({
      kind: 'define',
      name: entry.name,
      span: entry.nameSpan,
    }));
  }
  if (!WITH_COMMANDS.test(path)) return [];
  return [...namesInCommands(text, !/^(?:package\.json|[Mm]akefile|GNUmakefile|.*\.mk)$/.test(name))];
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The keys of `formation`, for the application and for its environments. */
function inAppJson(text: string): readonly ProcessName[] {
  const root = readJson(text);
  const environments = entriesOf(valueAt(root, 'environments')).map(({ value }) => value);
  return [root, ...environments].flatMap((data) =>
    entriesOf(valueAt(data, 'formation')).flatMap(({ key: name, keySpan: span, value }) => {
      // An escape in a key would move what a rename replaces.
      if (text.slice(span.start, span.end) !== name) return [];
      return [{ kind: 'count', name, span, place: APP_JSON, ...countIn(value) }];
    }),
  );
}

const APP_JSON: NamingPlace = { name: 'the formation of app.json', reader: 'platform' };

function countIn(process: Data | undefined): { readonly count?: number } {
  const quantity = valueAt(process, 'quantity');
  const count = quantity?.kind === 'text' ? Number(quantity.value) : Number.NaN;
  return Number.isInteger(count) ? { count } : {};
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
    names.push({ kind: 'define', name, span: { start, end: start + name.length } });
  }
  return names;
}

/** The keys of `[processes]`, and the lists `processes = ["web"]` of services, mounts and machines. */
function inFlyManifest(text: string): readonly ProcessName[] {
  const names: ProcessName[] = [];
  let table = '';
  for (const match of text.matchAll(/^[ \t]*(?:\[+([^\]\n]+)\]+|["']?([\w-]+)["']?[ \t]*=(.*))/gm)) {
    const [line, heading, key = '', value = ''] = match;
    if (heading !== undefined) {
      table = heading.trim();
      continue;
    }
    if (table === 'processes') {
      const start = match.index + line.indexOf(key);
      names.push({ kind: 'define', name: key, span: { start, end: start + key.length } });
    } else if (key === 'processes') {
      const offset = match.index + line.length - value.length;
      for (const { 1: name = '', index } of value.matchAll(/["']([\w-]+)["']/g)) {
        const start = offset + index + 1;
        names.push({ kind: 'start', name, span: { start, end: start + name.length }, place: FLY });
      }
    }
  }
  return names;
}

const FLY: NamingPlace = { name: 'fly.toml', reader: 'platform' };

/** The names in `web=1,worker=2`, or in `web,worker`, at the first group of a pattern. */
function inLists(text: string, pattern: RegExp, place: NamingPlace): readonly ProcessName[] {
  return [...text.matchAll(pattern)].flatMap((line) => {
    const [whole, list = ''] = line;
    return namesInList(list.replace(/(^|\s)#.*$/, ''), line.index + whole.lastIndexOf(list), place);
  });
}
