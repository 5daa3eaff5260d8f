import type { Expression } from '../model/expression.ts';

/** What was found while one question is answered: each expression is looked at once, a cycle ends at itself. */
export type Memory<T> = {
  /** What `find` gives for the expression, at once where it is known; `ofCycle` where it is being looked for. */
  recall(expression: Expression, find: () => T, ofCycle: () => T): T;
};

export function createMemory<T>(): Memory<T> {
  const found = new Map<Key, T>();
  const pending = new Set<Key>();
  return {
    recall(expression, find, ofCycle) {
      if (FOLLOWED[expression.kind] === undefined) return find();
      const key = keyOf(expression);
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

/** Expressions whose value stands elsewhere, each with a digit of its own. */
const FOLLOWED: Readonly<Partial<Record<Expression['kind'], number>>> = {
  name: 0,
  member: 1,
  index: 2,
  call: 3,
  binary: 4,
  conditional: 5,
};

type Key = number | string;

/** No text that is analysed is so long, in UTF-16 units; two offsets and a digit make an exact integer. */
const LONGEST_TEXT = 2 ** 24;

function keyOf(expression: Expression): Key {
  const { kind, span } = expression;
  // Names that are asked for from outside all stand at the end of the file.
  if (kind === 'name' && span.start === span.end) return expression.name;
  return (span.start * LONGEST_TEXT + span.end) * 8 + (FOLLOWED[kind] ?? 0);
}
