import { type ShellWord, shellWords } from '../shell-words.ts';
import type { DotenvEvaluation, DotenvRefusal } from './evaluate.ts';
import {
  BOURNE_OPERATORS,
  LARGEST_ENVIRONMENT,
  LONGEST_VALUE,
  type Lookup,
  type ReferenceSyntax,
  referenceAt,
} from './references.ts';
import type { RefusalReason } from './traits.ts';

/** Stands for a carriage return, which is a part of a word in Bash, but not for `shellWords`. */
const CARRIAGE_RETURN = '\uE001';

const SHELL_REFERENCES: ReferenceSyntax = {
  backslashEscapes: false,
  plain: /\$([A-Za-z_]\w*|[0-9])/y,
  braced: /^([A-Za-z_]\w*)(?:(:?[-+?])(.*))?$/s,
  nests: true,
  operators: BOURNE_OPERATORS,
  invalid: 'refused',
};
/** What has a value only in a running shell. */
const PROCESS_PARAMETER = /[$!?@*#-]/;

type Variables = Map<string, string | null>;
type Undetermined = Map<string, 'command' | 'process' | 'length'>;
type Value =
  | { readonly text: string }
  | { readonly unknown: 'command' | 'process' | 'length' }
  | { readonly failure: RefusalReason };

/**
 * What `source` in Bash makes of a file. A line that is not an assignment is a command; here it only counts as an
 * error, and the next line is read, as Bash does.
 */
export function evaluateShell(text: string, environment: ReadonlyMap<string, string>): DotenvEvaluation {
  const values: Variables = new Map();
  const undetermined: Undetermined = new Map();
  let refused: DotenvRefusal | undefined;
  let size = 0;
  const lookup: Lookup = (name) => (values.has(name) ? (values.get(name) ?? '') : environment.get(name));
  const refuse = (reason: RefusalReason, offset: number) => {
    refused ??= { reason, line: text.slice(0, offset).split('\n').length - 1 };
  };

  const script = text.replaceAll('\r', CARRIAGE_RETURN);
  const set = (name: string, start: number, end: number): boolean => {
    const value: Value =
      size > LARGEST_ENVIRONMENT ? { unknown: 'length' } : resolveWord(text.slice(start, end), lookup);
    if ('failure' in value) {
      refuse(value.failure, start);
      return false;
    }
    values.set(name, 'text' in value ? value.text : null);
    if ('text' in value) size += value.text.length;
    if ('unknown' in value) undetermined.set(name, value.unknown);
    else undetermined.delete(name);
    return true;
  };

  let end = 0;
  for (const { words, assignments, span, background } of shellWords(script, 0)) {
    if (hasMisplacedOperator(script.slice(end, span.start), end === 0)) {
      refuse('a syntax error', span.start);
      break;
    }
    end = span.end;
    const exported = exportedAssignments(words);
    if (words.length > 0 && exported === undefined) {
      refuse('a command', span.start);
      continue;
    }
    if (background) continue;
    const all = exported ?? assignments.map(({ name, value }) => ({ name, ...value.span }));
    if (!all.every((assignment) => set(assignment.name, assignment.start, assignment.end))) break;
  }
  return { values, undetermined, ...(refused ? { refused } : {}) };
}

/** An operator at the start of a line. */
function hasMisplacedOperator(gap: string, first: boolean): boolean {
  return (first && /^\s*[;&|)]/.test(gap)) || /\n[ \t]*[;&|)]/.test(gap);
}

type Assignment = { readonly name: string; readonly start: number; readonly end: number };

/** @returns what `export` sets; undefined if the words are another command */
function exportedAssignments(words: readonly ShellWord[]): readonly Assignment[] | undefined {
  const [command, ...operands] = words;
  if (command?.value !== 'export') return undefined;
  return operands.flatMap(({ value, span }) => {
    const name = /^([A-Za-z_]\w*)=/.exec(value)?.[1];
    return name === undefined ? [] : [{ name, start: span.start + name.length + 1, end: span.end }];
  });
}

/** Resolves quotes, escapes and references of a word. */
function resolveWord(word: string, lookup: Lookup): Value {
  let text = '';
  let quoted = false;
  let unknown: 'command' | 'process' | undefined;
  let at = 0;
  while (at < word.length) {
    const character = word[at] ?? '';
    const next = word[at + 1] ?? '';
    if (character === "'" && !quoted) {
      const close = word.indexOf("'", at + 1);
      if (close < 0) return { failure: 'a quote that is not closed' };
      text += word.slice(at + 1, close);
      at = close + 1;
    } else if (character === '"') {
      quoted = !quoted;
      at++;
    } else if (character === '\\') {
      const kept = quoted && !'$`"\\\n'.includes(next);
      text += (kept ? '\\' : '') + (next === '\n' ? '' : next);
      at += 2;
    } else if (character === '`' || (character === '$' && next === '(')) {
      return { unknown: 'command' };
    } else if (character === '$') {
      if (PROCESS_PARAMETER.test(next)) unknown = 'process';
      const found = referenceAt(word, at, SHELL_REFERENCES, lookup);
      if ('failure' in found) return found;
      text += found.text;
      at = found.end;
      if (text.length > LONGEST_VALUE) return { unknown: 'length' };
    } else {
      text += character;
      at++;
    }
  }
  if (quoted) return { failure: 'a quote that is not closed' };
  return unknown === undefined ? { text } : { unknown };
}
