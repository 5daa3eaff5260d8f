import type { Node } from 'web-tree-sitter';
import type { Span } from '../model/span.ts';
import { isField, isPresent, spanOf } from './expressions.ts';
import { assignment, definition, patternVariables } from './javascript-definitions.ts';
import { javascriptIdioms } from './javascript-idioms.ts';
import { exported, modulePaths } from './javascript-modules.ts';
import type { Language, Shape } from './language.ts';
import { ancestor, parentOf } from './parents.ts';

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

function returned(node: Node): Node | undefined {
  const body = node.childForFieldName('body');
  if (!body) return undefined;
  if (body.type !== 'statement_block') return body;
  const returns = body
    .descendantsOfType('return_statement')
    .filter(isPresent)
    .filter((statement) => ancestor(parentOf(statement), ({ type }) => FUNCTIONS.has(type))?.id === node.id);
  const [only, ...others] = returns;
  return others.length === 0 ? (only?.firstNamedChild ?? undefined) : undefined;
}

function branches(node: Node): readonly Span[] {
  for (let current = node, parent = parentOf(node); parent; current = parent, parent = parentOf(parent)) {
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

/** Effect's `Config.string('PORT')`: the effect fails with the name of what is missing. */
const EFFECT = Object.fromEntries(
  'string nonEmptyString number integer boolean redacted secret url port date duration logLevel'
    .split(' ')
    .map((type) => [`effect.Config.${type}`, { name: 0, failsWithout: true as const }]),
);

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
    objects: [
      'process.env',
      'globalThis.process.env',
      'Bun.env',
      'bun.env',
      'vite.loadEnv()',
      'import.meta.env',
      '$env/dynamic/private.env',
      '$env/dynamic/public.env',
    ],
    getters: {
      'Deno.env.get': { name: 0 },
      'Deno.env.has': { name: 0 },
      'Deno.env.set': { name: 0 },
      'Deno.env.delete': { name: 0 },
      'Netlify.env.get': { name: 0 },
      'env-var.get': { name: 0 },
      'env-var.from().get': { name: 0 },
      ...EFFECT,
      '@nestjs/config.ConfigService().get': { name: 0, fallback: 1 },
      '@nestjs/config.ConfigService().getOrThrow': { name: 0, failsWithout: true },
    },
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
  functionName(node) {
    const own = node.childForFieldName('name')?.text;
    if (own !== undefined) return own;
    const parent = parentOf(node);
    return parent?.type === 'variable_declarator' ? parent.childForFieldName('name')?.text : undefined;
  },
  decorators: () => [],
  branches,
  classes: new Set(['class_declaration', 'class', 'abstract_class_declaration']),
  bases,
  exported,
  modulePaths,
  moduleName: (specifier) => specifier.replace(/^node:/, ''),
  importCall: 'require',
  isDocstring: (node) => /^(?:import|expression)_statement$/.test(parentOf(node)?.type ?? ''),
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
