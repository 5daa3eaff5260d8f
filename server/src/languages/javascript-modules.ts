import type { Node } from 'web-tree-sitter';
import { folderOf, joinPath } from './module-paths.ts';

const EXTENSIONS = ['.ts', '.tsx', '.js', '.jsx', '.mjs', '.cjs', '.mts', '.cts'];

/** `module.exports = …` and `export default …` for `''` and `'default'`; `exports.name = …` for a name. */
export function exported(root: Node, name: string): Node | undefined {
  for (const statement of root.namedChildren) {
    if (!statement) continue;
    if (statement.type === 'export_statement' && name === 'default') {
      const value = statement.childForFieldName('value') ?? statement.childForFieldName('declaration');
      if (value && statement.children.some((child) => child?.type === 'default')) return value;
      continue;
    }
    const expression = statement.type === 'expression_statement' ? statement.firstNamedChild : null;
    if (expression?.type !== 'assignment_expression') continue;
    const left = expression.childForFieldName('left')?.text;
    const right = expression.childForFieldName('right') ?? undefined;
    if (left === 'module.exports' && (name === '' || name === 'default')) return lastAssigned(right);
    if (name !== '' && (left === `exports.${name}` || left === `module.exports.${name}`)) return right;
  }
  return undefined;
}

/** `module.exports = exports = value` */
function lastAssigned(node: Node | undefined): Node | undefined {
  return node?.type === 'assignment_expression'
    ? lastAssigned(node.childForFieldName('right') ?? undefined)
    : node;
}

/** Relative imports, and the aliases that most projects give their source folder. */
export function modulePaths(specifier: string, importer: string): readonly string[] {
  const bases: string[] = [];
  if (specifier.startsWith('.')) {
    const base = joinPath(folderOf(importer), specifier);
    if (base !== undefined) bases.push(base);
  } else if (/^(?:@|~|#)\//.test(specifier)) {
    const rest = specifier.slice(2);
    const source = importer.lastIndexOf('src/');
    if (source >= 0)
      bases.push(`${importer.slice(0, source)}src/${rest}`, `${importer.slice(0, source)}${rest}`);
    else bases.push(rest, `src/${rest}`);
  }
  return bases.flatMap((base) => {
    // TypeScript's ES modules import `./x.js` and mean `./x.ts`.
    const stem = base.replace(/\.[mc]?jsx?$/, '');
    const named = EXTENSIONS.some((extension) => base.endsWith(extension)) ? [base] : [];
    return [
      ...named,
      ...EXTENSIONS.map((extension) => `${stem}${extension}`),
      ...EXTENSIONS.map((extension) => `${base}/index${extension}`),
    ];
  });
}
