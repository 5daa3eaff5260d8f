import type { Node } from 'web-tree-sitter';
import type { Span } from '../model/span.ts';
import { isField, isPresent, spanOf } from './expressions.ts';
import type { EnvironmentGetter, Language, Shape } from './language.ts';
import { ancestor, parentOf } from './parents.ts';
import { assignment, definition } from './python-definitions.ts';
import { pythonIdioms } from './python-idioms.ts';
import { modulePaths } from './python-modules.ts';

const SHAPES: Readonly<Record<string, Shape>> = {
  parenthesized_expression: { kind: 'transparent' },
  await: { kind: 'transparent' },
  named_expression: { kind: 'transparent', field: 'value' },
  type: { kind: 'transparent' },
  decorator: { kind: 'transparent' },
  call: { kind: 'call', callee: 'function', arguments: 'arguments' },
  attribute: { kind: 'member', object: 'object', property: 'attribute' },
  subscript: { kind: 'index', object: 'value', index: 'subscript' },
  string: { kind: 'string' },
  integer: { kind: 'number' },
  float: { kind: 'number' },
  true: { kind: 'constant', value: true },
  false: { kind: 'constant', value: false },
  none: { kind: 'constant', value: null },
  identifier: { kind: 'name' },
  dictionary: { kind: 'object' },
  list: { kind: 'list' },
  tuple: { kind: 'list' },
  set: { kind: 'list' },
  boolean_operator: { kind: 'binary', operator: 'operator' },
  binary_operator: { kind: 'binary', operator: 'operator' },
  comparison_operator: { kind: 'binary' },
  not_operator: { kind: 'unary' },
  unary_operator: { kind: 'unary' },
  conditional_expression: { kind: 'conditional', test: 1, consequence: 0, alternative: 2 },
  lambda: { kind: 'function' },
  function_definition: { kind: 'function' },
};

const FUNCTIONS: ReadonlySet<string> = new Set(['function_definition', 'lambda']);

function returned(node: Node): Node | undefined {
  const body = node.childForFieldName('body');
  if (!body) return undefined;
  if (node.type === 'lambda') return body;
  const returns = body
    .descendantsOfType('return_statement')
    .filter(isPresent)
    .filter((statement) => ancestor(parentOf(statement), ({ type }) => FUNCTIONS.has(type))?.id === node.id);
  const [only, ...others] = returns;
  return others.length === 0 ? (only?.firstNamedChild ?? undefined) : undefined;
}

