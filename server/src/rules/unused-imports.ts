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
    /^(?:const|let|var)[ \t]+(?<names>[\w$]+|\{[^{}\n]*\})[ \t]*=[ \t]*require\([ \t]*['"](?<module>[^'"\n]+)['"][ \t]*\);?[ \t]*(?:\n|$)/gm,
    /^import[ \t]+(?<names>[\w$]+|\*[ \t]+as[ \t]+[\w$]+|\{[^{}\n]*\})[ \t]+from[ \t]*['"](?<module>[^'"\n]+)['"];?[ \t]*(?:\n|$)/gm,
  ],
  python: [
    /^from[ \t]+(?<module>[\w.]+)[ \t]+import[ \t]+(?<names>\w[\w, \t]*)(?:\n|$)/gm,
    /^import[ \t]+(?<module>\w+)[ \t]*(?:\n|$)/gm,
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
    uses(added, name, file).length === 0 &&
    uses(file.text, name, file).every((at) => inside(at, line) || edits.some(({ span }) => inside(at, span)));

  const removed: Edit[] = [];
  for (const match of IMPORTS[file.family].flatMap((form) => [...file.text.matchAll(form)])) {
    const { module = '', names: written = module } = match.groups ?? {};
    if (!PURE_MODULES.has(module)) continue;
    const line = { start: match.index, end: match.index + match[0].length };
    const names = written.replace(/[{}]|\*[ \t]+as/g, '').split(',');
    const kept = names.filter((name) => !isUnused(boundName(name), line));
    if (kept.length === names.length) continue;
    if (kept.length === 0) removed.push({ span: line, text: '' });
    else removed.push(renamed(line.start + match[0].indexOf(written), written, kept));
  }
  const bare = gone.has('DailyRotateFile') ? BARE_IMPORT.exec(file.text) : null;
  if (bare && isUnused('DailyRotateFile', { start: bare.index, end: bare.index })) {
    removed.push({ span: { start: bare.index, end: bare.index + bare[0].length }, text: '' });
  }
  return withoutBlankLines(file.text, removed);
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
function uses(text: string, name: string, file: SourceFile): readonly number[] {
  const found: number[] = [];
  for (const match of text.matchAll(new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`, 'g'))) {
    const before = text.slice(Math.max(0, match.index - 200), match.index);
    const after = text.slice(match.index + name.length, match.index + name.length + 20);
    if (/(?<!\.\.)\.\s*$/.test(before)) continue;
    if (/[{(,]\s*$/.test(before) && (file.family === 'python' ? /^\s*=(?!=)/ : /^\s*:/).test(after)) continue;
    found.push(match.index);
  }
  return found;
}

function inside(offset: number, { start, end }: Span): boolean {
  return start <= offset && offset < end;
}

/** Where a whole block of lines goes, one of the blank lines around it goes too. */
function withoutBlankLines(text: string, edits: readonly Edit[]): readonly Edit[] {
  const sorted = edits.toSorted((one, other) => one.span.start - other.span.start);
  const isLine = ({ span, text: added }: Edit) =>
    added === '' && (span.start === 0 || text[span.start - 1] === '\n');
  return sorted.map((edit, index) => {
    const next = sorted[index + 1];
    if (!isLine(edit) || next?.span.start === edit.span.end) return edit;
    let first = index;
    while (first > 0 && sorted[first - 1]?.span.end === sorted[first]?.span.start) first--;
    const start = sorted[first]?.span.start ?? edit.span.start;
    const blank = /^[ \t]*\r?\n/.exec(text.slice(edit.span.end, edit.span.end + 200));
    const isAfterBlank = start === 0 || /\n[ \t]*\r?\n$/.test(text.slice(Math.max(0, start - 200), start));
    if (!blank || !isAfterBlank) return edit;
    return { ...edit, span: { start: edit.span.start, end: edit.span.end + blank[0].length } };
  });
}
