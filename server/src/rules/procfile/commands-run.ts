import type { ProcfileEntry } from '../../formats/procfile.ts';
import type { ShellWord } from '../../formats/shell-words.ts';
import type { ProcessFact } from '../../model/process.ts';
import { commandsOf, type Program, programOf } from '../concurrency/programs.ts';

type Interpreter = {
  /** What its scripts are named like. */
  readonly script: RegExp;
  /** Options that take a value. */
  readonly valued: ReadonlySet<string>;
  /** With these it runs no script that is named. */
  readonly instead?: RegExp;
};

const NODE: Interpreter = {
  script: /\.[cm]?[jt]s$/,
  valued: new Set(['-r', '--require', '--import', '--loader', '--experimental-loader', '-C', '--conditions']),
  instead: /^(?:-e|--eval|-p|--print|--test|--run)$/,
};
const SHELL: Interpreter = { script: /[^/]$/, valued: new Set(['-o', '+o']), instead: /^-\w*[cs]$/ };

/** Programs that run the file that is their first argument. */
const INTERPRETERS: Readonly<Record<string, Interpreter>> = {
  node: NODE,
  nodejs: NODE,
  tsx: NODE,
  'ts-node': NODE,
  python: { script: /\.py$/, valued: new Set(['-W', '-X']), instead: /^-[mc]/ },
  ruby: { script: /\.rb$/, valued: new Set(['-I', '-r']), instead: /^-[eS]/ },
  php: { script: /\.php$/, valued: new Set(['-d', '-c']), instead: /^-[rS]/ },
  sh: SHELL,
  bash: SHELL,
  dash: SHELL,
};

const PYTHON_SERVERS = new Set(['gunicorn', 'uvicorn', 'hypercorn', 'daphne', 'granian', 'waitress-serve']);
/** Options of theirs that look for modules elsewhere. */
const ELSEWHERE = /^(?:--chdir|--app-dir|--pythonpath|--factory-dir|--working-dir)(?:=|$)/;

/** What a command of a Procfile runs of the project's own: files, scripts of `package.json`, Python modules. */
export function* runsOf({ command, commandSpan }: ProcfileEntry): Iterable<ProcessFact> {
  for (const { words } of commandsOf(command, commandSpan.start)) {
    // What follows is looked for in another folder.
    if (/^(?:cd|pushd|chdir)$/.test(words[0]?.value ?? '')) return;
    const program = programOf(words);
    if (!program || program.wrappers.some(isMoving)) continue;
    const before = words[words.indexOf(program.word) - 1];
    const facts =
      before?.value === '-m'
        ? [moduleRun(program.word, program.name), ...serverModule(program)]
        : [fileRun(program.word, ''), scriptFile(program), packageScript(program), ...serverModule(program)];
    for (const fact of facts) if (fact) yield fact;
  }
}

/** Wrappers that run the program where its files are not: a container, another folder. */
function isMoving({ value }: ShellWord): boolean {
  return /(?:^|\/)(?:env|docker|xvfb-run)$/.test(value);
}

/** A path below the Procfile's folder that is written out; with `program` empty, the file itself is run. */
function fileRun(word: ShellWord | undefined, program: string): ProcessFact | undefined {
  if (!word || word.expands || !/^[\w@./+-]+$/.test(word.value)) return undefined;
  const path = word.value.replace(/^(?:\.\/)+/, '');
  const isPath = program !== '' || word.value.includes('/');
  if (!isPath || /^(?:[/-]|$)|\/$|\/\/|(?:^|\/)\.\.?(?:\/|$)/.test(path)) return undefined;
  return { kind: 'run-file', path, program, span: word.span };
}

function scriptFile({ name, arguments: rest }: Program): ProcessFact | undefined {
  const interpreter = Object.hasOwn(INTERPRETERS, name) ? INTERPRETERS[name] : undefined;
  if (!interpreter) return undefined;
  let at = 0;
  for (let word = rest[at]; word?.value.startsWith('-'); word = rest[at]) {
    if (interpreter.instead?.test(word.value)) return undefined;
    at += interpreter.valued.has(word.value) ? 2 : 1;
  }
  const script = rest[at];
  return script && interpreter.script.test(script.value) ? fileRun(script, name) : undefined;
}

/** Only `npm run x` and `npm start` demand a script: `yarn x` may run a program as well. */
function packageScript({ name, arguments: rest }: Program): ProcessFact | undefined {
  const [first, second] = rest;
  if (name !== 'npm' || !first || rest.some(({ value }) => value === '--if-present')) return undefined;
  if (rest.some(({ value }) => /^(?:-w|--workspaces?|--prefix|-C)(?:=|$)/.test(value))) return undefined;
  const word = first.value === 'start' ? first : /^run(?:-script)?$/.test(first.value) ? second : undefined;
  if (!word || word.expands || word.value.startsWith('-')) return undefined;
  return { kind: 'run-script', name: word.value, span: word.span };
}

function moduleRun(word: ShellWord, module: string): ProcessFact | undefined {
  if (word.expands || !/^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+$/.test(module)) return undefined;
  return { kind: 'run-module', name: module, path: module.replaceAll('.', '/'), span: word.span };
}

/** `shop.wsgi:application` and `shop.asgi` of a Python server. */
function serverModule({ name, arguments: rest }: Program): readonly (ProcessFact | undefined)[] {
  if (!PYTHON_SERVERS.has(name) || rest.some(({ value }) => ELSEWHERE.test(value))) return [];
  const word = rest.find(({ value }) => /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*:[A-Za-z_]/.test(value));
  return word ? [moduleRun(word, word.value.slice(0, word.value.indexOf(':')))] : [];
}
