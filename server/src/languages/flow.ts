import type { Node } from 'web-tree-sitter';
import type { Expression } from '../model/expression.ts';
import type { Sink, Value } from '../model/source-file.ts';
import type { Span } from '../model/span.ts';
import type { Evaluation } from './evaluation.ts';
import { readerOf } from './expressions.ts';
import type { Facts } from './facts.ts';
import type { TargetAndValue } from './language.ts';
import type { Names } from './names.ts';
import { ancestor, ancestorWithin, nodeHolding, parentOf } from './parents.ts';
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
  const { tree, language } = parsed;
  const read = readerOf(parsed);

  /** The outermost node with just this span: where climbing starts. */
  function nodeOf(span: Span): Node | undefined {
    let node = ancestor(
      nodeHolding(tree, span),
      (candidate) => candidate.startIndex <= span.start && candidate.endIndex >= span.end,
    );
    for (let outer = node && parentOf(node); node && outer; outer = parentOf(outer)) {
      if (outer.startIndex !== node.startIndex || outer.endIndex !== node.endIndex) break;
      node = outer;
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
    return target.text;
  }

  function followName(target: Node, path: readonly string[], depth: number, found: Found): void {
    if (depth >= MAXIMUM_NAMES || language.shapes[target.type]?.kind !== 'name') return;
    const name = target.text;
    const bindings = names.bindings(name, target.startIndex);
    const own = bindings[0];
    if (!own || bindings.length > MAXIMUM_BINDINGS) return;
    const key = `${name} ${own.scope.id} ${path.join()}`;
    // `s = s + 'a'`, ten times over: each name is followed once.
    if (found.followed.has(key)) return;
    found.followed.add(key);
    for (const use of names.occurrences(name, own.scope)) {
      if (use.id === target.id || language.definition(use)) continue;
      const binding = names.bindings(name, use.startIndex)[0];
      if (binding?.scope.id !== own.scope.id) continue;
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
      const outer = isWrapping || !ARGUMENT_LISTS.has(parent.type) ? null : parentOf(parent);
      if (isWrapping) node = parent;
      else if (outer && isConversion(outer)) node = outer;
      else return undefined;
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
        node = ancestor(parentOf(assignment.value), ({ type }) => language.shapes[type]?.kind === 'object');
      }
      return path;
    },
    fallbackOf(span) {
      let node = nodeOf(span);
      let parent = node && parentOf(node);
      while (parent && language.shapes[parent.type]?.kind === 'transparent') {
        node = parent;
        parent = parentOf(node);
      }
      if (!node || !parent) return undefined;
      const outer = read(parent);
      if (outer.kind === 'binary' && language.fallbackOperators.has(outer.operator)) {
        return outer.right.span.start === unwrapped(node) ? evaluation.evaluate(outer.left) : undefined;
      }
      // What a function does that a call is given is not the call's fallback.
      const around = ancestorWithin(
        node,
        language.functions,
        ({ type }) => language.shapes[type]?.kind === 'call',
      );
      const call = around && facts.call(around);
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
