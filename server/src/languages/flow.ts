import type { Node } from 'web-tree-sitter';
import type { Expression } from '../model/expression.ts';
import type { Sink, Value } from '../model/source-file.ts';
import type { Span } from '../model/span.ts';
import type { Evaluation } from './evaluation.ts';
import { readerOf } from './expressions.ts';
import type { Facts } from './facts.ts';
import type { TargetAndValue } from './language.ts';
import type { Names } from './names.ts';
import { ancestor, parentOf } from './parents.ts';
import type { ParsedText } from './syntax.ts';

/** Where values go: upwards from an expression to the calls that get it. */
export type Flow = {
  sinks(span: Span): readonly Sink[];
  nameOf(span: Span): string | undefined;
  pathOf(span: Span): readonly string[];
  fallbackOf(span: Span): Value | undefined;
};

/** What was found on the way, and the names that were followed. */
type Found = { readonly sinks: Sink[]; readonly followed: Set<string> };

/** A constant's uses are followed this often in turn: `const A = 'x'; const B = { a: A }; f(B)` takes two. */
const MAXIMUM_NAMES = 4;
/** A name that is given a value more often than this, in one scope, says nothing of where one of them goes. */
const MAXIMUM_BINDINGS = 50;

/** Values are looked for this many steps up; deeper nesting names nothing. */
const MAXIMUM_DEPTH = 12;

