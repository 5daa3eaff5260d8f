import type { Node } from 'web-tree-sitter';
import type { Span } from '../model/span.ts';
import { isPresent, spanOf } from './expressions.ts';
import { javascriptIdioms } from './javascript-idioms.ts';
import type { Definition, Language, PatternVariables, Shape, TargetAndValue } from './language.ts';
import { folderOf, joinPath } from './module-paths.ts';
import { ancestor } from './names.ts';

const SHAPES: Readonly<Record<string, Shape>> = {
  parenthesized_expression: { kind: 'transparent' },
  await_expression: { kind: 'transparent' },
  as_expression: { kind: 'transparent' },
  satisfies_expression: { kind: 'transparent' },
  non_null_expression: { kind: 'transparent' },
  generic_type: { kind: 'transparent', field: 'name' },
  type_annotation: { kind: 'transparent' },
  call_expression: { kind: 'call', callee: 'function', arguments: 'arguments' },
  new_expression: { kind: 'call', callee: 'constructor', arguments: 'arguments' },
  member_expression: { kind: 'member', object: 'object', property: 'property' },
  nested_type_identifier: { kind: 'member', object: 'module', property: 'name' },
  subscript_expression: { kind: 'index', object: 'object', index: 'index' },
  string: { kind: 'string' },
  template_string: { kind: 'string' },
  number: { kind: 'number' },
  true: { kind: 'constant', value: true },
  false: { kind: 'constant', value: false },
  null: { kind: 'constant', value: null },
  undefined: { kind: 'constant', value: null },
  identifier: { kind: 'name' },
  property_identifier: { kind: 'name' },
  private_property_identifier: { kind: 'name' },
  type_identifier: { kind: 'name' },
  this: { kind: 'name' },
  import: { kind: 'name' },
  meta_property: { kind: 'name' },
  object: { kind: 'object' },
  array: { kind: 'list' },
  binary_expression: { kind: 'binary', operator: 'operator' },
  unary_expression: { kind: 'unary' },
  ternary_expression: {
    kind: 'conditional',
    test: 'condition',
    consequence: 'consequence',
    alternative: 'alternative',
  },
  arrow_function: { kind: 'function' },
  function_expression: { kind: 'function' },
  function_declaration: { kind: 'function' },
  generator_function_declaration: { kind: 'function' },
  method_definition: { kind: 'function' },
};

const FUNCTIONS: ReadonlySet<string> = new Set([
  'function_declaration',
  'generator_function_declaration',
  'function_expression',
  'generator_function',
  'arrow_function',
  'method_definition',
]);

const EXTENSIONS = ['.ts', '.tsx', '.js', '.jsx', '.mjs', '.cjs', '.mts', '.cts'];

function definition(node: Node): Definition | undefined {
  const parent = node.parent;
  if (!parent) return undefined;
  switch (parent.type) {
    case 'variable_declarator':
      if (!isField(parent, 'name', node)) return undefined;
      if (isLoopVariable(parent)) return { kind: 'opaque' };
      return { kind: 'value', value: parent.childForFieldName('value') ?? undefined, path: [] };
    case 'assignment_expression':
      if (!isField(parent, 'left', node) || node.type !== 'identifier') return undefined;
      return {
        kind: 'value',
        value: parent.childForFieldName('right') ?? undefined,
        path: [],
        reassigns: true,
      };
    case 'augmented_assignment_expression':
      return isField(parent, 'left', node) && node.type === 'identifier' ? { kind: 'opaque' } : undefined;
    case 'update_expression':
      return node.type === 'identifier' ? { kind: 'opaque' } : undefined;
    case 'function_declaration':
    case 'generator_function_declaration':
      return isField(parent, 'name', node) ? { kind: 'function', node: parent } : undefined;
    case 'class_declaration':
    case 'abstract_class_declaration':
      return isField(parent, 'name', node) ? { kind: 'class', node: parent } : undefined;
    case 'arrow_function':
      return isField(parent, 'parameter', node) ? { kind: 'parameter' } : undefined;
    case 'formal_parameters':
      return { kind: 'parameter' };
    case 'required_parameter':
    case 'optional_parameter': {
      if (!isField(parent, 'pattern', node)) return undefined;
      const type = parent.childForFieldName('type')?.firstNamedChild;
      return { kind: 'parameter', ...(type ? { type } : {}) };
    }
    case 'catch_clause':
      return isField(parent, 'parameter', node) ? { kind: 'opaque' } : undefined;
    case 'for_in_statement':
      return isField(parent, 'left', node) ? { kind: 'opaque' } : undefined;
    case 'import_specifier':
    case 'namespace_import':
    case 'import_clause':
      return importDefinition(node, parent);
    case 'import_require_clause': {
      const source = parent.childForFieldName('source');
      return source ? { kind: 'import', module: unquote(source.text), path: [] } : undefined;
    }
    default:
      return patternDefinition(node);
  }
}

function isLoopVariable(declarator: Node): boolean {
  return declarator.parent?.parent?.type === 'for_in_statement';
}

