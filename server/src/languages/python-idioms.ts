import type { Idioms } from '../model/source-file.ts';
import { importEnd, importModule } from './python-imports.ts';

/** How Python writes what fixes insert. `os.environ["X"]` raises KeyError with the name when X is missing. */
export const pythonIdioms: Idioms = {
  requiredVariable: (file, variable) => ({
    text: `os.environ["${variable}"]`,
    edits: importModule(file, 'os'),
    variables: [],
  }),
  variableWithDefault(file, variable, fallback, as) {
    const text = as === 'number' ? numberAsText(fallback) : fallback;
    const read = `os.environ.get("${variable}", ${text})`;
    return { text: as === 'number' ? `int(${read})` : read, edits: importModule(file, 'os'), variables: [] };
  },
  importEnd,
  moduleImport: importModule,
  quote: (text) => `"${text.replace(/[\\"]/g, '\\$&')}"`,
};

/** The default of os.environ.get must be a string. */
function numberAsText(source: string): string {
  if (/^['"]/.test(source)) return source;
  return /^[\d_]+$/.test(source) ? `"${source}"` : `str(${source})`;
}