function branches(node: Node): readonly Span[] {
  if (node.type === 'match_statement') return fields(node, ['body']);
  for (let current = node, parent = parentOf(node); parent; current = parent, parent = parentOf(parent)) {
    switch (parent.type) {
      case 'if_statement':
      case 'elif_clause':
        if (!isField(parent, 'condition', current)) return [];
        return [
          ...fields(parent, ['consequence']),
          ...parent.childrenForFieldName('alternative').map(spanOf),
        ];
      case 'conditional_expression': {
        const [then, test, otherwise] = parent.namedChildren;
        if (test?.id !== current.id) return [];
        return [then, otherwise].filter(isPresent).map(spanOf);
      }
      case 'boolean_operator':
      case 'not_operator':
      case 'parenthesized_expression':
        continue;
      default:
        return [];
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

/** The quotes of a string with its prefix: their lengths at both ends. */
function content(node: Node): Span {
  const first = node.firstChild;
  const last = node.lastChild;
  const start = first?.type === 'string_start' ? first.endIndex : node.startIndex;
  const end = last?.type === 'string_end' ? last.startIndex : node.endIndex;
  return { start, end: Math.max(start, end) };
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  v: '\v',
  a: '\x07',
  '\\': '\\',
  "'": "'",
  '"': '"',
};

/** Raw strings are decoded like others: their backslashes matter to no rule. */
function decode(source: string): string {
  if (!source.includes('\\')) return source;
  return source.replace(
    /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(\r\n|[\s\S]))/g,
    (whole, byte, short, other) => {
      const code: string | undefined = byte ?? short;
      if (code !== undefined) return String.fromCodePoint(Number.parseInt(code, 16));
      if (other === '\n' || other === '\r\n') return '';
      return ESCAPES[other] ?? whole;
    },
  );
}

const ENVIRON_CASTS = (
  'str bytes bool int float decimal json list tuple dict url path db db_url cache cache_url email email_url ' +
  'search_url channels channels_url dj_db_url dj_email_url dj_cache_url get_value datetime date time timedelta log_level uuid enum'
).split(' ');

/** What django-environ reads for these when it is told no name. */
const IMPLIED: Readonly<Record<string, string>> = {
  db: 'DATABASE_URL',
  db_url: 'DATABASE_URL',
  cache: 'CACHE_URL',
  cache_url: 'CACHE_URL',
  email: 'EMAIL_URL',
  email_url: 'EMAIL_URL',
  search_url: 'SEARCH_URL',
  channels: 'CHANNELS_URL',
  channels_url: 'CHANNELS_URL',
};

const DECOUPLE: EnvironmentGetter = { name: 0, fallback: 1, keyword: 'default', failsWithout: true };
const STARLETTE: EnvironmentGetter = {
  name: 0,
  fallback: 2,
  keyword: 'default',
  prefixKeyword: 'env_prefix',
  failsWithout: true,
};

/** environs and django-environ: `env("X", default=…)` and `env.str("X", …)`. */
function environGetters(env: string): Record<string, EnvironmentGetter> {
  const getter: EnvironmentGetter = {
    name: 0,
    nameKeyword: env.startsWith('environ.') ? 'var' : 'name',
    fallback: 1,
    keyword: 'default',
    prefixKeyword: 'prefix',
    failsWithout: true,
  };
  const casts = ENVIRON_CASTS.map((cast): [string, EnvironmentGetter] => {
    const implied = env.startsWith('environ.') ? IMPLIED[cast] : undefined;
    return [`${env}.${cast}`, implied ? { ...getter, implied } : getter];
  });
  return Object.fromEntries([[env, getter], ...casts]);
}

export const PYTHON_LANGUAGES: readonly Language[] = [
  {
    id: 'python',
    family: 'python',
    extensions: ['.py', '.pyw'],
    grammar: 'tree-sitter-python.wasm',
    shapes: SHAPES,
    scopes: new Set(['module', 'function_definition', 'lambda', 'class_definition']),
    functions: FUNCTIONS,
    statements: new Set([
      'expression_statement',
      'if_statement',
      'for_statement',
      'while_statement',
      'try_statement',
      'with_statement',
      'return_statement',
      'raise_statement',
      'import_statement',
      'import_from_statement',
      'function_definition',
      'decorated_definition',
      'class_definition',
      'assert_statement',
    ]),
    inert: new Set(['type']),
    environment: {
      objects: ['os.environ', 'os.environb'],
      indexFails: true,
      methods: new Set(['copy', 'items', 'keys', 'values', 'update', 'clear']),
      getters: {
        'os.environ.get': { name: 0, fallback: 1, keyword: 'default' },
        'os.environ.setdefault': { name: 0, fallback: 1 },
        'os.environ.pop': { name: 0, fallback: 1 },
        'os.getenv': { name: 0, fallback: 1, keyword: 'default' },
        'os.getenvb': { name: 0, fallback: 1, keyword: 'default' },
        'os.putenv': { name: 0 },
        'os.unsetenv': { name: 0 },
        'decouple.config': DECOUPLE,
        'decouple.AutoConfig()': DECOUPLE,
        'decouple.Config()': DECOUPLE,
        'decouple.Config().get': DECOUPLE,
        'starlette.config.Config()': STARLETTE,
        'starlette.config.Config().get': STARLETTE,
        'dj_database_url.config': {
          name: 0,
          nameKeyword: 'env',
          fallback: 1,
          keyword: 'default',
          implied: 'DATABASE_URL',
        },
        ...environGetters('environs.Env()'),
        ...environGetters('environs.env'),
        ...environGetters('environs.FileAwareEnv()'),
        ...environGetters('environ.Env()'),
        ...environGetters('environ.FileAwareEnv()'),
      },
    },
    conversions: new Set([
      'int',
      'str',
      'float',
      'bool',
      'bytes',
      'Path',
      'pathlib.Path',
      'pathlib.PurePath',
      'os.path.abspath',
      'os.path.expanduser',
      'os.path.realpath',
      'os.fspath',
      'pydantic.SecretStr',
      'starlette.datastructures.Secret',
    ]),
    joins: new Set(['os.path.join']),
    fallbackOperators: new Set(['or']),
    receivers: new Set(['self', 'cls']),
    decode,
    content,
    definition,
    assignment,
    returned,
    functionName: (node) => node.childForFieldName('name')?.text,
    decorators(node) {
      const around = parentOf(node);
      if (around?.type !== 'decorated_definition') return [];
      return around.namedChildren
        .filter(isPresent)
        .filter(({ type }) => type === 'decorator')
        .map((decorator) => decorator.firstNamedChild)
        .filter(isPresent);
    },
    branches,
    classes: new Set(['class_definition']),
    bases: (node) =>
      (node.childForFieldName('superclasses')?.namedChildren ?? [])
        .filter(isPresent)
        .filter(({ type }) => type !== 'keyword_argument' && type !== 'comment'),
    exported: () => undefined,
    modulePaths,
    moduleName: (specifier) => specifier,
    submodule: (specifier, name) =>
      specifier.endsWith('.') ? `${specifier}${name}` : `${specifier}.${name}`,
    isDocstring: (node) => parentOf(node)?.type === 'expression_statement',
    isMainGuard: (test) => /__name__\s*==\s*['"]__main__['"]/.test(test),
    idioms: pythonIdioms,
  },
];