function importDefinition(node: Node, parent: Node): Definition | undefined {
  const statement = ancestor(parent, ({ type }) => type === 'import_statement');
  const source = statement?.childForFieldName('source');
  if (!source) return undefined;
  const module = unquote(source.text);
  if (parent.type === 'namespace_import') return { kind: 'import', module, path: [] };
  if (parent.type === 'import_clause') return { kind: 'import', module, path: ['default'] };
  const name = parent.childForFieldName('name');
  const alias = parent.childForFieldName('alias');
  if (!name || (alias && !alias.equals(node))) return undefined;
  return { kind: 'import', module, path: [name.text] };
}

/** A name inside `{ a, b: c, d = 1 } = value`. */
function patternDefinition(node: Node): Definition | undefined {
  const path: string[] = [];
  let fallback: Node | undefined;
  let current = node;
  if (node.type === 'shorthand_property_identifier_pattern') path.unshift(node.text);
  for (let parent = current.parent; parent; current = parent, parent = parent.parent) {
    switch (parent.type) {
      case 'object_pattern':
        continue;
      case 'array_pattern':
        path.unshift(String(parent.namedChildren.findIndex((child) => child?.equals(current))));
        continue;
      case 'pair_pattern': {
        const key = parent.childForFieldName('key');
        if (!key || key.equals(current)) return undefined;
        path.unshift(unquote(key.text));
        continue;
      }
      case 'object_assignment_pattern':
      case 'assignment_pattern': {
        const right = parent.childForFieldName('right');
        if (right?.equals(current)) return undefined;
        if (right && !fallback) fallback = right;
        continue;
      }
      case 'rest_pattern':
        return { kind: 'opaque' };
      case 'variable_declarator': {
        if (!isField(parent, 'name', current) || isLoopVariable(parent)) return undefined;
        const value = parent.childForFieldName('value') ?? undefined;
        return { kind: 'value', value, path, ...(fallback ? { fallback } : {}) };
      }
      case 'formal_parameters':
        return { kind: 'parameter', ...(fallback ? { fallback } : {}) };
      case 'required_parameter':
      case 'optional_parameter':
        return { kind: 'parameter' };
      default:
        return undefined;
    }
  }
  return undefined;
}

function assignment(node: Node): TargetAndValue | undefined {
  const parent = node.parent;
  if (!parent) return undefined;
  const pair = (form: TargetAndValue['form'], target: string, value: string): TargetAndValue | undefined => {
    const left = parent.childForFieldName(target);
    const right = parent.childForFieldName(value);
    return left && right ? { form, target: left, value: right } : undefined;
  };
  switch (parent.type) {
    case 'variable_declarator':
      return pair('declaration', 'name', 'value');
    case 'assignment_expression':
      return pair('assignment', 'left', 'right');
    case 'pair':
      return pair('property', 'key', 'value');
    case 'public_field_definition':
      return pair('declaration', 'name', 'value');
    case 'field_definition':
      return pair('declaration', 'property', 'value');
    case 'required_parameter':
      return pair('default', 'pattern', 'value');
    case 'assignment_pattern':
    case 'object_assignment_pattern':
      return pair('default', 'left', 'right');
    default:
      return undefined;
  }
}

/** `{ PORT, HOST: host, LEVEL = 'info', ...rest }` */
function patternVariables(target: Node): PatternVariables | undefined {
  if (target.type !== 'object_pattern') return undefined;
  const names: { name: string; span: Span; fallback?: Node }[] = [];
  let rest = false;
  for (const child of target.namedChildren) {
    if (!child || child.isExtra) continue;
    const fallback =
      child.childForFieldName('right') ?? child.childForFieldName('value')?.childForFieldName('right');
    const key = child.childForFieldName('key') ?? child.childForFieldName('left') ?? child;
    if (child.type === 'rest_pattern') rest = true;
    else names.push({ name: unquote(key.text), span: spanOf(key), ...(fallback ? { fallback } : {}) });
  }
  return { names, rest };
}

function returned(node: Node): Node | undefined {
  const body = node.childForFieldName('body');
  if (!body) return undefined;
  if (body.type !== 'statement_block') return body;
  const returns = body
    .descendantsOfType('return_statement')
    .filter(isPresent)
    .filter((statement) => ancestor(statement.parent, ({ type }) => FUNCTIONS.has(type))?.id === node.id);
  const [only, ...others] = returns;
  return others.length === 0 ? (only?.firstNamedChild ?? undefined) : undefined;
}

function branches(node: Node): readonly Span[] {
  for (let current = node; current.parent; current = current.parent) {
    const { parent } = current;
    switch (parent.type) {
      case 'if_statement':
        return fields(parent, ['consequence', 'alternative']);
      case 'ternary_expression':
        return isField(parent, 'condition', current) ? fields(parent, ['consequence', 'alternative']) : [];
      case 'binary_expression': {
        const operator = parent.childForFieldName('operator')?.type;
        if ((operator === '&&' || operator === '||') && isField(parent, 'left', current)) {
          const outer = branches(parent);
          return outer.length > 0 ? outer : fields(parent, ['right']);
        }
        if (operator === '&&' || operator === '||') continue;
        return [];
      }
      case 'parenthesized_expression':
      case 'unary_expression':
        continue;
      default:
        return node.type === 'switch_statement' ? fields(node, ['body']) : [];
    }
  }
  return [];
}

