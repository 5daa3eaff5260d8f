import type { Span } from '../model/span.ts';
import { readShellWord, type ShellWord } from './shell-word.ts';

export type { ShellExpansion, ShellWord } from './shell-word.ts';

/** `NAME=value` before a command. */
export type ShellAssignment = {
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: ShellWord;
  readonly span: Span;
};

export type ShellRedirection = {
  /** Without the descriptor: `>` of `2>`. */
  readonly operator: '>' | '>>' | '>|' | '>&' | '&>' | '&>>' | '<' | '<<' | '<<-' | '<<<' | '<&' | '<>';
  /** The number before the operator. */
  readonly descriptor?: number;
  /** A file, for `>&` and `<&` a descriptor, for `<<` the delimiter; empty if nothing follows. */
  readonly target: ShellWord;
  readonly span: Span;
};

/** What ends a command; empty at the end of the text. */
export type ShellSeparator = '&&' | '||' | ';' | ';;' | '|' | '|&' | '&' | '\n' | '(' | ')' | '';

/** A simple command: the unit between two separators. */
export type ShellCommand = {
  readonly assignments: readonly ShellAssignment[];
  /** Program and arguments, without `exec`, assignments and redirections. May be empty: `FOO=1`, `> file`. */
  readonly words: readonly ShellWord[];
  readonly redirections: readonly ShellRedirection[];
  /** The shell does not wait for it: it ends with `&`. */
  readonly background: boolean;
  /** Where `exec` stands before the program: the command replaces the shell. */
  readonly execSpan?: Span;
  /** From the first assignment, word or redirection to the last. */
  readonly span: Span;
  readonly separator: ShellSeparator;
};

const OPERATOR = /&&|\|\||;;|\|&|&(?!>)|[;|()]|\r?\n/y;
const REDIRECTION = /(\d*)(&>>|&>|>>|>\||>&|>|<<<|<<-|<<|<&|<>|<)/y;
const ASSIGNMENT = /([A-Za-z_]\w*)\+?=/y;
const WHITE_SPACE = /(?:[ \t]|\r(?!\n)|\\\r?\n)*/y;

/** Reserved words before a command; the command itself follows. */
const BEFORE_COMMAND = new Set(['!', '{', 'if', 'then', 'else', 'elif', 'while', 'until', 'do', 'time']);
/** Reserved words that end a compound command and are none themselves. */
const AFTER_COMMANDS = new Set(['}', 'fi', 'done', 'esac']);

type Pending = {
  readonly assignments: ShellAssignment[];
  readonly words: ShellWord[];
  readonly redirections: ShellRedirection[];
  execSpan?: Span;
  start?: number;
  end: number;
};

/**
 * Splits a shell script into simple commands, in the order in which they are written. Subshells, groups and
 * compound commands are flattened; `$(…)` and backticks stay inside their word. Nothing is expanded or run.
 *
 * @param text   a POSIX shell script, such as a Procfile command
 * @param offset UTF-16 offset that `text` has in its file; added to every span
 * @returns the commands; never throws, in time linear in `text`. Spans lie in `offset … offset + text.length`.
 */
export function shellWords(text: string, offset: number): readonly ShellCommand[] {
  const commands: ShellCommand[] = [];
  const heredocs: ShellRedirection[] = [];
  let pending = nothing();
  let at = 0;

  const finish = (separator: ShellSeparator) => {
    const { start, end, execSpan, ...rest } = pending;
    pending = nothing();
    if (start === undefined) {
      // `( a; b ) &`: the separator belongs to the group that has just ended.
      const last = commands.at(-1);
      if (separator === '&' && last !== undefined)
        commands[commands.length - 1] = { ...last, background: true };
      return;
    }
    const exec = execSpan === undefined ? {} : { execSpan };
    const span = { start: start + offset, end: end + offset };
    commands.push({ ...rest, ...exec, span, background: separator === '&', separator });
  };

  while (true) {
    at = matchAt(WHITE_SPACE, text, at)?.end ?? at;
    if (at >= text.length) break;

    const operator = matchAt(OPERATOR, text, at);
    if (operator !== undefined) {
      const separator = operator.match[0].endsWith('\n') ? '\n' : (operator.match[0] as ShellSeparator);
      finish(separator);
      at = separator === '\n' ? skipHeredocs(text, operator.end, heredocs) : operator.end;
      continue;
    }
    if (text[at] === '#') {
      const newline = text.indexOf('\n', at);
      at = newline < 0 ? text.length : newline;
      continue;
    }
    at = readElement(text, at, offset, pending, heredocs);
  }
  finish('');
  return commands;
}

