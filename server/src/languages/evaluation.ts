import type { Node } from 'web-tree-sitter';
import type { CallExpression, Expression } from '../model/expression.ts';
import type { Origin, SourceFile, Value } from '../model/source-file.ts';
import { toExpression } from './expressions.ts';
import { createMemory } from './memory.ts';
import type { Binding, Names } from './names.ts';
import type { ParsedText } from './syntax.ts';

/** A module of the project, opened because a file imports it. */
export type OpenModule = {
  /** The value of an exported name; the whole module for the empty name. */
  exported(name: string): Value;
  /** The canonical name of what an exported name holds; with `()` after the name, of what calling it gives. */
  exportedName(name: string): string;
};

/** Opens the first of the paths that is a file of code of the project; undefined where none is. */
export type OpenModules = (paths: readonly string[]) => OpenModule | undefined;

export type Evaluation = {
  evaluate(expression: Expression): Value;
  property(value: Value, key: string): Value;
  canonical(expression: Expression): string;
  readonly module: OpenModule;
};

/** Names are followed this many steps; more is a cycle or nothing a person could follow either. */
const MAXIMUM_STEPS = 16;

/** What is assigned in more places than this has no value that a reader could tell. */
const MAXIMUM_BINDINGS = 24;

/** Follows names, properties and imports of one text. `file` is what the values are said to stand in. */
export function createEvaluation(
  parsed: ParsedText,
  names: Names,
  file: () => SourceFile,
  openModules: OpenModules,
): Evaluation {
  const { text, language, tree } = parsed;
  const expressions = new Map<number, Expression>();
  function read(node: Node): Expression {
    const expression = expressions.get(node.id) ?? toExpression(node, language, text);
    expressions.set(node.id, expression);
    return expression;
  }

  // Within one question nothing is followed twice: `x = x + 'a'` ten times over would else take a million steps.
  const values = createMemory<Value>();
  const canonicalNames = createMemory<string>();
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

  /** The module of the project that an import means, and what is left of the path inside it. */
  function openImport(
    specifier: string,
    path: readonly string[],
  ): { readonly module: OpenModule; readonly path: readonly string[] } | undefined {
    const [name, ...rest] = path;
    if (name !== undefined && language.submodule) {
      const inner = openModules(language.modulePaths(language.submodule(specifier, name), file().path));
      if (inner) return { module: inner, path: rest };
    }
    const module = openModules(language.modulePaths(specifier, file().path));
    return module && { module, path };
  }

  function evaluateImport(specifier: string, path: readonly string[], use: Expression): Value {
    const opened = openImport(specifier, path);
    if (!opened) return { kind: 'reference', name: importedName(specifier, path), origin: originOf(use) };
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

    const getter = language.environment.getters[callee];
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
    if (language.joins.has(callee)) return joined(given, origin);
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

  /** What a function of this file returns, where it can only be one thing. */
  function returnedBy(callee: Expression): Expression | undefined {
    if (callee.kind !== 'name') return undefined;
    const [binding, ...others] = names.bindings(callee.name, callee.span.start);
    if (!binding || others.length > 0) return undefined;
    const { definition } = binding;
    const node =
      definition.kind === 'function'
        ? definition.node
        : definition.kind === 'value'
          ? definition.value
          : undefined;
    if (!node || !language.functions.has(node.type)) return undefined;
    const returned = language.returned(node);
    return returned && read(returned);
  }

  function joined(parts: readonly Value[], origin: Origin): Value {
    if (parts.every((part) => part.kind === 'literal')) {
      return {
        kind: 'literal',
        value: parts.map((part) => (part.kind === 'literal' ? part.value : '')).join(''),
        origin,
      };
    }
    return { kind: 'text', parts, origin };
  }

  function importedByCall(expression: CallExpression): string | undefined {
    if (expression.callee.kind !== 'name' || expression.callee.name !== language.importCall) return undefined;
    const specifier = expression.arguments[0]?.value;
    return specifier?.kind === 'string' ? specifier.value : undefined;
  }

  function importedName(specifier: string, path: readonly string[]): string {
    return [language.moduleName(specifier), ...path.filter((name) => name !== 'default')].join('.');
  }

  function canonicalImport(specifier: string, path: readonly string[]): string {
    const opened = openImport(specifier, path);
    if (!opened) return importedName(specifier, path);
    const [name = '', ...rest] = opened.path;
    return [opened.module.exportedName(name), ...rest].join('.');
  }

  function canonical(expression: Expression, steps: number): string {
    if (steps > MAXIMUM_STEPS) return '?';
    return canonicalNames.recall(
      expression,
      () => nameCanonically(expression, steps),
      () => '?',
    );
  }

  function nameCanonically(expression: Expression, steps: number): string {
    switch (expression.kind) {
      case 'name':
        return canonicalName(expression.name, expression.span.start, steps);
      case 'member':
        return canonicalMember(expression.object, expression.property, steps);
      case 'index': {
        const key = expression.index.kind === 'string' ? expression.index.value : '?';
        return canonicalMember(expression.object, key, steps);
      }
      case 'call': {
        const imported = importedByCall(expression);
        if (imported !== undefined) return canonicalImport(imported, []);
        const returned = returnedBy(expression.callee);
        const name = returned ? canonical(returned, steps + 1) : importedResult(expression.callee);
        if (name && !name.startsWith('?')) return name;
        return `${canonical(expression.callee, steps + 1)}()`;
      }
      default:
        return '?';
    }
  }

  /** What a function of another module of the project returns: `create_app()`. */
  function importedResult(callee: Expression): string | undefined {
    const object = callee.kind === 'member' ? callee.object : callee;
    if (object.kind !== 'name') return undefined;
    const [binding, ...others] = names.bindings(object.name, object.span.start);
    if (!binding || others.length > 0) return undefined;
    const imported = importOf(binding);
    if (!imported) return undefined;
    const path = callee.kind === 'member' ? [...imported.path, callee.property] : imported.path;
    const opened = openImport(imported.module, path);
    if (!opened || opened.path.length > 1) return undefined;
    return opened.module.exportedName(`${opened.path[0] ?? ''}()`);
  }

  /** The import behind a name: a declaration, or `const { a } = require('b')`. */
  function importOf({
    definition,
  }: Binding): { readonly module: string; readonly path: readonly string[] } | undefined {
    if (definition.kind === 'import') return definition;
    if (definition.kind !== 'value' || !definition.value) return undefined;
    const value = read(definition.value);
    const module = value.kind === 'call' ? importedByCall(value) : undefined;
    return module === undefined ? undefined : { module, path: definition.path };
  }

  function canonicalMember(object: Expression, key: string, steps: number): string {
    if (object.kind === 'name' && language.receivers.has(object.name)) {
      const [field, ...others] = names.fields(key, object.span.start);
      if (field && others.length === 0) return canonicalBinding(field, key, steps + 1);
      return `?${key}`;
    }
    if (object.kind === 'name') {
      const [binding, ...others] = names.bindings(object.name, object.span.start);
      if (binding?.definition.kind === 'import' && others.length === 0) {
        return canonicalImport(binding.definition.module, [...binding.definition.path, key]);
      }
    }
    return `${canonical(object, steps + 1)}.${key}`;
  }

  function canonicalName(name: string, offset: number, steps: number): string {
    const bindings = names.bindings(name, offset);
    if (bindings.length === 0) return name;
    if (bindings.length > MAXIMUM_BINDINGS) return `?${name}`;
    const imported = bindings.find(({ definition }) => definition.kind === 'import');
    if (imported) return canonicalBinding(imported, name, steps);
    const candidates = new Set(bindings.map((binding) => canonicalBinding(binding, name, steps)));
    const [only = `?${name}`] = candidates;
    return candidates.size === 1 ? only : `?${name}`;
  }

  function canonicalBinding({ definition }: Binding, name: string, steps: number): string {
    switch (definition.kind) {
      case 'import':
        return canonicalImport(definition.module, definition.path);
      case 'value': {
        if (!definition.value) return `?${name}`;
        const expression = read(definition.value);
        if (expression.kind === 'function') return name;
        const imported = expression.kind === 'call' ? importedByCall(expression) : undefined;
        if (imported !== undefined) {
          const whole = canonicalImport(imported, definition.path);
          return whole.startsWith('?') ? `?${name}` : whole;
        }
        if (!['name', 'member', 'index', 'call'].includes(expression.kind)) return `?${name}`;
        const start = canonical(expression, steps + 1);
        return start.startsWith('?') ? `?${name}` : [start, ...definition.path].join('.');
      }
      case 'parameter': {
        const type = definition.type && canonical(read(definition.type), steps + 1);
        return type?.includes('.') ? `${type}()` : `?${name}`;
      }
      case 'function':
      case 'class':
        return name;
      case 'opaque':
        return `?${name}`;
    }
  }

  function exportedExpression(name: string): Expression | undefined {
    const direct = language.exported(tree.rootNode, name);
    if (direct) return read(direct);
    const whole = name === '' ? undefined : language.exported(tree.rootNode, '');
    const object = whole && read(whole);
    if (object?.kind === 'object') return object.entries.find(({ key }) => key === name)?.value;
    return undefined;
  }

  const end = { start: tree.rootNode.endIndex, end: tree.rootNode.endIndex };
  const nameAtEnd = (name: string): Expression => ({ kind: 'name', span: end, name });
  const callOf = (callee: Expression): Expression => ({
    kind: 'call',
    span: callee.span,
    callee,
    arguments: [],
    argumentsSpan: end,
  });
  const module: OpenModule = {
    exported(name) {
      const expression = exportedExpression(name);
      if (expression) return evaluate(expression, 1);
      if (name === '') {
        return { kind: 'module', exported: module.exported, origin: originOf({ kind: 'other', span: end }) };
      }
      return names.bindings(name, end.start).length > 0
        ? evaluate(nameAtEnd(name), 1)
        : unknown({ kind: 'other', span: end });
    },
    exportedName(written) {
      const name = written.replace(/\(\)$/, '');
      const isCalled = name !== written;
      const expression = exportedExpression(name) ?? (isCalled ? nameAtEnd(name) : undefined);
      if (expression && isCalled) return canonical(callOf(expression), 1);
      if (expression) return canonical(expression, 1);
      return name !== '' && names.bindings(name, end.start).length > 0
        ? canonical(nameAtEnd(name), 1)
        : `?${name}`;
    },
  };

  return {
    evaluate: (expression) => evaluate(expression, 0),
    property,
    canonical: (expression) => canonical(expression, 0),
    module,
  };
}
