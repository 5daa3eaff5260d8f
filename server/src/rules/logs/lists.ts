import type { Expression, ObjectExpression } from '../../model/expression.ts';
import type { SourceFile } from '../../model/source-file.ts';
import type { Span } from '../../model/span.ts';

/** A list literal and which of its items is meant. */
export type ListPlace = { readonly items: readonly Expression[]; readonly index: number };

/** Expressions are looked through this deep; nobody nests transports deeper. */
const MAXIMUM_DEPTH = 8;

/** The list literal of which the expression at `span` is an item, on its way to a call; undefined where there is none. */
export function listAround(file: SourceFile, span: Span): ListPlace | undefined {
  for (const { call } of file.sinks(span)) {
    for (const { value } of call.expression.arguments) {
      const found = findList(file, value, span, 0);
      if (found) return found;
    }
  }
  return undefined;
}

function findList(
  file: SourceFile,
  expression: Expression,
  span: Span,
  depth: number,
): ListPlace | undefined {
  if (depth > MAXIMUM_DEPTH) return undefined;
  const literal = literalOf(file, expression);
  if (literal?.kind === 'list') {
    const index = literal.items.findIndex((item) => isSame(item.span, span));
    if (index >= 0) return { items: literal.items, index };
  }
  for (const inner of childrenOf(literal ?? expression)) {
    const found = findList(file, inner, span, depth + 1);
    if (found) return found;
  }
  return undefined;
}

/** The object literal that an expression is or names, if it stands in the same file. */
export function objectOf(file: SourceFile, expression: Expression): ObjectExpression | undefined {
  const literal = literalOf(file, expression);
  return literal?.kind === 'object' ? literal : undefined;
}

function literalOf(file: SourceFile, expression: Expression): Expression | undefined {
  if (expression.kind === 'list' || expression.kind === 'object') return expression;
  if (expression.kind !== 'name' && expression.kind !== 'member') return undefined;
  const { kind, origin } = file.evaluate(expression);
  if ((kind !== 'list' && kind !== 'object') || origin.file.path !== file.path) return undefined;
  return origin.expression;
}

function childrenOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'list':
      return expression.items;
    case 'object':
      return expression.entries.map(({ value }) => value);
    case 'call':
      return expression.arguments.map(({ value }) => value);
    case 'binary':
      return [expression.left, expression.right];
    case 'conditional':
      return [expression.consequence, expression.alternative];
    default:
      return [];
  }
}

export function isSame(one: Span, other: Span): boolean {
  return one.start === other.start && one.end === other.end;
}

/** All list literals inside an expression, itself included. */
export function* listsIn(expression: Expression): Iterable<Expression & { readonly kind: 'list' }> {
  if (expression.kind === 'list') yield expression;
  for (const inner of childrenOf(expression)) yield* listsIn(inner);
}
