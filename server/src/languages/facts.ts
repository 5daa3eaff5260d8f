import type { Node } from 'web-tree-sitter';
import type {
  CallExpression,
  Expression,
  StringExpression,
  TemplateExpression,
} from '../model/expression.ts';
import type { Assignment, Call, Comparison, Value } from '../model/source-file.ts';
import type { Span } from '../model/span.ts';
import type { Evaluation } from './evaluation.ts';
import { readerOf, spanOf } from './expressions.ts';
import { ancestor, ancestorWithin, nodeHolding, parentOf } from './parents.ts';
import type { ParsedText } from './syntax.ts';

/** Reads the facts that stand at given places of one text. Each fact is given once, in the order of the text. */
export type Facts = {
  callsAt(hits: readonly Span[]): Iterable<Call>;
  assignmentsAt(hits: readonly Span[]): Iterable<Assignment>;
  stringsAt(hits: readonly Span[]): Iterable<StringExpression | TemplateExpression>;
  comparisonsAt(hits: readonly Span[]): Iterable<Comparison>;
  referencesAt(hits: readonly Span[]): Iterable<Expression>;
  /** The call that a node of a call's type stands for. */
  call(node: Node): Call | undefined;
};

export function createFacts(parsed: ParsedText, evaluation: Evaluation): Facts {
  const { text, tree, language } = parsed;
  const read = readerOf(parsed);

  /** Rules with different anchors ask of the same calls. */
  const calls = new Map<number, Call | undefined>();

  function call(node: Node): Call | undefined {
    if (calls.has(node.id)) return calls.get(node.id);
    const expression = read(node);
    const made = expression.kind === 'call' ? toCall(expression, evaluation) : undefined;
    calls.set(node.id, made);
    return made;
  }

  /** The nearest call of whose callee the node is a part. */
  function callAround(hit: Span): Node | undefined {
    return ancestorWithin(nodeHolding(tree, hit), language.functions, (node) => {
      const shape = language.shapes[node.type];
      if (shape?.kind !== 'call') return false;
      const callee = node.childForFieldName(shape.callee);
      return callee !== null && hit.start < callee.endIndex && hit.end > callee.startIndex;
    });
  }

  function assignmentAt(hit: Span): Assignment | undefined {
    let node = nodeHolding(tree, hit);
    // A hit may lie deep in a target (`config["password"]`) or in the value (`x = "…"`).
    for (let steps = 0; node && steps < 6; steps++, node = parentOf(node)) {
      const found = language.assignment(node);
      if (!found) continue;
      const { target, value } = found;
      const touchesTarget = hit.start < target.endIndex && hit.end > target.startIndex;
      const touchesValue = hit.start < value.endIndex && hit.end > value.startIndex;
      if (!touchesTarget && !touchesValue) continue;
      return toAssignment(found.form, target, value);
    }
    return undefined;
  }

  function toAssignment(form: Assignment['form'], target: Node, value: Node): Assignment {
    const expression = read(target);
    const span = { start: target.startIndex, end: value.endIndex };
    const last = lastName(expression, target);
    const isPath = expression.kind === 'member' || expression.kind === 'index';
    return {
      form,
      name: last.name,
      nameSpan: last.span,
      target: isPath ? evaluation.canonical(expression) : last.name,
      value: read(value),
      span,
    };
  }

  function stringAt(hit: Span): StringExpression | TemplateExpression | undefined {
    const node = ancestor(nodeHolding(tree, hit), ({ type }) => language.shapes[type]?.kind === 'string');
    if (!node || language.isDocstring(node)) return undefined;
    const expression = read(node);
    return expression.kind === 'string' || expression.kind === 'template' ? expression : undefined;
  }

  function comparisonAt(hit: Span): Comparison | undefined {
    const node = ancestor(nodeHolding(tree, hit), ({ type }) => COMPARING.has(type));
    if (!node) return undefined;
    const around = spanOf(node);
    if (node.type === 'switch_statement' || node.type === 'match_statement') {
      const subject = node.childForFieldName('value') ?? node.childForFieldName('subject');
      if (!subject || hit.end <= subject.startIndex || hit.start >= subject.endIndex) return undefined;
      const expression = read(subject);
      return {
        operator: 'switch',
        left: expression,
        right: expression,
        span: around,
        branches: language.branches(node),
      };
    }
    const operator =
      node.childForFieldName('operator') ?? node.childForFieldName('operators') ?? node.child(1);
    const name = operator ? text.slice(operator.startIndex, operator.endIndex) : '';
    if (!COMPARISONS.has(name)) return undefined;
    const left = node.firstNamedChild;
    const right = node.lastNamedChild;
    if (!left || !right) return undefined;
    return {
      operator: name,
      left: read(left),
      right: read(right),
      span: around,
      branches: language.branches(node),
    };
  }

  function referenceAt(hit: Span): Expression | undefined {
    const node = ancestor(nodeHolding(tree, hit), ({ type }) => {
      const kind = language.shapes[type]?.kind;
      return kind === 'name' || kind === 'member' || kind === 'index';
    });
    return node && read(node);
  }

  return {
    call,
    callsAt: (hits) =>
      once(hits, (hit) => {
        const node = callAround(hit);
        return node && call(node);
      }),
    assignmentsAt: (hits) => once(hits, assignmentAt),
    stringsAt: (hits) => once(hits, stringAt),
    comparisonsAt: (hits) => once(hits, comparisonAt),
    referencesAt: (hits) => once(hits, referenceAt),
  };

  function toCall(expression: CallExpression, { canonical, evaluate, property }: Evaluation): Call {
    const positional = expression.arguments.filter(({ name }) => name === undefined);
    const spreads = positional.findIndex(({ spread }) => spread);
    const argument = (position: number, keyword?: string): Value | undefined => {
      const named = expression.arguments.find(({ name }) => name !== undefined && name === keyword);
      if (named) return evaluate(named.value);
      if (position < 0 || (spreads >= 0 && position >= spreads)) return undefined;
      const given = positional[position];
      return given && evaluate(given.value);
    };
    const values = lazy(() => positional.map(({ value }) => evaluate(value)));
    return {
      callee: canonical(expression.callee),
      expression,
      span: expression.span,
      argument,
      option(key, position) {
        const keyword = expression.arguments.find(({ name }) => name === key);
        if (keyword) return evaluate(keyword.value);
        const objects = position === undefined ? values() : [argument(position)];
        for (const value of objects) {
          if (value?.kind !== 'object') continue;
          if (value.object.entries.some((entry) => entry.key === key)) return property(value, key);
        }
        return undefined;
      },
      isOpen: () =>
        expression.arguments.some(({ spread }) => spread) ||
        values().some(
          (value) =>
            (value.kind === 'object' && value.object.open) ||
            value.kind === 'unknown' ||
            value.kind === 'call',
        ),
    };
  }
}

