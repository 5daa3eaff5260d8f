import type { CallExpression, Expression, ObjectExpression } from '../../model/expression.ts';
import type { Call, SourceFile } from '../../model/source-file.ts';
import type { Span } from '../../model/span.ts';
import { convictVariables } from './convict.ts';
import { type DeclaredVariable, declared } from './declared-variable.ts';
import { keySpan } from './environment-spans.ts';
import { jsonSchemaVariables } from './json-schemas.ts';
import { schemaNeed } from './schema-needs.ts';

/** Where a call takes a schema whose keys are variables: argument positions, or keys of its options. */
type SchemaPlace = { readonly arguments?: readonly number[]; readonly options?: readonly string[] };

const T3: SchemaPlace = { options: ['server', 'client', 'shared'] };

const CALLS: Readonly<Record<string, SchemaPlace>> = {
  'envalid.cleanEnv': { arguments: [1] },
  'envalid.customCleanEnv': { arguments: [1] },
  'envsafe.envsafe': { arguments: [0] },
  'znv.parseEnv': { arguments: [1] },
  '@t3-oss/env-core.createEnv': T3,
  '@t3-oss/env-nextjs.createEnv': T3,
  '@t3-oss/env-nuxt.createEnv': T3,
  '@adonisjs/core/env.Env.create': { arguments: [1] },
};

/** `schema.parse(process.env)`, `v.parse(schema, process.env)`, `Joi.attempt(process.env, schema)` */
const METHODS =
  /^(?:parse|safeParse|parseAsync|safeParseAsync|validate|validateSync|validateAsync|cast|attempt|assert)$/;

/** A step of a schema's making that takes its keys. */
const OBJECTS =
  /^(?:object|strictObject|looseObject|keys|append|extend|safeExtend|shape|merge|and|type|intersection|union|discriminatedUnion)$/;

/** Chains of schemas are followed this many steps. */
const MAXIMUM_STEPS = 12;

/** Variables that schema libraries check when the program starts, with what becomes of missing ones. */
export function* schemaVariables(file: SourceFile): Iterable<DeclaredVariable> {
  for (const call of file.callsAtAnchors()) {
    if (call.callee === 'convict') {
      for (const { value } of call.expression.arguments) yield* convictVariables(file, value, 0);
      continue;
    }
    yield* handedOver(call, file);
    const schemas = CALLS[call.callee] ? schemasOf(call.expression, CALLS[call.callee]) : [];
    yield* declaredBy(file, schemas);
  }
  yield* validationSchemas(file);
  yield* jsonSchemaVariables(file);
}

/** Variables of the schema that takes the environment as a whole, which stands at `span`; none where it is no schema. */
export function variablesTaking(file: SourceFile, span: Span): readonly DeclaredVariable[] {
  let around = file.around(span);
  // `{ ...process.env }`, `{ runtimeEnv: process.env }`
  while (around?.kind === 'object') around = file.around(around.span);
  if (around?.kind !== 'call') return [];
  const { callee, arguments: given } = around;
  const known = CALLS[file.canonical(callee)];
  if (known) return [...declaredBy(file, schemasOf(around, known))];
  if (callee.kind === 'name') return isArktype(file, callee) ? [...declaredBy(file, [callee])] : [];
  if (callee.kind !== 'member' || !METHODS.test(callee.property)) return [];
  const others = given.map(({ value }) => value).filter(({ span: other }) => !isWithin(span, other));
  return [...declaredBy(file, [callee.object, ...others.filter(({ kind }) => kind !== 'object')])];
}

