import type { Edit } from '../model/finding.ts';
import type { SourceFile } from '../model/source-file.ts';
import type { Span } from '../model/span.ts';

/** Modules whose import does nothing but give names, so that it may go with its last use. */
const PURE_MODULES: ReadonlySet<string> = new Set([
  'fs',
  'node:fs',
  'fs-extra',
  'path',
  'node:path',
  'os',
  'node:os',
  'rotating-file-stream',
  'file-stream-rotator',
  'bunyan-rotating-file-stream',
  'winston-daily-rotate-file',
  'logging',
  'logging.handlers',
  'concurrent_log_handler',
  'cloghandler',
  'pathlib',
]);

const IMPORTS: Readonly<Record<SourceFile['family'], readonly RegExp[]>> = {
  javascript: [
    /^(?:const|let|var)[ \t]+(?<names>[\w$]+|\{[^{}\n]*\})[ \t]*=[ \t]*require\([ \t]*['"](?<module>[^'"\n]+)['"][ \t]*\);?[ \t]*(?:\n|$)/,
    /^import[ \t]+(?<names>[\w$]+|\*[ \t]+as[ \t]+[\w$]+|\{[^{}\n]*\})[ \t]+from[ \t]*['"](?<module>[^'"\n]+)['"];?[ \t]*(?:\n|$)/,
  ],
  python: [
    /^from[ \t]+(?<module>[\w.]+)[ \t]+import[ \t]+(?<names>\w[\w, \t]*)(?:\n|$)/,
    /^import[ \t]+(?<module>\w+)[ \t]*(?:\n|$)/,
  ],
};
/** Imported for what it adds to another module: `DailyRotateFile` of winston's transports. */
const BARE_IMPORT =
  /^(?:require\([ \t]*|import[ \t]+)['"]winston-daily-rotate-file['"][ \t]*\)?;?[ \t]*(?:\n|$)/m;

/**
 * Edits that remove imports which nothing uses once other edits are made. Only names that the edits themselves
 * take out, imports on one line and modules that do nothing when they are loaded; a name that occurs anywhere
 * else, be it in a comment, keeps its import.
 */
export function removeUnusedImports(file: SourceFile, edits: readonly Edit[]): readonly Edit[] {
  const gone = new Set(edits.flatMap(({ span }) => file.source(span).match(/[\w$]+/g) ?? []));
  const added = edits.map(({ text }) => text).join('\n');
  const isUnused = (name: string, line: Span) =>
    gone.has(name) &&
    !isUsedIn(added, name, file.family) &&
    usesOf(file, name).every((at) => inside(at, line) || edits.some(({ span }) => inside(at, span)));

  const removed: Edit[] = [];
  for (const { start, source } of linesWith(file, gone)) {
    const match = IMPORTS[file.family].map((form) => form.exec(source)).find((found) => found !== null);
    const { module = '', names: written = module } = match?.groups ?? {};
    if (!match || !PURE_MODULES.has(module)) continue;
    const line = { start, end: start + match[0].length };
    const names = written.replace(/[{}]|\*[ \t]+as/g, '').split(',');
    const kept = names.filter((name) => !isUnused(boundName(name), line));
    if (kept.length === names.length) continue;
    if (kept.length === 0) removed.push({ span: line, text: '' });
    else removed.push(renamed(line.start + match[0].indexOf(written), written, kept));
  }
  const bare = gone.has('DailyRotateFile') ? file.inText((text) => text.search(BARE_IMPORT)) : -1;
  if (bare >= 0 && isUnused('DailyRotateFile', { start: bare, end: bare })) {
    const { end } = file.line(bare);
    const length = BARE_IMPORT.exec(file.source({ start: bare, end: end + 1 }))?.[0].length ?? 0;
    removed.push({ span: { start: bare, end: bare + length }, text: '' });
  }
  return withoutBlankLines(file, removed);
}

/** The lines on which one of the words stands, in order, with their line breaks. */
function linesWith(
  file: SourceFile,
  words: ReadonlySet<string>,
): readonly { readonly start: number; readonly source: string }[] {
  const starts = new Set([...words].flatMap((word) => file.offsetsOf(word).map((at) => file.line(at).start)));
  return [...starts]
    .sort((one, other) => one - other)
    .map((start) => ({ start, source: file.source({ start, end: file.line(start).end + 1 }) }));
}

function renamed(start: number, written: string, kept: readonly string[]): Edit {
  const list = kept.map((name) => name.trim()).join(', ');
  const text = written.startsWith('{') ? `{ ${list} }` : list;
  return { span: { start, end: start + written.trimEnd().length }, text };
}

/** `b` of `a as b` and of `a: b`. */
function boundName(name: string): string {
  return /([\w$]+)\s*$/.exec(name)?.[1] ?? '';
}

/** Offsets at which a name is used: not as a property, nor as a key or keyword. */
function usesOf(file: SourceFile, name: string): readonly number[] {
  return file.offsetsOf(name).filter((at) => {
    const before = file.source({ start: at - 200, end: at });
    const after = file.source({ start: at + name.length, end: at + name.length + 20 });
    return isUse(before, after, file.family);
  });
}

function isUsedIn(text: string, name: string, family: SourceFile['family']): boolean {
  const form = new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`, 'g');
  return [...text.matchAll(form)].some(({ index }) =>
    isUse(text.slice(0, index), text.slice(index + name.length), family),
  );
}

function isUse(before: string, after: string, family: SourceFile['family']): boolean {
  if (/(?<!\.\.)\.\s*$/.test(before)) return false;
  return !(/[{(,]\s*$/.test(before) && (family === 'python' ? /^\s*=(?!=)/ : /^\s*:/).test(after));
}

function inside(offset: number, { start, end }: Span): boolean {
  return start <= offset && offset < end;
}

/** Where a whole block of lines goes, one of the blank lines around it goes too. */
function withoutBlankLines(file: SourceFile, edits: readonly Edit[]): readonly Edit[] {
  const sorted = edits.toSorted((one, other) => one.span.start - other.span.start);
  const isLine = ({ span, text: added }: Edit) => added === '' && span.start === file.line(span.start).start;
  return sorted.map((edit, index) => {
    const next = sorted[index + 1];
    if (!isLine(edit) || next?.span.start === edit.span.end) return edit;
    let first = index;
    while (first > 0 && sorted[first - 1]?.span.end === sorted[first]?.span.start) first--;
    const start = sorted[first]?.span.start ?? edit.span.start;
    const blank = /^[ \t]*\r?\n/.exec(file.source({ start: edit.span.end, end: edit.span.end + 200 }));
    const isAfterBlank =
      start === 0 || /\n[ \t]*\r?\n$/.test(file.source({ start: start - 200, end: start }));
    if (!blank || !isAfterBlank) return edit;
    return { ...edit, span: { start: edit.span.start, end: edit.span.end + blank[0].length } };
  });
}
