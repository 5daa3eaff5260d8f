import type { Node } from 'web-tree-sitter';
import type { Expression } from '../model/expression.ts';
import type { EnvironmentUse, SourceFile } from '../model/source-file.ts';
import type { Span } from '../model/span.ts';
import { isGuarded } from './environment-guards.ts';
import { createGivenNames } from './environment-names.ts';
import { createPrefixes } from './environment-prefixes.ts';
import { isDeleted, keptValue } from './environment-writes.ts';
import type { Evaluation } from './evaluation.ts';
import { isPresent, readerOf, spanOf } from './expressions.ts';
import type { EnvironmentGetter } from './language.ts';
import type { Names } from './names.ts';
import { ancestor, ancestorWithin, nodeAt, nodeHolding, parentOf } from './parents.ts';
import type { ParsedText } from './syntax.ts';

/** Finds what code does with environment variables at given places. */
export function createEnvironmentUses(
  parsed: ParsedText,
  names: Names,
  evaluation: Evaluation,
  file: () => SourceFile,
): (hits: readonly Span[]) => Iterable<EnvironmentUse> {
  const { tree, language } = parsed;
  const read = readerOf(parsed);
  const { needAround, needOfName } = evaluation.needs;
  const givenNames = createGivenNames(parsed, evaluation, file);
  const prefixOf = createPrefixes(parsed, evaluation);

  return (hits) => {
    const found = new Map<number, EnvironmentUse>();
    for (const use of hits.flatMap(usesOfHit)) {
      const known = found.get(use.span.start);
      // What a list names is read more than once: what fails without it tells most.
      if (!known || (use.kind === 'read' && use.need === 'required')) found.set(use.span.start, use);
    }
    return found.values();
  };

  // No generators: whatever a generator inside a function refers to lives on until a full collection, here the tree.
  function usesOfHit(hit: Span): readonly EnvironmentUse[] {
    const node = nodeHolding(tree, hit);
    if (node && bindsName(node)) return usesOfAlias(node);
    const call = getterCall(node);
    if (call) return usesOfGetter(call, 0);
    const environment = environmentObject(node);
    return environment ? usesOfObject(environment, 0) : NONE;
  }

  /** The nearest call of a function that reads a variable, of whose callee the node is a part. */
  function getterCall(node: Node | null): Node | undefined {
    return ancestorWithin(node, language.functions, (candidate) => {
      const shape = language.shapes[candidate.type];
      if (shape?.kind !== 'call') return false;
      const callee = candidate.childForFieldName(shape.callee);
      if (!callee || !node || node.startIndex >= callee.endIndex) return false;
      return getterOf(read(callee)) !== undefined;
    });
  }

  function getterOf(callee: Expression): EnvironmentGetter | undefined {
    return (
      language.environment.getters[evaluation.canonical(callee)] ?? evaluation.ownGetters.getterOf(callee)
    );
  }

  function usesOfGetter(node: Node, depth: number): readonly EnvironmentUse[] {
    const expression = read(node);
    const getter = expression.kind === 'call' ? getterOf(expression.callee) : undefined;
    if (expression.kind !== 'call' || !getter) return NONE;
    const callee = evaluation.canonical(expression.callee);
    const positional = expression.arguments.filter(({ name }) => name === undefined);
    const variable =
      positional[getter.name]?.value ??
      expression.arguments.find(({ name }) => name !== undefined && name === getter.nameKeyword)?.value;
    if (!variable && getter.implied !== undefined) {
      const span = { start: expression.callee.span.end, end: expression.callee.span.end };
      const isGiven = expression.arguments.some(({ name }) => name === getter.keyword);
      const need = isGiven ? 'default' : getter.failsWithout ? 'required' : 'optional';
      return [{ kind: 'read', name: getter.implied, span, access: callee, need, derived: true }];
    }
    const given =
      variable?.kind === 'string' ? { names: [variable], isOpen: false } : variable && givenNames(variable);
    if (!given) return usesByParameter(variable, node, depth);
    const prefix = prefixOf(node, expression.callee, getter);
    const keyword = expression.arguments.find(({ name }) => name !== undefined && name === getter.keyword);
    const fallback =
      keyword?.value ?? (getter.fallback === undefined ? undefined : positional[getter.fallback]?.value);
    const givesNone = fallback?.kind === 'constant' && fallback.value === null;
    const hasFallback = fallback !== undefined && !givesNone;
    const around = hasFallback ? undefined : needAround(node);
    const fails = getter.failsWithout && !givesNone;
    const uses = given.names.map(
      ({ value, content }): EnvironmentUse => ({
        kind: WRITERS.test(callee) ? 'write' : 'read',
        name: prefix + value,
        span: content,
        ...(prefix === '' ? {} : { derived: true as const }),
        access: callee,
        need: hasFallback ? 'default' : fails ? 'required' : (around?.need ?? 'optional'),
        ...(hasFallback ? { fallback } : around?.fallback ? { fallback: around.fallback } : {}),
      }),
    );
    return given.isOpen ? [...uses, { kind: 'whole', span: spanOf(node) }] : uses;
  }

  /**
   * The name of the variable is a parameter of the function around: what the function's calls in this file say is
   * read. Calls in other files are found by the names that such functions usually have; of one with another name
   * nothing is known, as of a name that is computed.
   */
  function usesByParameter(
    variable: Expression | undefined,
    reading: Node,
    depth: number,
  ): readonly EnvironmentUse[] {
    const whole: EnvironmentUse = { kind: 'whole', span: spanOf(reading) };
    const named = variable && parameterIn(variable);
    const node = named ? nodeAt(tree, named.span.start) : null;
    const around = node && evaluation.ownGetters.functionReading(node);
    // `name + '_FILE'` beside `name` is another form of the same variable.
    if (around && named !== variable) return NONE;
    const name = around && language.functionName(around);
    if (!name || depth > 2) return [whole];
    const byCalls = names.occurrences(name).flatMap((use) => {
      const call = ancestor(use, ({ type }) => language.shapes[type]?.kind === 'call');
      const shape = call && language.shapes[call.type];
      const callee = shape?.kind === 'call' ? call?.childForFieldName(shape.callee) : undefined;
      return call && use.endIndex === callee?.endIndex ? usesOfGetter(call, depth + 1) : NONE;
    });
    return TELLING_NAME.test(name) ? byCalls : [whole, ...byCalls];
  }

  /** The only name in a name that is put together: `name` of `name + '_FILE'`. */
  function parameterIn(expression: Expression): Expression | undefined {
    const parts =
      expression.kind === 'binary'
        ? [expression.left, expression.right]
        : expression.kind === 'template'
          ? expression.parts.filter((part) => typeof part !== 'string')
          : [expression];
    const [only, ...others] = parts.filter(({ kind }) => kind !== 'string');
    return others.length === 0 && only?.kind === 'name' ? only : undefined;
  }

  /** The outermost node that is the environment as a whole: `process.env`. */
  function environmentObject(node: Node | null): Node | undefined {
    return ancestorWithin(node, language.functions, (candidate) => {
      const kind = language.shapes[candidate.type]?.kind;
      return (kind === 'member' || kind === 'name' || kind === 'call') && isEnvironment(candidate);
    });
  }

  function isEnvironment(node: Node): boolean {
    return language.environment.objects.includes(evaluation.canonical(read(node)));
  }

  /** What is done with a node that is the environment. Constants that stand for it are followed. */
  function usesOfObject(node: Node, depth: number): readonly EnvironmentUse[] {
    const parent = parentOf(node);
    if (!parent || bindsName(node)) return NONE;
    const shape = language.shapes[parent.type];
    // `process.env as Record<string, string>`, `(process.env)`
    if (shape?.kind === 'transparent') return usesOfObject(parent, depth);
    const whole: EnvironmentUse = { kind: 'whole', span: spanOf(node) };
    if (shape?.kind === 'member' && parent.childForFieldName(shape.object)?.id === node.id) {
      const property = parent.childForFieldName(shape.property);
      const callee = evaluation.canonical(read(parent));
      // `os.environ.get` is a getter of its own, `os.environ.copy` takes everything.
      if (!property) return NONE;
      if (Object.hasOwn(language.environment.getters, callee)) {
        const call = parentOf(parent);
        return call ? usesOfGetter(call, depth) : NONE;
      }
      if (language.environment.methods?.has(property.text)) return [whole];
      return [access(parent, property.text, spanOf(property), node)];
    }
    if (shape?.kind === 'index' && parent.childForFieldName(shape.object)?.id === node.id) {
      const index = parent.childForFieldName(shape.index);
      const key = index && read(index);
      if (key?.kind === 'string') return [access(parent, key.value, key.content, node)];
      const given = key && givenNames(key);
      if (!given) return usesByParameter(key ?? undefined, parent, 0);
      const each = given.names.map(({ value, content }) => access(parent, value, content, node));
      return given.isOpen ? [...each, whole] : each;
    }
    const assignment = language.assignment(node);
    if (assignment?.value.id === node.id) return usesOfAssigned(assignment.target, whole, depth);
    return presenceTests(parent, node) ?? [whole];
  }

  /** `from os import environ`, `import { env as e } from 'process'`, `const { env } = process`. */
  function bindsName(node: Node): boolean {
    const parent = parentOf(node);
    return (
      [parent, parent && parentOf(parent)].some((outer) => outer && /import/.test(outer.type)) ||
      (language.shapes[node.type]?.kind !== 'member' && language.definition(node) !== undefined)
    );
  }

  /** What is done with the environment, or a function that reads it, by the name that an import gives it. */
  function usesOfAlias(node: Node): readonly EnvironmentUse[] {
    const parent = parentOf(node);
    const around = parent?.type === 'dotted_name' ? parent : node;
    const local = parentOf(around)?.childForFieldName('alias') ?? node;
    const canonical = evaluation.canonical({ kind: 'name', span: spanOf(local), name: local.text });
    const isObject = language.environment.objects.includes(canonical);
    if (!isObject && !Object.hasOwn(language.environment.getters, canonical)) return NONE;
    return names.occurrences(local.text).flatMap((use) => {
      if (use.id === local.id || bindsName(use) || isProperty(use)) return NONE;
      const outer = parentOf(use);
      if (isObject) return usesOfObject(use, 0);
      return outer && language.shapes[outer.type]?.kind === 'call' ? usesOfGetter(outer, 0) : NONE;
    });
  }

  function usesOfAssigned(target: Node, whole: EnvironmentUse, depth: number): readonly EnvironmentUse[] {
    const variables = language.patternVariables?.(target);
    if (variables) {
      const reads = variables.names.map(
        ({ name, span, fallback }): EnvironmentUse => ({
          kind: 'read',
          name,
          span,
          access: 'process.env',
          need: fallback ? 'default' : needOfName(target, name),
          ...(fallback ? { fallback: read(fallback) } : {}),
        }),
      );
      return variables.rest ? [...reads, whole] : reads;
    }
    const name = language.shapes[target.type]?.kind === 'name' ? target.text : undefined;
    if (name === undefined || depth > 1) return [whole];
    return names
      .occurrences(name)
      .filter((use) => use.id !== target.id && !isProperty(use) && !language.definition(use))
      .flatMap((use) => usesOfObject(use, depth + 1));
  }

  function isProperty(node: Node): boolean {
    const parent = parentOf(node);
    const shape = parent ? language.shapes[parent.type] : undefined;
    return shape?.kind === 'member' && parent?.childForFieldName(shape.property)?.id === node.id;
  }

  function access(node: Node, name: string, span: Span, environment: Node): EnvironmentUse {
    const assignment = language.assignment(node);
    const isWritten = assignment?.target.id === node.id || isDeleted(node) || keptValue(node) !== undefined;
    const around = isWritten ? undefined : needAround(node);
    const failsWithout =
      language.shapes[node.type]?.kind === 'index' &&
      language.environment.indexFails === true &&
      !isGuarded(node, name, node.childForFieldName('subscript')?.text ?? name);
    const kept = isWritten ? keptValue(node) : undefined;
    if (kept)
      return { kind: 'write', name, span, access: environment.text, need: 'default', fallback: read(kept) };
    return {
      kind: isWritten ? 'write' : 'read',
      name,
      span,
      access: environment.text,
      need: isWritten ? 'optional' : failsWithout ? 'required' : (around?.need ?? 'optional'),
      ...(around?.fallback ? { fallback: around.fallback } : {}),
    };
  }

  /** `'X' in process.env`, `"X" in os.environ`, and what a loop asks for in turn. */
  function presenceTests(parent: Node, environment: Node): readonly EnvironmentUse[] | undefined {
    const [left] = parent.namedChildren.filter(isPresent);
    if (language.shapes[parent.type]?.kind !== 'binary' || !left || left.id === environment.id)
      return undefined;
    const key = read(left);
    const names = key.kind === 'string' ? [key] : givenNames(key)?.names;
    return names?.map(({ value: name, content: span }) => {
      return { kind: 'read', name, span, access: environment.text, need: 'optional' };
    });
  }
}

const NONE: readonly EnvironmentUse[] = [];

/** What gives a variable a value, or takes it away. */
const WRITERS = /\.(?:setdefault|pop|putenv|unsetenv)$|^Deno\.env\.(?:set|delete)$/;

/** What functions that read a variable are called; the observer of the environment looks for calls of the same. */
const TELLING_NAME = /env|config|setting|require|secret|variable/i;
