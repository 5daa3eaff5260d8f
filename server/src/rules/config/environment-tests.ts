import type { Expression } from '../../model/expression.ts';
import type { Anchor } from '../../model/rule.ts';
import type { Comparison, SourceFile, Value } from '../../model/source-file.ts';
import type { Span } from '../../model/span.ts';
import {
  BOOLEAN_NAME,
  environmentValue,
  isEnvironmentName,
  isEnvironmentVariable,
  lastName,
} from './environment-names.ts';
import { wholeReference } from './references.ts';

/** A place where code asks for the name of the environment. */
export type EnvironmentTest = {
  readonly span: Span;
  readonly branches: readonly Span[];
  /** Compared with the name of an environment, or called after one beyond doubt. */
  readonly isCertain: boolean;
};

/** A place where settings are chosen by the name of the environment: an item of a map, a file, a class. */
export type EnvironmentChoice = { readonly span: Span; readonly isCertain: boolean };

const VALUES = [
  'production',
  'prod',
  'staging',
  'stage',
  'development',
  'dev',
  'local',
  'live',
  'qa',
  'uat',
  'preprod',
];

const BOOLEANS = [
  'isProd',
  'isProduction',
  'isDev',
  'isDevelopment',
  'isStaging',
  'inProduction',
  'inDevelopment',
  'is_prod',
  'is_production',
  'is_dev',
  'is_development',
  'devMode',
  'prodMode',
];

const ENVIRONMENT_WORD = '(?:\\w*_)?(?:env|environment)\\w*|\\w*(?:Env|Environment)(?:Name)?';

