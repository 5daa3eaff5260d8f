import type { Expression } from '../../model/expression.ts';
import type { Edit, Fix } from '../../model/finding.ts';
import type { Anchor } from '../../model/rule.ts';
import type { Call, SourceFile, Value } from '../../model/source-file.ts';
import type { Span } from '../../model/span.ts';
import { removeUnusedImports } from '../unused-imports.ts';
import { runsWhenever } from './circumstances.ts';
import { type LogReaders, readersOf } from './file-log.ts';
import { isSame, listAround, objectOf } from './lists.ts';
import { isEmptyWithout, removeItems, removeKeys } from './removal.ts';
import { removeStatements } from './statements.ts';

const FILE = 'winston.transports.File';
const ROTATING = [
  'winston.transports.DailyRotateFile',
  'winston-daily-rotate-file',
  'winston-daily-rotate-file.DailyRotateFile',
];
const CONSOLE = 'winston.transports.Console';
const FILES: ReadonlySet<string> = new Set([FILE, ...ROTATING]);

/** Options that make winston's file transport start new files or drop old ones. */
const ROTATION = ['maxsize', 'maxFiles', 'tailable', 'zippedArchive', 'rotationFormat'];

/** Options of file transports that a console has no use for (winston 3 and winston-daily-rotate-file 5). */
const FILE_OPTIONS: ReadonlySet<string> = new Set([
  ...ROTATION,
  'filename',
  'dirname',
  'maxRetries',
  'options',
  'stream',
  'lazy',
  'datePattern',
  'maxSize',
  'auditFile',
  'auditHash',
  'auditHashType',
  'utc',
  'extension',
  'createSymlink',
  'symlinkName',
  'frequency',
  'watchLog',
]);

