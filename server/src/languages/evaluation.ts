import type { CallExpression, Expression } from '../model/expression.ts';
import type { Origin, SourceFile, Value } from '../model/source-file.ts';
import { createCanonicalNames, MAXIMUM_BINDINGS, MAXIMUM_STEPS } from './canonical-names.ts';
import { createNeeds, type Needs } from './environment-needs.ts';
import { createExports } from './exports.ts';
import { readerOf } from './expressions.ts';
import { createImports, type OpenModule, type OpenModules } from './imports.ts';
import { createMemory } from './memory.ts';
import type { Binding, Names } from './names.ts';
import { createOwnGetters, type OwnGetters } from './own-getters.ts';
import type { ParsedText } from './syntax.ts';

export type Evaluation = {
  evaluate(expression: Expression): Value;
  property(value: Value, key: string): Value;
  canonical(expression: Expression): string;
  readonly module: OpenModule;
  readonly ownGetters: OwnGetters;
  readonly needs: Needs;
};

const VARIABLE_NAME = /^[A-Z][A-Z0-9_]*$/;

/** Follows names, properties and imports of one text. `file` is what the values are said to stand in. */
export function createEvaluation(
  parsed: ParsedText,
  names: Names,
  file: () => SourceFile,
  openModules: OpenModules,
): Evaluation {
  const { language } = parsed;
  const read = readerOf(parsed);
  const imports = createImports(parsed, names, read, () => file().path, openModules);
  const { importedByCall, openImport, returnedBy } = imports;
  const canonical = createCanonicalNames(parsed, names, read, imports);
  const needs = createNeeds(parsed, names);
  const ownGetters = createOwnGetters(
    parsed,
    names,
    read,
    imports,
    (expression) => canonical(expression, 0),
    needs,
  );
  // Within one question nothing is followed twice: `x = x + 'a'` ten times over would else take a million steps.
  const values = createMemory<Value>();
  const originOf = (expression: Expression): Origin => ({ file: file(), span: expression.span, expression });
  const unknown = (expression: Expression): Value => ({ kind: 'unknown', origin: originOf(expression) });

  function evaluate(expression: Expression, steps: number): Value {
    if (steps > MAXIMUM_STEPS) return unknown(expression);
    return values.recall(
      expression,
      () => follow(expression, steps),
      () => unknown(expression),
    );
  }

  function follow(expression: Expression, steps: number): Value {
    const origin = originOf(expression);
    switch (expression.kind) {
      case 'string':
      case 'number':
      case 'constant':
        return { kind: 'literal', value: expression.value, origin };
      case 'template':
        return joined(
          expression.parts.map((part) =>
            typeof part === 'string'
              ? { kind: 'literal', value: language.decode(part), origin }
              : evaluate(part, steps + 1),
          ),
          origin,
        );
      case 'binary':
        return evaluateBinary(expression, steps);
      case 'unary': {
        const operand = evaluate(expression.operand, steps + 1);
        if (expression.operator === '+') return operand;
        return operand.kind === 'environment' ? operand : unknown(expression);
      }
      case 'conditional':
        return evaluateConditional(expression, steps);
      case 'object':
        return { kind: 'object', object: expression, origin };
      case 'list':
        return { kind: 'list', items: expression.items, origin };
      case 'function':
        return { kind: 'function', origin };
      case 'name':
        return evaluateName(expression, steps);
      case 'member':
        return evaluateMember(expression, expression.property, expression.object, steps);
      case 'index': {
        const index = evaluate(expression.index, steps + 1);
        const key = index.kind === 'literal' ? String(index.value) : undefined;
        return evaluateMember(expression, key, expression.object, steps);
      }
      case 'call':
        return evaluateCall(expression, steps);
      case 'other':
        return unknown(expression);
    }
  }

  function evaluateBinary(expression: Expression & { kind: 'binary' }, steps: number): Value {
    const origin = originOf(expression);
    const left = evaluate(expression.left, steps + 1);
    if (language.fallbackOperators.has(expression.operator)) {
      const right = () => evaluate(expression.right, steps + 1);
      if (left.kind === 'environment') return left.fallback ? left : { ...left, fallback: right(), origin };
      if (left.kind === 'literal') return left.value ? left : right();
      return right().kind === 'environment' ? { kind: 'environment', origin } : unknown(expression);
    }
    const right = evaluate(expression.right, steps + 1);
    if (expression.operator === '+') return joined([left, right], origin);
    const fromEnvironment = left.kind === 'environment' || right.kind === 'environment';
    return fromEnvironment ? { kind: 'environment', origin } : unknown(expression);
  }

  function evaluateConditional(expression: Expression & { kind: 'conditional' }, steps: number): Value {
    const origin = originOf(expression);
    const then = evaluate(expression.consequence, steps + 1);
    const otherwise = evaluate(expression.alternative, steps + 1);
    const read = [then, otherwise].find((value) => value.kind === 'environment');
    if (read?.kind === 'environment') {
      const fallback = read === then ? otherwise : then;
      return { ...read, ...(read.fallback ? {} : { fallback }), origin };
    }
    return unknown(expression);
  }

  function evaluateName(expression: Expression & { kind: 'name' }, steps: number): Value {
    const bindings = names.bindings(expression.name, expression.span.start);
    if (bindings.length === 0)
      return { kind: 'reference', name: expression.name, origin: originOf(expression) };
    if (bindings.length > MAXIMUM_BINDINGS) return unknown(expression);
    const sources = bindings.map((binding) => evaluateBinding(binding, expression, steps));
    return agreed(sources) ?? unknown(expression);
  }

  /** The value of a name with several sources: the same to all, or compliant when one is the environment. */
  function agreed(sources: readonly Value[]): Value | undefined {
    return sources.length === 1 ? sources[0] : sources.find((value) => value.kind === 'environment');
  }

  function evaluateBinding({ definition }: Binding, use: Expression, steps: number): Value {
    switch (definition.kind) {
      case 'value': {
        if (!definition.value) return unknown(use);
        const start = evaluate(read(definition.value), steps + 1);
        const value = definition.path.reduce((outer, key) => propertyOf(outer, key, steps + 1), start);
        if (!definition.fallback) return value;
        const fallback = evaluate(read(definition.fallback), steps + 1);
        return value.kind === 'environment' && !value.fallback ? { ...value, fallback } : value;
      }
      case 'import':
        return evaluateImport(definition.module, definition.path, use);
      case 'function':
        return { kind: 'function', origin: originOf(read(definition.node)) };
      case 'class':
      case 'parameter':
      case 'opaque':
        return unknown(use);
    }
  }

  function evaluateImport(specifier: string, path: readonly string[], use: Expression): Value {
    const opened = openImport(specifier, path);
    if (!opened)
      return { kind: 'reference', name: imports.importedName(specifier, path), origin: originOf(use) };
    const { module } = opened;
    const [name = '', ...rest] = opened.path;
    return rest.reduce((outer, key) => property(outer, key), module.exported(name));
  }

  function evaluateMember(
    expression: Expression,
    key: string | undefined,
    object: Expression,
    steps: number,
  ): Value {
    if (object.kind === 'name' && language.receivers.has(object.name) && key !== undefined) {
      const fields = names.fields(key, object.span.start);
      if (fields.length > MAXIMUM_BINDINGS) return unknown(expression);
      const sources = fields.map((binding) => evaluateBinding(binding, expression, steps + 1));
      return agreed(sources) ?? unknown(expression);
    }
    const outer = evaluate(object, steps + 1);
    if (key !== undefined) return { ...propertyOf(outer, key, steps + 1) };
    return outer.kind === 'environment' || isEnvironment(outer)
      ? { kind: 'environment', origin: originOf(expression) }
      : unknown(expression);
  }

  function isEnvironment(value: Value): boolean {
    return value.kind === 'reference' && language.environment.objects.includes(value.name);
  }

  function propertyOf(value: Value, key: string, steps: number): Value {
    const { origin } = value;
    switch (value.kind) {
      case 'object': {
        const entry = value.object.entries.find((candidate) => candidate.key === key);
        if (!entry) return { kind: 'unknown', origin };
        return origin.file === file() ? evaluate(entry.value, steps + 1) : origin.file.evaluate(entry.value);
      }
      case 'list': {
        const item = value.items[Number(key)];
        return item ? origin.file.evaluate(item) : { kind: 'unknown', origin };
      }
      case 'module':
        return value.exported(key);
      case 'environment':
        return { kind: 'environment', origin };
      case 'reference':
        if (isEnvironment(value)) return { kind: 'environment', variable: key, origin };
        return { kind: 'reference', name: `${value.name}.${key}`, origin };
      case 'call':
        return { kind: 'reference', name: `${value.callee}().${key}`, origin };
      default:
        return { kind: 'unknown', origin };
    }
  }

  function property(value: Value, key: string): Value {
    return propertyOf(value, key, 0);
  }

  function evaluateCall(expression: CallExpression, steps: number): Value {
    const origin = originOf(expression);
    const imported = importedByCall(expression);
    if (imported !== undefined) return evaluateImport(imported, [], expression);
    const callee = canonical(expression.callee, steps + 1);
    const positional = expression.arguments.filter(({ name, spread }) => name === undefined && !spread);
    const argument = (position: number) => positional[position]?.value;

    // Modules are opened only for what looks like the name of a variable.
    const first = argument(0);
    const mayBeOwn = first?.kind === 'string' && VARIABLE_NAME.test(first.value);
    const getter =
      language.environment.getters[callee] ?? (mayBeOwn ? ownGetters.getterOf(expression.callee) : undefined);
    if (getter) {
      const variable = argument(getter.name);
      const keyword = expression.arguments.find(
        ({ name }) => name !== undefined && name === getter.keyword,
      )?.value;
      const fallback = keyword ?? (getter.fallback === undefined ? undefined : argument(getter.fallback));
      return {
        kind: 'environment',
        ...(variable?.kind === 'string' ? { variable: variable.value } : {}),
        ...(fallback ? { fallback: evaluate(fallback, steps + 1) } : {}),
        origin,
      };
    }
    const given = positional.map(({ value }) => evaluate(value, steps + 1));
    if (language.joins.has(callee)) return joinedPath(given, origin);
    if (language.conversions.has(callee) && given[0]) return given[0];
    // Whatever a function makes of a variable's value depends on the environment.
    const fromEnvironment = given.find((value) => value.kind === 'environment' || isEnvironment(value));
    if (fromEnvironment?.kind === 'environment') return fromEnvironment;
    if (fromEnvironment) return { kind: 'environment', origin };
    const method =
      expression.callee.kind === 'member' ? evaluate(expression.callee.object, steps + 1) : undefined;
    if (method?.kind === 'environment') return method;

    const returned = returnedBy(expression.callee);
    if (returned) {
      const value = evaluate(returned, steps + 1);
      if (value.kind !== 'unknown') return value;
    }
    return { kind: 'call', callee, call: expression, origin };
  }

  function joined(parts: readonly Value[], origin: Origin): Value {
    if (parts.every((part) => part.kind === 'literal')) {
      return {
        kind: 'literal',
        value: parts.map((part) => (part.kind === 'literal' ? part.value : '')).join(''),
        origin,
      };
    }
    return {
      kind: 'text',
      parts: parts.flatMap((part) => (part.kind === 'text' ? part.parts : [part])),
      origin,
    };
  }

  /** `path.join('logs', name)` */
  function joinedPath(segments: readonly Value[], origin: Origin): Value {
    const slash: Value = { kind: 'literal', value: '/', origin };
    const path = joined(
      segments.flatMap((segment, index) => (index === 0 ? [segment] : [slash, segment])),
      origin,
    );
    if (path.kind !== 'literal' || typeof path.value !== 'string') return path;
    return { ...path, value: path.value.replace(/\/{2,}/g, '/') };
  }

  const module = createExports(parsed, names, read, {
    evaluate: (expression) => evaluate(expression, 1),
    canonical: (expression) => canonical(expression, 1),
    unknown,
    getter: ownGetters.exported,
    whole: (expression) => ({ kind: 'module', exported: module.exported, origin: originOf(expression) }),
  });

  return {
    evaluate: once((expression) => evaluate(expression, 0)),
    property,
    canonical: once((expression) => canonical(expression, 0)),
    module,
    ownGetters,
    needs,
  };
}

/** Answers a question about an expression once: many rules ask the same. */
function once<T>(ask: (expression: Expression) => T): (expression: Expression) => T {
  const answers = new Map<Expression, T>();
  return (expression) => {
    const known = answers.get(expression);
    if (known !== undefined) return known;
    const answer = ask(expression);
    answers.set(expression, answer);
    return answer;
  };
}
