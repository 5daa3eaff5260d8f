import type { Expression, ObjectExpression } from '../../model/expression.ts';
import type { Fix } from '../../model/finding.ts';
import type { Anchor } from '../../model/rule.ts';
import type { Call, SourceFile, Value } from '../../model/source-file.ts';
import { type LogFact, type LogReaders, readersOf } from './file-log.ts';
import { objectOf } from './lists.ts';
import { removeItems, removeKeys } from './removal.ts';

/** What only a stream into a file has (bunyan 1 and 2). */
const FILE_OPTIONS: ReadonlySet<string> = new Set([
  'type',
  'period',
  'count',
  'totalFiles',
  'rotateExisting',
]);

export const BUNYAN_ANCHORS: readonly Anchor[] = [
  { text: 'createLogger(' },
  { text: 'bunyan(', before: /new\s+$/ },
  { text: 'addStream(' },
];

const LOGGERS = ['bunyan.createLogger', 'bunyan', 'bunyan.Logger'];

export const BUNYAN_READERS: LogReaders = {
  ...readersOf(LOGGERS, function* (file, call) {
    const streams = call.option('streams', 0);
    if (streams?.kind !== 'list') {
      if (!streams && !call.option('stream', 0) && !call.isOpen())
        yield { evidence: 'bunyan writes to standard output', span: call.span };
      return;
    }
    for (const item of streams.items) yield* readStream(file, call, streams.origin.file, item, streams.items);
  }),
  ...readersOf(
    LOGGERS.map((logger) => `${logger}().addStream`),
    function* (file, call) {
      const item = call.expression.arguments[0]?.value;
      if (item) yield* readStream(file, call, file, item, []);
    },
  ),
};

function* readStream(
  file: SourceFile,
  call: Call,
  home: SourceFile,
  item: Expression,
  all: readonly Expression[],
): Iterable<LogFact> {
  const object = objectOf(home, item);
  if (!object) return;
  const value = (key: string): Value | undefined => {
    const entry = object.entries.find((candidate) => candidate.key === key);
    return entry && home.evaluate(entry.value);
  };
  const path = object.entries.find(({ key }) => key === 'path');
  if (!path) return;
  const type = value('type');
  yield {
    writer: 'bunyan',
    rotates: type?.kind === 'literal' && type.value === 'rotating-file',
    file: home,
    span: home.path === file.path ? path.span : call.span,
    path: home.evaluate(path.value),
    certain: true,
    fix: () => fix(home, object, all),
  };
}

function fix(file: SourceFile, object: ObjectExpression, all: readonly Expression[]): Fix | undefined {
  const index = all.findIndex(({ span }) => span.start === object.span.start);
  if (index >= 0 && all.some((item) => isConsole(file, item, object))) {
    const spans = all.map(({ span }) => span);
    return {
      title: 'Remove the file: standard output gets the same log',
      kind: 'suggested',
      edits: removeItems(file, spans, (candidate) => candidate === index),
    };
  }
  const path = object.entries.find(({ key }) => key === 'path');
  if (!path) return undefined;
  return {
    title: 'Write to standard output',
    kind: 'suggested',
    edits: [{ span: path.span, text: 'stream: process.stdout' }, ...removeKeys(file, object, FILE_OPTIONS)],
  };
}

/** Whether another stream writes the same records to standard output. */
function isConsole(file: SourceFile, item: Expression, own: ObjectExpression): boolean {
  const object = objectOf(file, item);
  const stream = object?.entries.find(({ key }) => key === 'stream')?.value;
  if (!object || !stream || file.canonical(stream) !== 'process.stdout') return false;
  const level = levelOf(file, object);
  return level === undefined || level === levelOf(file, own);
}

function levelOf(file: SourceFile, object: ObjectExpression): string | undefined {
  const level = object.entries.find(({ key }) => key === 'level')?.value;
  return level && file.source(level.span);
}
