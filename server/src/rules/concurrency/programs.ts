import { type ShellCommand, type ShellWord, shellWords } from '../../formats/shell-words.ts';

/** The program that a simple command runs in the end, with its arguments. */
export type Program = {
  /** Without folder and version: `gunicorn` of `/venv/bin/gunicorn`, `python` of `python3.12`, the module of `python -m`. */
  readonly name: string;
  readonly word: ShellWord;
  readonly arguments: readonly ShellWord[];
  /** What runs it, outermost first: `nohup`, `poetry`. */
  readonly wrappers: readonly ShellWord[];
};

/** Programs that run another one in their place, with the options of theirs that take a value. */
const WRAPPERS: Readonly<Record<string, readonly string[]>> = {
  env: ['-u', '-C', '-S'],
  sudo: ['-u', '-g', '-h'],
  time: [],
  nice: ['-n'],
  ionice: ['-c', '-n'],
  stdbuf: ['-o', '-e', '-i'],
  timeout: ['-s', '-k'],
  nohup: [],
  setsid: [],
  tini: [],
  'dumb-init': [],
  'xvfb-run': [],
  'ddtrace-run': [],
  'opentelemetry-instrument': [],
  npx: ['-p', '--package'],
  bunx: [],
  dotenv: ['-e', '-f'],
};

/** Programs that do so by a subcommand. */
const SUBCOMMANDS: Readonly<Record<string, readonly string[]>> = {
  bundle: ['exec'],
  poetry: ['run'],
  pipenv: ['run'],
  pdm: ['run'],
  uv: ['run'],
  rye: ['run'],
  hatch: ['run'],
  pnpm: ['exec', 'dlx'],
  yarn: ['exec', 'dlx'],
  npm: ['exec'],
  'newrelic-admin': ['run-program'],
  doppler: ['run'],
};

/** Finds what a simple command runs, wrappers such as `poetry run` taken off; undefined if it has no words. */
export function programOf(words: readonly ShellWord[]): Program | undefined {
  const wrappers: ShellWord[] = [];
  let rest = words;
  for (;;) {
    const [word, ...after] = rest;
    if (!word) return undefined;
    const name = baseName(word.value);
    const unwrapped = unwrap(name, after);
    if (unwrapped && unwrapped.length > 0) {
      wrappers.push(word);
      rest = unwrapped;
      continue;
    }
    const module = name === 'python' && after[0]?.value === '-m' ? after[1] : undefined;
    if (module) return { name: module.value, word: module, arguments: after.slice(2), wrappers };
    return { name, word, arguments: after, wrappers };
  }
}

function unwrap(name: string, after: readonly ShellWord[]): readonly ShellWord[] | undefined {
  const subcommands = SUBCOMMANDS[name];
  if (subcommands) {
    return subcommands.includes(after[0]?.value ?? '') ? withoutOptions(after.slice(1), []) : undefined;
  }
  const valued = Object.hasOwn(WRAPPERS, name) ? WRAPPERS[name] : undefined;
  if (!valued) return undefined;
  const rest = withoutOptions(after, valued);
  // `timeout 30 node app.js`
  return name === 'timeout' ? rest.slice(1) : rest;
}

/** What follows options and, for `env`, assignments. */
function withoutOptions(words: readonly ShellWord[], valued: readonly string[]): readonly ShellWord[] {
  let at = 0;
  for (let word = words[at]; word; word = words[at]) {
    if (word.value === '--') return words.slice(at + 1);
    if (valued.includes(word.value)) at += 2;
    else if (word.value.startsWith('-') || /^[A-Za-z_]\w*=/.test(word.value)) at++;
    else break;
  }
  return words.slice(at);
}

function baseName(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return /^python[\d.]*$/.test(name) ? 'python' : name;
}

/**
 * The simple commands of a script, those of `sh -c '…'` in the place of the shell.
 *
 * @param offset UTF-16 offset of the script in its file; added to every span. Inside `sh -c` the spans are right
 *   where the script stands in plain quotes.
 */
export function commandsOf(script: string, offset: number): readonly ShellCommand[] {
  return shellWords(script, offset).flatMap((command) => {
    const inner = shellScript(command);
    if (!inner) return [command];
    const commands = shellWords(inner.value, inner.span.start + 1);
    // `sh -c 'a' &`
    return command.background ? commands.map((one) => ({ ...one, background: true })) : commands;
  });
}

/** The script in `sh -c 'script'`, if its quoting keeps offsets. */
function shellScript({ words }: ShellCommand): ShellWord | undefined {
  const program = programOf(words);
  if (!program || !/^(?:ba|da|a|z|k)?sh$/.test(program.name)) return undefined;
  const [option, script] = program.arguments;
  if (!option || !script || !/^-\w*c$/.test(option.value)) return undefined;
  return script.span.end - script.span.start === script.value.length + 2 ? script : undefined;
}

/** The word that gives an option, and its value's word, the same one for `--option=value`; undefined if absent. */
export function optionOf(
  words: readonly ShellWord[],
  names: readonly string[],
): { readonly word: ShellWord; readonly value: string; readonly valueWord: ShellWord } | undefined {
  for (const [index, word] of words.entries()) {
    const next = words[index + 1];
    if (names.includes(word.value)) {
      return next && { word, value: next.value, valueWord: next };
    }
    const name = names.find((candidate) =>
      candidate.startsWith('--')
        ? word.value.startsWith(`${candidate}=`)
        : word.value.startsWith(candidate) && word.value.length > candidate.length && /^-\w$/.test(candidate),
    );
    if (name === undefined) continue;
    const value = word.value.slice(name.length + (name.startsWith('--') ? 1 : 0)).replace(/^=/, '');
    return { word, value, valueWord: word };
  }
  return undefined;
}
