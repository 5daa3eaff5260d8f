import type { Node } from 'web-tree-sitter';
import type { Expression } from '../model/expression.ts';
import type { Span } from '../model/span.ts';
import { readerOf } from './expressions.ts';
import { ancestor, nodeAt, nodeHolding, parentOf } from './parents.ts';
import type { ParsedText } from './syntax.ts';

/** What stands around an expression, and which code is decided by which tests. */
export type Conditions = {
  /** The branches that the expression at a span decides on, as a test or a part of one. */
  branches(span: Span): readonly Span[];
  /** The nearest expression that holds the one at a span and more. */
  around(span: Span): Expression | undefined;
  /** The tests that decide whether the code at an offset is reached, innermost first. */
  tests(offset: number): readonly Expression[];
};

/** Node types with a field `condition` that decides on the rest. */
const CONDITIONED: ReadonlySet<string> = new Set([
  'if_statement',
  'elif_clause',
  'ternary_expression',
  'while_statement',
]);

export function createConditions(parsed: ParsedText): Conditions {
  const { tree, language } = parsed;
  const read = readerOf(parsed);

  function testOf(node: Node): Node | null {
    if (CONDITIONED.has(node.type)) return node.childForFieldName('condition');
    if (node.type === 'conditional_expression') return node.namedChild(1);
    const operator = node.childForFieldName('operator')?.type;
    return operator === '&&' || operator === 'and' ? node.childForFieldName('left') : null;
  }

  return {
    branches(span) {
      const node = ancestor(
        nodeHolding(tree, span),
        ({ startIndex, endIndex }) => startIndex <= span.start && span.end <= endIndex,
      );
      return node ? language.branches(node) : [];
    },
    around(span) {
      const node = ancestor(
        nodeHolding(tree, span),
        ({ type, startIndex, endIndex }) =>
          language.shapes[type] !== undefined &&
          language.shapes[type]?.kind !== 'transparent' &&
          startIndex <= span.start &&
          span.end <= endIndex &&
          endIndex - startIndex > span.end - span.start,
      );
      return node && read(node);
    },
    tests(offset) {
      const found: Expression[] = [];
      for (let node = nodeAt(tree, offset); node; node = parentOf(node)) {
        const test = testOf(node);
        const isInside = test && test.startIndex <= offset && offset < test.endIndex;
        if (test && !isInside) found.push(read(test));
      }
      return found;
    },
  };
}
