import type { Edit, Report } from '../model/finding.ts';
import type { Span } from '../model/span.ts';
import { nearestName } from './nearest.ts';

/** What the engine itself finds about suppression comments. */
export const SUPPRESSION_RULES = [
  'suppression/unused',
  'suppression/unknown-rule',
  'suppression/missing-reason',
] as const;
export type SuppressionRule = (typeof SUPPRESSION_RULES)[number];

/** A report about a suppression comment; its severity is always given. */
export type SuppressionReport = Report & { readonly rule: SuppressionRule };

/** A comment that suppresses; `enable` comments only end others. */
export type Directive = {
  readonly form: 'next-line' | 'line' | 'block';
  /** The comment, with the braces around it in JSX. */
  readonly span: Span;
  /** What stands after ` -- `; absent if nothing does. */
  readonly reason?: string;
};

/** One rule, or all, over one range: a comment with several rules gives as many. */
export type Suppression = {
  readonly directive: Directive;
  /** A rule's id or `factor/*`; absent: every rule. */
  readonly rule?: string;
  /** The rule's name in the comment; the whole comment if it names none. */
  readonly span: Span;
  /** Findings that start in it, its end included, are suppressed. */
  readonly covers: Span;
};

export type Suppressions = {
  readonly suppressions: readonly Suppression[];
  readonly problems: readonly SuppressionReport[];
};

type Form = Directive['form'] | 'enable';
type Name = { readonly rule: string; readonly span: Span };
type Comment = Omit<Directive, 'form'> & { readonly form: Form; readonly names: readonly Name[] };

