import type { CallExpression, Expression, ObjectExpression } from '../../model/expression.ts';
import type { SourceFile } from '../../model/source-file.ts';
import type { Span } from '../../model/span.ts';
import type { VariableNeed } from '../../model/variable.ts';

/** What a schema says of a variable that is missing. */
export type SchemaNeed = {
  readonly need: VariableNeed;
  /** What is used then. */
  readonly given?: Expression;
  /** An edit after which the library asks for the variable. */
  readonly removal?: { readonly span: Span; readonly text: string };
};

const REQUIRED: SchemaNeed = { need: 'required' };
const OPTIONAL: SchemaNeed = { need: 'optional' };

const DEFAULTS = /^(?:default|catch|prefault|fallback)$/;
const OPTIONALS = /^(?:optional|nullish|nullable|undefinedable|exactOptional|notRequired|partial)$/;

/** Validators are followed through this many steps. */
const MAXIMUM_STEPS = 12;

/** `z.string().default('x')`, `str({ default: 'x' })`, `v.optional(v.string(), 'x')`, arktype's `"string = 'x'"`. */
export function schemaNeed(file: SourceFile, expression: Expression, steps = 0): SchemaNeed {
  if (steps > MAXIMUM_STEPS) return REQUIRED;
  switch (expression.kind) {
    case 'string':
      return /[^=!<>]=(?!=)/.test(expression.value) ? { need: 'default' } : REQUIRED;
    case 'object':
      return ofDescription(file, expression, steps);
    case 'name': {
      const value = file.evaluate(expression);
      const isHere = value.kind === 'call' && value.origin.file.path === file.path;
      return isHere ? schemaNeed(file, value.call, steps + 1) : REQUIRED;
    }
    case 'call':
      return ofCall(file, expression, steps);
    case 'member':
      return schemaNeed(file, expression.object, steps + 1);
    default:
      return REQUIRED;
  }
}

/** znv: `{ schema: z.string(), defaults: { production: 'x' } }` */
function ofDescription(file: SourceFile, object: ObjectExpression, steps: number): SchemaNeed {
  const schema = object.entries.find(({ key }) => key === 'schema')?.value;
  if (object.entries.some(({ key }) => key === 'defaults')) return { need: 'default' };
  return schema ? schemaNeed(file, schema, steps + 1) : REQUIRED;
}

function ofCall(file: SourceFile, call: CallExpression, steps: number): SchemaNeed {
  const { callee } = call;
  const name = callee.kind === 'member' ? callee.property : callee.kind === 'name' ? callee.name : '';
  const [first, second] = call.arguments.map(({ value }) => value);
  const isStep = callee.kind === 'member' && isSchema(file, callee.object);
  if (isStep) {
    if (DEFAULTS.test(name))
      return first ? withDefault(file, first, removalOf(file, callee.object, call)) : OPTIONAL;
    if (OPTIONALS.test(name)) return OPTIONAL;
    return name === 'required' ? REQUIRED : schemaNeed(file, callee.object, steps + 1);
  }
  if (DEFAULTS.test(name) || (OPTIONALS.test(name) && second))
    return second ? withDefault(file, second) : OPTIONAL;
  if (OPTIONALS.test(name)) return OPTIONAL;
  if (name === 'pipe' && first) return schemaNeed(file, first, steps + 1);
  if (name === 'preprocess' && second) return schemaNeed(file, second, steps + 1);
  for (const { value } of call.arguments) {
    const told = value.kind === 'object' ? ofOptions(file, value) : undefined;
    if (told) return told;
  }
  return OPTIONAL_UNLESS_TOLD.test(file.canonical(callee)) ? OPTIONAL : REQUIRED;
}

/** Joi and yup let a variable be missing unless they are told otherwise. */
const OPTIONAL_UNLESS_TOLD = /^\??(?:[jJ]oi|@hapi\/joi|yup|[yY]up)(?:\.|$)/;

/** Whether a method of the expression is a step of a schema's making, and not a function of a library. */
function isSchema(file: SourceFile, expression: Expression): boolean {
  return (
    expression.kind === 'call' || (expression.kind === 'name' && file.evaluate(expression).kind === 'call')
  );
}

/** envalid: `{ default: 3000 }`; what `devDefault` gives is for development only. */
function ofOptions(file: SourceFile, options: ObjectExpression): SchemaNeed | undefined {
  const option = (name: string) => options.entries.find(({ key }) => key === name)?.value;
  const given = option('default');
  if (given) return withDefault(file, given, entryRemoval(options, 'default'));
  if (option('devDefault')) return { need: 'default' };
  const optional = option('optional');
  return optional?.kind === 'constant' && optional.value === true ? OPTIONAL : undefined;
}

function withDefault(file: SourceFile, given: Expression, removal?: SchemaNeed['removal']): SchemaNeed {
  const isNothing = given.kind === 'constant' && given.value === null;
  // `default: undefined` lets the variable be missing; so does null.
  if (isNothing) return file.source(given.span) === 'null' ? { need: 'default' } : OPTIONAL;
  return { need: 'default', given, ...(removal ? { removal } : {}) };
}

/** What Joi is not told to require may be missing. */
function removalOf(file: SourceFile, before: Expression, call: CallExpression): SchemaNeed['removal'] {
  const isJoi = OPTIONAL_UNLESS_TOLD.test(file.canonical(before));
  return { span: { start: before.span.end, end: call.span.end }, text: isJoi ? '.required()' : '' };
}

/** Takes an entry out of an object, with the comma that parts it from the next. */
export function entryRemoval({ entries }: ObjectExpression, key: string): SchemaNeed['removal'] {
  const index = entries.findIndex((entry) => entry.key === key);
  const [previous, entry, next] = [entries[index - 1], entries[index], entries[index + 1]];
  if (!entry) return undefined;
  if (next) return { span: { start: entry.span.start, end: next.span.start }, text: '' };
  const start = previous ? previous.span.end : entry.span.start;
  return { span: { start, end: entry.span.end }, text: '' };
}
