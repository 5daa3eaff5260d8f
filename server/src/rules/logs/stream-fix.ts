import type { Edit, Fix } from '../../model/finding.ts';
import type { Call, Sink, SourceFile } from '../../model/source-file.ts';
import type { Span } from '../../model/span.ts';
import { removeUnusedImports } from '../unused-imports.ts';
import { isSame } from './lists.ts';
import { isEmptyWithout, removeItems, removeKeys } from './removal.ts';

/** Loggers that write to standard output when they are given no stream. */
const DEFAULTS_TO_OUTPUT: ReadonlySet<string> = new Set(['morgan', 'koa-morgan', 'pino', 'pino.pino']);

/**
 * The fix of a stream into a file that reaches a logger: without it where the logger writes to standard output of
 * itself, else with standard output (or error) in its place.
 */
export function fixStream(file: SourceFile, stream: Call, sink: Sink): Fix | undefined {
  const left = DEFAULTS_TO_OUTPUT.has(sink.call.callee) ? leftOut(file, stream.span, sink.call) : undefined;
  const edits = left ?? replaced(file, stream, sink);
  return edits && { title: 'Write to standard output', kind: 'suggested', edits: withImports(file, edits) };
}

function withImports(file: SourceFile, edits: readonly Edit[]): readonly Edit[] {
  return [...edits, ...removeUnusedImports(file, edits)];
}

/** Leaves out an argument, or the entry `stream` of an object given as one, that holds the stream itself. */
function leftOut(file: SourceFile, stream: Span, logger: Call): readonly Edit[] | undefined {
  const args = logger.expression.arguments;
  const spans = args.map(({ span }) => span);
  const index = args.findIndex(({ span }) => span.start <= stream.start && stream.end <= span.end);
  const argument = args[index];
  if (!argument) return undefined;
  const removeArgument = () => removeItems(file, spans, (candidate) => candidate === index);
  if (isSame(argument.span, stream)) return removeArgument();
  const object = argument.value.kind === 'object' ? argument.value : undefined;
  const entry = object?.entries.find(({ value }) => isSame(value.span, stream));
  if (!object || entry?.key !== 'stream') return undefined;
  const keys = new Set(['stream']);
  // Before the last argument an empty object keeps the place.
  if (isEmptyWithout(object, keys) && index === args.length - 1) return removeArgument();
  return removeKeys(file, object, keys);
}

function replaced(file: SourceFile, stream: Call, sink: Sink): readonly Edit[] | undefined {
  const constant = constantOf(file, stream.span);
  if (constant && !isReplaceable(file, constant)) return undefined;
  const target = isForErrors(stream, sink) ? 'process.stderr' : 'process.stdout';
  return [{ span: stream.span, text: target }];
}

/** Position 1 and `stderr` of a console take the errors. */
function isForErrors(stream: Call, { call, path }: Sink): boolean {
  if (path.at(-1) === 'stderr') return true;
  if (!call.callee.endsWith('Console')) return false;
  return call.expression.arguments.findIndex(({ span }) => isSame(span, stream.span)) === 1;
}

/** The statement that gives the stream a name; undefined where it has none. */
function constantOf(file: SourceFile, stream: Span): { name: string; declaration: string } | undefined {
  const name = file.nameOf(stream);
  const statement = file.statement(stream.start);
  const declaration = file.source({ start: statement.start, end: stream.start });
  if (!name || !/=\s*(?:new\s*)?$/.test(declaration)) return undefined;
  return { name, declaration };
}

/** Standard output must not be ended, and is no `fs.WriteStream`. */
function isReplaceable(
  file: SourceFile,
  { name, declaration }: { name: string; declaration: string },
): boolean {
  if (!/^[\w$]+$/.test(name) || /:[^=]*=\s*$/.test(declaration)) return false;
  return !file.matches(
    new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}\\s*\\??\\.\\s*(?:end|close|destroy|path)\\b`),
  );
}
