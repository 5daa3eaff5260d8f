import { perFile } from '../model/file-memory.ts';
import type { Edit } from '../model/finding.ts';
import type { SourceFile } from '../model/source-file.ts';
import { beginsLine, beginsStatement, endOfLine, lineFrom, statementAt } from './import-lines.ts';

/** Makes a module known by its own name. A submodule's import (`import logging.handlers`) makes its package known too. */
export const importModule = perFile((file: SourceFile, module): readonly Edit[] => {
  if (isImported(file, module)) return [];
  const at = importPlace(file, module);
  const lead = beginsLine(file, at) ? '' : '\n';
  return [{ span: { start: at, end: at }, text: `${lead}import ${module}\n` }];
});

function isImported(file: SourceFile, module: string): boolean {
  const name = module.replaceAll('.', '\\.');
  const form = new RegExp(
    `(?<=^\\uFEFF?)import[ \\t](?:[^\\n\\\\]|\\\\\\r?\\n)*?(?<![\\w.])${name}(?!\\w)`,
    'm',
  );
  const first = file.inText((text) => text.search(form));
  if (first < 0) return false;
  if (isImportOf(file, first, module)) return true;
  // The first is in a docstring that shows how, or gives the module another name.
  for (const match of file.wholeText().matchAll(/^\uFEFF?(?=import[ \t])/gm)) {
    if (isImportOf(file, match.index + match[0].length, module)) return true;
  }
  return false;
}

function isImportOf(file: SourceFile, start: number, module: string): boolean {
  if (!beginsStatement(file, start)) return false;
  const { end } = statementAt(file, start);
  const names = file.source({ start: start + 'import'.length, end }).split(',');
  return names.some((name) => binds(name.replace(/\\\r?\n/g, ' ').trim(), module));
}

/** Whether `a.b` or `a.b as c` of an import makes the module known by its own name. */
function binds(clause: string, module: string): boolean {
  const [name = '', alias] = clause.split(/\s+as\s+/);
  if (alias !== undefined) return alias.trim() === module && name === module;
  return name === module || name.startsWith(`${module}.`);
}

/** Where `import module` goes in the first block of imports, which most projects keep sorted. */
function importPlace(file: SourceFile, module: string): number {
  let place = importStart(file);
  for (let at = place, line = lineFrom(file, at); line !== ''; line = lineFrom(file, at)) {
    const name = /^import[ \t]+([\w.]+)/.exec(line)?.[1];
    const next = endOfLine(file, statementAt(file, at).end);
    if (name === undefined || name > module || !endsLine(file, next)) break;
    place = at = next;
  }
  return place;
}

function endsLine(file: SourceFile, at: number): boolean {
  return file.source({ start: at - 1, end: at }) === '\n';
}

/** Where the first import stands; after the docstring and `from __future__` where there are any. */
function importStart(file: SourceFile): number {
  const first = file.inText((text) => importLines(text).next().value ?? -1);
  if (first >= 0 && beginsStatement(file, first)) return first;
  const head = file.inText(headOf);
  if (first < 0) return head;
  for (const at of importLines(file.wholeText())) if (beginsStatement(file, at)) return at;
  return head;
}

/** Where lines that look like imports begin, after the head of the module. */
function* importLines(text: string): Generator<number, undefined> {
  const head = headOf(text);
  for (const { index } of text.matchAll(/^(?:import|from)[ \t]/gm)) if (index >= head) yield index;
  return undefined;
}

/** The offset after all that must come first: docstring and `from __future__`. */
function headOf(text: string): number {
  return futureEnd(text, headEnd(text));
}

/** The offset after the last `from __future__ import …`, which must stand before all other code. */
function futureEnd(text: string, head: number): number {
  const future =
    /^(?:[ \t]*(?:#[^\n]*)?\r?\n)*from[ \t]+__future__[ \t]+import[ \t]*(?:\([^)]*\)|(?:[^\n\\]|\\\r?\n)*)[^\n]*(?:\n|$)/;
  let end = head;
  for (let match = future.exec(text.slice(end)); match; match = future.exec(text.slice(end))) {
    end += match[0].length;
  }
  return end;
}

/** The offset after the shebang, coding line, comments and docstring that open a module. */
function headEnd(text: string): number {
  const comments = /^(?:\uFEFF)?(?:[ \t]*(?:#[^\n]*)?\r?\n)*/.exec(text)?.[0] ?? '';
  const rest = text.slice(comments.length);
  const docstring =
    /^[rRuU]?("""|''')[\s\S]*?\1[^\n]*(?:\n|$)|^[rRuU]?(['"])(?:\\.|(?!\2)[^\n\\])*\2[ \t]*(?:\r?\n|$)/.exec(
      rest,
    );
  if (!docstring) return comments.length;
  const blank = /^(?:[ \t]*\r?\n)*/.exec(rest.slice(docstring[0].length))?.[0] ?? '';
  return comments.length + docstring[0].length + blank.length;
}

/** The offset after the last import of the module's head. */
export function importEnd(file: SourceFile): number {
  return headOfImports(file, '');
}

const FUTURE = /^from[ \t]+__future__/;

/** In UTF-16 units: there are not ten names to import of the future. */
const LONGEST_IMPORT = 2_000;

const headOfImports = perFile((file) => {
  let end = file.inText(headEnd);
  for (let at = end, line = lineFrom(file, at); line !== ''; line = lineFrom(file, at)) {
    if (/^[ \t]*(?:#|\r?\n|$)/.test(line)) {
      at += line.length;
      continue;
    }
    const future = FUTURE.test(line) ? futureEnd(file.source({ start: at, end: at + LONGEST_IMPORT }), 0) : 0;
    const next = future > 0 ? at + future : endOfLine(file, statementAt(file, at).end);
    if (!/^(?:import|from)[ \t]/.test(line) || !endsLine(file, next)) break;
    at = end = next;
  }
  return end;
});
