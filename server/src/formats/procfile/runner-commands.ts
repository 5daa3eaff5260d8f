import type { NamingPlace } from '../../model/process.ts';
import { type ShellWord, shellWords } from '../shell-words.ts';
import type { ProcessName } from './process-names.ts';

/** What the words behind a subcommand are. */
type Operands =
  /** `web worker`, `web=1,worker=2`, `web.1` */
  | 'names'
  /** The first word alone: what follows is a command's arguments. */
  | 'first'
  /** The name of an application, then names. */
  | 'after-application'
  /** A subcommand of the subcommand, then names: `goreman run restart web`. */
  | 'after-subcommand'
  | 'none';

/** How a program that runs Procfiles, or a platform's command line, is told process types. */
type Runner = {
  readonly reader: NamingPlace['reader'];
  readonly subcommands: Readonly<Record<string, Operands>>;
  /** Options with a list of process types, or a formation. */
  readonly naming: ReadonlySet<string>;
  /** Other options that take a value. */
  readonly valued: ReadonlySet<string>;
  /** Options that name the Procfile. */
  readonly procfile: ReadonlySet<string>;
};

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** After the usage texts of the programs. */
const RUNNERS: Readonly<Record<string, Runner>> = {
  foreman: {
    reader: 'runner',
    subcommands: { start: 'names', s: 'names', run: 'first' },
    naming: set('-m --formation -c --concurrency'),
    valued: set('-d --root -e --env -p --port -t --timeout'),
    procfile: set('-f --procfile'),
  },
  forego: {
    reader: 'runner',
    subcommands: { start: 'names' },
    naming: set('-c'),
    valued: set('-e -p -t'),
    procfile: set('-f'),
  },
  honcho: {
    reader: 'runner',
    subcommands: { start: 'names' },
    naming: set('-c --concurrency -q --quiet'),
    valued: set('-d --app-root -e --env -p --port'),
    procfile: set('-f --procfile'),
  },
  overmind: {
    reader: 'runner',
    subcommands: {
      start: 'none',
      s: 'none',
      restart: 'names',
      r: 'names',
      stop: 'names',
      connect: 'names',
      c: 'names',
    },
    naming: set(
      '-l --processes -x --ignored-processes -m --formation -c --can-die -r --auto-restart -n --no-port-processes',
    ),
    valued: set(
      '-p --port -P --port-step -s --socket -T --title -d --root -b --colors -i --stop-signals -w --network -t --timeout -e --env',
    ),
    procfile: set('-f --procfile'),
  },
  hivemind: {
    reader: 'runner',
    subcommands: {},
    naming: set('-l --processes'),
    valued: set('-p --port -P --port-step -T --title -d --root -t --timeout'),
    procfile: set('-f'),
  },
  goreman: {
    reader: 'runner',
    subcommands: { start: 'names', run: 'after-subcommand' },
    naming: set(''),
    valued: set('-p -b -basedir -env -logtime'),
    procfile: set('-f'),
  },
  nf: {
    reader: 'runner',
    subcommands: { start: 'names' },
    naming: set(''),
    valued: set('-e --env -p --port -x --forward -i --intercept'),
    procfile: set('-j --procfile'),
  },
  heroku: {
    reader: 'platform',
    subcommands: {
      'ps:scale': 'names',
      'dyno:scale': 'names',
      scale: 'names',
      'ps:resize': 'names',
      'ps:type': 'names',
      'ps:restart': 'names',
      restart: 'names',
      'ps:stop': 'names',
      'ps:kill': 'names',
      local: 'names',
      'local:start': 'names',
      logs: 'none',
    },
    naming: set('-d --dyno --dyno-name --ps --process-type -n --type'),
    valued: set('-a --app -r --remote -p --port -e --env -s --source --num'),
    procfile: set('-f --procfile'),
  },
  dokku: {
    reader: 'platform',
    subcommands: {
      'ps:scale': 'after-application',
      'ps:restart': 'after-application',
      'ps:stop': 'after-application',
      enter: 'after-application',
      logs: 'none',
    },
    naming: set('-p --ps'),
    valued: set('-n --num --parallel'),
    procfile: set(''),
  },
};

const ANY_RUNNER = new RegExp(`(?<![\\w./:-])(?:${Object.keys(RUNNERS).join('|')})(?=[ \\t])`, 'g');

/** No command line is longer than this, in UTF-16 units; it bounds the time that a long line takes. */
const LONGEST_COMMAND = 2_000;

