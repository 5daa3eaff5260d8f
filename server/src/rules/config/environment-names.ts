import type { Expression } from '../../model/expression.ts';
import type { SourceFile, Value } from '../../model/source-file.ts';

/** Variables that name a group of settings instead of holding one: `NODE_ENV`, `APP_ENV`, `SHOP_ENVIRONMENT`. */
const VARIABLE =
  /^(?:[A-Z][A-Z0-9]*_)*(?:ENV|ENVIRONMENT)$|^(?:DEPLOY(?:MENT)?_|RELEASE_|APP_)?STAGE$|^(?:FLASK|APP|DJANGO)_(?:CONFIG|SETTINGS)(?:_NAME|_CLASS)?$|^CONFIG_NAME$/;

/** What code calls it where its way from the environment cannot be followed. */
const NAME =
  /^(?:node|app|flask|django|deploy|deployment|server|runtime|current|final|application|process)?_?(?:env|environment|env_?name|environment_?name)$/i;

const PRODUCTION = /^(?:prod|production|live|staging|stage|stg|preprod|preview|uat|qa)$/i;
const DEVELOPMENT = /^(?:dev|develop|development|local|localhost)$/i;

/** Names of booleans that stand for a comparison. */
export const BOOLEAN_NAME =
  /^(?:is|in|_is)?_?(?:prod|production|staging|dev|development|local|prod(?:uction)?_?mode|dev(?:elopment)?_?mode)(?:_?env(?:ironment)?)?$/i;

export type EnvironmentValue = 'production' | 'development';

/** Which kind of environment a literal names; undefined for `test`, whose set-up is its own, and for anything else. */
export function environmentValue(value: unknown): EnvironmentValue | undefined {
  if (typeof value !== 'string') return undefined;
  if (PRODUCTION.test(value)) return 'production';
  return DEVELOPMENT.test(value) ? 'development' : undefined;
}

/** Whether an expression holds the name of the environment. */
export function isEnvironmentName(file: SourceFile, expression: Expression): boolean {
  const value = file.evaluate(expression);
  if (isEnvironmentVariable(value)) return true;
  if (value.kind === 'literal' || value.kind === 'object' || value.kind === 'list') return false;
  if (expression.kind === 'call') {
    const [first] = expression.arguments;
    // Express: `app.get('env')`.
    const isGetter = /\.get$/.test(file.canonical(expression.callee));
    if (isGetter && first?.value.kind === 'string') return NAME.test(first.value.value);
    // `env.toLowerCase()`, `env.strip()`
    return expression.callee.kind === 'member' && expression.arguments.length === 0
      ? isEnvironmentName(file, expression.callee.object)
      : false;
  }
  const name = lastName(expression);
  return name !== undefined && (NAME.test(name) || VARIABLE.test(name));
}

/** Whether a value was read from a variable that names the environment. */
export function isEnvironmentVariable(value: Value): boolean {
  return value.kind === 'environment' && value.variable !== undefined && VARIABLE.test(value.variable);
}

/** The last part of a name or member: `env` of `config.env` and of `config["env"]`. */
export function lastName(expression: Expression): string | undefined {
  switch (expression.kind) {
    case 'name':
      return expression.name;
    case 'member':
      return expression.property;
    case 'index':
      return expression.index.kind === 'string' ? expression.index.value : undefined;
    default:
      return undefined;
  }
}