const DIRECTIVE =
  /^(?:\/\/+|\/\*+|#+|--|;+|<!--|%+)?\s*twelve-factor-(disable-next-line|disable-line|disable|enable)(?![\w-])/;
const FORMS: Readonly<Record<string, Form>> = {
  'disable-next-line': 'next-line',
  'disable-line': 'line',
  disable: 'block',
  enable: 'enable',
};

/**
 * Reads the suppression comments of a file:
 * `twelve-factor-disable-next-line logs/log-file, config/* -- reason`, `twelve-factor-disable-line`, and blocks from
 * `twelve-factor-disable` to `twelve-factor-enable` or the end of the file. Without rules all are meant.
 *
 * @param text       the whole text
 * @param comments   the spans of its comments with their marks (`//`, `#`, `<!--`), in order
 * @param knownRules the ids of all rules
 * @returns the suppressions, and reports on rules that do not exist. Never throws.
 */
export function parseSuppressions(
  text: string,
  comments: Iterable<Span>,
  knownRules: ReadonlySet<string>,
): Suppressions {
  const suppressions: Suppression[] = [];
  const problems: SuppressionReport[] = [];
  // Nearly all files have none: do not walk their comments.
  if (!text.includes('twelve-factor-')) return { suppressions, problems };

  const spans = [...comments];
  const open: Suppression[] = [];
  const close = (suppression: Suppression, end: number) => {
    suppressions.push({ ...suppression, covers: { start: suppression.covers.start, end } });
  };
  for (const span of spans) {
    const comment = readComment(text, span);
    if (!comment) continue;
    const known = comment.names.filter((name) => isKnown(name.rule, knownRules));
    for (const name of comment.names) {
      if (!known.includes(name)) problems.push(unknownRule(name, knownRules));
    }
    const targets: readonly (Name | undefined)[] = comment.names.length > 0 ? known : [undefined];
    if (comment.form === 'enable') {
      const ended = open.filter(({ rule }) => targets.some((target) => !target || target.rule === rule));
      for (const suppression of ended) {
        open.splice(open.indexOf(suppression), 1);
        close(suppression, comment.span.start);
      }
      if (ended.length === 0 && targets.length > 0) problems.push(unusedEnable(comment, text));
      continue;
    }
    const directive: Directive = { form: comment.form, span: comment.span, ...reasonOf(comment) };
    for (const target of targets) {
      const suppression: Suppression = {
        directive,
        ...(target ? { rule: target.rule } : {}),
        span: target?.span ?? comment.span,
        covers: coverOf(text, spans, directive),
      };
      if (directive.form === 'block') open.push(suppression);
      else suppressions.push(suppression);
    }
  }
  for (const suppression of open) close(suppression, text.length);
  suppressions.sort((one, other) => one.span.start - other.span.start);
  return { suppressions, problems };
}

function readComment(text: string, span: Span): Comment | undefined {
  const written = text.slice(span.start, span.end);
  const match = DIRECTIVE.exec(written);
  const form = FORMS[match?.[1] ?? ''];
  if (!match || !form) return undefined;
  const body = written.slice(match[0].length).replace(/\s*(?:\*+\/|--+>)\s*$/, '');
  const separator = /(?:^|\s)--+(?:\s|$)/.exec(body);
  const reason = separator
    ? body
        .slice(separator.index + separator[0].length)
        .replace(/\s+/g, ' ')
        .trim()
    : '';
  const names: Name[] = [];
  const offset = span.start + match[0].length;
  for (const found of body.slice(0, separator?.index).matchAll(/[^\s,]+/g)) {
    // Stars before the lines of a block comment.
    if (/^\*+$/.test(found[0])) continue;
    const start = offset + found.index;
    names.push({ rule: found[0], span: { start, end: start + found[0].length } });
  }
  return { form, span: withBraces(text, span), names, ...(reason ? { reason } : {}) };
}

function reasonOf({ reason }: Comment): { readonly reason?: string } {
  return reason === undefined ? {} : { reason };
}

/** In JSX a comment stands in braces of its own. */
function withBraces(text: string, span: Span): Span {
  if (!text.startsWith('/*', span.start)) return span;
  const before = /\{\s*$/.exec(text.slice(Math.max(0, span.start - 100), span.start));
  const after = /^\s*\}/.exec(text.slice(span.end, span.end + 100));
  if (!before || !after) return span;
  return { start: span.start - before[0].length, end: span.end + after[0].length };
}

function isKnown(rule: string, knownRules: ReadonlySet<string>): boolean {
  if (knownRules.has(rule)) return true;
  if (!rule.endsWith('/*')) return false;
  const factor = rule.slice(0, -1);
  for (const known of knownRules) if (known.startsWith(factor)) return true;
  return false;
}

function coverOf(text: string, comments: readonly Span[], { form, span }: Directive): Span {
  if (form === 'block') return { start: span.end, end: text.length };
  if (form === 'line') return { start: lineStart(text, span.start), end: lineEnd(text, span.end) };
  // Over blank lines and other comments, so that several suppressions can stand above one line.
  let start = lineEnd(text, span.end) + 1;
  while (start < text.length) {
    const end = lineEnd(text, start);
    if (!isBlankOrComment(text, comments, start, end)) return { start, end };
    start = end + 1;
  }
  return { start: text.length, end: text.length };
}

function isBlankOrComment(text: string, comments: readonly Span[], start: number, end: number): boolean {
  const line = text.slice(start, end);
  const content = line.trim();
  if (content === '') return true;
  const from = start + line.indexOf(content);
  return comments.some((comment) => {
    const { start: first, end: last } = withBraces(text, comment);
    return first <= from && from + content.length <= last;
  });
}

export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** The offset of the line's `\n`, or of the text's end. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end;
}

function unknownRule({ rule, span }: Name, knownRules: ReadonlySet<string>): SuppressionReport {
  const nearest = nearestName(rule, knownRules);
  return {
    rule: 'suppression/unknown-rule',
    severity: 'warning',
    span,
    message: `There is no rule '${rule}', so this comment suppresses nothing by that name. ${
      nearest ? `Did you mean '${nearest}'?` : 'Use the id that the finding shows.'
    }`,
    fixes: nearest
      ? [{ title: `Change to '${nearest}'`, kind: 'suggested', edits: [{ span, text: nearest }] }]
      : [],
  };
}

function unusedEnable(comment: Comment, text: string): SuppressionReport {
  return {
    rule: 'suppression/unused',
    severity: 'hint',
    span: comment.span,
    message: 'Nothing is disabled here that this comment could enable. Remove it.',
    fixes: [{ title: 'Remove the comment', kind: 'suggested', edits: [removal(text, comment.span)] }],
  };
}

/** Takes a comment away: with its line if it stands alone there, else with the white space before it. */
export function removal(text: string, { start, end }: Span): Edit {
  const line = { start: lineStart(text, start), end: lineEnd(text, end) };
  const before = text.slice(line.start, start);
  const after = text.slice(end, line.end);
  if (before.trim() === '' && after.trim() === '') {
    return { span: { start: line.start, end: Math.min(text.length, line.end + 1) }, text: '' };
  }
  return { span: { start: line.start + before.trimEnd().length, end }, text: '' };
}
