import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { createProgress } from '../../server/src/cli/progress.ts';
import { commonFolder, outermost } from '../../server/src/cli/scan.ts';
import type { Stream, System } from '../../server/src/cli/system.ts';
import { columnsOf, grouped, hasColour } from '../../server/src/cli/terminal.ts';
import { clip, displayWidth, printable, wrap } from '../../server/src/cli/text-width.ts';

const stream = (isTerminal: boolean, columns?: number): Stream => ({ write() {}, isTerminal, columns });

describe('colour', () => {
  const cases: readonly (readonly [boolean, Readonly<Record<string, string>>, boolean])[] = [
    [true, {}, true],
    [false, {}, false],
    [true, { NO_COLOR: '1' }, false],
    [true, { NO_COLOR: 'false' }, false],
    [true, { NO_COLOR: '' }, true],
    [true, { TERM: 'dumb' }, false],
    [false, { FORCE_COLOR: '' }, true],
    [false, { FORCE_COLOR: '1', NO_COLOR: '1' }, true],
    [true, { FORCE_COLOR: '0' }, false],
  ];
  for (const [isTerminal, environment, expected] of cases) {
    const place = isTerminal ? 'a terminal' : 'a pipe';
    test(`${JSON.stringify(environment)} on ${place}: ${expected ? 'on' : 'off'}`, () => {
      assert.equal(hasColour(stream(isTerminal), environment), expected);
    });
  }
});

describe('the bar', () => {
  type Messages = Pick<System, 'messages' | 'environment' | 'now'>;

  /** What is written while the clock goes on by 100 ms from one of ten files to the next. */
  function written(isTerminal: boolean): string[] {
    const lines: string[] = [];
    let clock = 0;
    const system: Messages = {
      messages: { write: (text) => lines.push(text), isTerminal, columns: 80 },
      environment: {},
      now: () => clock,
    };
    const progress = createProgress(system, '/srv/app');
    for (let done = 1; done <= 10; done++) {
      clock += 100;
      progress.update(done, 10);
    }
    progress.end();
    return lines;
  }

  test('appears on a terminal after half a second, and goes', () => {
    const lines = written(true);
    assert.match(lines[0] ?? '', /━{12}╌{12} 5 of 10 {2}\/srv\/app$/);
    assert.equal(lines.at(-1), '\r\u001b[2K');
  });

  test('never appears on a pipe', () => {
    assert.deepEqual(written(false), []);
  });
});

describe('width', () => {
  test('of text is counted in columns', () => {
    const cases: readonly (readonly [string, number])[] = [
      ['', 0],
      ['abc', 3],
      ['é', 1],
      ['e\u0301', 1],
      ['日本', 4],
      ['🐳', 2],
      ['│━', 2],
    ];
    for (const [text, columns] of cases) assert.equal(displayWidth(text), columns, text);
  });

  test('of pages is within what can be read', () => {
    assert.deepEqual(
      [undefined, 0, 20, 80, 400].map((columns) => columnsOf({ columns })),
      [100, 100, 60, 80, 120],
    );
  });

  test('is kept by wrapped lines that have a blank to break at, and no word is lost', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1, maxLength: 12 }), { maxLength: 30 }), (words) => {
        const text = printable(words.join(' '));
        const lines = wrap(text, 30);
        for (const line of lines) assert.ok(displayWidth(line) <= 30 || !line.includes(' '), line);
        assert.equal(lines.join(' ').replace(/ +/g, ''), text.replace(/ +/g, ''));
      }),
    );
  });
});

describe('an excerpt', () => {
  test('is without indentation, with what is meant in its columns', () => {
    assert.deepEqual(clip('\t\tlisten(3000);', 9, 13, 40), { text: 'listen(3000);', from: 7, columns: 4 });
    assert.deepEqual(clip("  a = '日本' + b", 13, 14, 40), { text: "a = '日本' + b", from: 13, columns: 1 });
  });

  test('of a long line shows what is meant', () => {
    const line = `${'x'.repeat(200)} listen(3000) ${'y'.repeat(200)}`;
    const { text, from, columns } = clip(line, 201, 213, 60);
    assert.ok(displayWidth(text) <= 60);
    assert.equal(text.slice(from, from + columns), 'listen(3000)');
    assert.ok(text.startsWith('…') && text.endsWith('…'));
  });

  test('never writes controls and never more than its width', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 120 }),
        fc.nat(120),
        fc.nat(120),
        (text, one, other) => {
          const line = text.replace(/[\r\n]/g, ' ');
          const clipped = clip(line, Math.min(one, other), Math.max(one, other), 40);
          assert.ok(displayWidth(clipped.text) <= 40);
          assert.ok(clipped.from + clipped.columns <= 42);
          assert.ok(!/\p{Cc}/u.test(clipped.text));
        },
      ),
    );
  });
});

test('folders are looked at once, and are put below the one around them', () => {
  assert.deepEqual(outermost(['/a/b', '/a', '/a/b/c', '/ab', '/a']), ['/a', '/ab']);
  assert.equal(commonFolder(['/srv/one']), '/srv/one');
  assert.equal(commonFolder(['/srv/one', '/srv/one-more/x']), '/srv');
  assert.equal(commonFolder(['/srv', '/opt']), '/');
});

test('numbers are grouped by three', () => {
  assert.deepEqual([0, 999, 1000, 1234567].map(grouped), ['0', '999', '1,000', '1,234,567']);
});
