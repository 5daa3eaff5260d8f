import type { Edit } from '../model/finding.ts';
import type { Idioms, Replacement, SourceFile } from '../model/source-file.ts';

const HELPER = 'requireEnv';

/**
 * `process.env` gives `undefined` for what is missing and the program fails later, elsewhere. A function
 * declaration is hoisted, so that the helper may follow the imports and serve every place in the file.
 */
function helper(typed: boolean): string {
  return [
    '',
    `function ${HELPER}(name${typed ? ': string' : ''})${typed ? ': string' : ''} {`,
    '  const value = process.env[name];',
    '  if (!value) throw new Error(`Environment variable ${name} is not set`);',
    '  return value;',
    '}',
    '',
  ].join('\n');
}

/** How JavaScript and TypeScript write what fixes insert. */
export function javascriptIdioms(typed: boolean): Idioms {
  const idioms: Idioms = {
    requiredVariable(file, variable): Replacement {
      const known = new RegExp(`\\bfunction ${HELPER}\\b|\\b${HELPER}\\s*[,}=]`).test(file.text);
      const at = idioms.importEnd(file);
      const lead = at > 0 && file.text[at - 1] !== '\n' ? '\n' : '';
      return {
        text: `${HELPER}(${idioms.quote(variable)})`,
        edits: known
          ? []
          : [
              {
                span: { start: at, end: at },
                text: `${lead}${at === 0 ? helper(typed).trimStart() : helper(typed)}${at === 0 ? '\n' : ''}`,
              },
            ],
        variables: [],
      };
    },
    variableWithDefault(_file, variable, fallback, as): Replacement {
      const read = `process.env.${variable} ?? ${fallback}`;
      return { text: as === 'number' ? `Number(${read})` : `(${read})`, edits: [], variables: [] };
    },
    importEnd,
    moduleImport: importModule,
    quote: (text) => `'${text.replace(/[\\']/g, '\\$&')}'`,
  };
  return idioms;
}

/** Node's own globals; they need no import. */
const GLOBALS: ReadonlySet<string> = new Set(['process', 'console']);

function importModule(file: SourceFile, module: string): readonly Edit[] {
  if (GLOBALS.has(module)) return [];
  const imported = new RegExp(
    `\\bimport\\s+(?:\\*\\s+as\\s+)?${module}\\s+from\\b|\\b(?:const|let|var)\\s+${module}\\s*=\\s*require\\(`,
  );
  if (imported.test(file.text)) return [];
  const at = importEnd(file);
  const isModule = /^(?:import|export)\b/m.test(file.text);
  const text = isModule
    ? `import ${module} from 'node:${module}';\n`
    : `const ${module} = require('node:${module}');\n`;
  const lead = at > 0 && file.text[at - 1] !== '\n' ? '\n' : '';
  return [{ span: { start: at, end: at }, text: `${lead}${text}` }];
}

const IMPORT_LINE =
  /^(?:import\b|(?:const|let|var)\s[^=]*=\s*require\(|require\(|\}\s*(?:from\b|=\s*require\()|'use strict'|"use strict"|#!)/;

/** The offset after the last line of the imports at the head of the file, its line break included. */
function importEnd(file: SourceFile): number {
  const { text } = file;
  let end = 0;
  let start = 0;
  let isOpen = false;
  let isComment = false;
  while (start < text.length) {
    const next = text.indexOf('\n', start);
    const lineEnd = next < 0 ? text.length : next + 1;
    const line = text.slice(start, lineEnd).trim();
    start = lineEnd;
    if (isComment) {
      isComment = !line.includes('*/');
      continue;
    }
    if (line.startsWith('/*')) {
      isComment = !line.includes('*/');
      continue;
    }
    if (isOpen) {
      if (/^\}/.test(line)) {
        isOpen = false;
        end = lineEnd;
      }
      continue;
    }
    if (line === '' || line.startsWith('//')) continue;
    if (IMPORT_LINE.test(line)) {
      // `const knex = require('knex')({` goes on below.
      if (!line.startsWith('import') && /[([{]$/.test(line)) break;
      end = lineEnd;
      isOpen = /^import\b[^;'"]*\{[^}]*$/.test(line);
      continue;
    }
    if (/^(?:const|let|var)\s*\{[^}]*$/.test(line)) {
      const close = /\}\s*=\s*require\(/.exec(text.slice(lineEnd, lineEnd + 2000));
      if (!close) break;
      isOpen = true;
      continue;
    }
    break;
  }
  return end;
}