export function createFlow(parsed: ParsedText, names: Names, evaluation: Evaluation, facts: Facts): Flow {
  const { text, tree, language } = parsed;
  const read = readerOf(parsed);
  const root = tree.rootNode;
  const nodeAt = (span: Span): Node | null =>
    root.descendantForIndex(span.start, Math.max(span.start, span.end - 1));

  /** The outermost node with just this span: where climbing starts. */
  function nodeOf(span: Span): Node | undefined {
    let node = ancestor(
      nodeAt(span),
      (candidate) => candidate.startIndex <= span.start && candidate.endIndex >= span.end,
    );
    while (
      node?.parent &&
      node.parent.startIndex === node.startIndex &&
      node.parent.endIndex === node.endIndex
    ) {
      node = node.parent;
    }
    return node;
  }

  function climb(start: Node, path: readonly string[], names: number, found: Found): void {
    let node = start;
    // `{ host }` is `{ host: host }`.
    let keys = start.type === 'shorthand_property_identifier' ? [start.text, ...path] : path;
    for (let parent = parentOf(node); parent; node = parent, parent = parentOf(node)) {
      const assignment = language.assignment(node);
      if (assignment?.value.equals(node)) {
        if (assignment.form === 'property') {
          keys = [keyOf(assignment.target), ...keys];
          // Step over the pair; the object follows.
          node = parent;
          parent = parentOf(node);
          if (!parent) return;
          continue;
        }
        if (assignment.form === 'argument') {
          keys = [keyOf(assignment.target), ...keys];
          node = parent;
          parent = parentOf(node);
          if (!parent) return;
        } else {
          if (assignment.form !== 'default') followName(assignment.target, keys, names, found);
          return;
        }
      }
      const shape = language.shapes[parent.type];
      if (ARGUMENT_LISTS.has(parent.type)) {
        const callNode = parentOf(parent);
        const call = callNode && facts.call(callNode);
        if (!call) return;
        if (passesThrough(call.callee)) {
          node = parent;
          parent = callNode;
          continue;
        }
        const at = node;
        const position = call.expression.arguments.findIndex(
          ({ span }) => span.start <= at.startIndex && at.endIndex <= span.end,
        );
        found.sinks.push({ call, position, path: keys });
        return;
      }
      if (shape?.kind === 'list') keys = ['[]', ...keys];
      const isOn =
        shape?.kind === 'transparent' ||
        shape?.kind === 'object' ||
        shape?.kind === 'list' ||
        shape?.kind === 'string' ||
        shape?.kind === 'conditional' ||
        (shape?.kind === 'binary' && !ancestorIsComparison(parent)) ||
        INTERPOLATIONS.has(parent.type) ||
        isSpreadObject(parent);
      if (!isOn) return;
    }
  }

  /** `{ ...defaults }`, `f(**options)`: what has keys keeps them. */
  function isSpreadObject(node: Node): boolean {
    if (node.type === 'dictionary_splat') return true;
    return node.type === 'spread_element' && language.shapes[parentOf(node)?.type ?? '']?.kind === 'object';
  }

  function ancestorIsComparison(node: Node): boolean {
    const operator = node.childForFieldName('operator')?.type ?? node.child(1)?.type ?? '';
    return operator !== '+' && !language.fallbackOperators.has(operator);
  }

  function passesThrough(callee: string): boolean {
    return language.conversions.has(callee) || language.joins.has(callee);
  }

  function keyOf(target: Node): string {
    const expression = read(target);
    if (expression.kind === 'string') return expression.value;
    return text.slice(target.startIndex, target.endIndex);
  }

  function followName(target: Node, path: readonly string[], depth: number, found: Found): void {
    if (depth >= MAXIMUM_NAMES || language.shapes[target.type]?.kind !== 'name') return;
    const name = text.slice(target.startIndex, target.endIndex);
    const bindings = names.bindings(name, target.startIndex);
    const own = bindings[0];
    if (bindings.length > MAXIMUM_BINDINGS) return;
    const key = `${name} ${own?.scope.id} ${path.join()}`;
    // `s = s + 'a'`, ten times over: each name is followed once.
    if (found.followed.has(key)) return;
    found.followed.add(key);
    for (const use of names.occurrences(name)) {
      if (use.id === target.id || language.definition(use)) continue;
      const binding = names.bindings(name, use.startIndex)[0];
      if (!own || binding?.scope.id !== own.scope.id) continue;
      const rest = stripMembers(use, path);
      if (rest) climb(rest.node, rest.path, depth + 1, found);
    }
  }

  /** `config.db.host` takes `['db', 'host']` off the path; another member is another value. */
  function stripMembers(
    use: Node,
    path: readonly string[],
  ): { node: Node; path: readonly string[] } | undefined {
    let node = use;
    let rest = path;
    for (;;) {
      const parent = parentOf(node);
      const shape = parent ? language.shapes[parent.type] : undefined;
      if (!parent || shape?.kind !== 'member') return { node, path: rest };
      const object = parent.childForFieldName(shape.object);
      const property = parent.childForFieldName(shape.property);
      if (!object?.equals(node) || !property) return { node, path: rest };
      if (rest[0] !== property.text) return undefined;
      rest = rest.slice(1);
      node = parent;
    }
  }

  /** The assignment of which a node is the value, through what changes no value. */
  function assignmentOf(start: Node): TargetAndValue | undefined {
    let node = start;
    for (let steps = 0; steps < MAXIMUM_DEPTH; steps++) {
      const assignment = language.assignment(node);
      if (assignment?.value.equals(node)) return assignment;
      const parent = parentOf(node);
      if (!parent) return undefined;
      const kind = language.shapes[parent.type]?.kind;
      const isWrapping =
        kind === 'transparent' ||
        kind === 'conditional' ||
        kind === 'list' ||
        (kind === 'binary' && !ancestorIsComparison(parent));
      if (isWrapping) node = parent;
      else if (ARGUMENT_LISTS.has(parent.type) && parent.parent && isConversion(parent.parent)) {
        node = parent.parent;
      } else return undefined;
    }
    return undefined;
  }

  function targetPath(target: Node): readonly string[] {
    const expression = read(target);
    if (expression.kind === 'member' || expression.kind === 'index') return memberPath(expression);
    return [keyOf(target)];
  }

  return {
    sinks(span) {
      const node = nodeOf(span);
      const found: Found = { sinks: [], followed: new Set() };
      if (node) climb(node, [], 0, found);
      return found.sinks;
    },
    nameOf(span) {
      const node = nodeOf(span);
      const assignment = node && assignmentOf(node);
      if (!assignment) return undefined;
      const path = targetPath(assignment.target);
      return path[path.length - 1];
    },
    pathOf(span) {
      const path: string[] = [];
      let node = nodeOf(span);
      for (let steps = 0; node && steps < MAXIMUM_DEPTH; steps++) {
        const assignment = assignmentOf(node);
        if (!assignment) return path;
        path.unshift(...targetPath(assignment.target));
        if (assignment.form !== 'property') return path;
        node = ancestor(assignment.value.parent, ({ type }) => language.shapes[type]?.kind === 'object');
      }
      return path;
    },
    fallbackOf(span) {
      let node = nodeOf(span);
      let parent = node?.parent;
      while (parent && language.shapes[parent.type]?.kind === 'transparent') {
        node = parent;
        parent = node.parent;
      }
      if (!node || !parent) return undefined;
      const around = read(parent);
      if (around.kind === 'binary' && language.fallbackOperators.has(around.operator)) {
        return around.right.span.start === unwrapped(node) ? evaluation.evaluate(around.left) : undefined;
      }
      const callNode = ancestor(node, ({ type }) => language.shapes[type]?.kind === 'call');
      const call = callNode && facts.call(callNode);
      const getter = call && language.environment.getters[call.callee];
      if (!getter) return undefined;
      const holds = call.expression.arguments.some(
        ({ name, span: given }, position) =>
          given.start <= span.start &&
          span.end <= given.end &&
          (name === undefined ? position === getter.fallback : name === getter.keyword),
      );
      return holds ? evaluation.evaluate(call.expression) : undefined;
    },
  };

  function isConversion(node: Node | null): boolean {
    const call = node && facts.call(node);
    return call ? passesThrough(call.callee) : false;
  }

  function unwrapped(node: Node): number {
    return read(node).span.start;
  }
}

/** `['config', 'db', 'host']` of `config.db['host']`; what cannot be named is left out. */
function memberPath(expression: Expression): readonly string[] {
  switch (expression.kind) {
    case 'member':
      return [...memberPath(expression.object), expression.property];
    case 'index':
      return [
        ...memberPath(expression.object),
        ...(expression.index.kind === 'string' ? [expression.index.value] : []),
      ];
    case 'name':
      return [expression.name];
    default:
      return [];
  }
}

const ARGUMENT_LISTS: ReadonlySet<string> = new Set(['arguments', 'argument_list']);
const INTERPOLATIONS: ReadonlySet<string> = new Set(['template_substitution', 'interpolation']);
