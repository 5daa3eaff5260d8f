import type { Anchor } from '../../model/rule.ts';
import type { Call, Sink, SourceFile, Value } from '../../model/source-file.ts';
import { type LogReaders, readersOf } from './file-log.ts';
import { isLogName, targetOf } from './log-path.ts';
import { fixStream } from './stream-fix.ts';

/** Calls that make a stream into a file. */
const FILE_STREAMS = ['fs.createWriteStream', 'fs-extra.createWriteStream', 'graceful-fs.createWriteStream'];

/** Calls that make a stream into files that are replaced by size or age; nothing but logs is written so. */
const ROTATING_STREAMS: Readonly<Record<string, string>> = {
  'rotating-file-stream.createStream': 'rotating-file-stream',
  'rotating-file-stream': 'rotating-file-stream',
  'file-stream-rotator.getStream': 'file-stream-rotator',
  'bunyan-rotating-file-stream': 'bunyan-rotating-file-stream',
  'logrotate-stream': 'logrotate-stream',
};

/** Who logs into a stream, by the call that it reaches, and under which keys on the way. */
type StreamLogger = { readonly name: string; readonly keys?: readonly string[] };

const STREAM_LOGGERS: Readonly<Record<string, StreamLogger>> = {
  morgan: { name: 'morgan', keys: ['stream'] },
  'koa-morgan': { name: 'morgan', keys: ['stream'] },
  pino: { name: 'pino' },
  'pino.pino': { name: 'pino' },
  'pino.multistream': { name: 'pino' },
  'pino.pino.multistream': { name: 'pino' },
  'pino-multi-stream.multistream': { name: 'pino' },
  'pino-multi-stream': { name: 'pino' },
  'pino-http': { name: 'pino' },
  'pino-http.pinoHttp': { name: 'pino' },
  'express-pino-logger': { name: 'pino' },
  'koa-pino-logger': { name: 'pino' },
  fastify: { name: 'Fastify', keys: ['stream'] },
  'fastify.fastify': { name: 'Fastify', keys: ['stream'] },
  bunyan: { name: 'bunyan', keys: ['stream'] },
  'bunyan.createLogger': { name: 'bunyan', keys: ['stream'] },
  'bunyan.createLogger().addStream': { name: 'bunyan', keys: ['stream'] },
  'winston.transports.Stream': { name: 'winston', keys: ['stream'] },
  'console.Console': { name: 'the console' },
  Console: { name: 'the console' },
  'signale.Signale': { name: 'signale', keys: ['stream'] },
  'consola.createConsola': { name: 'consola' },
  'consola.create': { name: 'consola' },
  'fs.createWriteStream().write.bind': { name: 'the application' },
};

/** Functions that add to a file, and the position of the path. */
const APPENDING = [
  'fs.appendFile',
  'fs.appendFileSync',
  'fs.promises.appendFile',
  'fs/promises.appendFile',
  'fs-extra.appendFile',
  'fs-extra.appendFileSync',
];

export const STREAM_ANCHORS: readonly Anchor[] = [
  { text: 'createWriteStream', gate: /createWriteStream\s*\(/y },
  { text: 'rotating-file-stream', gate: /rotating-file-stream['"]\)\s*\(/y },
  { text: 'rfs', gate: /rfs(?:\.createStream)?\s*\(/y },
  { text: 'createStream(', gate: /createStream\(\s*[^\s)]/iy },
  { text: 'getStream(', gate: /getStream\(\s*\{/y },
  { text: 'RotatingFileStream', gate: /RotatingFileStream\s*\(/y },
  { text: 'logrotate', gate: /logrotate(?:Stream)?\s*\(/iy },
  { text: 'appendFile', gate: /appendFile(?:Sync)?\s*\(/y },
  { text: 'openSync', gate: /openSync\s*\(/y },
];

export const STREAM_READERS: LogReaders = {
  ...readersOf(FILE_STREAMS, function* (file, call) {
    const path = call.argument(0);
    const found = loggerOf(file, call);
    if (!found && !isNamedLog(call)) return;
    yield {
      writer: found?.logger.name ?? 'the application',
      rotates: false,
      file,
      span: call.span,
      path,
      certain: found !== undefined,
      fix: () => found && fixStream(file, call, found.sink),
    };
  }),
  ...Object.fromEntries(
    Object.entries(ROTATING_STREAMS).map(([callee, name]): [string, LogReaders[string]] => [
      callee,
      function* (file, call) {
        const found = loggerOf(file, call);
        const path = rotatingPath(call);
        yield {
          writer: name,
          rotates: true,
          file,
          span: call.span,
          path,
          hasDefaultPath: true,
          certain: true,
          fix: () => found && fixStream(file, call, found.sink),
        };
      },
    ]),
  ),
  ...readersOf(APPENDING, function* (file, call) {
    if (!isNamedLog(call)) return;
    yield {
      writer: 'the application',
      rotates: false,
      file,
      span: call.span,
      path: call.argument(0),
      certain: false,
      fix: () => undefined,
    };
  }),
  // What a child process says goes into the file: `stdio: ['ignore', openSync('out.log', 'a')]`.
  *'fs.openSync'(file, call) {
    const flags = call.argument(1);
    if (!isNamedLog(call) || flags?.kind !== 'literal' || !/^[aw]/.test(String(flags.value))) return;
    yield {
      writer: 'the application',
      rotates: false,
      file,
      span: call.span,
      path: call.argument(0),
      certain: false,
      fix: () => undefined,
    };
  },
};

/** A function that makes up names is no path. */
function rotatingPath(call: Call): Value | undefined {
  const path =
    call.option('filename', 0) ?? call.option('file', 0) ?? call.option('path', 0) ?? call.argument(0);
  return path?.kind === 'function' || path?.kind === 'object' ? undefined : path;
}

function isNamedLog(call: Call): boolean {
  const target = targetOf(call.argument(0));
  const name =
    target.kind === 'file' ? target.name : target.kind === 'environment' ? target.fallback : undefined;
  return name !== undefined && isLogName(name);
}

/** The logger that a stream reaches; undefined where it is not seen to reach one. */
function loggerOf(file: SourceFile, call: Call): { logger: StreamLogger; sink: Sink } | undefined {
  for (const sink of file.sinks(call.span)) {
    const { callee } = sink.call;
    const logger = Object.hasOwn(STREAM_LOGGERS, callee) ? STREAM_LOGGERS[callee] : undefined;
    if (!logger) continue;
    if (logger.keys && !logger.keys.includes(sink.path.at(-1) ?? '')) continue;
    return { logger, sink };
  }
  return undefined;
}
