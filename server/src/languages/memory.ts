import type { Expression } from '../model/expression.ts';

/** What was found while one question is answered: each expression is looked at once, a cycle ends at itself. */
export type Memory<T> = {
  /** What `find` gives for the expression, at once where it is known; `ofCycle` where it is being looked for. */
  recall(expression: Expression, find: () => T, ofCycle: () => T): T;
};

export function createMemory<T>(): Memory<T> {
  const found = new Map<string, T>();
  const pending = new Set<string>();
  return {
    recall(expression, find, ofCycle) {
      if (!FOLLOWED.has(expression.kind)) return find();
      const { kind, span } = expression;
      // Names that are asked for from outside all stand at the end of the file.
      const key = `${kind}${span.start}-${span.end}${kind === 'name' ? expression.name : ''}`;
      const known = found.get(key);
      if (known !== undefined) return known;
      if (pending.has(key)) return ofCycle();
      pending.add(key);
      try {
        const value = find();
        found.set(key, value);
        return value;
      } finally {
        pending.delete(key);
        // The question is answered. What a cycle or too many steps cut short must not answer the next one.
        if (pending.size === 0) found.clear();
      }
    },
  };
}

/** Expressions whose value stands elsewhere. */
const FOLLOWED: ReadonlySet<Expression['kind']> = new Set([
  'name',
  'member',
  'index',
  'call',
  'binary',
  'conditional',
]);
