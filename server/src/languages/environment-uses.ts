import type { Node } from 'web-tree-sitter';
import type { Expression } from '../model/expression.ts';
import type { EnvironmentUse } from '../model/source-file.ts';
import type { Span } from '../model/span.ts';
import type { Evaluation } from './evaluation.ts';
import { isPresent, readerOf, spanOf } from './expressions.ts';
import type { EnvironmentGetter } from './language.ts';
import type { Names } from './names.ts';
import { ancestor, parentOf } from './parents.ts';
import type { ParsedText } from './syntax.ts';

/** Finds what code does with environment variables at given places. */
export function createEnvironmentUses(
  parsed: ParsedText,
  names: Names,
  evaluation: Evaluation,
): (hits: readonly Span[]) => Iterable<EnvironmentUse> {
  const { text, tree, language } = parsed;
  const root = tree.rootNode;
  const read = readerOf(parsed);
  const { needAround, needOfName } = evaluation.needs;

  return function* usesAt(hits) {
    const seen = new Set<number>();
    for (const hit of hits) {
      for (const use of usesOfHit(hit)) {
        if (seen.has(use.span.start)) continue;
        seen.add(use.span.start);
        yield use;
      }
    }
  };

  function* usesOfHit(hit: Span): Iterable<EnvironmentUse> {
    const node = root.descendantForIndex(hit.start, Math.max(hit.start, hit.end - 1));
    if (node && bindsName(node)) return yield* usesOfAlias(node);
    const call = getterCall(node);
    if (call) return yield* usesOfGetter(call, 0);
    const environment = environmentObject(node);
    if (environment) yield* usesOfObject(environment, 0);
  }

  /** The nearest call of a function that reads a variable, of whose callee the node is a part. */
  function getterCall(node: Node | null): Node | undefined {
    return ancestor(node, (candidate) => {
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

  function* usesOfGetter(node: Node, depth: number): Iterable<EnvironmentUse> {
    const expression = read(node);
    const getter = expression.kind === 'call' ? getterOf(expression.callee) : undefined;
    if (expression.kind !== 'call' || !getter) return;
    const callee = evaluation.canonical(expression.callee);
    const positional = expression.arguments.filter(({ name }) => name === undefined);
    const variable = positional[getter.name]?.value;
    if (!variable && getter.implied !== undefined) {
      const span = { start: expression.callee.span.end, end: expression.callee.span.end };
      return yield {
        kind: 'read',
        name: getter.implied,
        span,
        access: callee,
        need: 'required',
        derived: true,
      };
    }
    if (variable?.kind !== 'string') return yield* usesByParameter(variable, spanOf(node), depth);
    const prefix = prefixAround(node);
    const keyword = expression.arguments.find(({ name }) => name !== undefined && name === getter.keyword);
    const fallback =
      keyword?.value ?? (getter.fallback === undefined ? undefined : positional[getter.fallback]?.value);
    const hasFallback = fallback !== undefined && !(fallback.kind === 'constant' && fallback.value === null);
    const around = hasFallback ? undefined : needAround(node);
    yield {
      kind: /\.(?:setdefault|pop)$/.test(callee) ? 'write' : 'read',
      name: prefix + variable.value,
      span: variable.content,
      ...(prefix === '' ? {} : { derived: true as const }),
      access: callee,
      need: hasFallback ? 'default' : getter.failsWithout ? 'required' : (around?.need ?? 'optional'),
      ...(hasFallback ? { fallback } : around?.fallback ? { fallback: around.fallback } : {}),
    };
  }

  /**
   * The name of the variable is a parameter of the function around: what the function's calls in this file say is
   * read. Calls in other files are found by the names that such functions usually have; of one with another name
   * nothing is known, as of a name that is computed.
   */
  function* usesByParameter(
    variable: Expression | undefined,
    span: Span,
    depth: number,
  ): Iterable<EnvironmentUse> {
    const named = variable && parameterIn(variable);
    const node = named ? root.descendantForIndex(named.span.start) : null;
    const around = node && evaluation.ownGetters.functionReading(node);
    // `name + '_FILE'` beside `name` is another form of the same variable.
    if (around && named !== variable) return;
    const name = around && language.functionName(around);
    if (!name || depth > 2 || !TELLING_NAME.test(name)) yield { kind: 'whole', span };
    if (!name || depth > 2) return;
    for (const use of names.occurrences(name)) {
      const call = ancestor(use, ({ type }) => language.shapes[type]?.kind === 'call');
      const shape = call && language.shapes[call.type];
      const callee = shape?.kind === 'call' ? call?.childForFieldName(shape.callee) : undefined;
      if (!call || !callee || use.endIndex !== callee.endIndex) continue;
      yield* usesOfGetter(call, depth + 1);
    }
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

  /** `with env.prefixed("DB_"):` around a read by environs; prefixes add up. */
  function prefixAround(node: Node): string {
    let prefix = '';
    for (let outer = node.parent; outer; outer = outer.parent) {
      if (outer.type !== 'with_statement') continue;
      const head = text.slice(outer.startIndex, outer.childForFieldName('body')?.startIndex);
      prefix = (/\.prefixed\(\s*["'](\w*)["']/.exec(head)?.[1] ?? '') + prefix;
    }
    return prefix;
  }

  /** The outermost node that is the environment as a whole: `process.env`. */
  function environmentObject(node: Node | null): Node | undefined {
    return ancestor(node, (candidate) => {
      const kind = language.shapes[candidate.type]?.kind;
      return (kind === 'member' || kind === 'name') && isEnvironment(candidate);
    });
  }

  function isEnvironment(node: Node): boolean {
    return language.environment.objects.includes(evaluation.canonical(read(node)));
  }

  /** What is done with a node that is the environment. Constants that stand for it are followed. */
  function* usesOfObject(node: Node, depth: number): Iterable<EnvironmentUse> {
    const parent = parentOf(node);
    if (!parent || bindsName(node)) return;
    const shape = language.shapes[parent.type];
    const whole: EnvironmentUse = { kind: 'whole', span: spanOf(node) };
    if (shape?.kind === 'member' && parent.childForFieldName(shape.object)?.id === node.id) {
      const property = parent.childForFieldName(shape.property);
      const callee = evaluation.canonical(read(parent));
      // `os.environ.get` is a getter of its own, `os.environ.copy` takes everything.
      if (!property) return;
      if (Object.hasOwn(language.environment.getters, callee)) {
        if (parent.parent) yield* usesOfGetter(parent.parent, depth);
        return;
      }
      if (language.environment.methods?.has(property.text)) return yield whole;
      return yield access(parent, property.text, spanOf(property), node);
    }
    if (shape?.kind === 'index' && parent.childForFieldName(shape.object)?.id === node.id) {
      const index = parent.childForFieldName(shape.index);
      const key = index && read(index);
      if (key?.kind !== 'string') return yield* usesByParameter(key ?? undefined, whole.span, 0);
      return yield access(parent, key.value, key.content, node);
    }
    const assignment = language.assignment(node);
    if (assignment?.value.id === node.id) return yield* usesOfAssigned(assignment.target, whole, depth);
    const presence = presenceTest(parent, node);
    if (presence) return yield presence;
    yield whole;
  }

  /** `from os import environ`, `import { env as e } from 'process'`, `const { env } = process`. */
  function bindsName(node: Node): boolean {
    return (
      [node.parent, node.parent?.parent].some((outer) => outer && /import/.test(outer.type)) ||
      (language.shapes[node.type]?.kind !== 'member' && language.definition(node) !== undefined)
    );
  }

  /** What is done with the environment, or a function that reads it, by the name that an import gives it. */
  function* usesOfAlias(node: Node): Iterable<EnvironmentUse> {
    const around = node.parent?.type === 'dotted_name' ? node.parent : node;
    const local = around.parent?.childForFieldName('alias') ?? node;
    const canonical = evaluation.canonical({ kind: 'name', span: spanOf(local), name: local.text });
    const isObject = language.environment.objects.includes(canonical);
    if (!isObject && !Object.hasOwn(language.environment.getters, canonical)) return;
    for (const use of names.occurrences(local.text)) {
      if (use.id === local.id || bindsName(use) || isProperty(use)) continue;
      if (isObject) yield* usesOfObject(use, 0);
      else if (use.parent && language.shapes[use.parent.type]?.kind === 'call')
        yield* usesOfGetter(use.parent, 0);
    }
  }

  function* usesOfAssigned(target: Node, whole: EnvironmentUse, depth: number): Iterable<EnvironmentUse> {
    if (language.patternVariables) {
      const variables = language.patternVariables(target);
      if (variables) {
        for (const { name, span, fallback } of variables.names) {
          yield {
            kind: 'read',
            name,
            span,
            access: 'process.env',
            need: fallback ? 'default' : needOfName(target, name),
            ...(fallback ? { fallback: read(fallback) } : {}),
          };
        }
        if (variables.rest) yield whole;
        return;
      }
    }
    const name = language.shapes[target.type]?.kind === 'name' ? target.text : undefined;
    if (name === undefined || depth > 1) return yield whole;
    for (const use of names.occurrences(name)) {
      if (use.id !== target.id && !isProperty(use) && !language.definition(use))
        yield* usesOfObject(use, depth + 1);
    }
  }

  function isProperty(node: Node): boolean {
    const shape = node.parent ? language.shapes[node.parent.type] : undefined;
    return shape?.kind === 'member' && node.parent?.childForFieldName(shape.property)?.id === node.id;
  }

  function access(node: Node, name: string, span: Span, environment: Node): EnvironmentUse {
    const assignment = language.assignment(node);
    const isWritten = assignment?.target.id === node.id || isDeleted(node);
    const around = isWritten ? undefined : needAround(node);
    const failsWithout =
      language.shapes[node.type]?.kind === 'index' && language.environment.indexFails === true;
    return {
      kind: isWritten ? 'write' : 'read',
      name,
      span,
      access: environment.text,
      need: isWritten ? 'optional' : failsWithout ? 'required' : (around?.need ?? 'optional'),
      ...(around?.fallback ? { fallback: around.fallback } : {}),
    };
  }

  function isDeleted(node: Node): boolean {
    const parent = parentOf(node);
    return (
      parent?.type === 'delete_statement' ||
      (parent?.type === 'unary_expression' && parent.firstChild?.type === 'delete')
    );
  }

  /** `'X' in process.env`, `"X" in os.environ`. */
  function presenceTest(parent: Node, environment: Node): EnvironmentUse | undefined {
    const children = parent.namedChildren.filter(isPresent);
    const [left] = children;
    if (language.shapes[parent.type]?.kind !== 'binary' || !left || left.id === environment.id)
      return undefined;
    const key = read(left);
    if (key.kind !== 'string') return undefined;
    return { kind: 'read', name: key.value, span: key.content, access: environment.text, need: 'optional' };
  }
}

/** What functions that read a variable are called; the observer of the environment looks for calls of the same. */
const TELLING_NAME = /env|config|setting|require|secret|variable/i;
