import type { Anchor } from '../../model/rule.ts';
import type { Value } from '../../model/source-file.ts';
import { type LogReaders, readersOf } from './file-log.ts';
import { fixBasicConfig, fixHandler, STREAM_HANDLERS } from './python-handler-fix.ts';

/** Handlers of the standard library, of concurrent-log-handler and of Logbook that write files. */
export const FILE_HANDLERS: Readonly<Record<string, { readonly rotates: boolean }>> = {
  'logging.FileHandler': { rotates: false },
  'logging.handlers.WatchedFileHandler': { rotates: false },
  'logging.handlers.RotatingFileHandler': { rotates: true },
  'logging.handlers.TimedRotatingFileHandler': { rotates: true },
  'concurrent_log_handler.ConcurrentRotatingFileHandler': { rotates: true },
  'concurrent_log_handler.ConcurrentTimedRotatingFileHandler': { rotates: true },
  'cloghandler.ConcurrentRotatingFileHandler': { rotates: true },
  'logbook.FileHandler': { rotates: false },
  'logbook.MonitoringFileHandler': { rotates: false },
  'logbook.RotatingFileHandler': { rotates: true },
  'logbook.TimedRotatingFileHandler': { rotates: true },
};

export const HANDLER_ANCHORS: readonly Anchor[] = [
  { text: 'FileHandler(' },
  { text: 'basicConfig(' },
  { text: 'StreamHandler(' },
  { text: 'RichHandler(' },
];

export const HANDLER_READERS: LogReaders = {
  ...Object.fromEntries(
    Object.entries(FILE_HANDLERS).map(([callee, { rotates }]): [string, LogReaders[string]] => [
      callee,
      function* (file, call) {
        yield {
          writer: callee.slice(callee.lastIndexOf('.') + 1),
          rotates,
          file,
          span: call.span,
          path: call.argument(0, 'filename'),
          certain: true,
          fix: () => fixHandler(file, call),
        };
      },
    ]),
  ),
  *'logging.basicConfig'(file, call) {
    const path = call.option('filename');
    if (path) {
      const span = call.expression.arguments.find(({ name }) => name === 'filename')?.span ?? call.span;
      yield {
        writer: 'logging.basicConfig',
        rotates: false,
        file,
        span,
        path,
        certain: true,
        fix: () => fixBasicConfig(file, call),
      };
    } else if (!call.option('handlers') && !call.option('stream') && !call.isOpen()) {
      yield { evidence: 'logging writes to standard error', span: call.span };
    }
  },
  ...readersOf([...STREAM_HANDLERS], function* (file, call) {
    const path = openedPath(call.argument(0, 'stream'));
    if (!path) {
      yield { evidence: 'logging writes to a standard stream', span: call.span };
      return;
    }
    yield {
      writer: 'StreamHandler',
      rotates: false,
      file,
      span: call.span,
      path,
      certain: true,
      fix: () => fixHandler(file, call),
    };
  }),
};

const OPENING: ReadonlySet<string> = new Set(['open', 'io.open', 'codecs.open']);

/** The path of a stream that was made by `open`; undefined where it was not. */
export function openedPath(stream: Value | undefined): Value | undefined {
  if (stream?.kind !== 'call') return undefined;
  const path = stream.call.arguments.find(({ name }) => name === undefined || name === 'file');
  if (OPENING.has(stream.callee) && path) return stream.origin.file.evaluate(path.value);
  // `Path("app.log").open("a")`
  const { callee } = stream.call;
  if (callee.kind !== 'member' || callee.property !== 'open') return undefined;
  const folder = stream.origin.file.evaluate(callee.object);
  return folder.kind === 'literal' || folder.kind === 'text' ? folder : undefined;
}
