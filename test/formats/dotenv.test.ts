import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type DotenvStatement, parseDotenv } from '../../server/src/formats/dotenv.ts';

function describe(statement: DotenvStatement, text: string): string {
  const kind =
    statement.kind === 'assignment'
      ? `${statement.key} ${statement.separator} ${statement.quote}${statement.value}${statement.quote}`
      : statement.kind;
  const problems = statement.problems.map(
    (problem) => `${problem.kind} ${JSON.stringify(text.slice(problem.span.start, problem.span.end))}`,
  );
  return [kind, ...problems].join(', ');
}

function outline(text: string): string[] {
  return parseDotenv('.env', text).statements.map((statement) => describe(statement, text));
}

test('a portable file has no problems', () => {
  const text = "# database\n\nDATABASE_URL=postgres://localhost/app\nGREETING='hello world'\nEMPTY=\n";
  assert.deepEqual(outline(text), [
    'comment',
    'blank',
    'DATABASE_URL = postgres://localhost/app',
    "GREETING = 'hello world'",
    'EMPTY = ',
  ]);
});

const CASES: readonly (readonly [text: string, outline: string])[] = [
  ['export X=1\n', 'X = 1, export "export"'],
  ['X = 1\n', 'X = 1, space-before-separator " ", space-after-separator " "'],
  ['X: 1\n', 'X : 1, colon-separator ":"'],
  ['  X=1\n', 'X = 1, indented "  "'],
  ['X=1  \n', 'X = 1, trailing-space "  "'],
  ['X=1\r\n', 'X = 1, carriage-return "\\r"'],
  ['\r\n', 'blank, carriage-return "\\r"'],
  ['  \n', 'blank, trailing-space "  "'],
  ['\uFEFFX=1\n', 'X = 1, byte-order-mark "\uFEFF"'],
  ['X=1', 'X = 1, missing-final-newline ""'],
  ['X-Y=1\n', 'X-Y = 1, invalid-key "X-Y"'],
  ['3X=1\n', '3X = 1, invalid-key "3X"'],
  ['"X"=1\n', '"X" = 1, invalid-key "\\"X\\""'],
  ['=1\n', ' = 1, missing-key "="'],
  ['X\n', 'bare-key, missing-separator ""'],
  ['export X # c\n', 'bare-key, export "export", missing-separator ""'],
  ['garbage here\n', 'unknown, unknown-line "garbage here"'],
  ['MY KEY=v\n', 'unknown, unknown-line "MY KEY=v"'],
  ['X=a # c\n', 'X = a, inline-comment "# c"'],
  ['X="a # b" # c\n', 'X = "a # b", inline-comment "# c"'],
  ['X= # c\n', 'X = , inline-comment "# c"'],
  ['X=a#c\n', 'X = a#c, hash-in-value "#c"'],
  ['X=a b\n', 'X = a b, white-space-in-value "a b"'],
  ['X=a \\\n', 'X = a \\, white-space-in-value "a \\\\", continuation "\\\\"'],
  ['X="a"b\n', 'X = "a"b, text-after-quote "\\""'],
  ['X="C:\\dir\\"\n', 'X = "C:\\dir\\"'],
  ['X="a\\"b"\n', 'X = "a\\"b"'],
  ['X="m1\nm2"\n', 'X = "m1\nm2", multiline-value "m1\\nm2"'],
  ['X=$(date) \n', 'X = $(date), trailing-space " ", command "$(date)"'],
  ["X='$(date)'\n", "X = '$(date)'"],
];
for (const [text, expected] of CASES) {
  test(`${JSON.stringify(text)} is ${JSON.stringify(expected)}`, () =>
    assert.deepEqual(outline(text), [expected]));
}

test('a quote that is not closed ends with its line', () => {
  assert.deepEqual(outline('X="unt\nY="after"\n'), ['X = "unt, unclosed-quote "\\""', 'Y = "after"']);
});

test('a missing quote that swallows assignments is seen', () => {
  assert.deepEqual(outline('X="a\nY=1\nZ=b"\n'), [
    'X = "a\nY=1\nZ=b", multiline-value "a\\nY=1\\nZ=b", assignment-in-value "a\\nY=1\\nZ=b"',
  ]);
});

test('an assignment has all its spans', () => {
  const text = '\n export KEY = "a ${B:-c} $D" # note\n';
  const [assignment] = parseDotenv('.env', text).assignments;
  assert.ok(assignment);
  const { keySpan, exportSpan, separatorSpan, valueSpan, quotedSpan, commentSpan, contentSpan, line } =
    assignment;
  const spans = { keySpan, exportSpan, separatorSpan, valueSpan, quotedSpan, commentSpan, contentSpan };
  assert.deepEqual(
    Object.fromEntries(
      Object.entries(spans).map(([name, span]) => [name, text.slice(span?.start, span?.end)]),
    ),
    {
      keySpan: 'KEY',
      exportSpan: 'export',
      separatorSpan: ' = ',
      valueSpan: 'a ${B:-c} $D',
      quotedSpan: '"a ${B:-c} $D"',
      commentSpan: '# note',
      contentSpan: 'export KEY = "a ${B:-c} $D" # note',
    },
  );
  assert.equal(line, 1);
  assert.deepEqual(
    assignment.references.map(({ name, modifier, span, nameSpan }) => [
      name,
      modifier,
      text.slice(span.start, span.end),
      text.slice(nameSpan.start, nameSpan.end),
    ]),
    [
      ['B', ':-c', '${B:-c}', 'B'],
      ['D', '', '$D', 'D'],
    ],
  );
});

test('lines are counted through values of several lines', () => {
  const lines = parseDotenv('.env', 'A="1\n2\n3"\nB=1\n').statements.map(({ line }) => line);
  assert.deepEqual(lines, [0, 3]);
});