function nothing(): Pending {
  return { assignments: [], words: [], redirections: [], end: 0 };
}

/** Reads a redirection, an assignment or a word into `pending`; returns the index after it. */
function readElement(
  text: string,
  at: number,
  offset: number,
  pending: Pending,
  heredocs: ShellRedirection[],
): number {
  const extend = (end: number) => {
    pending.start ??= at;
    pending.end = end;
    return end;
  };

  const redirection = matchAt(REDIRECTION, text, at);
  if (redirection !== undefined) {
    const gap = matchAt(WHITE_SPACE, text, redirection.end)?.end ?? redirection.end;
    const found = readShellWord(text, gap, offset);
    const target = found.end > gap ? found : readShellWord('', 0, redirection.end + offset);
    const end = found.end > gap ? found.end : redirection.end;
    const read: ShellRedirection = {
      operator: redirection.match[2] as ShellRedirection['operator'],
      ...(redirection.match[1] ? { descriptor: Number(redirection.match[1]) } : {}),
      target: target.word,
      span: { start: at + offset, end: end + offset },
    };
    pending.redirections.push(read);
    if (read.operator === '<<' || read.operator === '<<-') heredocs.push(read);
    return extend(end);
  }

  const commandPosition = pending.words.length === 0 && pending.execSpan === undefined;
  const assignment = commandPosition ? matchAt(ASSIGNMENT, text, at) : undefined;
  if (assignment !== undefined) {
    const name = assignment.match[1] ?? '';
    const value = readShellWord(text, assignment.end, offset);
    pending.assignments.push({
      name,
      nameSpan: { start: at + offset, end: at + offset + name.length },
      value: value.word,
      span: { start: at + offset, end: value.end + offset },
    });
    return extend(value.end);
  }

  const { word, end } = readShellWord(text, at, offset);
  if (commandPosition && !word.quoted) {
    if (word.value === 'exec') {
      pending.execSpan = word.span;
      return extend(end);
    }
    const reserved = BEFORE_COMMAND.has(word.value) || AFTER_COMMANDS.has(word.value);
    if (reserved && pending.start === undefined) return end;
  }
  pending.words.push(word);
  return extend(end);
}

/**
 * Skips the here-documents that begin after a newline.
 *
 * @returns the index after the last delimiter, or the text's length if one is missing
 */
function skipHeredocs(text: string, start: number, heredocs: ShellRedirection[]): number {
  let at = start;
  for (const { operator, target } of heredocs.splice(0)) {
    let found = false;
    while (!found && at < text.length) {
      const newline = text.indexOf('\n', at);
      const end = newline < 0 ? text.length : newline;
      const line = text.slice(at, end).replace(/\r$/, '');
      found = (operator === '<<-' ? line.replace(/^\t+/, '') : line) === target.value;
      at = end + 1;
    }
  }
  return Math.min(at, text.length);
}

function matchAt(
  pattern: RegExp,
  text: string,
  at: number,
): { match: RegExpExecArray; end: number } | undefined {
  pattern.lastIndex = at;
  const match = pattern.exec(text);
  return match === null ? undefined : { match, end: at + match[0].length };
}
