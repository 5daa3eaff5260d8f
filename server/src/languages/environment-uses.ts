import type { Node } from 'web-tree-sitter';
import type { Expression } from '../model/expression.ts';
import type { EnvironmentUse } from '../model/source-file.ts';
import type { Span } from '../model/span.ts';
import type { Evaluation } from './evaluation.ts';
import { isPresent, spanOf, toExpression } from './expressions.ts';
import { ancestor, type Names } from './names.ts';
import type { ParsedText } from './syntax.ts';

/** Finds what code does with environment variables at given places. */
export function createEnvironmentUses(
  parsed: ParsedText,
  names: Names,
  evaluation: Evaluation,
): (hits: readonly Span[]) => Iterable<EnvironmentUse> {
  const { text, tree, language } = parsed;
  const root = tree.rootNode;
  const read = (node: Node): Expression => toExpression(node, language, text);
  const sourceOf = ({ start, end }: Span): string => text.slice(start, end);

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
    const call = getterCall(node);
    if (call) return yield* usesOfGetter(call);
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
      return Object.hasOwn(language.environment.getters, evaluation.canonical(read(callee)));
    });
  }

  function* usesOfGetter(node: Node): Iterable<EnvironmentUse> {
    const expression = read(node);
    if (expression.kind !== 'call') return;
    const callee = evaluation.canonical(expression.callee);
    const getter = language.environment.getters[callee];
    if (!getter) return;
    const positional = expression.arguments.filter(({ name }) => name === undefined);
    const variable = positional[getter.name]?.value;
    if (variable?.kind !== 'string') return yield { kind: 'whole', span: spanOf(node) };
    const keyword = expression.arguments.find(({ name }) => name !== undefined && name === getter.keyword);
    const fallback =
      keyword?.value ?? (getter.fallback === undefined ? undefined : positional[getter.fallback]?.value);
    const hasFallback = fallback !== undefined && !(fallback.kind === 'constant' && fallback.value === null);
    const around = hasFallback ? undefined : needAround(node);
    yield {
      kind: /\.(?:setdefault|pop)$/.test(callee) ? 'write' : 'read',
      name: variable.value,
      span: variable.content,
      access: callee,
      need: hasFallback ? 'default' : getter.failsWithout ? 'required' : (around?.need ?? 'optional'),
      ...(hasFallback ? { fallback } : around?.fallback ? { fallback: around.fallback } : {}),
    };
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
    const parent = node.parent;
    if (!parent || isAlias(parent)) return;
    const shape = language.shapes[parent.type];
    const whole: EnvironmentUse = { kind: 'whole', span: spanOf(node) };
    if (shape?.kind === 'member' && parent.childForFieldName(shape.object)?.id === node.id) {
      const property = parent.childForFieldName(shape.property);
      const callee = evaluation.canonical(read(parent));
      // `os.environ.get` is a getter of its own, `os.environ.copy` takes everything.
      if (!property || Object.hasOwn(language.environment.getters, callee)) return;
      if (language.environment.methods?.has(property.text)) return yield whole;
      return yield access(parent, property.text, spanOf(property), node);
    }
    if (shape?.kind === 'index' && parent.childForFieldName(shape.object)?.id === node.id) {
      const index = parent.childForFieldName(shape.index);
      const key = index && read(index);
      if (key?.kind !== 'string') return yield whole;
      return yield access(parent, key.value, key.content, node);
    }
    const assignment = language.assignment(node);
    if (assignment?.value.id === node.id) return yield* usesOfAssigned(assignment.target, whole, depth);
    const presence = presenceTest(parent, node);
    if (presence) return yield presence;
    yield whole;
  }

  /** `from os import environ` and the like bind a name; its uses have anchors of their own. */
  function isAlias(parent: Node): boolean {
    return /import/.test(parent.type) || parent.parent?.type === 'import_from_statement';
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
      access: sourceOf(spanOf(environment)),
      need: isWritten ? 'optional' : failsWithout ? 'required' : (around?.need ?? 'optional'),
      ...(around?.fallback ? { fallback: around.fallback } : {}),
    };
  }

  function isDeleted(node: Node): boolean {
    const parent = node.parent;
    return (
      parent?.type === 'delete_statement' ||
      (parent?.type === 'unary_expression' && parent.firstChild?.type === 'delete')
    );
  }

  /** What becomes of a read that gives nothing: `|| fallback`, a test that throws. */
  function needAround(
    node: Node,
  ): { need: 'required' | 'default' | 'optional'; fallback?: Expression } | undefined {
    for (let current = node, parent = node.parent; parent; current = parent, parent = parent.parent) {
      const shape = language.shapes[parent.type];
      if (shape?.kind === 'binary') {
        const expression = read(parent);
        if (expression.kind !== 'binary' || !language.fallbackOperators.has(expression.operator))
          return undefined;
        const isLeft =
          expression.left.span.start >= current.startIndex && expression.left.span.end <= current.endIndex;
        if (!isLeft) return undefined;
        return throws(parent.lastNamedChild)
          ? { need: 'required' }
          : { need: 'default', fallback: expression.right };
      }
      if (shape?.kind === 'conditional') {
        const expression = read(parent);
        return expression.kind === 'conditional'
          ? { need: 'default', fallback: expression.alternative }
          : undefined;
      }
      const assignment = language.assignment(current);
      if (assignment?.value.id === current.id && language.shapes[assignment.target.type]?.kind === 'name') {
        return { need: needOfName(assignment.target, assignment.target.text) };
      }
      if (isFailingTest(current)) return { need: 'required' };
      const passes = shape?.kind === 'transparent' || shape?.kind === 'call' || ARGUMENTS.has(parent.type);
      if (!passes) return undefined;
    }
    return undefined;
  }

  /** Required if some test of the name ends in an error: `if (!PORT) throw …`. */
  function needOfName(target: Node, name: string): 'required' | 'optional' {
    const own = names.bindings(name, target.endIndex)[0];
    const fails = names
      .occurrences(name)
      .some(
        (use) =>
          use.id !== target.id &&
          names.bindings(name, use.startIndex)[0]?.node.id === own?.node.id &&
          isFailingTest(use),
      );
    return fails ? 'required' : 'optional';
  }

  /** `!x` as the test of an `if` whose branch throws or ends the process; the argument of an assertion. */
  function isFailingTest(node: Node): boolean {
    const parent = node.parent;
    if (!parent) return false;
    if (ARGUMENTS.has(parent.type)) {
      const call = parent.parent && read(parent.parent);
      return call?.kind === 'call' && ASSERTIONS.test(sourceOf(call.callee.span));
    }
    const negation = language.shapes[parent.type]?.kind === 'unary' ? parent : undefined;
    const branches = negation ? language.branches(negation) : [];
    const [then] = branches;
    return then !== undefined && FAILS.test(sourceOf(then));
  }

  function throws(node: Node | null): boolean {
    return node !== null && node.type !== 'string' && FAILS.test(node.text);
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

const ARGUMENTS: ReadonlySet<string> = new Set(['arguments', 'argument_list']);
const ASSERTIONS = /(?:^|\.)(?:assert|ok|invariant)$/;
const FAILS = /\bthrow\b|\braise\b|\bprocess\.exit\b|\bsys\.exit\b/;
