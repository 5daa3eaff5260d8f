import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseProcfile } from '../../server/src/formats/procfile.ts';

/** Each line as its kind and its problems, each with the text that it is about. */
function outline(text: string): string[] {
  return parseProcfile('Procfile', text).lines.map((line) => {
    const problems = line.problems.map(
      ({ kind, span }) => `${kind} ${JSON.stringify(text.slice(span.start, span.end))}`,
    );
    return [line.kind, ...problems].join(', ');
  });
}

test('a portable file has no problems', () => {
  assert.deepEqual(outline('# processes\n\nweb: bin/web -p $PORT\nworker: bin/worker\n'), [
    'comment',
    'blank',
    'entry',
    'entry',
  ]);
});

test('an entry has its name, command and their spans', () => {
  const [entry] = parseProcfile('Procfile', '\uFEFF  web :\tbin/web  \r\n').entries;
  assert.deepEqual(entry, {
    name: 'web',
    nameSpan: { start: 3, end: 6 },
    command: 'bin/web',
    commandSpan: { start: 9, end: 16 },
    span: { start: 3, end: 16 },
    line: 0,
  });
});

const CASES: readonly (readonly [text: string, outline: string])[] = [
  ['web:run\n', 'entry, missing-space-after-colon ":"'],
  ['web : run\n', 'entry, space-before-colon " "'],
  ['web:  run\n', 'entry, wide-space-after-colon "  "'],
  ['  web: run\n', 'entry, indented "  "'],
  ['\t# note\n', 'comment, indented "\\t"'],
  ['// c: d\n', 'comment, slash-comment "//"'],
  ['web:\n', 'entry, empty-command ":"'],
  ['web:   \n', 'entry, empty-command ":", trailing-space "   "'],
  ['web.dev: run\n', 'entry, invalid-name "web.dev"'],
  ['wéb: run\n', 'entry, invalid-name "wéb"'],
  ['web: run  \n', 'entry, trailing-space "  "'],
  ['web: run\r\n', 'entry, carriage-return "\\r"'],
  ['\r\n', 'blank, carriage-return "\\r"'],
  ['\uFEFFweb: run\n', 'entry, byte-order-mark "\uFEFF"'],
  ['web: run', 'entry, missing-final-newline ""'],
  ['hello there\n', 'unknown, missing-name "hello there"'],
  ['see http://x/y\n', 'unknown, missing-name "see http://x/y"'],
  [': run\n', 'unknown, missing-name ": run"'],
  ['---\n', 'unknown, missing-name "---"'],
  ['<<<<<<< HEAD\n', 'unknown, merge-marker "<<<<<<< HEAD"'],
  ['=======\n', 'unknown, merge-marker "======="'],
  ['# a \\\n', 'comment'],
];
for (const [text, expected] of CASES) {
  test(`${JSON.stringify(text)} is ${expected}`, () => assert.deepEqual(outline(text), [expected]));
}

test('a line after a backslash is what the backslash meant to join', () => {
  assert.deepEqual(outline('web: a \\\n  b\nworker: w\n'), [
    'entry, continuation "\\\\"',
    'unknown, indented "  ", continued "b"',
    'entry',
  ]);
});

test('an empty text has no lines', () => {
  assert.deepEqual(parseProcfile('Procfile', ''), { path: 'Procfile', text: '', lines: [], entries: [] });
});
