import type { Span } from '../../model/span.ts';
import type { DotenvAssignment, DotenvProblem, DotenvReference } from '../dotenv.ts';

/** The value of an assignment, up to the end of its last line. */
export type LexedValue = Pick<
  DotenvAssignment,
  'quote' | 'value' | 'valueSpan' | 'quotedSpan' | 'commentSpan' | 'references' | 'commands'
> & {
  readonly problems: readonly DotenvProblem[];
  /** An index on the last line of the value. */
  readonly end: number;
};

const REST = /[^\S\n]*(?:(#)[^\n]*)?(?=\n|$)/y;
const ASSIGNMENT_IN_VALUE = /^[^\S\n]*(?:export[^\S\n]+)?[A-Za-z_]\w*=/m;
const REFERENCE = /\$(?:\{([A-Za-z_]\w*)([^{}\n]{0,200})\}|([A-Za-z_]\w*))/g;
/** Bounded, so that text full of openings costs no more than its length allows. */
const COMMAND = /\$\([^\n]{0,500}?\)|`[^`\n]{1,500}`/g;

type Part = Omit<LexedValue, 'references' | 'commands' | 'problems'> & { readonly problems: DotenvProblem[] };

/** Reads the value whose separator ends at `from`. */
export function lexValue(text: string, from: number): LexedValue {
  let start = from;
  while (isBlank(text[start])) start++;
  const part = quotedPart(text, start) ?? unquotedPart(text, from, start);
  const commands = part.quote === "'" || part.quote === '`' ? [] : commandsIn(part);
  for (const span of commands) part.problems.push({ kind: 'command', span });
  return { ...part, references: referencesIn(part), commands };
}

/** @returns undefined if no quote opens at `start`, or none closes it properly */
function quotedPart(text: string, start: number): Part | undefined {
  const quote = text[start];
  if (quote !== '"' && quote !== "'" && quote !== '`') return undefined;
  const close = closingQuote(text, start, quote);
  if (close === undefined) return undefined;
  const problems: DotenvProblem[] = [];
  const valueSpan = { start: start + 1, end: close };
  const value = text.slice(start + 1, close);
  if (value.includes('\n')) {
    problems.push({ kind: 'multiline-value', span: valueSpan });
    const swallowed = ASSIGNMENT_IN_VALUE.exec(value.slice(value.indexOf('\n') + 1));
    if (swallowed !== null) problems.push({ kind: 'assignment-in-value', span: valueSpan });
  }
  const quotedSpan = { start, end: close + 1 };
  const comment = commentAfter(text, close + 1);
  if (comment.commentSpan) problems.push({ kind: 'inline-comment', span: comment.commentSpan });
  return { quote, value, valueSpan, quotedSpan, ...comment, problems, end: close + 1 };
}

/**
 * The first quote without a backslash before it, if nothing but a comment follows; else the last one before it that
 * a backslash precedes and after which its line ends: `"C:\dir\"`.
 */
function closingQuote(text: string, start: number, quote: string): number | undefined {
  const escaped: number[] = [];
  for (let at = text.indexOf(quote, start + 1); at >= 0; at = text.indexOf(quote, at + 1)) {
    if (text[at - 1] === '\\' && at > start + 1) {
      escaped.push(at);
      continue;
    }
    if (endsLine(text, at + 1)) return at;
    break;
  }
  return escaped.reverse().find((at) => endsLine(text, at + 1));
}

function unquotedPart(text: string, from: number, start: number): Part {
  const newline = text.indexOf('\n', start);
  const lineEnd = newline < 0 ? text.length : newline;
  const line = text.slice(from, lineEnd);
  const comment = /\s#/.exec(line);
  const commentStart = comment === null ? lineEnd : from + comment.index + 1;
  const valueEnd = Math.max(from, from + line.slice(0, commentStart - from).trimEnd().length);
  const valueStart = Math.min(start, valueEnd);
  const span = { start: valueStart, end: valueEnd };
  const value = text.slice(valueStart, valueEnd);
  const problems: DotenvProblem[] = [];
  const commentSpan =
    comment === null ? {} : { commentSpan: { start: commentStart, end: from + line.trimEnd().length } };
  const hash = value.indexOf('#');

  if (/^["'`]/.test(value)) {
    const again = text.slice(valueStart + 1, valueEnd).includes(value[0] ?? '');
    problems.push({
      kind: again ? 'text-after-quote' : 'unclosed-quote',
      span: { start: valueStart, end: valueStart + 1 },
    });
  } else if (/\s/.test(value)) problems.push({ kind: 'white-space-in-value', span });
  if (hash >= 0) problems.push({ kind: 'hash-in-value', span: { start: valueStart + hash, end: valueEnd } });
  if (value.endsWith('\\'))
    problems.push({ kind: 'continuation', span: { start: valueEnd - 1, end: valueEnd } });
  if (commentSpan.commentSpan) problems.push({ kind: 'inline-comment', span: commentSpan.commentSpan });
  return { quote: '', value, valueSpan: span, quotedSpan: span, ...commentSpan, problems, end: lineEnd };
}

function commentAfter(text: string, from: number): { commentSpan?: Span } {
  REST.lastIndex = from;
  const rest = REST.exec(text);
  if (rest === null || rest[1] === undefined) return {};
  const start = from + rest[0].indexOf('#');
  return { commentSpan: { start, end: from + rest[0].trimEnd().length } };
}

function endsLine(text: string, from: number): boolean {
  REST.lastIndex = from;
  return REST.test(text);
}

function referencesIn({ value, valueSpan }: Part): readonly DotenvReference[] {
  const references: DotenvReference[] = [];
  if (!value.includes('$')) return references;
  for (const match of value.matchAll(REFERENCE)) {
    const [whole, braced, modifier = '', plain] = match;
    if (value[match.index - 1] === '\\') continue;
    const start = valueSpan.start + match.index;
    const name = braced ?? plain ?? '';
    const nameStart = start + (braced === undefined ? 1 : 2);
    references.push({
      name,
      nameSpan: { start: nameStart, end: nameStart + name.length },
      span: { start, end: start + whole.length },
      modifier,
    });
  }
  return references;
}

function commandsIn({ value, valueSpan }: Part): readonly Span[] {
  const commands: Span[] = [];
  if (!value.includes('$(') && !value.includes('`')) return commands;
  for (const match of value.matchAll(COMMAND)) {
    const start = valueSpan.start + match.index;
    commands.push({ start, end: start + match[0].length });
  }
  return commands;
}

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t';
}
