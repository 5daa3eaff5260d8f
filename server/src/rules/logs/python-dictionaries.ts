import type { Entry, ObjectExpression } from '../../model/expression.ts';
import type { Edit, Fix } from '../../model/finding.ts';
import type { Anchor } from '../../model/rule.ts';
import type { SourceFile } from '../../model/source-file.ts';
import type { LogFact } from './file-log.ts';
import { objectOf } from './lists.ts';
import { removeNamed } from './named-handlers.ts';
import { FILE_HANDLERS } from './python-handlers.ts';
import { removeKeys } from './removal.ts';

/** Arguments of file handlers that a stream handler has not. */
const FILE_OPTIONS: ReadonlySet<string> = new Set([
  'mode',
  'encoding',
  'delay',
  'errors',
  'maxBytes',
  'backupCount',
  'when',
  'interval',
  'utc',
  'atTime',
  'use_gzip',
]);

/** Django's filter that lets nothing through in production. */
const DEBUG_FILTER = 'require_debug_true';

export const DICTIONARY_ANCHORS: readonly Anchor[] = [
  { text: 'FileHandler', gate: /FileHandler['"]/y },
  { text: 'logging.StreamHandler', gate: /logging\.StreamHandler['"]/y },
];

/** Handlers in the dictionaries of logging.config.dictConfig, Django's LOGGING and gunicorn's logconfig_dict. */
export function* dictionaryHandlers(file: SourceFile): Iterable<LogFact> {
  for (const string of file.strings()) {
    if (string.kind !== 'string') continue;
    const around = file.objectsAround(string.span.start);
    const [object] = around;
    const entry = object?.entries.find(({ value }) => value.span.start === string.span.start);
    if (!object || !entry || (entry.key !== 'class' && entry.key !== '()')) continue;
    if (string.value === 'logging.StreamHandler') {
      yield { evidence: 'logging writes to a standard stream', span: string.span };
      continue;
    }
    const handler = Object.hasOwn(FILE_HANDLERS, string.value) ? FILE_HANDLERS[string.value] : undefined;
    if (!handler || isOnlyForDebugging(object)) continue;
    const path = object.entries.find(({ key }) => key === 'filename');
    yield {
      writer: string.value.slice(string.value.lastIndexOf('.') + 1),
      rotates: handler.rotates,
      file,
      span: string.span,
      path: path && file.evaluate(path.value),
      certain: true,
      fix: () => fix(file, around, entry, path),
    };
  }
}

function isOnlyForDebugging(handler: ObjectExpression): boolean {
  const filters = handler.entries.find(({ key }) => key === 'filters')?.value;
  return (
    filters?.kind === 'list' &&
    filters.items.some((item) => item.kind === 'string' && item.value === DEBUG_FILTER)
  );
}

function fix(
  file: SourceFile,
  [handler, handlers, whole]: readonly ObjectExpression[],
  type: Entry,
  path: Entry | undefined,
): Fix | undefined {
  if (!handler) return undefined;
  const own = handlers?.entries.find(({ value }) => value.span.start === handler.span.start);
  const removed =
    handlers &&
    whole &&
    own &&
    removeNamed(file, handlers, own, streamHandlers(file, handlers, handler), whole);
  if (removed)
    return { title: 'Remove the file: a stream gets the same log', kind: 'suggested', edits: removed };
  const quote = file.source({ start: type.value.span.start, end: type.value.span.start + 1 });
  const quoted = (text: string) => `${quote}${text}${quote}`;
  const edits: Edit[] = [{ span: type.value.span, text: quoted('logging.StreamHandler') }];
  if (path) edits.push({ span: path.span, text: `${quoted('stream')}: ${quoted('ext://sys.stdout')}` });
  edits.push(...removeKeys(file, handler, FILE_OPTIONS));
  return { title: 'Write to standard output by a StreamHandler', kind: 'suggested', edits };
}

/** Names of the handlers that write to a standard stream all that another handler gets. */
function streamHandlers(
  file: SourceFile,
  handlers: ObjectExpression,
  own: ObjectExpression,
): readonly string[] {
  return handlers.entries
    .filter(({ value }) => {
      const object = objectOf(file, value);
      if (!object || object.entries.some(({ key }) => key === 'filters')) return false;
      const type = object.entries.find(({ key }) => key === 'class')?.value;
      const isStream = type?.kind === 'string' && type.value === 'logging.StreamHandler';
      return isStream && rankOf(object) <= rankOf(own);
    })
    .map(({ key }) => key);
}

/** Levels in rising order, as in Python's logging. */
const LEVELS = ['NOTSET', 'DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'];

/** How much a handler leaves out: 0 for nothing, infinity where its level is not known. */
function rankOf(handler: ObjectExpression): number {
  const level = handler.entries.find(({ key }) => key === 'level')?.value;
  if (!level) return 0;
  const name = level.kind === 'string' ? level.value : level.kind === 'member' ? level.property : '';
  const rank = LEVELS.indexOf(name);
  return rank < 0 ? Number.POSITIVE_INFINITY : rank;
}