/** A folder that a script goes into; `cd "$(dirname "$0")/.."` goes to where it belongs. */
const MOVES =
  /^[ \t]*(?:cd|pushd)[ \t]+["']?(?:\.\/)?[A-Za-z_][\w./-]*["']?[ \t]*(?:$|[;&|#])|^[ \t]*working-directory:/m;

/**
 * The process types that commands in a file name: `foreman start web`, `heroku ps:scale worker=2`. Reads line by line,
 * so that it serves scripts, Makefiles, workflows and `package.json` alike; a command that is told a Procfile in
 * another folder, or that follows `cd`, names nothing here.
 *
 * @param isOneShell whether `cd` on a line holds for the lines that follow
 */
export function* namesInCommands(text: string, isOneShell: boolean): Iterable<ProcessName> {
  const moved = isOneShell ? text.search(MOVES) : -1;
  for (const { 0: runner, index } of text.matchAll(ANY_RUNNER)) {
    const lineStart = text.lastIndexOf('\n', index - 1) + 1;
    if (index - lineStart > LONGEST_COMMAND || (moved >= 0 && moved < index)) continue;
    const before = text.slice(lineStart, index);
    if (/^\s*(?:#|\/\/)|\s#/.test(before) || /(?:^|[\s"'`;&|(])cd[ \t]/.test(before)) continue;
    yield* namesIn(runner, text.slice(index, endOfCommand(text, index, before)), index);
  }
}

/** Where the command ends at the latest: with its line, at an escape, or at the quote around it. */
function endOfCommand(text: string, start: number, before: string): number {
  const quotes = ['"', "'"].filter((quote) => before.split(quote).length % 2 === 0);
  const end = Math.min(start + LONGEST_COMMAND, text.length);
  for (let at = start; at < end; at++) {
    const character = text[at] ?? '';
    if (character === '\n' || character === '\r' || character === '\\' || quotes.includes(character))
      return at;
  }
  return end;
}

function* namesIn(program: string, command: string, offset: number): Iterable<ProcessName> {
  const runner = RUNNERS[program];
  const [first] = shellWords(command, offset);
  if (!runner || !first) return;
  const found: ProcessName[] = [];
  let procfile: string | undefined;
  const positional: ShellWord[] = [];
  const operandsOf = (): Operands => {
    const name = positional[0]?.value ?? '';
    return Object.hasOwn(runner.subcommands, name) ? (runner.subcommands[name] ?? 'none') : 'none';
  };
  const place = (): NamingPlace => ({
    name: [program, positional[0]?.value].filter((word) => word !== undefined).join(' '),
    reader: program === 'heroku' && positional[0]?.value.startsWith('local') ? 'runner' : runner.reader,
  });
  const told = (name: ProcessName): ProcessName =>
    procfile === undefined || name.kind === 'define' ? name : { ...name, place: { ...name.place, procfile } };
  const words = first.words.slice(1);
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (!word) break;
    const [option = '', given] = splitOption(word);
    const value = given ?? (option === word.value ? words[at + 1] : undefined);
    if (runner.procfile.has(option)) {
      procfile = value?.value.replace(/^\.\//, '');
      if (!value || !procfile || value.expands || /[/\\]/.test(procfile)) return;
      if (!given) at++;
    } else if (runner.naming.has(option)) {
      if (value) found.push(...namesInWord(command, offset, value, place()));
      if (!given) at++;
    } else if (runner.valued.has(option)) {
      if (!given) at++;
    } else if (!word.value.startsWith('-')) {
      positional.push(word);
    }
  }
  const operands = operandsOf();
  const named =
    operands === 'none'
      ? []
      : operands === 'first'
        ? positional.slice(1, 2)
        : positional.slice(operands === 'names' ? 1 : 2);
  for (const word of named) {
    const names = namesInWord(command, offset, word, place());
    found.push(
      ...(operands === 'first' ? names.map((name) => ({ ...name, orProgram: true as const })) : names),
    );
  }
  yield* found.map(told).sort((one, other) => one.span.start - other.span.start);
}

/** `--formation=web=1` as the option and the word of its value. */
function splitOption(word: ShellWord): readonly [string, ShellWord?] {
  const equals = word.value.indexOf('=');
  if (!word.value.startsWith('-') || equals < 0 || word.quoted) return [word.value];
  const start = word.span.start + equals + 1;
  return [
    word.value.slice(0, equals),
    { ...word, value: word.value.slice(equals + 1), span: { start, end: word.span.end } },
  ];
}

/** The names in `web`, `web,worker`, `web=1,worker=2:standard-2x`, `web.1`. */
function namesInWord(
  command: string,
  offset: number,
  { span, expands }: ShellWord,
  place: NamingPlace,
): readonly ProcessName[] {
  if (expands) return [];
  const raw = command.slice(span.start - offset, span.end - offset);
  return namesInList(raw, span.start, place);
}

/** The names in a list such as `web=1,worker=2` that stands at an offset; `all` is none. */
export function namesInList(list: string, offset: number, place: NamingPlace): readonly ProcessName[] {
  const found: ProcessName[] = [];
  for (const match of list.matchAll(
    /(?<![^,\s"'])([A-Za-z0-9_][\w-]*)(?:[=:](\d+)?[\w:.+-]*|[.#+]\d+)?(?![^,\s"'])/g,
  )) {
    const [whole, name = '', digits] = match;
    if (name === 'all') continue;
    const span = { start: offset + match.index, end: offset + match.index + name.length };
    found.push(
      /^[=:]/.test(whole.slice(name.length))
        ? { kind: 'count', name, span, place, ...(digits === undefined ? {} : { count: Number(digits) }) }
        : { kind: 'start', name, span, place },
    );
  }
  return found;
}
