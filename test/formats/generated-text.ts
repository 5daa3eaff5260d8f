import assert from 'node:assert/strict';
import fc from 'fast-check';
import { processorTime } from '../support/processor-time.ts';

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
 * The best of three attempts counts, since other work may slow one down.
 */
export function assertLinear(name: string, repeated: string, read: (text: string) => unknown): void {
  const copies = Math.ceil(2_000 / repeated.length);
  const time = (text: string) => processorTime(() => read(text));
  const attempts: string[] = [];
  for (let attempt = 0; attempt < 3; attempt++) {
    const short = time(repeated.repeat(copies));
    const long = time(repeated.repeat(copies * 16));
    if (long < Math.max(20, short * 80)) return;
    attempts.push(`${short} ms grew to ${long} ms`);
  }
  assert.fail(`${name}: ${attempts.join(', ')}`);
}
