import type { Expression } from '../../model/expression.ts';
import type { SourceFile, Value } from '../../model/source-file.ts';

/** Where a logger writes, by the value that it is given as a path, a stream or a descriptor. */
export type LogTarget =
  /** Standard output or error, under any of its names. */
  | { readonly kind: 'stream' }
  /** The null device, or nothing at all. */
  | { readonly kind: 'nowhere' }
  /** `isDefault`: a setting that cannot be followed may name another. */
  | { readonly kind: 'file'; readonly name?: string; readonly isDefault?: true }
  /** A variable of the environment says where; `fallback` where the code says a file for when it does not. */
  | { readonly kind: 'environment'; readonly fallback?: string }
  | { readonly kind: 'unknown' };

/** Names under which the two streams are opened as files (Linux proc(5), fd(4)), and `-` of many programs. */
const STREAM_PATH = /^(?:-|\/dev\/(?:stdout|stderr|tty|console|fd\/[12])|\/proc\/(?:self|1|\$\$)\/fd\/[12])$/;
const NULL_PATH = /^(?:\/dev\/null|nul|null)?$/i;
const STREAM_NAME =
  /^(?:process\.(?:stdout|stderr)|sys\.(?:__)?std(?:out|err)(?:__)?(?:\.buffer)?|stdout|stderr)$/;

/** Whether a path names standard output, standard error or the terminal. */
export function isStandardStream(path: string): boolean {
  return STREAM_PATH.test(path);
}

/** Whether a path is the null device of Unix or Windows, or empty. */
export function isNullDevice(path: string): boolean {
  return NULL_PATH.test(path);
}

/** Whether a file is a log by its name: `app.log`, `logs/app.log.1`, `/var/log/app/current`. */
export function isLogName(path: string): boolean {
  return /\.log(?:[.\-_][\w%$.{}-]*)?$|(?:^|\/)var\/log\//i.test(path);
}

/** Whether a file of a process's output is a log by its name: `web.out` and `web.err` too. */
export function isOutputName(path: string): boolean {
  return isLogName(path) || /\.(?:out|err)$/i.test(path);
}

/** Records of who did what are data that a law or a customer asks for, not logs. */
export function isRecord(path: string): boolean {
  return /(?:^|[^a-z])(?:audit|auditing|ledger)(?:[^a-z]|$)/i.test(path);
}

/** Judges where a value leads. Nothing of a path that cannot be followed is guessed. */
export function targetOf(value: Value | undefined): LogTarget {
  if (!value) return { kind: 'unknown' };
  switch (value.kind) {
    case 'literal':
      return targetOfLiteral(value.value);
    case 'environment': {
      const fallback = value.fallback && targetOf(value.fallback);
      if (fallback?.kind !== 'file') return { kind: 'environment' };
      return { kind: 'environment', fallback: fallback.name ?? '' };
    }
    case 'reference':
      return STREAM_NAME.test(value.name) ? { kind: 'stream' } : { kind: 'unknown' };
    case 'text':
    case 'call':
    case 'unknown':
      return targetOfParts([{ value }]);
    default:
      return { kind: 'unknown' };
  }
}

function targetOfLiteral(value: string | number | boolean | null): LogTarget {
  // A number is a descriptor that the process was given.
  if (typeof value === 'number') return { kind: 'stream' };
  if (typeof value !== 'string') return { kind: 'nowhere' };
  if (isStandardStream(value)) return { kind: 'stream' };
  return isNullDevice(value) ? { kind: 'nowhere' } : { kind: 'file', name: readable(value) };
}

function targetOfParts(parts: readonly Part[]): LogTarget {
  const flat = parts.flatMap(expand);
  const texts = flat.map(({ value }) => (value.kind === 'literal' ? String(value.value) : undefined));
  const index = texts.findLastIndex((text) => text !== undefined && /\w/.test(text));
  // What follows a folder begins with a slash and is no absolute path.
  const last = index > 0 ? texts[index]?.replace(/^\/+/, '') : texts[index];
  if (flat.some(({ value }) => value.kind === 'environment')) {
    return { kind: 'environment', ...(last ? { fallback: readable(last) } : {}) };
  }
  if (last === undefined) return { kind: 'unknown' };
  const isDefault = flat.some((part) => part.isDefault) ? ({ isDefault: true } as const) : {};
  // Of `${name}.log` only the ending is known.
  return /^\.\w+$/.test(last)
    ? { kind: 'file', ...isDefault }
    : { kind: 'file', name: readable(last), ...isDefault };
}

/** A part of a path; `isDefault` where it is used only if a setting names no other. */
type Part = { readonly value: Value; readonly isDefault?: true };

function expand(part: Part): readonly Part[] {
  const { value } = part;
  if (value.kind === 'text') return value.parts.flatMap((inner) => expand({ ...part, value: inner }));
  if (value.kind !== 'unknown' && value.kind !== 'call') return [part];
  const parts = partsOf(value.origin.file, value.origin.expression);
  return parts.length > 0 ? parts.map((inner) => ({ ...part, ...inner })) : [part];
}

/**
 * What can be known of an expression that comes to no value: the operands of Python's `folder / "app.log"`, the
 * texts given to a call such as `"{}.log".format(name)`, the default of `settings.get('log') || 'app.log'` and of
 * `settings.get('log', 'app.log')`.
 */
function partsOf(file: SourceFile, expression: Expression): readonly Part[] {
  const inner = (operand: Expression): readonly Part[] => {
    const value = file.evaluate(operand);
    if (value.kind !== 'unknown' && value.kind !== 'call') return [{ value }];
    return value.origin.expression.span.start === expression.span.start && operand === expression
      ? []
      : partsOf(value.origin.file, value.origin.expression);
  };
  if (expression.kind === 'binary') {
    const { operator, left, right } = expression;
    if (operator === '/') return [...inner(left), ...inner(right)];
    if (operator === '%') return inner(left);
    if (FALLBACKS.has(operator)) return inner(right).map((part) => ({ ...part, isDefault: true }));
  }
  if (expression.kind === 'conditional') return [];
  if (expression.kind === 'call' && expression.callee.kind === 'member') {
    const { object, property } = expression.callee;
    if (property === 'format' || property === 'replace') return inner(object);
    const fallback = property === 'get' ? expression.arguments[1]?.value : undefined;
    if (fallback) return inner(fallback).map((part) => ({ ...part, isDefault: true }));
    if (PATH_METHODS.has(property)) {
      return [...inner(object), ...expression.arguments.flatMap(({ value }) => inner(value))];
    }
  }
  return [];
}

const FALLBACKS: ReadonlySet<string> = new Set(['||', '??', 'or']);

/** Methods that put a path together of their arguments. */
const PATH_METHODS: ReadonlySet<string> = new Set(['joinpath', 'join', 'resolve', 'with_name', 'absolute']);

/** As a person would name the file: without the way up to it. */
function readable(path: string): string {
  return path.replace(/^(?:\.{0,2}\/)*(?=[^/])/, (lead) => (lead === '/' ? '/' : ''));
}
