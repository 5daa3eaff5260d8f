import type { Edit, Fix } from '../../model/finding.ts';
import type { Anchor } from '../../model/rule.ts';
import type { Call, SourceFile, Value } from '../../model/source-file.ts';
import { removeUnusedImports } from '../unused-imports.ts';
import { type FileLog, type LogReaders, readersOf } from './file-log.ts';
import { isLogName, targetOf } from './log-path.ts';
import { openedPath } from './python-handlers.ts';
import { removeItems } from './removal.ts';

/** Arguments of Loguru's `add` that only files have: those of its file sink, and of `open`. */
const LOGURU_FILE_OPTIONS: ReadonlySet<string> = new Set([
  'rotation',
  'retention',
  'compression',
  'delay',
  'watch',
  'mode',
  'buffering',
  'encoding',
  'errors',
]);
const LOGURU_ROTATION = ['rotation', 'retention', 'compression'];

export const LOGGER_ANCHORS: readonly Anchor[] = [
  { text: 'logger.add(' },
  { text: 'logzero.', gate: /logzero\.(?:logfile|setup_logger|setup_default_logger)\s*\(/y },
  { text: 'LoggerFactory(', before: /(?:Write|Print|Bytes)$/ },
  { text: 'eliot.to_file(' },
  { text: 'startLogging(' },
  { text: 'open(', gate: /open\([^\n]{0,120}\.log\b/y },
];

export const LOGGER_READERS: LogReaders = {
  *'loguru.logger.add'(file, call) {
    const sink = call.argument(0, 'sink');
    if (!sink || sink.kind === 'function') return;
    if (targetOf(sink).kind === 'stream') {
      yield { evidence: 'Loguru writes to a standard stream', span: call.span };
      return;
    }
    // An object that is no path is a sink of its own: a file object, a handler, a coroutine.
    if (sink.kind === 'call' && targetOf(sink).kind === 'unknown' && !openedPath(sink)) return;
    yield {
      writer: 'Loguru',
      rotates: LOGURU_ROTATION.some((key) => call.option(key) !== undefined),
      file,
      span: call.span,
      path: openedPath(sink) ?? sink,
      certain: true,
      fix: () => fixLoguru(file, call),
    };
  },
  ...readersOf(
    ['logzero.logfile', 'logzero.setup_logger', 'logzero.setup_default_logger'],
    function* (file, call) {
      const path =
        call.option('logfile') ?? (call.callee.endsWith('.logfile') ? call.argument(0) : undefined);
      if (!path) return;
      yield opened('logzero', file, call, path, call.option('maxBytes') !== undefined);
    },
  ),
  ...readersOf(
    ['structlog.WriteLoggerFactory', 'structlog.PrintLoggerFactory', 'structlog.BytesLoggerFactory'],
    function* (file, call) {
      const path = openedPath(call.argument(0, 'file'));
      if (path) yield { ...opened('structlog', file, call, path, false), fix: () => fixFactory(file, call) };
      else if (!call.argument(0, 'file'))
        yield { evidence: 'structlog writes to standard output', span: call.span };
    },
  ),
  ...readersOf(['eliot.to_file', 'twisted.python.log.startLogging'], function* (file, call) {
    const path = openedPath(call.argument(0));
    if (path) yield opened(call.callee.startsWith('eliot') ? 'Eliot' : 'Twisted', file, call, path, false);
  }),
  ...readersOf(['open', 'io.open', 'codecs.open'], function* (file, call) {
    const mode = call.argument(1, 'mode');
    if (mode?.kind !== 'literal' || !/[aw]/.test(String(mode.value))) return;
    const path = call.argument(0, 'file');
    const target = targetOf(path);
    const name = target.kind === 'file' ? target.name : undefined;
    if (!path || name === undefined || !isLogName(name)) return;
    // What takes the place of a standard stream or reaches a logger is reported there.
    if (/^sys\.std(?:out|err)$/.test(file.pathOf(call.span).join('.'))) return;
    if (file.sinks(call.span).some((sink) => Object.hasOwn(LOGGER_READERS, sink.call.callee))) return;
    if (file.sinks(call.span).some((sink) => sink.call.callee.endsWith('Handler'))) return;
    yield { ...opened('the application', file, call, path, false), certain: false };
  }),
};

function opened(writer: string, file: SourceFile, call: Call, path: Value, rotates: boolean): FileLog {
  return { writer, rotates, file, span: call.span, path, certain: true, fix: () => undefined };
}

function fixLoguru(file: SourceFile, call: Call): Fix | undefined {
  const args = call.expression.arguments;
  const sink = args.find(({ name }) => name === undefined || name === 'sink');
  if (!sink) return undefined;
  const spans = args.map(({ span }) => span);
  return {
    title: 'Write to standard output',
    kind: 'suggested',
    edits: withImports(file, [
      { span: sink.value.span, text: 'sys.stdout' },
      ...removeItems(file, spans, (index) => LOGURU_FILE_OPTIONS.has(args[index]?.name ?? '')),
    ]),
  };
}

/** Without a file, structlog's factories write to standard output. */
function fixFactory(file: SourceFile, call: Call): Fix {
  const edits: readonly Edit[] = [{ span: call.expression.argumentsSpan, text: '()' }];
  return {
    title: 'Write to standard output, as structlog does by default',
    kind: 'suggested',
    edits: [...edits, ...removeUnusedImports(file, edits)],
  };
}

function withImports(file: SourceFile, edits: readonly Edit[]): readonly Edit[] {
  return [...edits, ...file.idioms.moduleImport(file, 'sys'), ...removeUnusedImports(file, edits)];
}
