import type { Edit } from '../../model/finding.ts';
import type { Anchor } from '../../model/rule.ts';
import type { Call, SourceFile } from '../../model/source-file.ts';
import { type LogReaders, readersOf } from './file-log.ts';
import { isEmptyWithout, removeKeys } from './removal.ts';

/** What only files have among the options of simple-node-logger. */
const FILE_OPTIONS: ReadonlySet<string> = new Set([
  'logFilePath',
  'logDirectory',
  'fileNamePattern',
  'dateFormat',
  'errorEventName',
]);

export const SIMPLE_ANCHORS: readonly Anchor[] = [
  { text: 'createSimpleLogger(' },
  { text: 'createSimpleFileLogger(' },
  { text: 'createRollingFileLogger(' },
];

export const SIMPLE_READERS: LogReaders = {
  ...readersOf(
    [
      'simple-node-logger.createSimpleLogger',
      'simple-node-logger.createSimpleFileLogger',
      'simple-node-logger.createRollingFileLogger',
    ],
    function* (file, call) {
      const options = call.argument(0);
      const path = options?.kind === 'object' ? call.option('logFilePath', 0) : options;
      const rotates = call.callee.endsWith('createRollingFileLogger');
      if (!path && !rotates) return;
      yield {
        writer: 'simple-node-logger',
        rotates,
        file,
        span: call.span,
        path: path ?? call.option('logDirectory', 0),
        hasDefaultPath: true,
        certain: true,
        fix: () => {
          const edits = toConsole(file, call);
          return edits && { title: 'Write to standard output by a simple logger', kind: 'suggested', edits };
        },
      };
    },
  ),
};

function toConsole(file: SourceFile, call: Call): readonly Edit[] | undefined {
  const { callee, argumentsSpan, arguments: args } = call.expression;
  const isSimple = call.callee.endsWith('createSimpleLogger');
  if (callee.kind !== 'member' && !isSimple) return undefined;
  const start = callee.span.end - (callee.kind === 'member' ? callee.property.length : 0);
  const rename = isSimple ? [] : [{ span: { start, end: callee.span.end }, text: 'createSimpleLogger' }];
  const options = args[0]?.value;
  if (options?.kind === 'object' && !isEmptyWithout(options, FILE_OPTIONS)) {
    return [...rename, ...removeKeys(file, options, FILE_OPTIONS)];
  }
  return [...rename, { span: argumentsSpan, text: '()' }];
}
