import type { Edit } from '../model/finding.ts';
import type { Idioms, SourceFile } from '../model/source-file.ts';
import { hasLine, needsConstant, paragraphAt } from './module-constants.ts';
import { importEnd, importModule } from './python-imports.ts';

/** How Python writes what fixes insert. `os.environ["X"]` raises KeyError with the name when X is missing. */
export const pythonIdioms: Idioms = {
  requiredVariable(file, variable, offset) {
    const read = `os.environ["${variable}"]`;
    const constant = `${variable} = ${read}`;
    const edits = importModule(file, 'os');
    if (file.functionAround(offset) && hasLine(file, constant)) {
      return { text: variable, edits: [], variables: [] };
    }
    return needsConstant(file, variable, offset)
      ? { text: variable, edits: [...edits, insertConstant(file, constant)], variables: [] }
      : { text: read, edits, variables: [] };
  },
  variableWithDefault(file, variable, fallback, as) {
    const text = as === 'number' ? numberAsText(fallback) : fallback;
    const read = `os.environ.get("${variable}", ${text})`;
    return { text: as === 'number' ? `int(${read})` : read, edits: importModule(file, 'os'), variables: [] };
  },
  importEnd,
  moduleImport: importModule,
  quote: (text) => `"${text.replace(/[\\"]/g, '\\$&')}"`,
};

/** After the imports, or after the import of `os` that is about to be inserted where there are none. */
function insertConstant(file: SourceFile, source: string): Edit {
  const at = importEnd(file);
  const { lead, trail } = paragraphAt(file, at);
  return { span: { start: at, end: at }, text: `${lead || '\n'}${source}\n${trail}` };
}

/** The default of os.environ.get must be a string. */
function numberAsText(source: string): string {
  if (/^['"]/.test(source)) return source;
  return /^[\d_]+$/.test(source) ? `"${source}"` : `str(${source})`;
}
