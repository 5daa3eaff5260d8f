import type { Entry, Expression, ObjectExpression } from '../../model/expression.ts';
import type { Edit } from '../../model/finding.ts';
import type { SourceFile } from '../../model/source-file.ts';
import { listsIn } from './lists.ts';
import { removeItems } from './removal.ts';

/**
 * Edits that take one of several named handlers out of a configuration, and its name out of the lists of those
 * who use it. Undefined where somebody uses it without one of `standIns` beside it, so that a log would fall silent,
 * or where nobody is seen to use it.
 *
 * @param handlers the object whose entries are the handlers
 * @param entry    the one that goes
 * @param standIns names of handlers that write to standard output
 * @param whole    the configuration with the lists of names
 */
export function removeNamed(
  file: SourceFile,
  handlers: ObjectExpression,
  entry: Entry,
  standIns: readonly string[],
  whole: ObjectExpression,
): readonly Edit[] | undefined {
  if (handlers.entries.some(({ value }) => refersTo(value, entry.key))) return undefined;
  const edits: Edit[] = [];
  for (const list of listsIn(whole)) {
    const names = list.items.map((item) => (item.kind === 'string' ? item.value : undefined));
    const index = names.indexOf(entry.key);
    if (index < 0) continue;
    if (!names.some((name) => name !== undefined && standIns.includes(name))) return undefined;
    const spans = list.items.map((item) => item.span);
    edits.push(...removeItems(file, spans, (candidate) => candidate === index));
  }
  if (edits.length === 0) return undefined;
  const entries = handlers.entries.map(({ span }) => span);
  const own = handlers.entries.indexOf(entry);
  return [...removeItems(file, entries, (index) => index === own), ...edits];
}

/** Whether a handler passes on to another: `appender` of log4js' filters, `target` of Python's MemoryHandler. */
function refersTo(handler: Expression, name: string): boolean {
  if (handler.kind !== 'object') return false;
  return handler.entries.some(
    ({ key, value }) =>
      (key === 'appender' || key === 'target') && value.kind === 'string' && value.value === name,
  );
}
