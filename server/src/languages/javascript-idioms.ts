import { perFile } from '../model/file-memory.ts';
import type { Edit } from '../model/finding.ts';
import type { Idioms, Replacement, SourceFile } from '../model/source-file.ts';
import { importEnd, importModule, lineBreakBefore } from './javascript-imports.ts';
import { hasLine, needsConstant, paragraphAt } from './module-constants.ts';

const HELPER = 'requireEnv';

/**
 * `process.env` gives `undefined` for what is missing and the program fails later, elsewhere. A function
 * declaration is hoisted, so that the helper may follow the imports and serve every place in the file.
 */
function helper(typed: boolean): string {
  return [
    `function ${HELPER}(name${typed ? ': string' : ''})${typed ? ': string' : ''} {`,
    '  const value = process.env[name];',
    '  if (!value) throw new Error(`Environment variable ${name} is not set`);',
    '  return value;',
    '}',
    '',
  ].join('\n');
}

/** After the imports, with an empty line before and after. */
function insertHelper(file: SourceFile, typed: boolean): Edit {
  const at = importEnd(file);
  const { lead, trail } = paragraphAt(file, at);
  return {
    span: { start: at, end: at },
    text: `${lineBreakBefore(file, at)}${lead}${helper(typed)}${trail}`,
  };
}

/** After the helper, be it in the file or about to be inserted. */
function insertConstant(file: SourceFile, source: string): Edit {
  const helperEnd = file.inText(endOfHelper);
  const at = helperEnd >= 0 ? helperEnd : importEnd(file);
  const { trail } = paragraphAt(file, at);
  return { span: { start: at, end: at }, text: `${trail === '' ? '\n' : ''}${source}\n${trail}` };
}

function endOfHelper(text: string): number {
  const helper = /^function requireEnv\b[\s\S]*?^\}\r?\n/m.exec(text);
  return helper ? helper.index + helper[0].length : -1;
}

const prefersDoubleQuotes = perFile((file) =>
  file.inText((text) => (text.match(/"/g)?.length ?? 0) > (text.match(/'/g)?.length ?? 0)),
);

/** How JavaScript and TypeScript write what fixes insert. */
export function javascriptIdioms(typed: boolean): Idioms {
  const idioms: Idioms = {
    requiredVariable(file, variable, offset): Replacement {
      const known = file.matches(new RegExp(`\\bfunction ${HELPER}\\b|\\b${HELPER}\\s*[,}=]`));
      const name = prefersDoubleQuotes(file, '') ? `"${variable}"` : idioms.quote(variable);
      const read = `${HELPER}(${name})`;
      const constant = `const ${variable} = ${read};`;
      const helpers = known ? [] : [insertHelper(file, typed)];
      if (file.functionAround(offset) && hasLine(file, constant)) {
        return { text: variable, edits: [], variables: [] };
      }
      return needsConstant(file, variable, offset)
        ? { text: variable, edits: [...helpers, insertConstant(file, constant)], variables: [] }
        : { text: read, edits: helpers, variables: [] };
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
