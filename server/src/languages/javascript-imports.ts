import type { Edit } from '../model/finding.ts';
import type { SourceFile } from '../model/source-file.ts';
import { perText } from '../model/text-memory.ts';
import { endOfLine, statementAt } from './import-lines.ts';

/** Node's own globals; they need no import. */
const GLOBALS: ReadonlySet<string> = new Set(['process', 'console']);

/** Makes a module of Node known by its own name; no edit where the name is taken already. */
export const importModule = perText((file: SourceFile, module): readonly Edit[] => {
  if (GLOBALS.has(module) || isDeclared(file.text, module)) return [];
  const at = importEnd(file);
  const text = isEcmaScriptModule(file)
    ? `import ${module} from 'node:${module}';\n`
    : `const ${module} = require('node:${module}');\n`;
  return [{ span: { start: at, end: at }, text: lineBreakBefore(file.text, at) + text }];
});

function isDeclared(text: string, name: string): boolean {
  const forms = [
    `\\bimport\\s+(?:type\\s+)?${name}\\s*(?:,|=|from\\b)`,
    `\\*\\s*as\\s+${name}\\s+from\\b`,
    `\\b(?:const|let|var)\\s+${name}\\b`,
    `,\\s*${name}\\s*=\\s*require\\(`,
    `\\bdefault\\s*(?::|as)\\s*${name}\\b`,
  ];
  return new RegExp(forms.join('|')).test(text);
}

function isEcmaScriptModule({ path, text, language }: SourceFile): boolean {
  if (/\.m[jt]s$/.test(path)) return true;
  if (/\.c[jt]s$/.test(path)) return false;
  if (/^(?:import|export)\b/m.test(text)) return true;
  return language !== 'javascript' && !/\brequire\(/.test(text);
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

const headOfImports = perText((file) => {
  const { text } = file;
  let end = text.startsWith('\uFEFF') ? 1 : 0;
  let hasCode = false;
  for (let at = end; at < text.length; ) {
    const next = endOfLine(text, at);
    const line = text.slice(at, next).trim();
    if (line.startsWith('#!')) {
      at = end = next;
    } else if (line === '') {
      // A comment with an empty line after it is of the file, not of what follows.
      if (!hasCode) end = next;
      at = next;
    } else if (line.startsWith('//')) {
      at = next;
    } else if (line.startsWith('/*')) {
      const close = text.indexOf('*/', at);
      if (close < 0) return end;
      at = endOfLine(text, close);
    } else {
      const statement = statementAt(file, at);
      const code = text.slice(statement.start, statement.end);
      if (!DIRECTIVE.test(code) && !IMPORT.test(code)) return end;
      hasCode = true;
      at = end = endOfLine(text, statement.end);
    }
  }
  return end;
});

/** What parts an insertion at `at` from the text before it on the same line. */
export function lineBreakBefore(text: string, at: number): string {
  return at === 0 || text[at - 1] === '\n' || text[at - 1] === '\uFEFF' ? '' : '\n';
}