export const WINSTON_ANCHORS: readonly Anchor[] = [
  { text: '.File', gate: /\.File\s*\)?\s*\(/y },
  { text: 'new File', gate: /new\s+File\s*\(\s*\{/y },
  { text: 'DailyRotateFile', gate: /DailyRotateFile\s*\)?\s*\(/y },
  { text: 'winston-daily-rotate-file', gate: /winston-daily-rotate-file['"]\)\)?\s*\(/y },
  { text: '.add', gate: /\.add\s*\(\s*[\w.]*transports\.(?:File|DailyRotateFile)\b/y },
  { text: '.Console', gate: /\.Console\s*\(/y },
];

export const WINSTON_READERS: LogReaders = {
  ...readersOf([...FILES], function* (file, call) {
    yield {
      writer: 'winston',
      rotates: isRotating(call.callee, call, 0),
      file,
      span: call.span,
      path: pathOf(call, 0),
      ...(call.callee !== FILE && !call.isOpen() ? { hasDefaultPath: true } : {}),
      certain: true,
      fix: () => mend(file, call.span, () => consoleInstead(file, call)),
    };
  }),
  // winston 2: the class first, its options after it.
  *'winston.add'(file, call) {
    const transport = call.argument(0);
    if (transport?.kind !== 'reference' || !FILES.has(transport.name)) return;
    const [reference, options] = call.expression.arguments;
    if (!reference) return;
    yield {
      writer: 'winston',
      rotates: isRotating(transport.name, call, 1),
      file,
      span: call.span,
      path: pathOf(call, 1),
      certain: true,
      fix: () =>
        mend(file, call.span, () => {
          const name = renamed(file, reference.value);
          return name && [name, ...withoutFileOptions(file, options?.value, options?.span)];
        }),
    };
  },
  *[CONSOLE](_, call) {
    yield { evidence: 'winston writes to standard output', span: call.span };
  },
};

function isRotating(callee: string, call: Call, options: number): boolean {
  return callee !== FILE || ROTATION.some((key) => call.option(key, options) !== undefined);
}

function pathOf(call: Call, options: number): Value | undefined {
  const stream = call.option('stream', options);
  return stream ?? call.option('filename', options) ?? call.option('dirname', options);
}

type Replace = () => readonly Edit[] | undefined;

function mend(file: SourceFile, span: Span, replace: Replace): Fix | undefined {
  const removed = isCovered(file, span) ? removeTransport(file, span) : undefined;
  const edits = removed ?? replace();
  if (!edits) return undefined;
  return {
    title: removed
      ? 'Remove the file transport: the console gets the same log'
      : 'Write to standard output by the Console transport',
    kind: 'suggested',
    edits: [...edits, ...removeUnusedImports(file, edits)],
  };
}

/** Another transport of the same logger, which stays, gets all that this one gets. */
function isCovered(file: SourceFile, span: Span): boolean {
  const transports = siblings(file, span);
  const own = transports.find((item) => isSame(item.span, span));
  const level = own && levelOf(file, own);
  return transports.some((item) => {
    if (isSame(item.span, span)) return false;
    const callee = item.kind === 'call' ? file.canonical(item.callee) : '';
    if (callee === CONSOLE) return [undefined, level].includes(levelOf(file, item));
    // One more file, for the worst only: the file of everything becomes the console.
    return FILES.has(callee) && level !== undefined && levelOf(file, item) === undefined;
  });
}

/** The transports of the list or logger that a transport is put into, as far as they are seen. */
function siblings(file: SourceFile, span: Span): readonly Expression[] {
  const list = listAround(file, span);
  if (list) return list.items;
  const receiver = receiverOf(addition(file, span));
  if (!receiver) return [];
  return [...initialTransports(file, receiver), ...addedTransports(file, receiver, span)];
}

/** What a logger, or a list for one, is made with. */
function initialTransports(file: SourceFile, receiver: Expression): readonly Expression[] {
  const made = file.evaluate(receiver);
  if (made.kind === 'list' && made.origin.file.path === file.path) return made.items;
  if (made.kind !== 'call' || !made.callee.endsWith('createLogger')) return [];
  const options = made.call.arguments[0];
  const object = options && objectOf(file, options.value);
  const transports = object?.entries.find(({ key }) => key === 'transports')?.value;
  if (transports?.kind === 'list') return transports.items;
  return transports ? [transports] : [];
}

/** Consoles that are added to the same logger or list whenever the transport is. */
function addedTransports(file: SourceFile, receiver: Expression, span: Span): readonly Expression[] {
  const source = file.source(receiver.span);
  return [...file.calls({ [CONSOLE]: true })]
    .filter((other) => {
      const target = receiverOf(addition(file, other.span));
      const isSameTarget = target && file.source(target.span) === source;
      return isSameTarget && runsWhenever(file, other.span.start, span.start);
    })
    .map(({ expression }) => expression);
}

/** The `logger.add(…)` or `transports.push(…)` that gets the transport directly. */
function addition(file: SourceFile, span: Span): Call | undefined {
  return file.sinks(span).find(({ call, path }) => /\.(?:add|push)$/.test(call.callee) && path.length === 0)
    ?.call;
}

function receiverOf(call: Call | undefined): Expression | undefined {
  const callee = call?.expression.callee;
  return callee?.kind === 'member' ? callee.object : undefined;
}

function levelOf(file: SourceFile, transport: Expression): string | undefined {
  if (transport.kind !== 'call') return undefined;
  const options = transport.arguments[0];
  const object = options && objectOf(file, options.value);
  const level = object?.entries.find(({ key }) => key === 'level')?.value;
  return level && file.source(level.span);
}

function removeTransport(file: SourceFile, span: Span): readonly Edit[] | undefined {
  const list = listAround(file, span);
  if (list) {
    const spans = list.items.map((item) => item.span);
    return removeItems(file, spans, (index) => index === list.index);
  }
  const added = addition(file, span);
  const isDirect = added?.expression.arguments.some((argument) => isSame(argument.span, span));
  return added && isDirect ? removeStatements(file, [file.statement(added.span.start)]) : undefined;
}

function consoleInstead(file: SourceFile, call: Call): readonly Edit[] | undefined {
  const name = renamed(file, call.expression.callee);
  const [options, ...others] = call.expression.arguments;
  if (!name || others.length > 0) return undefined;
  return [name, ...withoutFileOptions(file, options?.value, options?.span)];
}

/** Names the Console transport in the place of a file transport. */
function renamed(file: SourceFile, callee: Expression): Edit | undefined {
  if (callee.kind === 'member' && file.canonical(callee.object) === 'winston.transports') {
    return {
      span: { start: callee.span.end - callee.property.length, end: callee.span.end },
      text: 'Console',
    };
  }
  const known = (name: string) => file.canonical({ kind: 'name', span: callee.span, name });
  const text =
    known('transports') === 'winston.transports'
      ? 'transports.Console'
      : known('winston') === 'winston' && file.imports('winston')
        ? 'winston.transports.Console'
        : undefined;
  return text === undefined ? undefined : { span: callee.span, text };
}

/** A console ignores what it does not know, so that options from elsewhere may stay as they are. */
function withoutFileOptions(
  file: SourceFile,
  options: Expression | undefined,
  span: Span | undefined,
): readonly Edit[] {
  if (options?.kind !== 'object' || !span) return [];
  if (isEmptyWithout(options, FILE_OPTIONS)) {
    const before = file.source({ start: Math.max(0, span.start - 400), end: span.start });
    const start = span.start - (before.length - before.trimEnd().length);
    const comma = before.trimEnd().endsWith(',') ? 1 : 0;
    return [{ span: { start: start - comma, end: span.end }, text: '' }];
  }
  return removeKeys(file, options, FILE_OPTIONS);
}
