import type { DotenvEvaluation } from './evaluate.ts';

const NONE: ReadonlyMap<string, never> = new Map<string, never>();
const PYTHON_LINE_BREAK = /\r\n|[\n\r\v\f\u2028\u2029]/;
/** Word characters of Python's `shlex` in POSIX mode: ASCII letters, digits, `_` and Latin-1 letters. */
const WORD = /[A-Za-z0-9_\u00DF-\u00F6\u00F8-\u00FF\u00C0-\u00D6\u00D8-\u00DE]/;
const NAME = /^[A-Za-z_]/;

/**
 * nickstenning/honcho honcho/environ.py: each line goes through Python's `shlex`; its first token is the key, its
 * second must be `=`, and the rest, put together without what was between, is the value.
 */
export function evaluateShlex(text: string): DotenvEvaluation {
  const values = new Map<string, string>();
  for (const [line, source] of text.split(PYTHON_LINE_BREAK).entries()) {
    const split = shlex(source);
    if ('reason' in split) return { values: NONE, undetermined: NONE, refused: { ...split, line } };
    const [name = '', operator, ...rest] = split.tokens;
    if (operator !== '=' || rest.length === 0 || !NAME.test(name)) continue;
    values.set(name, rest.join('').replaceAll('\\n', '\n').replaceAll('\\t', '\t'));
  }
  return { values, undetermined: NONE };
}

type Failure = { readonly reason: 'a quote that is not closed' | 'a backslash at the end of a line' };

/** Splits a line as `shlex.shlex(line, posix=True)` does; every other character is a token of its own. */
function shlex(line: string): { readonly tokens: readonly string[] } | Failure {
  const tokens: string[] = [];
  let token: string | undefined;
  const finish = () => {
    if (token !== undefined) tokens.push(token);
    token = undefined;
  };
  for (let at = 0; at < line.length; at++) {
    const character = line[at] ?? '';
    if (character === '#') break;
    if (character === ' ' || character === '\t' || character === '\r') {
      finish();
    } else if (character === '\\') {
      if (at + 1 === line.length) return { reason: 'a backslash at the end of a line' };
      token = (token ?? '') + line[++at];
    } else if (character === '"' || character === "'") {
      const quoted = quotedPart(line, at);
      if (quoted === undefined) return { reason: 'a quote that is not closed' };
      token = (token ?? '') + quoted.text;
      at = quoted.end;
    } else if (WORD.test(character)) {
      token = (token ?? '') + character;
    } else {
      finish();
      tokens.push(character);
    }
  }
  finish();
  return { tokens };
}

/** @returns the text between the quotes and the index of the closing one; undefined if there is none */
function quotedPart(line: string, start: number): { text: string; end: number } | undefined {
  const quote = line[start];
  let text = '';
  for (let at = start + 1; at < line.length; at++) {
    const next = line[at + 1];
    if (line[at] === quote) return { text, end: at };
    if (line[at] === '\\' && quote === '"' && (next === '"' || next === '\\')) {
      text += next;
      at++;
    } else {
      text += line[at];
    }
  }
  return undefined;
}
