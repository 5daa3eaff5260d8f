import type { Expression, ObjectExpression } from '../../model/expression.ts';
import type { Call, SourceFile } from '../../model/source-file.ts';
import type { Span } from '../../model/span.ts';
import type { VariableUse } from '../../model/variable.ts';
import { keySpan } from './environment-spans.ts';

/** Where a call takes a schema whose keys are variables: argument positions, or keys of its options. */
type SchemaPlace = { readonly arguments?: readonly number[]; readonly options?: readonly string[] };

const CALLS: Readonly<Record<string, SchemaPlace>> = {
  'envalid.cleanEnv': { arguments: [1] },
  'envalid.customCleanEnv': { arguments: [1] },
  'znv.parseEnv': { arguments: [1] },
  '@t3-oss/env-core.createEnv': { options: ['server', 'client', 'shared'] },
  '@t3-oss/env-nextjs.createEnv': { options: ['server', 'client', 'shared'] },
  '@t3-oss/env-nuxt.createEnv': { options: ['server', 'client', 'shared'] },
  'valibot.parse': { arguments: [0] },
  'valibot.safeParse': { arguments: [0] },
};

/** `schema.parse(process.env)`: the schema stands before the dot. */
const METHODS = /\.(?:parse|safeParse|parseAsync|safeParseAsync|validate|validateSync|validateAsync)$/;

/** A step of a schema's making that takes its keys. */
const OBJECTS = /(?:^|\.)(?:object|strictObject|looseObject|keys|append|extend|shape|merge|and)$/;

/** Chains of schemas are followed this many steps. */
const MAXIMUM_STEPS = 12;

/** Variables that schema libraries check when the program starts, with what becomes of missing ones. */
export function* schemaVariables(file: SourceFile): Iterable<VariableUse> {
  for (const call of file.callsAtAnchors()) {
    if (call.callee === 'convict') {
      for (const { value } of call.expression.arguments) yield* convictVariables(file, value, 0);
      continue;
    }
    yield* handedOver(file, call);
    for (const schema of schemasOf(file, call)) {
      for (const object of objectsOf(file, schema, 0)) yield* keysOf(file, object);
    }
  }
  yield* validationSchemas(file);
}

function schemasOf(file: SourceFile, call: Call): readonly Expression[] {
  const place = CALLS[call.callee];
  const given = call.expression.arguments.map(({ value }) => value);
  const takesEnvironment = given.some((value) => isEnvironment(file, value));
  if (call.callee.startsWith('valibot.') && !takesEnvironment) return [];
  if (place?.arguments) return place.arguments.flatMap((position) => given[position] ?? []);
  if (place?.options) {
    const [options] = given;
    if (options?.kind !== 'object') return [];
    return options.entries.filter(({ key }) => place.options?.includes(key)).map(({ value }) => value);
  }
  const { callee } = call.expression;
  return takesEnvironment && callee.kind === 'member' && METHODS.test(`.${callee.property}`)
    ? [callee.object]
    : [];
}

/** t3-env is told each variable again, so that bundlers see them: `runtimeEnv: { API_URL: process.env.API_URL }`. */
function* handedOver(file: SourceFile, call: Call): Iterable<VariableUse> {
  if (!CALLS[call.callee]?.options) return;
  const [options] = call.expression.arguments;
  if (options?.value.kind !== 'object') return;
  for (const { key, value } of options.value.entries) {
    if (!/^(?:runtimeEnv|runtimeEnvStrict|experimental__runtimeEnv)$/.test(key) || value.kind !== 'object')
      continue;
    for (const entry of value.entries) {
      yield { name: entry.key, kind: 'reference', span: keySpan(file, entry), need: 'optional', detail: key };
    }
  }
}

function isEnvironment(file: SourceFile, expression: Expression): boolean {
  return /^(?:process|import\.meta|Bun)\.env$/.test(file.canonical(expression));
}

/** Nest's `ConfigModule.forRoot({ validationSchema: Joi.object({ … }) })`. */
function* validationSchemas(file: SourceFile): Iterable<VariableUse> {
  if (!file.imports('@nestjs/config')) return;
  for (const assignment of file.assignments()) {
    if (assignment.name !== 'validationSchema') continue;
    for (const object of objectsOf(file, assignment.value, 0)) yield* keysOf(file, object);
  }
}

