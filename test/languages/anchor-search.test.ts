import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createAnchorSearch } from '../../server/src/languages/anchor-search.ts';

type Hit = readonly [pattern: number, start: number];

function hitsInText(patterns: readonly string[], text: string): Hit[] {
  const hits: Hit[] = [];
  const whole = { start: 0, end: text.length };
  createAnchorSearch(patterns).findInText(text, whole, (pattern, start) => hits.push([pattern, start]));
  return hits;
}

function hitsInBytes(patterns: readonly string[], bytes: Uint8Array): Hit[] {
  const hits: Hit[] = [];
  createAnchorSearch(patterns).anyInBytes(bytes, (pattern, start) => {
    hits.push([pattern, start]);
    return false;
  });
  return hits;
}

function asciiLower(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** The definition, by looking for each pattern at each place. */
function expectedHits(patterns: readonly string[], text: string): Hit[] {
  const lower = asciiLower(text);
  const hits: { pattern: number; start: number; length: number }[] = [];
  patterns.forEach((pattern, index) => {
    for (let start = 0; start <= text.length - pattern.length; start++) {
      if (lower.startsWith(asciiLower(pattern), start)) {
        hits.push({ pattern: index, start, length: pattern.length });
      }
    }
  });
  hits.sort(
    (a, b) => a.start + a.length - (b.start + b.length) || a.length - b.length || a.pattern - b.pattern,
  );
  return hits.map(({ pattern, start }) => [pattern, start] as const);
}

test('overlapping occurrences come in order of end, then of length', () => {
  const patterns = ['he', 'she', 'his', 'hers', 'e'];
  assert.deepEqual(hitsInText(patterns, 'ushers'), [
    [4, 3],
    [0, 2],
    [1, 1],
    [3, 2],
  ]);
});

test('a pattern overlaps itself', () => {
  assert.deepEqual(hitsInText(['aa'], 'aaaa'), [
    [0, 0],
    [0, 1],
    [0, 2],
  ]);
});

test('equal patterns are each reported, also when they differ in case only', () => {
  assert.deepEqual(hitsInText(['Port', 'port'], 'PORT'), [
    [0, 0],
    [1, 0],
  ]);
});

test('only ASCII case is folded', () => {
  // U+212A KELVIN SIGN and U+017F LATIN SMALL LETTER LONG S fold to ASCII in Unicode.
  assert.deepEqual(hitsInText(['k', 's'], '\u212a\u017f'), []);
  // '[' and '{', '@' and '`' differ by the bit that tells upper from lower case.
  assert.deepEqual(hitsInText(['[', '@'], '{`'), []);
});

test('a unit above 127 breaks a match and shifts byte offsets', () => {
  const text = 'pörport';
  assert.deepEqual(hitsInText(['port'], text), [[0, 3]]);
  assert.deepEqual(hitsInBytes(['port'], new TextEncoder().encode(text)), [[0, 4]]);
  assert.deepEqual(hitsInText(['port'], 'po\u0172rt po\u{1F40D}rt'), []);
});

test('bytes: the search ends at the first accepted hit', () => {
  const bytes = new TextEncoder().encode('listen listen listen');
  const search = createAnchorSearch(['listen']);
  const asked: number[] = [];
  const found = search.anyInBytes(bytes, (_, start) => {
    asked.push(start);
    return start === 7;
  });
  assert.equal(found, true);
  assert.deepEqual(asked, [0, 7]);
  assert.equal(
    search.anyInBytes(bytes, () => false),
    false,
  );
  assert.equal(search.anyInBytes(bytes), true);
  assert.equal(search.anyInBytes(new TextEncoder().encode('liste n')), false);
});

test('no patterns: no hits', () => {
  assert.deepEqual(hitsInText([], 'anything'), []);
  assert.equal(createAnchorSearch([]).anyInBytes(new TextEncoder().encode('anything')), false);
});

test('empty and non-ASCII patterns are refused', () => {
  assert.throws(() => createAnchorSearch(['a', '']), /must not be empty/);
  assert.throws(() => createAnchorSearch(['Straße']), /must be ASCII/);
});

test('agrees with looking for each pattern at each place', () => {
  const letters = fc.constantFrom('a', 'A', 'b', 'B', '.', '\0', '\x7f');
  const patterns = fc.array(fc.string({ unit: letters, minLength: 1, maxLength: 4 }), { maxLength: 8 });
  const text = fc.string({
    unit: fc.oneof({ weight: 9, arbitrary: letters }, fc.constantFrom('é', '€', '🐍')),
  });
  fc.assert(
    fc.property(patterns, text, (patterns, text) => {
      assert.deepEqual(hitsInText(patterns, text), expectedHits(patterns, text));
    }),
    { numRuns: 500 },
  );
});

test('text and its UTF-8 bytes give the same hits', () => {
  const patterns = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 3 }), {
    maxLength: 6,
  });
  fc.assert(
    fc.property(
      patterns,
      fc.string({ unit: fc.constantFrom('a', 'B', 'c', 'é', '€', '🐍') }),
      (patterns, text) => {
        const inText = hitsInText(patterns, text);
        const inBytes = hitsInBytes(patterns, new TextEncoder().encode(text));
        const encoder = new TextEncoder();
        assert.deepEqual(
          inBytes,
          inText.map(([pattern, start]) => [pattern, encoder.encode(text.slice(0, start)).length]),
        );
      },
    ),
  );
});
