import type { Node } from 'web-tree-sitter';
import type { Expression } from '../model/expression.ts';
import type { Needs } from './environment-needs.ts';
import { isPresent, parametersOf, type Read } from './expressions.ts';
import type { Imports } from './imports.ts';
import type { EnvironmentGetter } from './language.ts';
import type { Names } from './names.ts';
import { ancestor, nodeAt, parentOf } from './parents.ts';
import type { ParsedText } from './syntax.ts';

/** Functions of the project that read the variable whose name they are given: `requireEnv('PORT')`. */
export type OwnGetters = {
  /** What the callee of a call reads, if it is such a function: of this file, of its class, or imported. */
  getterOf(callee: Expression): EnvironmentGetter | undefined;
  /** The function around a node, if the node is the parameter by which it is told the variable. */
  functionReading(parameter: Node): Node | undefined;
  /** The one that other modules know under a name. */
  exported(name: string): EnvironmentGetter | undefined;
};

/** One function calls another, which reads: more than three in turn do not read for others. */
const MAXIMUM_DEPTH = 3;

const ARGUMENTS: ReadonlySet<string> = new Set(['arguments', 'argument_list']);
const FAILS = /^(?:throw|raise)\b|^(?:process|sys)\.exit\(/;
const FALLBACK_NAME = /default|fallback|otherwise|alternative/i;

export function createOwnGetters(
  { tree, language }: ParsedText,
  names: Names,
  read: Read,
  { importOf, openImport }: Pick<Imports, 'importOf' | 'openImport'>,
  canonical: (expression: Expression) => string,
  { needAround }: Pick<Needs, 'needAround'>,
): OwnGetters {
  const known = new Map<number, EnvironmentGetter | undefined>();
  let depth = 0;

  function getterOf(callee: Expression): EnvironmentGetter | undefined {
    if (depth >= MAXIMUM_DEPTH) return undefined;
    if (callee.kind === 'name') return ofName(callee.name, callee.span.start);
    if (callee.kind !== 'member' || callee.object.kind !== 'name') return undefined;
    const { object, property } = callee;
    return language.receivers.has(object.name)
      ? ofMethod(property, object.span.start)
      : ofName(object.name, object.span.start, property);
  }

  function ofName(name: string, offset: number, member?: string): EnvironmentGetter | undefined {
    const bindings = names.bindings(name, offset);
    const isOverloaded = bindings.every(({ definition }) => definition.kind === 'function');
    const binding = isOverloaded || bindings.length === 1 ? bindings.at(-1) : undefined;
    if (!binding) return undefined;
    const imported = importOf(binding);
    if (imported) {
      const path = member === undefined ? imported.path : [...imported.path, member];
      const opened = openImport(imported.module, path);
      // `import env from './env'` and `const env = require('./env')`, then `env.required('X')`.
      const [first = '', second, ...rest] = opened?.path ?? [];
      if (!opened || rest.length > 0 || (second !== undefined && first !== 'default')) return undefined;
      return opened.module.getter(second ?? first);
    }
    const { definition } = binding;
    if (member !== undefined) return undefined;
    const node = definition.kind === 'function' ? definition.node : undefined;
    const value = definition.kind === 'value' && definition.path.length === 0 ? definition.value : undefined;
    return ofFunction(node ?? value);
  }

  /** `this.required('X')` */
  function ofMethod(name: string, offset: number): EnvironmentGetter | undefined {
    const owner = ancestor(nodeAt(tree, offset), ({ type }) => language.classes.has(type));
    if (!owner) return undefined;
    const method = names
      .occurrences(name, owner)
      .map(parentOf)
      .filter(isPresent)
      .find((node) => language.functions.has(node.type) && language.functionName(node) === name);
    return method && ofFunction(method, language.receivers.has(parametersOf(method)[0] ?? ''));
  }

  /** @param isBound the first parameter is not given by the call: Python's `self` */
  function ofFunction(node: Node | undefined, isBound = false): EnvironmentGetter | undefined {
    if (!node || !language.functions.has(node.type)) return undefined;
    if (!known.has(node.id)) {
      // A function that calls itself is none while it is looked at.
      known.set(node.id, undefined);
      depth++;
      known.set(node.id, readingBy(node));
      depth--;
    }
    const getter = known.get(node.id);
    if (!getter || !isBound) return getter;
    const { name, fallback, ...rest } = getter;
    return { ...rest, name: name - 1, ...(fallback === undefined ? {} : { fallback: fallback - 1 }) };
  }

  function readingBy(node: Node): EnvironmentGetter | undefined {
    const body = node.childForFieldName('body');
    const parameters = parametersOf(node);
    if (!body) return undefined;
    for (const [position, parameter] of parameters.entries()) {
      if (parameter === '') continue;
      const reading = names.occurrences(parameter, body).map(readingOf).find(isPresent);
      if (!reading) continue;
      const fallback = parameters.findIndex(
        (other, index) => index !== position && (FALLBACK_NAME.test(other) || isFallback(body, other)),
      );
      const given = reading.fallback === undefined ? fallback : parameters.indexOf(reading.fallback);
      const keyword = parameters[given];
      return {
        name: position,
        ...(keyword === undefined ? {} : { fallback: given, keyword }),
        ...(reading.failsWithout || endsInError(body) ? { failsWithout: true } : {}),
      };
    }
    return undefined;
  }

  /** What comes before the last statement returns the value that was found. */
  function endsInError(body: Node): boolean {
    const last = body.namedChildren.filter(isPresent).findLast(({ isExtra }) => !isExtra);
    return last !== undefined && FAILS.test(last.text);
  }

  /** What the function makes of a value that is missing is an error. */
  function isRequired(reading: Node | null): boolean {
    return reading !== null && needAround(reading)?.need === 'required';
  }

  /** How the environment is asked for what a name holds, if it is there: `process.env[name]`, `os.getenv(name)`. */
  function readingOf(use: Node): { readonly failsWithout: boolean; readonly fallback?: string } | undefined {
    const parent = parentOf(use);
    if (!parent) return undefined;
    const shape = language.shapes[parent.type];
    if (shape?.kind === 'index') {
      const object = parent.childForFieldName(shape.object);
      if (!object || parent.childForFieldName(shape.index)?.id !== use.id) return undefined;
      if (!language.environment.objects.includes(canonical(read(object)))) return undefined;
      const failsWithout = language.environment.indexFails === true || isRequired(parent);
      return { failsWithout };
    }
    const outer = ARGUMENTS.has(parent.type) ? parentOf(parent) : null;
    const call = outer ? read(outer) : undefined;
    if (call?.kind !== 'call') return undefined;
    const getter = language.environment.getters[canonical(call.callee)] ?? getterOf(call.callee);
    const positional = call.arguments.filter(({ name }) => name === undefined);
    if (!getter || positional[getter.name]?.span.start !== use.startIndex) return undefined;
    const fallback =
      call.arguments.find(({ name }) => name !== undefined && name === getter.keyword) ??
      (getter.fallback === undefined ? undefined : positional[getter.fallback]);
    return {
      failsWithout: (getter.failsWithout === true && !fallback) || isRequired(outer),
      ...(fallback?.value.kind === 'name' ? { fallback: fallback.value.name } : {}),
    };
  }

  /** The right side of `process.env[name] ?? fallback`. */
  function isFallback(body: Node, name: string): boolean {
    return names.occurrences(name, body).some((use) => {
      const parent = parentOf(use);
      const around = parent ? read(parent) : undefined;
      return (
        around?.kind === 'binary' &&
        language.fallbackOperators.has(around.operator) &&
        around.right.span.start === use.startIndex
      );
    });
  }

  return {
    getterOf,
    functionReading(parameter) {
      for (let node = parentOf(parameter); node; node = parentOf(node)) {
        if (!language.functions.has(node.type)) continue;
        if (!parametersOf(node).includes(parameter.text)) continue;
        return ofFunction(node) ? node : undefined;
      }
      return undefined;
    },
    exported(name) {
      const end = { start: tree.rootNode.endIndex, end: tree.rootNode.endIndex };
      const value = language.exported(tree.rootNode, name);
      if (value && language.functions.has(value.type)) return ofFunction(value);
      const expression = value ? read(value) : undefined;
      if (expression && expression.kind !== 'object') return getterOf(expression);
      return name === '' ? undefined : getterOf({ kind: 'name', span: end, name });
    },
  };
}
