import { perFile } from '../model/file-memory.ts';
import type { Edit } from '../model/finding.ts';
import type { SourceFile } from '../model/source-file.ts';
import { beginsLine, endOfLine, lineFrom, statementAt } from './import-lines.ts';

/** Node's own globals; they need no import. */
const GLOBALS: ReadonlySet<string> = new Set(['process', 'console']);

/** Makes a module of Node known by its own name; no edit where the name is taken already. */
export const importModule = perFile((file: SourceFile, module): readonly Edit[] => {
  if (GLOBALS.has(module) || isDeclared(file, module)) return [];
  const at = importEnd(file);
  const text = isEcmaScriptModule(file)
    ? `import ${module} from 'node:${module}';\n`
    : `const ${module} = require('node:${module}');\n`;
  return [{ span: { start: at, end: at }, text: lineBreakBefore(file, at) + text }];
});

function isDeclared(file: SourceFile, name: string): boolean {
  const forms = [
    `\\bimport\\s+(?:type\\s+)?${name}\\s*(?:,|=|from\\b)`,
    `\\*\\s*as\\s+${name}\\s+from\\b`,
    `\\b(?:const|let|var)\\s+${name}\\b`,
    `,\\s*${name}\\s*=\\s*require\\(`,
    `\\bdefault\\s*(?::|as)\\s*${name}\\b`,
  ];
  return file.matches(new RegExp(forms.join('|')));
}

function isEcmaScriptModule(file: SourceFile): boolean {
  if (/\.m[jt]s$/.test(file.path)) return true;
  if (/\.c[jt]s$/.test(file.path)) return false;
  if (file.matches(/^(?:import|export)\b/m)) return true;
  return file.language !== 'javascript' && !file.matches(/\brequire\(/);
}

const IMPORT = /^(?:import\b|require\(|(?:const|let|var)\s+(?:[\w$]+|\{[^}]*\})[^=]*=\s*require\()/;
const DIRECTIVE = /^(['"])use [\w ]+\1/;

/**
 * The offset after the last line of the directives and imports at the head of the file, its line break included.
 * Where there are none, after the comment that opens the file, if an empty line parts it from the code.
 */
export function importEnd(file: SourceFile): number {
  return headOfImports(file, '');
}

const headOfImports = perFile((file) => {
  let end = file.source({ start: 0, end: 1 }) === '\uFEFF' ? 1 : 0;
  let hasCode = false;
  for (let at = end, line = lineFrom(file, at); line !== ''; line = lineFrom(file, at)) {
    const next = at + line.length;
    const code = line.trim();
    if (code.startsWith('#!')) {
      at = end = next;
    } else if (code === '') {
      // A comment with an empty line after it is of the file, not of what follows.
      if (!hasCode) end = next;
      at = next;
    } else if (code.startsWith('//')) {
      at = next;
    } else if (code.startsWith('/*')) {
      const close = endOfComment(file, at);
      if (close === undefined) return end;
      at = close;
    } else {
      const statement = statementAt(file, at);
      const source = file.source(statement);
      if (!DIRECTIVE.test(source) && !IMPORT.test(source)) return end;
      hasCode = true;
      at = end = endOfLine(file, statement.end);
    }
  }
  return end;
});

/** The offset after the line on which the comment ends that begins on the line at an offset. */
function endOfComment(file: SourceFile, start: number): number | undefined {
  for (let at = start, line = lineFrom(file, at); line !== ''; line = lineFrom(file, at)) {
    at += line.length;
    if (line.includes('*/')) return at;
  }
  return undefined;
}

/** What parts an insertion at `at` from the text before it on the same line. */
export function lineBreakBefore(file: SourceFile, at: number): string {
  return beginsLine(file, at) ? '' : '\n';
}
