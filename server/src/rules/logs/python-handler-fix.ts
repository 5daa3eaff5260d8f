import type { Expression } from '../../model/expression.ts';
import type { Edit, Fix } from '../../model/finding.ts';
import type { Call, SourceFile } from '../../model/source-file.ts';
import type { Span } from '../../model/span.ts';
import { removeUnusedImports } from '../unused-imports.ts';
import { runsWhenever } from './circumstances.ts';
import { isSame, listAround } from './lists.ts';
import { removeItems } from './removal.ts';
import { removeStatements } from './statements.ts';

/** Handlers that write to a standard stream unless they are given another. */
export const STREAM_HANDLERS: ReadonlySet<string> = new Set([
  'logging.StreamHandler',
  'rich.logging.RichHandler',
  'colorlog.StreamHandler',
  'logbook.StreamHandler',
  'logbook.StderrHandler',
]);

const REMOVED = 'Remove the file: a stream gets the same log';

/** A stream handler on standard output in the place of a file handler, or nothing where there is one already. */
export function fixHandler(file: SourceFile, call: Call): Fix | undefined {
  const list = listAround(file, call.span);
  if (list?.items.some((item) => item.kind === 'call' && STREAM_HANDLERS.has(file.canonical(item.callee)))) {
    const spans = list.items.map(({ span }) => span);
    return suggested(
      file,
      REMOVED,
      removeItems(file, spans, (index) => index === list.index),
    );
  }
  if (hasStandIn(file, call)) {
    const removed = removeStatements(file, statementsOf(file, call));
    return removed && suggested(file, REMOVED, removed);
  }
  const handler = streamHandler(file, call);
  const edits = [
    { span: call.span, text: `${handler.text}(sys.stdout)` },
    ...handler.edits,
    ...file.idioms.moduleImport(file, 'sys'),
  ];
  return suggested(file, 'Write to standard output by a StreamHandler', edits);
}

/** `stream` in the place of `filename`; what only a file has goes. */
export function fixBasicConfig(file: SourceFile, call: Call): Fix | undefined {
  const args = call.expression.arguments;
  const path = args.find(({ name }) => name === 'filename');
  if (!path) return undefined;
  const spans = args.map(({ span }) => span);
  const isFileOnly = (index: number) => ['filemode', 'encoding', 'errors'].includes(args[index]?.name ?? '');
  return suggested(file, 'Write to standard output', [
    { span: path.span, text: 'stream=sys.stdout' },
    ...removeItems(file, spans, isFileOnly),
    ...file.idioms.moduleImport(file, 'sys'),
  ]);
}

function suggested(file: SourceFile, title: string, edits: readonly Edit[]): Fix {
  return { title, kind: 'suggested', edits: [...edits, ...removeUnusedImports(file, edits)] };
}

/** How the file can name a stream handler of the same library. */
function streamHandler(file: SourceFile, call: Call): { text: string; edits: readonly Edit[] } {
  const library = call.callee.startsWith('logbook.') ? 'logbook' : 'logging';
  const { callee } = call.expression;
  const known = (name: string) => file.canonical({ kind: 'name', span: callee.span, name });
  if (known('StreamHandler') === `${library}.StreamHandler`) return { text: 'StreamHandler', edits: [] };
  const module = callee.kind === 'member' ? moduleOf(file, callee.object, library) : undefined;
  if (module) return { text: `${module}.StreamHandler`, edits: [] };
  return { text: `${library}.StreamHandler`, edits: file.idioms.moduleImport(file, library) };
}

/** The source of the part of `logging.handlers` that is the library itself. */
function moduleOf(file: SourceFile, object: Expression, library: string): string | undefined {
  if (file.canonical(object) === library) return file.source(object.span);
  return object.kind === 'member' ? moduleOf(file, object.object, library) : undefined;
}

/** Another handler of the same logger writes to a stream wherever this one is added. */
function hasStandIn(file: SourceFile, call: Call): boolean {
  const own = receiversOf(file, call.span);
  const table = Object.fromEntries([...STREAM_HANDLERS].map((name) => [name, name]));
  for (const other of file.calls(table)) {
    if (isSame(other.span, call.span) || !sameFunction(file, other.span, call.span)) continue;
    if (!receiversOf(file, other.span).some((receiver) => own.includes(receiver))) continue;
    if (runsWhenever(file, other.span.start, call.span.start)) return true;
  }
  return false;
}

function sameFunction(file: SourceFile, one: Span, other: Span): boolean {
  return file.functionAround(one.start)?.span.start === file.functionAround(other.start)?.span.start;
}

/** Source of the loggers to which a handler is added. */
function receiversOf(file: SourceFile, handler: Span): readonly string[] {
  return file.sinks(handler).flatMap(({ call }) => {
    const { callee } = call.expression;
    if (callee.kind !== 'member' || callee.property !== 'addHandler') return [];
    return [file.source(callee.object.span)];
  });
}

/** The statements that make, set up and add a handler. */
function statementsOf(file: SourceFile, call: Call): readonly Span[] {
  const statement = file.statement(call.span.start);
  const name = file.nameOf(call.span);
  if (!name || !/^\w+$/.test(name)) return [statement];
  const around = file.functionAround(call.span.start)?.span ?? { start: 0, end: file.wholeText().length };
  const found = new Map([[statement.start, statement]]);
  for (const match of file.source(around).matchAll(new RegExp(`\\b${name}\\b`, 'g'))) {
    const use = file.statement(around.start + match.index);
    const source = file.source(use);
    const isOwn = new RegExp(`^${name}\\.\\w+\\(|\\.addHandler\\(\\s*${name}\\s*\\)$`).test(source);
    if (isOwn) found.set(use.start, use);
    // Used for something else: it must stay.
    else if (use.start !== statement.start) return [];
  }
  return [...found.values()];
}