function isWithin(inner: Span, outer: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function isArktype(file: SourceFile, callee: Expression): boolean {
  const value = file.evaluate(callee);
  return value.kind === 'call' && value.callee === 'arktype.type';
}

function schemasOf(
  { arguments: given }: CallExpression,
  place: SchemaPlace | undefined,
): readonly Expression[] {
  if (place?.arguments) return place.arguments.flatMap((position) => given[position]?.value ?? []);
  const options = given[0]?.value;
  if (!place?.options || options?.kind !== 'object') return [];
  return options.entries.filter(({ key }) => place.options?.includes(key)).map(({ value }) => value);
}

/** t3-env is told each variable again, so that bundlers see them: `runtimeEnv: { API_URL: process.env.API_URL }`. */
function* handedOver(call: Call, file: SourceFile): Iterable<DeclaredVariable> {
  if (!CALLS[call.callee]?.options) return;
  const [options] = call.expression.arguments;
  if (options?.value.kind !== 'object') return;
  for (const { key, value } of options.value.entries) {
    if (!/^(?:runtimeEnv|runtimeEnvStrict|experimental__runtimeEnv)$/.test(key) || value.kind !== 'object')
      continue;
    for (const entry of value.entries) {
      const span = keySpan(file, entry);
      yield { use: { name: entry.key, kind: 'reference', span, need: 'optional', detail: key } };
    }
  }
}

/** Nest's `ConfigModule.forRoot({ validationSchema: Joi.object({ … }) })`. */
function* validationSchemas(file: SourceFile): Iterable<DeclaredVariable> {
  if (!file.imports('@nestjs/config')) return;
  for (const assignment of file.assignments()) {
    if (assignment.name === 'validationSchema') yield* declaredBy(file, [assignment.value]);
  }
}

function* declaredBy(file: SourceFile, schemas: readonly Expression[]): Iterable<DeclaredVariable> {
  for (const schema of schemas) {
    for (const { object, isPartial } of objectsOf(file, schema, 0)) yield* keysOf(file, object, isPartial);
  }
}

/** Keys of a schema. `isPartial`: each may be missing. */
type SchemaObject = { readonly object: ObjectExpression; readonly isPartial: boolean };

/** The object literals that a schema is made of, as far as they stand in this file. */
function* objectsOf(file: SourceFile, expression: Expression, steps: number): Iterable<SchemaObject> {
  if (steps > MAXIMUM_STEPS) return;
  switch (expression.kind) {
    case 'object':
      yield { object: expression, isPartial: false };
      return;
    case 'list':
      for (const item of expression.items) yield* objectsOf(file, item, steps + 1);
      return;
    case 'name': {
      const value = file.evaluate(expression);
      if (value.origin.file.path !== file.path) return;
      if (value.kind === 'object') yield { object: value.object, isPartial: false };
      if (value.kind === 'call') yield* objectsOf(file, value.call, steps + 1);
      return;
    }
    case 'call': {
      const { callee } = expression;
      const name = callee.kind === 'member' ? callee.property : callee.kind === 'name' ? callee.name : '';
      if (OBJECTS.test(name)) {
        for (const { value } of expression.arguments) yield* objectsOf(file, value, steps + 1);
      }
      if (callee.kind !== 'member') return;
      for (const found of objectsOf(file, callee.object, steps + 1))
        yield { ...found, isPartial: found.isPartial || name === 'partial' };
      return;
    }
    default:
      return;
  }
}

function* keysOf(file: SourceFile, object: ObjectExpression, isPartial: boolean): Iterable<DeclaredVariable> {
  for (const entry of object.entries) {
    // arktype marks what may be missing: `'PORT?': 'string'`.
    const [, name, mark] = /^([A-Za-z_]\w*)(\??)$/.exec(entry.key) ?? [];
    if (name === undefined) continue;
    const { start, end } = keySpan(file, entry);
    const { need, given, removal } = schemaNeed(file, entry.value);
    const mayBeMissing = need === 'required' && (isPartial || mark === '?');
    yield declared(file, {
      name,
      span: { start, end: mark === '?' ? end - 1 : end },
      need: mayBeMissing ? 'optional' : need,
      detail: 'schema',
      ...(given ? { given } : {}),
      ...(removal ? { removal } : {}),
    });
  }
}
