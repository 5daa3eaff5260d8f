import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { excerptOf } from '../../server/src/cli/excerpt.ts';

function range(start: number, end: number, lines = 0) {
  return { start: { line: 3, character: start }, end: { line: 3 + lines, character: end } };
}

/** What is shown of a line, with what is meant between brackets. The secret is a part of the line. */
function shown(line: string, secret: string, meant = secret): string {
  const spanOf = (part: string) => ({ start: line.indexOf(part), end: line.indexOf(part) + part.length });
  const { start, end } = spanOf(secret);
  const at = spanOf(meant);
  const { text, ...excerpt } = excerptOf(line, 100, range(at.start, at.end), [
    { start: 100 + start, end: 100 + end },
  ]);
  return `${text.slice(0, excerpt.start)}[${text.slice(excerpt.start, excerpt.end)}]${text.slice(excerpt.end)}`;
}

describe('a secret is covered', () => {
  test('between quotes', () => {
    assert.equal(shown('const key = "abc-def";', '"abc-def"'), 'const key = ["******"];');
  });
  test('in an address', () => {
    assert.equal(
      shown("connect('pg://me:abc@db/x')", "'pg://me:abc@db/x'"),
      "connect(['pg://me:******@db/x'])",
    );
  });
  test('without quotes, with what is meant before and behind it in its columns', () => {
    assert.equal(shown('PASSWORD=abc', 'abc'), 'PASSWORD=[******]');
    assert.equal(shown('PASSWORD=abc # old', 'abc', 'PASSWORD'), '[PASSWORD]=****** # old');
    assert.equal(shown('A=abcdefgh node x', 'abcdefgh', 'node'), 'A=****** [node] x');
    assert.equal(shown('A=abcdefgh node x', 'abcdefgh', 'def'), 'A=[******] node x');
  });
  test('where the literal goes on below', () => {
    assert.deepEqual(excerptOf('key = `abc', 0, range(6, 3, 2), [{ start: 6, end: 40 }]), {
      text: 'key = ******',
      start: 6,
      end: 12,
    });
  });
  test('in addresses that no finding is about, and nothing else is', () => {
    assert.equal(
      excerptOf('a("redis://:pw@h"); b("x:y@z")', 0, range(0, 1), []).text,
      'a("redis://:******@h"); b("x:y@z")',
    );
  });

  test('so that two lines with different secrets look the same', () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9]{1,40}$/);
    fc.assert(
      fc.property(fc.string(), secret, secret, fc.string(), (before, one, other, after) => {
        const looks = (value: string) => {
          const line = `${before} ${value} ${after}`.replaceAll(/[\r\n:@"'`]/g, ' ');
          const start = before.length + 1;
          const end = start + value.length;
          return excerptOf(line, 0, range(start, end), [{ start, end }]);
        };
        assert.deepEqual(looks(one), looks(other));
      }),
    );
  });
});
