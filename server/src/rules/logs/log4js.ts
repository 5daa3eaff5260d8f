import type { Entry, ObjectExpression } from '../../model/expression.ts';
import type { Edit, Fix } from '../../model/finding.ts';
import type { Anchor } from '../../model/rule.ts';
import type { Call, SourceFile } from '../../model/source-file.ts';
import { type LogFact, type LogReaders, readersOf } from './file-log.ts';
import { objectOf } from './lists.ts';
import { removeNamed } from './named-handlers.ts';
import { removeKeys } from './removal.ts';

/** Appenders of log4js that write files; the second always starts new ones. */
const FILE_APPENDERS: ReadonlySet<string> = new Set(['file', 'fileSync', 'dateFile', 'multiFile']);
const CONSOLE_APPENDERS: ReadonlySet<string> = new Set(['stdout', 'console', 'stderr']);
const ROTATION: ReadonlySet<string> = new Set(['maxLogSize', 'backups', 'numBackups', 'daysToKeep']);

/** Options of log4js' file appenders that its stdout appender has not. */
const FILE_OPTIONS: ReadonlySet<string> = new Set([
  ...ROTATION,
  'filename',
  'pattern',
  'compress',
  'keepFileExt',
  'alwaysIncludePattern',
  'fileNameSep',
  'encoding',
  'mode',
  'flags',
  'flush',
  'removeColor',
  'base',
  'property',
  'extension',
  'timeout',
]);

export const LOG4JS_ANCHORS: readonly Anchor[] = [
  { text: 'log4js.configure', gate: /log4js\.configure\s*\(/iy },
  { text: 'configure(', gate: /configure\(\s*\{\s*['"]?(?:appenders|levels|categories)\b/y },
];

export const LOG4JS_READERS: LogReaders = readersOf(['log4js.configure'], function* (file, call) {
  const options = call.argument(0);
  if (options?.kind !== 'object') return;
  const home = options.origin.file;
  const appenders = options.object.entries.find(({ key }) => key === 'appenders')?.value;
  if (!appenders) return;
  const named = objectOf(home, appenders);
  const list = appenders.kind === 'list' ? appenders.items : [];
  for (const entry of named?.entries ?? []) {
    const object = objectOf(home, entry.value);
    const others = consoles(home, named?.entries ?? []);
    if (object)
      yield* readAppender(file, call, home, object, () =>
        named ? removeNamed(home, named, entry, others, options.object) : undefined,
      );
  }
  // log4js 1: a list without names.
  for (const item of list) {
    const object = objectOf(home, item);
    if (object) yield* readAppender(file, call, home, object, () => undefined);
  }
});

function* readAppender(
  file: SourceFile,
  call: Call,
  home: SourceFile,
  object: ObjectExpression,
  remove: () => readonly Edit[] | undefined,
): Iterable<LogFact> {
  const type = typeOf(home, object);
  const named = object.entries.find(({ key }) => key === 'type');
  const span = home.path === file.path && named ? named.span : call.span;
  if (CONSOLE_APPENDERS.has(type)) {
    yield { evidence: 'log4js writes to standard output', span };
    return;
  }
  if (!FILE_APPENDERS.has(type)) return;
  const path =
    object.entries.find(({ key }) => key === 'filename') ?? object.entries.find(({ key }) => key === 'base');
  yield {
    writer: 'log4js',
    rotates: type === 'dateFile' || object.entries.some(({ key }) => ROTATION.has(key)),
    file: home,
    span,
    path: path && home.evaluate(path.value),
    certain: true,
    fix: () => fix(home, object, remove()),
  };
}

function fix(
  file: SourceFile,
  object: ObjectExpression,
  removed: readonly Edit[] | undefined,
): Fix | undefined {
  if (removed)
    return { title: 'Remove the file: standard output gets the same log', kind: 'suggested', edits: removed };
  const type = object.entries.find(({ key }) => key === 'type')?.value;
  if (type?.kind !== 'string') return undefined;
  return {
    title: 'Write to standard output by the stdout appender',
    kind: 'suggested',
    edits: [{ span: type.content, text: 'stdout' }, ...removeKeys(file, object, FILE_OPTIONS)],
  };
}

function typeOf(file: SourceFile, object: ObjectExpression): string {
  const type = object.entries.find(({ key }) => key === 'type');
  const value = type && file.evaluate(type.value);
  return value?.kind === 'literal' ? String(value.value) : '';
}

function consoles(file: SourceFile, entries: readonly Entry[]): readonly string[] {
  return entries
    .filter(({ value }) => {
      const object = objectOf(file, value);
      return object !== undefined && CONSOLE_APPENDERS.has(typeOf(file, object));
    })
    .map(({ key }) => key);
}
