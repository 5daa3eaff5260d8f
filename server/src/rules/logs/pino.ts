import type { Expression, ObjectExpression } from '../../model/expression.ts';
import type { Edit, Fix } from '../../model/finding.ts';
import type { Anchor } from '../../model/rule.ts';
import type { Call, SourceFile, Value } from '../../model/source-file.ts';
import type { Span } from '../../model/span.ts';
import { type FileLog, type LogFact, type LogReaders, readersOf } from './file-log.ts';
import { listAround, objectOf } from './lists.ts';
import { removeItems, removeKeys } from './removal.ts';

/** Packages that pino loads by name as transports, and which of their options names the file. */
const TRANSPORTS: Readonly<Record<string, { readonly path: string; readonly rotates: boolean }>> = {
  'pino/file': { path: 'destination', rotates: false },
  'pino-pretty': { path: 'destination', rotates: false },
  'pino-roll': { path: 'file', rotates: true },
  'pino-rotating-file-stream': { path: 'filename', rotates: true },
};

/** What only a file has among the options of pino.destination and pino/file. */
const FILE_OPTIONS: ReadonlySet<string> = new Set(['mkdir', 'append', 'mode']);

export const PINO_ANCHORS: readonly Anchor[] = [
  { text: 'pino.destination', gate: /pino\.destination\s*\(/y },
  { text: 'destination(', before: /(?:^|[\s(,=])$/ },
  { text: 'pino.extreme', gate: /pino\.extreme\s*\(/y },
  { text: 'pino(', before: /(?:^|[^\w$.])$/ },
  { text: 'pinoHttp(', before: /(?:^|[^\w$.])$/ },
  { text: 'fastify(', gate: /fastify\(\s*\{/iy },
  ...Object.keys(TRANSPORTS).map((text): Anchor => ({ text, before: /target['"]?\s*:\s*['"]$/ })),
];

const DESTINATIONS = ['pino.destination', 'pino.pino.destination', 'pino.extreme', 'pino.pino.extreme'];

export const PINO_READERS: LogReaders = {
  ...readersOf(DESTINATIONS, function* (file, call) {
    const given = call.argument(0);
    if (!given) return;
    yield {
      writer: 'pino',
      rotates: false,
      file,
      span: call.span,
      path: given.kind === 'object' ? (call.option('dest', 0) ?? standardOutput(given)) : given,
      certain: true,
      fix: () => fixDestination(file, call),
    };
  }),
  ...readersOf(['pino', 'pino.pino', 'pino-http', 'pino-http.pinoHttp'], function* (_, call) {
    if (call.argument(1) || call.option('transport') || call.option('stream') || call.isOpen()) return;
    if (call.argument(0)?.kind === 'call') return;
    yield { evidence: 'pino writes to standard output', span: call.span };
  }),
  ...readersOf(['fastify', 'fastify.fastify', 'fastify.default'], readFastify),
};

/** No `dest` means descriptor 1. */
function standardOutput({ origin }: Value): Value {
  return { kind: 'literal', value: 1, origin };
}

function* readFastify(file: SourceFile, call: Call): Iterable<LogFact> {
  const logger = call.option('logger', 0);
  if (logger?.kind !== 'object' || logger.origin.file.path !== file.path) return;
  const entry = logger.object.entries.find(({ key }) => key === 'file');
  if (!entry) return;
  yield {
    writer: 'Fastify',
    rotates: false,
    file,
    span: entry.span,
    path: file.evaluate(entry.value),
    certain: true,
    fix: () => ({
      title: 'Write to standard output, as Fastify does by default',
      kind: 'suggested',
      edits: removeKeys(file, logger.object, new Set(['file'])),
    }),
  };
}

function fixDestination(file: SourceFile, call: Call): Fix | undefined {
  const [argument] = call.expression.arguments;
  if (!argument) return undefined;
  const edits = toDescriptor(file, argument.value, 'dest');
  return { title: 'Write to standard output (descriptor 1)', kind: 'suggested', edits };
}

/** Edits that put descriptor 1 in the place of a path, or of the entry of an object that holds it. */
function toDescriptor(file: SourceFile, options: Expression, key: string): readonly Edit[] {
  const object = options.kind === 'object' ? options : undefined;
  const path = object?.entries.find((entry) => entry.key === key);
  if (!object || !path) return [{ span: options.span, text: '1' }];
  const value = path.value.span.start === path.keySpan.start ? `${key}: 1` : '1';
  const span = path.value.span.start === path.keySpan.start ? path.span : path.value.span;
  return [{ span, text: value }, ...removeKeys(file, object, FILE_OPTIONS)];
}

/** Logs of transports that are named in options: `{ target: 'pino/file', options: { destination: 'app.log' } }`. */
export function* pinoTargets(file: SourceFile): Iterable<FileLog> {
  for (const string of file.strings()) {
    if (string.kind !== 'string' || !Object.hasOwn(TRANSPORTS, string.value)) continue;
    const transport = TRANSPORTS[string.value];
    const [object] = file.objectsAround(string.span.start);
    const target = object?.entries.find(({ key }) => key === 'target');
    if (!transport || !object || target?.value.span.start !== string.span.start) continue;
    const options = object.entries.find(({ key }) => key === 'options')?.value;
    const given = options && file.evaluate(options);
    const path = given?.kind === 'object' ? file.property(given, transport.path) : undefined;
    const isAbsent =
      given?.kind === 'object' && !given.object.entries.some(({ key }) => key === transport.path);
    if (!transport.rotates && (!path || isAbsent)) continue;
    yield {
      writer: string.value,
      rotates: transport.rotates,
      file,
      span: target.span,
      path,
      ...(transport.rotates ? { hasDefaultPath: true } : {}),
      certain: true,
      fix: () => fixTarget(file, object, string.span, transport),
    };
  }
}

function fixTarget(
  file: SourceFile,
  object: ObjectExpression,
  name: Span,
  transport: { readonly path: string; readonly rotates: boolean },
): Fix | undefined {
  const list = listAround(file, object.span);
  if (list?.items.some((item, index) => index !== list.index && isConsole(file, item))) {
    const spans = list.items.map(({ span }) => span);
    return {
      title: 'Remove the file: standard output gets the same log',
      kind: 'suggested',
      edits: removeItems(file, spans, (index) => index === list.index),
    };
  }
  const options = object.entries.find(({ key }) => key === 'options');
  const title = 'Write to standard output (descriptor 1)';
  if (transport.rotates) {
    const inside = options ? { span: options.span, text: 'options: { destination: 1 }' } : undefined;
    const quote = file.source({ start: name.start, end: name.start + 1 });
    const edits = [{ span: name, text: `${quote}pino/file${quote}` }, ...(inside ? [inside] : [])];
    return { title, kind: 'suggested', edits };
  }
  if (options?.value.kind !== 'object') return undefined;
  return { title, kind: 'suggested', edits: toDescriptor(file, options.value, transport.path) };
}

/** Whether another target writes to standard output: pino/file and pino-pretty do unless told otherwise. */
function isConsole(file: SourceFile, item: Expression): boolean {
  const object = objectOf(file, item);
  const target = object?.entries.find(({ key }) => key === 'target')?.value;
  if (target?.kind !== 'string' || !['pino/file', 'pino-pretty'].includes(target.value)) return false;
  const options = object?.entries.find(({ key }) => key === 'options')?.value;
  const given = options && file.evaluate(options);
  if (given?.kind !== 'object') return options === undefined;
  const destination = given.object.entries.find(({ key }) => key === 'destination');
  return !destination || destination.value.kind === 'number';
}
