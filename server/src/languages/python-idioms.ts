import type { Edit } from '../model/finding.ts';
import type { Idioms, SourceFile } from '../model/source-file.ts';

/** How Python writes what fixes insert. `os.environ["X"]` raises KeyError with the name when X is missing. */
export const pythonIdioms: Idioms = {
  requiredVariable: (file, variable) => ({
    text: `os.environ["${variable}"]`,
    edits: importModule(file, 'os'),
    variables: [],
  }),
  variableWithDefault(file, variable, fallback, as) {
    // The default of os.environ.get must be a string.
    const text = as === 'number' && !/^['"]/.test(fallback) ? `"${fallback}"` : fallback;
    const read = `os.environ.get("${variable}", ${text})`;
    return { text: as === 'number' ? `int(${read})` : read, edits: importModule(file, 'os'), variables: [] };
  },
  importEnd,
  moduleImport: importModule,
  quote: (text) => `"${text.replace(/[\\"]/g, '\\$&')}"`,
};

/** A submodule's import (`import logging.handlers`) makes its package known too. */
function importModule(file: SourceFile, module: string): readonly Edit[] {
  const imported = new RegExp(`^import[ \\t]+(?:[\\w.]+[ \\t]*,[ \\t]*)*${module}(?!\\w|[ \\t]+as\\b)`, 'm');
  if (imported.test(file.text)) return [];
  const at = importPlace(file.text, module);
  return [{ span: { start: at, end: at }, text: `import ${module}\n` }];
}

/** Where `import module` goes in the first block of imports, which most projects keep sorted. */
function importPlace(text: string, module: string): number {
  const start = importStart(text);
  const line = /^import[ \t]+([\w.]+)[^\n]*(?:\n|$)/my;
  line.lastIndex = start;
  let place = start;
  for (let match = line.exec(text); match; match = line.exec(text)) {
    if ((match[1] ?? '') > module || !match[0].endsWith('\n')) break;
    place = line.lastIndex;
  }
  return place;
}

/** Where the first import stands; after the docstring and `from __future__` where there are any. */
function importStart(text: string): number {
  const head = headEnd(text);
  const future = /^from[ \t]+__future__[ \t]+import[^\n]*\n/m.exec(text.slice(head));
  const from = future ? head + future.index + future[0].length : head;
  const first = /^(?:import|from)[ \t]/m.exec(text.slice(from));
  return first ? from + first.index : from;
}

/** The offset after the shebang, coding line, comments and docstring that open a module. */
function headEnd(text: string): number {
  const comments = /^(?:\uFEFF)?(?:[ \t]*(?:#[^\n]*)?\r?\n)*/.exec(text)?.[0] ?? '';
  const rest = text.slice(comments.length);
  const docstring =
    /^[rRuU]?("""|''')[\s\S]*?\1[^\n]*(?:\n|$)|^[rRuU]?(['"])(?:\\.|(?!\2)[^\n\\])*\2[ \t]*(?:\r?\n|$)/.exec(
      rest,
    );
  if (!docstring)
    return /^#!|coding[:=]/.test(comments)
      ? comments.length
      : comments.length === text.length
        ? text.length
        : comments.length;
  const blank = /^(?:[ \t]*\r?\n)*/.exec(rest.slice(docstring[0].length))?.[0] ?? '';
  return comments.length + docstring[0].length + blank.length;
}

/** The offset after the last import of the module's head. */
function importEnd(file: SourceFile): number {
  let end = headEnd(file.text);
  const pattern = /^(?:import|from)[ \t][^\n(]*(?:\([^)]*\))?[^\n]*\n|^[ \t]*(?:#[^\n]*)?\r?\n/gmy;
  pattern.lastIndex = end;
  for (let match = pattern.exec(file.text); match; match = pattern.exec(file.text)) {
    if (/^(?:import|from)/.test(match[0])) end = pattern.lastIndex;
  }
  return end;
}