/** The object literals that a schema is made of, as far as they stand in this file. */
function* objectsOf(file: SourceFile, expression: Expression, steps: number): Iterable<ObjectExpression> {
  if (steps > MAXIMUM_STEPS) return;
  switch (expression.kind) {
    case 'object':
      yield expression;
      return;
    case 'name': {
      const value = file.evaluate(expression);
      if (value.origin.file.path !== file.path) return;
      if (value.kind === 'object') yield value.object;
      if (value.kind === 'call') yield* objectsOf(file, value.call, steps + 1);
      return;
    }
    case 'call': {
      const { callee } = expression;
      const name = callee.kind === 'member' ? callee.property : callee.kind === 'name' ? callee.name : '';
      if (OBJECTS.test(name)) {
        for (const { value } of expression.arguments) yield* objectsOf(file, value, steps + 1);
      }
      if (callee.kind === 'member') yield* objectsOf(file, callee.object, steps + 1);
      return;
    }
    default:
      return;
  }
}

function* keysOf(file: SourceFile, object: ObjectExpression): Iterable<VariableUse> {
  for (const entry of object.entries) {
    const span = keySpan(file, entry);
    if (!/^[A-Za-z_]\w*$/.test(entry.key)) continue;
    yield { name: entry.key, kind: 'declare', span, detail: 'schema', ...needOf(file, entry.value) };
  }
}

const LITERAL = String.raw`(?:(['"\x60])([^'"\x60\\\n]*)\1|(-?[\d._]+|true|false|undefined)\s*[,)}])`;
const METHOD_DEFAULT = new RegExp(String.raw`\.(?:default|catch|prefault)\(\s*${LITERAL}?`);
const OPTION_DEFAULT = new RegExp(String.raw`\b(?:default|devDefault)\s*:\s*${LITERAL}?`);

/** What a validator says of a variable that is missing. Joi lets one be missing unless it is told otherwise. */
function needOf(file: SourceFile, { span }: Expression): Pick<VariableUse, 'need' | 'fallback'> {
  const source = file.text.slice(span.start, span.end);
  const given = METHOD_DEFAULT.exec(source) ?? OPTION_DEFAULT.exec(source);
  if (given) {
    const fallback = given[2] ?? given[3];
    if (fallback === 'undefined') return { need: 'optional' };
    return { need: 'default', ...(fallback === undefined ? {} : { fallback }) };
  }
  if (/\b(?:optional|nullish|nullable|undefinedable|notRequired|partial)\(/.test(source)) {
    return { need: 'optional' };
  }
  const isJoi = /^[jJ]oi\b/.test(source);
  return { need: isJoi && !/\.required\(/.test(source) ? 'optional' : 'required' };
}

/** `{ port: { env: 'PORT', default: 80 } }`, nested as one likes. */
function* convictVariables(file: SourceFile, expression: Expression, depth: number): Iterable<VariableUse> {
  if (expression.kind !== 'object' || depth > MAXIMUM_STEPS) return;
  const name = expression.entries.find(({ key }) => key === 'env')?.value;
  const given = expression.entries.find(({ key }) => key === 'default')?.value;
  if (name?.kind === 'string') {
    const hasDefault = given !== undefined && !(given.kind === 'constant' && given.value === null);
    const fallback = given && literalOf(file, given);
    yield {
      name: name.value,
      kind: 'declare',
      span: name.content,
      need: hasDefault ? 'default' : 'optional',
      detail: 'convict',
      ...(hasDefault && fallback !== undefined ? { fallback } : {}),
    };
  }
  for (const { value } of expression.entries) yield* convictVariables(file, value, depth + 1);
}

/** A literal as text; undefined for what must be computed. */
export function literalOf(file: SourceFile, expression: Expression): string | undefined {
  const value = file.evaluate(expression);
  return value.kind === 'literal' && value.value !== null ? String(value.value) : undefined;
}

/** Spans of the environment as a whole that a schema takes: it names what it reads of it. */
export function schemaArguments(file: SourceFile): readonly Span[] {
  return [...file.callsAtAnchors()]
    .filter(({ callee, expression }) => {
      const method = expression.callee.kind === 'member' ? expression.callee.property : '';
      return CALLS[callee] !== undefined || METHODS.test(`.${method}`);
    })
    .map(({ expression }) => expression.argumentsSpan);
}
