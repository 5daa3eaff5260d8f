import type { Edit } from '../model/finding.ts';
import type { SourceFile } from '../model/source-file.ts';
import { perText } from '../model/text-memory.ts';
import { beginsStatement, endOfLine, statementAt } from './import-lines.ts';

/** Makes a module known by its own name. A submodule's import (`import logging.handlers`) makes its package known too. */
export const importModule = perText((file: SourceFile, module): readonly Edit[] => {
  if (isImported(file, module)) return [];
  const at = importPlace(file, module);
  const lead = at === 0 || file.text[at - 1] === '\n' || file.text[at - 1] === '\uFEFF' ? '' : '\n';
  return [{ span: { start: at, end: at }, text: `${lead}import ${module}\n` }];
});

function isImported(file: SourceFile, module: string): boolean {
  for (const match of file.text.matchAll(/^\uFEFF?(?=import[ \t])/gm)) {
    const start = match.index + match[0].length;
    // A docstring may show how the module is imported.
    if (!beginsStatement(file, start)) continue;
    const { end } = statementAt(file, start);
    const names = file.text.slice(start + 'import'.length, end).split(',');
    if (names.some((name) => binds(name.replace(/\\\r?\n/g, ' ').trim(), module))) return true;
  }
  return false;
}

/** Whether `a.b` or `a.b as c` of an import makes the module known by its own name. */
function binds(clause: string, module: string): boolean {
  const [name = '', alias] = clause.split(/\s+as\s+/);
  if (alias !== undefined) return alias.trim() === module && name === module;
  return name === module || name.startsWith(`${module}.`);
}

/** Where `import module` goes in the first block of imports, which most projects keep sorted. */
function importPlace(file: SourceFile, module: string): number {
  const { text } = file;
  let place = importStart(file);
  for (let at = place; at < text.length; ) {
    const name = /^import[ \t]+([\w.]+)/.exec(text.slice(at, endOfLine(text, at)))?.[1];
    const next = endOfLine(text, statementAt(file, at).end);
    if (name === undefined || name > module || text[next - 1] !== '\n') break;
    place = at = next;
  }
  return place;
}

/** Where the first import stands; after the docstring and `from __future__` where there are any. */
function importStart(file: SourceFile): number {
  const { text } = file;
  const head = futureEnd(text, headEnd(text));
  for (const match of text.matchAll(/^(?:import|from)[ \t]/gm)) {
    if (match.index >= head && beginsStatement(file, match.index)) return match.index;
  }
  return head;
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

const headOfImports = perText((file) => {
  const { text } = file;
  let end = headEnd(text);
  for (let at = end; at < text.length; ) {
    const line = text.slice(at, endOfLine(text, at));
    if (/^[ \t]*(?:#|\r?\n|$)/.test(line)) {
      at += line.length;
      continue;
    }
    const future = futureEnd(text, at);
    const next = future > at ? future : endOfLine(text, statementAt(file, at).end);
    if (!/^(?:import|from)[ \t]/.test(line) || text[next - 1] !== '\n') break;
    at = end = next;
  }
  return end;
});
