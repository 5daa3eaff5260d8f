import type { VariableNeed, VariableUse, VariableUses } from '../../model/variable.ts';
import { type ShellCommand, type ShellExpansion, type ShellWord, shellWords } from '../shell-words.ts';
import { isEnvironmentName } from './names.ts';

export function isShellScript(path: string): boolean {
  return /(?:\.(?:sh|bash|ksh|zsh)|(?:^|\/)\.envrc)$/.test(path);
}

/** Commands whose arguments are names that get a value in the script. */
const DECLARING = /^(?:local|declare|typeset|readonly|read|for|select|getopts|mapfile)$/;

/**
 * What a script takes of the environment. A name to which the script gives a value is its own, unless it asks for
 * one from outside first: `PORT=${PORT:-5000}`.
 */
export function readShellVariables(path: string, text: string): VariableUses {
  const detail = path.slice(path.lastIndexOf('/') + 1);
  const own = new Set<string>();
  const expansions: ShellExpansion[] = [];
  const uses: VariableUse[] = [];
  const commands = shellWords(text, 0);
  const isStrict = STRICT.test(text);
  const required = new Set(commands.flatMap((_, index) => requiredBy(commands, index)));
  for (const { assignments, words, redirections } of commands) {
    for (const { name, nameSpan: span, value } of assignments) {
      if (words.length === 0) own.add(name);
      else if (isEnvironmentName(name)) uses.push({ name, kind: 'provide', span, detail });
      expansions.push(...value.expansions);
    }
    uses.push(...namedTo(text, words, detail));
    const program = words[0]?.value ?? '';
    for (const word of [...words, ...redirections.map(({ target }) => target)])
      expansions.push(...word.expansions);
    for (const word of words.slice(1)) {
      const name = /^([A-Za-z_]\w*)(?:$|\+?=)/.exec(word.value)?.[1];
      if (name === undefined) continue;
      if (DECLARING.test(program)) own.add(name);
      const isSet = word.value.length > name.length;
      if (program !== 'export' || !isSet || !isEnvironmentName(name)) continue;
      own.add(name);
      const { start } = word.span;
      uses.push({ name, kind: 'write', span: { start, end: start + name.length }, detail });
    }
  }
  for (const { name, span, modifier } of expansions) {
    const told = needOf(modifier);
    if (!isEnvironmentName(name) || (own.has(name) && told === 'optional')) continue;
    const fails = required.has(name) || (isStrict && modifier === '');
    const need = told === 'optional' && fails ? 'required' : told;
    const start = text.indexOf(name, span.start + 1);
    const fallback = need === 'default' ? modifier.replace(/^:?[-=]/, '') : undefined;
    uses.push({
      name,
      kind: 'read',
      span: { start, end: start + name.length },
      need,
      detail,
      ...(fallback !== undefined && !/[$`]/.test(fallback) ? { fallback } : {}),
    });
  }
  return {
    uses,
    readsWholeEnvironment:
      /^[ \t]*(?:env|printenv|export)[ \t]*(?:\||>|$)|\benvsubst\b(?![^\n]*['"]\$)/m.test(text),
  };
}

/** `set -u`: a variable that is not set ends the script. */
const STRICT = /^[ \t]*set[ \t]+(?:-\w+[ \t]+)*-(?:\w*u\w*|o[ \t]+nounset\b)|^#!.*[ \t]-\w*u/m;

/** Commands between a test and the `exit` that it leads to: a message or two. */
const MOST_BEFORE_EXIT = 3;

/** `[ -z "$PORT" ] && exit 1`, `if [ -z "$PORT" ]; then echo …; exit 1; fi`, `test -n "$PORT" || exit 1`. */
function requiredBy(commands: readonly ShellCommand[], index: number): readonly string[] {
  const command = commands[index];
  const [program, option, tested] = command?.words ?? [];
  if (!command || !tested || !/^(?:\[{1,2}|test)$/.test(program?.value ?? '')) return [];
  const leads = option?.value === '-z' ? command.separator !== '||' : command.separator === '||';
  if (!leads || !/^-[zn]$/.test(option?.value ?? '')) return [];
  for (const { words } of commands.slice(index + 1, index + 1 + MOST_BEFORE_EXIT)) {
    if (words[0]?.value !== 'exit') continue;
    const code = words[1]?.value;
    return code === undefined || code === '0' ? [] : tested.expansions.map(({ name }) => name);
  }
  return [];
}

/** Variables that a command is told by name: `printenv PORT`, `envsubst '$PORT $HOST'`. */
function namedTo(text: string, words: readonly ShellWord[], detail: string): readonly VariableUse[] {
  const program = words[0]?.value;
  if (program !== 'printenv' && program !== 'envsubst') return [];
  const form = program === 'printenv' ? /^()(\w+)$/g : /\$(\{?)(\w+)/g;
  return words.slice(1).flatMap(({ span: { start, end } }) => {
    const found = text.slice(start, end).matchAll(form);
    return [...found].flatMap(({ index, 0: whole, 2: name = '' }): VariableUse[] => {
      const at = start + index + whole.length - name.length;
      if (!isEnvironmentName(name)) return [];
      return [{ name, kind: 'read', span: { start: at, end: at + name.length }, need: 'optional', detail }];
    });
  });
}

function needOf(modifier: string): VariableNeed {
  if (/^:?[-=]/.test(modifier)) return 'default';
  return /^:?\?/.test(modifier) ? 'required' : 'optional';
}