function fields(node: Node, names: readonly string[]): readonly Span[] {
  return names
    .map((name) => node.childForFieldName(name))
    .filter(isPresent)
    .map(spanOf);
}

function bases(node: Node): readonly Node[] {
  const heritage = node.namedChildren.filter(isPresent).find(({ type }) => type === 'class_heritage');
  // TypeScript wraps the base in a clause; JavaScript does not.
  const clause = heritage?.firstNamedChild;
  const base = clause?.childForFieldName('value') ?? clause;
  return base && clause?.type !== 'implements_clause' ? [base] : [];
}

/** `module.exports = …` and `export default …` for `''` and `'default'`; `exports.name = …` for a name. */
function exported(root: Node, name: string): Node | undefined {
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
function modulePaths(specifier: string, importer: string): readonly string[] {
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

function isField(parent: Node, field: string, node: Node): boolean {
  return parent.childForFieldName(field)?.id === node.id;
}

function unquote(source: string): string {
  return source.replace(/^['"`]|['"`]$/g, '');
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  v: '\v',
  0: '\0',
};

function decode(source: string): string {
  if (!source.includes('\\')) return source;
  return source.replace(
    /\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|[\s\S]))/g,
    (_, long?: string, short?: string, byte?: string, other?: string) => {
      const code = long ?? short ?? byte;
      if (code !== undefined) {
        const point = Number.parseInt(code, 16);
        return point <= 0x10ffff ? String.fromCodePoint(point) : '';
      }
      if (other === '\n' || other === '\r\n') return '';
      return ESCAPES[other ?? ''] ?? other ?? '';
    },
  );
}

const JAVASCRIPT: Language = {
  id: 'javascript',
  family: 'javascript',
  extensions: ['.js', '.jsx', '.mjs', '.cjs'],
  grammar: 'tree-sitter-javascript.wasm',
  shapes: SHAPES,
  scopes: new Set([
    ...FUNCTIONS,
    'program',
    'statement_block',
    'for_statement',
    'for_in_statement',
    'catch_clause',
    'switch_body',
    'class_body',
  ]),
  functions: FUNCTIONS,
  statements: new Set([
    'expression_statement',
    'lexical_declaration',
    'variable_declaration',
    'if_statement',
    'for_statement',
    'for_in_statement',
    'while_statement',
    'do_statement',
    'try_statement',
    'switch_statement',
    'return_statement',
    'throw_statement',
    'import_statement',
    'export_statement',
    'function_declaration',
    'class_declaration',
  ]),
  inert: new Set([
    'interface_declaration',
    'type_alias_declaration',
    'ambient_declaration',
    'type_arguments',
  ]),
  environment: {
    objects: ['process.env', 'globalThis.process.env', 'Bun.env', 'import.meta.env'],
    getters: { 'Deno.env.get': { name: 0 } },
  },
  conversions: new Set([
    'Number',
    'parseInt',
    'parseFloat',
    'Number.parseInt',
    'Number.parseFloat',
    'String',
    'Boolean',
    'URL',
    'url.URL',
    'Buffer.from',
    'url.parse',
    'Object.freeze',
  ]),
  joins: new Set(['path.join', 'path.resolve', 'path.posix.join', 'path.normalize']),
  fallbackOperators: new Set(['||', '??']),
  receivers: new Set(['this']),
  decode,
  content: (node) => ({ start: node.startIndex + 1, end: Math.max(node.startIndex + 1, node.endIndex - 1) }),
  definition,
  assignment,
  patternVariables,
  returned,
  functionName: (node) =>
    node.childForFieldName('name')?.text ??
    (node.parent?.type === 'variable_declarator' ? node.parent.childForFieldName('name')?.text : undefined),
  decorators: () => [],
  branches,
  classes: new Set(['class_declaration', 'class', 'abstract_class_declaration']),
  bases,
  exported,
  modulePaths,
  moduleName: (specifier) => specifier.replace(/^node:/, ''),
  importCall: 'require',
  isDocstring: (node) =>
    node.parent?.type === 'import_statement' || node.parent?.type === 'expression_statement',
  isMainGuard: (test) => /\brequire\.main\b|\bimport\.meta\.main\b|process\.argv\[1\]/.test(test),
  idioms: javascriptIdioms(false),
};

const TYPESCRIPT: Language = {
  ...JAVASCRIPT,
  id: 'typescript',
  extensions: ['.ts', '.mts', '.cts'],
  grammar: 'tree-sitter-typescript.wasm',
  idioms: javascriptIdioms(true),
};

export const JAVASCRIPT_LANGUAGES: readonly Language[] = [
  JAVASCRIPT,
  TYPESCRIPT,
  { ...TYPESCRIPT, id: 'typescriptreact', extensions: ['.tsx'], grammar: 'tree-sitter-tsx.wasm' },
];
