import assert from 'node:assert/strict';
import fc from 'fast-check';

/** Texts made of what a format's grammar is made of, with some arbitrary characters in between. */
export function textOf(fragments: readonly string[]): fc.Arbitrary<string> {
  const fragment = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...fragments) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) },
    { weight: 1, arbitrary: fc.string({ maxLength: 6 }) },
  );
  return fc.array(fragment, { maxLength: 30 }).map((parts) => parts.join(''));
}

/**
 * Holds that the time to read a text grows with its length, not with its square: a text sixteen times as long
 * may take at most eighty times as long (linear: 16, quadratic: 256), or 20 ms, below which clocks mean little.
 */
export function assertLinear(name: string, repeated: string, read: (text: string) => unknown): void {
  const time = (text: string) => {
    let best = Number.POSITIVE_INFINITY;
    for (let run = 0; run < 3; run++) {
      const start = performance.now();
      read(text);
      best = Math.min(best, performance.now() - start);
    }
    return best;
  };
  const copies = Math.ceil(4_000 / repeated.length);
  const short = time(repeated.repeat(copies));
  const long = time(repeated.repeat(copies * 16));
  assert.ok(long < Math.max(20, short * 80), `${name}: ${short} ms grew to ${long} ms`);
}
