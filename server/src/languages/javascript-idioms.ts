import type { Edit } from '../model/finding.ts';
import type { Idioms, Replacement, SourceFile } from '../model/source-file.ts';
import { importEnd, importModule, lineBreakBefore } from './javascript-imports.ts';

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

/** After the imports with an empty line between; at the head of a file without any, an empty line follows. */
function insertHelper(file: SourceFile, typed: boolean): Edit {
  const at = importEnd(file);
  const before = file.text.slice(0, at);
  const isFirst = before.replace('\uFEFF', '').trim() === '';
  const isParted = isFirst || /\n[ \t]*\r?\n$/.test(before);
  const text = isParted ? `${helper(typed).trimStart()}\n` : helper(typed);
  return { span: { start: at, end: at }, text: lineBreakBefore(file.text, at) + text };
}

/** How JavaScript and TypeScript write what fixes insert. */
export function javascriptIdioms(typed: boolean): Idioms {
  const idioms: Idioms = {
    requiredVariable(file, variable): Replacement {
      const known = new RegExp(`\\bfunction ${HELPER}\\b|\\b${HELPER}\\s*[,}=]`).test(file.text);
      return {
        text: `${HELPER}(${idioms.quote(variable)})`,
        edits: known ? [] : [insertHelper(file, typed)],
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