const SHARED: readonly Anchor[] = [
  // `env === 'production'`, `ENV in ("production", "staging")`
  ...VALUES.map((text) => ({
    text,
    gate: new RegExp(`${text}["'\`]`, 'iy'),
    before: /(?:[!=]==?|\bin)\s*[([{]?\s*["'`]$/,
  })),
  // `'production' === env`
  ...['production', 'development'].map((text) => ({
    text,
    gate: new RegExp(`${text}["'\`]\\s*[!=]==?`, 'y'),
    before: /["'`]$/,
  })),
  // A test that has got a name.
  ...BOOLEANS.map((text) => ({
    text,
    gate: new RegExp(
      `${text}\\b(?:\\(\\))?\\s*(?:\\?[^.?:]|\\)|&&|:\\s*$|\\bif\\b|\\band\\b|\\belse\\b)`,
      'imy',
    ),
    before: /(?:^|[^\w$'"`])$/,
  })),
  // `switch (env)`
  ...['NODE_ENV', 'APP_ENV', 'env'].map((text) => ({
    text,
    gate: new RegExp(`${text}(?:ironment)?\\s*\\)`, 'y'),
    before: /\bswitch\s*\((?:[\w$]+\.)*$/,
  })),
  // `configs[env]`
  ...[
    '[env',
    '[process.env.',
    '[config.env',
    '[os.getenv(',
    '[os.environ',
    '[NODE_ENV',
    '[app_env',
    '[finalEnv',
  ].map((text) => ({
    text,
    gate: /\[(?:process\.env\.(?:\w+_)?(?:ENV|ENVIRONMENT)|env(?:ironment)?(?:_?name)?|config\.env|os\.getenv\(\s*["'](?:\w+_)?(?:ENV|ENVIRONMENT|CONFIG|SETTINGS)["'][^\]\n]*\)|os\.environ(?:\.get\(|\[)\s*["'](?:\w+_)?(?:ENV|ENVIRONMENT|CONFIG|SETTINGS)["'][^\n]*|NODE_ENV|app_env|finalEnv)\s*(?:\|\|[^\]\n]*|\?\?[^\]\n]*)?\]/iy,
    before: /[\w)\]}]$/,
  })),
];

/** `require('./config/' + env)`, `open(f"config/{env}.yml")` */
const LOADERS: readonly Anchor[] = [
  'require(',
  'import(',
  'readFileSync(',
  'readFile(',
  'import_module(',
  'open(',
  'from_object(',
  'from_pyfile(',
].map((text) => ({
  text,
  gate: new RegExp(`[\\w]+\\([^\\n]{0,120}?(?:\\b(?:${ENVIRONMENT_WORD})\\b|NODE_ENV|APP_SETTINGS)`, 'y'),
  before: /(?:^|[\s=(.,:;!])$/,
}));

/** Flask's custom: the variable names a class of settings. */
const GROUPS: readonly Anchor[] = ['FLASK_CONFIG', 'APP_CONFIG', 'APP_SETTINGS', 'CONFIG_NAME'].map(
  (text) => ({
    text,
    gate: new RegExp(`${text}["']`, 'y'),
    before: /(?:getenv|environ\.get)\(\s*["']$|environ\[\s*["']$/,
  }),
);

export const ENVIRONMENT_ANCHORS = {
  javascript: [...SHARED, ...LOADERS],
  python: [...SHARED, ...LOADERS, ...GROUPS],
};

/** The tests of a file that ask for the environment by name. */
export function* environmentTests(file: SourceFile): Iterable<EnvironmentTest> {
  const seen = new Set<number>();
  for (const test of [...comparisons(file), ...booleans(file)]) {
    if (seen.has(test.span.start)) continue;
    seen.add(test.span.start);
    yield test;
  }
}

function* comparisons(file: SourceFile): Iterable<EnvironmentTest> {
  for (const comparison of file.comparisons()) {
    if (comparison.operator === 'switch') {
      if (isEnvironmentName(file, comparison.left)) {
        yield { span: comparison.left.span, branches: comparison.branches, isCertain: true };
      }
      continue;
    }
    const name = environmentSide(file, comparison);
    if (!name) continue;
    yield { span: comparison.span, branches: comparison.branches, isCertain: true };
  }
}

/** The side that holds the environment's name, where the other one is a name of an environment. */
function environmentSide(file: SourceFile, { left, right }: Comparison): Expression | undefined {
  if (namesEnvironments(right) && isEnvironmentName(file, left)) return left;
  return namesEnvironments(left) && isEnvironmentName(file, right) ? right : undefined;
}

function namesEnvironments(expression: Expression): boolean {
  if (expression.kind === 'string') return environmentValue(expression.value) !== undefined;
  // With `test` among them it is about the set-up of tests too: `in ("development", "test")`.
  return (
    expression.kind === 'list' &&
    expression.items.length > 0 &&
    expression.items.some((item) => item.kind === 'string' && environmentValue(item.value) !== undefined)
  );
}

function isCertain(file: SourceFile, expression: Expression): boolean {
  return isEnvironmentVariable(file.evaluate(expression));
}

function* booleans(file: SourceFile): Iterable<EnvironmentTest> {
  for (const found of file.references()) {
    const reference = wholeReference(file, found);
    const name = lastName(reference);
    if (name === undefined || !BOOLEAN_NAME.test(name)) continue;
    const made = file.evaluate(reference);
    if (made.kind === 'literal' || made.kind === 'object' || made.kind === 'list') continue;
    // `isDev = process.argv.includes('--dev')` asks for something else.
    const isMade = madeByComparison(made);
    if (made.kind === 'environment' && !isMade) continue;
    if (made.kind === 'call') continue;
    const call = file.around(reference.span);
    const isCalled = call?.kind === 'call' && call.callee.span.end === reference.span.end;
    const span = isCalled ? call.span : reference.span;
    const branches = file.branches(span);
    // The comparison that names it, and what only hands it on, say nothing.
    const isCertain = isMade || /prod/i.test(name);
    if (branches.length > 0) yield { span, branches, isCertain };
  }
}

function madeByComparison({ kind, origin }: Value): boolean {
  if (kind !== 'environment' || origin.expression.kind !== 'binary') return false;
  const { left, right } = origin.expression;
  const { file } = origin;
  return (
    (namesEnvironments(right) && isEnvironmentName(file, left)) ||
    (namesEnvironments(left) && isEnvironmentName(file, right))
  );
}

/** Where a map's item or a file is chosen by the environment's name. */
export function* environmentChoices(file: SourceFile): Iterable<EnvironmentChoice> {
  yield* items(file);
  yield* loads(file);
  yield* groups(file);
}

/** `create_app(os.getenv("FLASK_CONFIG") or "default")` */
function* groups(file: SourceFile): Iterable<EnvironmentChoice> {
  for (const string of file.strings()) {
    const read = file.around(string.span);
    if (!read || !isEnvironmentVariable(file.evaluate(read))) continue;
    const isGroup = file
      .sinks(read.span)
      .some(({ call }) => /(?:^|\.)(?:create_app|make_app)$/.test(call.callee));
    if (isGroup) yield { span: read.span, isCertain: true };
  }
}

function* items(file: SourceFile): Iterable<EnvironmentChoice> {
  for (const reference of file.references()) {
    const index = reference.kind === 'index' ? reference : file.around(reference.span);
    if (index?.kind !== 'index' || !isEnvironmentName(file, index.index)) continue;
    const object = file.evaluate(index.object);
    if (object.kind === 'environment' || file.canonical(index.object) === 'process.env') continue;
    yield { span: index.span, isCertain: isCertain(file, index.index) };
  }
}

const SETTINGS = /conf|setting|environment|secret|param|propert|credential|env\//i;

function* loads(file: SourceFile): Iterable<EnvironmentChoice> {
  for (const call of file.callsAtAnchors()) {
    if (
      !/(?:^|\.)(?:require|import|readFile(?:Sync)?|import_module|open|from_object|from_pyfile)$/.test(
        call.callee,
      )
    )
      continue;
    const argument = call.argument(0);
    if (!argument) continue;
    const source = file.source(call.span);
    // `.env.production` is read into the environment, which is where settings belong.
    if (/["'`/]\.env\b/.test(source)) continue;
    const parts = flatten(argument);
    const isNamed = parts.some(isEnvironmentVariable);
    const isSettings = SETTINGS.test(source) || /from_(?:object|pyfile)$/.test(call.callee);
    if (isNamed && isSettings) yield { span: call.span, isCertain: true };
  }
}

function flatten(value: Value): readonly Value[] {
  return value.kind === 'text' ? value.parts.flatMap(flatten) : [value];
}