/**
 * Outside of the function that uses it: whatever a generator inside a function refers to lives on until a full
 * collection, and here that would be the tree.
 */
function* once<T extends { readonly span: Span }>(
  hits: readonly Span[],
  find: (hit: Span) => T | undefined,
): Iterable<T> {
  const seen = new Set<string>();
  for (const hit of hits) {
    const fact = find(hit);
    if (!fact) continue;
    const key = `${fact.span.start}-${fact.span.end}`;
    if (seen.has(key)) continue;
    seen.add(key);
    yield fact;
  }
}

const COMPARING: ReadonlySet<string> = new Set([
  'binary_expression',
  'comparison_operator',
  'switch_statement',
  'match_statement',
]);

const COMPARISONS: ReadonlySet<string> = new Set(['===', '!==', '==', '!=', 'in', 'not in', 'is']);

function lastName(target: Expression, node: Node): { readonly name: string; readonly span: Span } {
  switch (target.kind) {
    case 'member':
      return {
        name: target.property,
        span: { start: target.span.end - target.property.length, end: target.span.end },
      };
    case 'index':
      return target.index.kind === 'string'
        ? { name: target.index.value, span: target.index.span }
        : { name: '', span: target.index.span };
    case 'string':
      return { name: target.value, span: target.span };
    default:
      return { name: node.text, span: spanOf(node) };
  }
}

function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
