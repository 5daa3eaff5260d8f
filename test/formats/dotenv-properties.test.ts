import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DOTENV_DIALECTS, evaluateDotenv } from '../../server/src/formats/dotenv/evaluate.ts';
import { parseDotenv } from '../../server/src/formats/dotenv.ts';
import { contains } from '../../server/src/model/span.ts';
import { assertLinear, textOf } from './generated-text.ts';

const files = textOf([
  ...[
    'A',
    'B',
    'KEY',
    'export ',
    '=',
    '=',
    '= ',
    ': ',
    '"',
    "'",
    '`',
    '\n',
    '\n',
    '\r\n',
    '\r',
    ' ',
    '\t',
    '#',
  ],
  ...[
    ' # c',
    '\\',
    '\\n',
    '\\"',
    '$A',
    '$',
    '$$',
    '${A',
    '${B:-',
    '}',
    '${A:?',
    '${',
    '$(',
    ')',
    'X=1',
    '\uFEFF',
  ],
  ...['garbage here', ';', '-', '.', '1', 'é'],
]);

test('the statements of a document are its text', () => {
  fc.assert(
    fc.property(files, (text) => {
      const { statements } = parseDotenv('.env', text);
      assert.equal(statements.map(({ span }) => text.slice(span.start, span.end)).join(''), text);
      for (const { span, line } of statements)
        assert.equal(line, text.slice(0, span.start).split('\n').length - 1);
    }),
    { numRuns: 15_000 },
  );
});

test('spans hold what they name, inside their statement', () => {
  fc.assert(
    fc.property(files, (text) => {
      const { statements } = parseDotenv('.env', text);
      for (const statement of statements) {
        const { span, contentSpan, problems } = statement;
        assert.ok(contains(span, contentSpan) && contentSpan.start <= contentSpan.end);
        for (const problem of problems)
          assert.ok(contains(span, problem.span) && problem.span.start <= problem.span.end, problem.kind);
        if (statement.kind !== 'assignment') continue;
        const { keySpan, separatorSpan, quotedSpan, valueSpan, commentSpan, references, commands } =
          statement;
        assert.equal(text.slice(keySpan.start, keySpan.end), statement.key);
        assert.equal(text.slice(valueSpan.start, valueSpan.end), statement.value);
        assert.equal(
          text.slice(quotedSpan.start, quotedSpan.end),
          statement.quote + statement.value + statement.quote,
        );
        assert.ok(keySpan.end === separatorSpan.start && separatorSpan.end === quotedSpan.start);
        assert.ok(contains(span, quotedSpan) && contains(quotedSpan, valueSpan));
        if (commentSpan !== undefined) {
          assert.equal(text[commentSpan.start], '#');
          assert.ok(quotedSpan.end <= commentSpan.start && contains(span, commentSpan));
        }
        for (const inner of [...references.map((reference) => reference.span), ...commands])
          assert.ok(contains(valueSpan, inner));
      }
    }),
    { numRuns: 15_000 },
  );
});

test('every implementation evaluates any text', () => {
  fc.assert(
    fc.property(files, fc.constantFrom(...DOTENV_DIALECTS), (text, dialect) => {
      const { values, undetermined, refused } = evaluateDotenv(text, dialect);
      for (const key of undetermined.keys()) assert.equal(values.get(key), null);
      const lines = text.split(/[\n\r\v\f\u2028\u2029]/).length;
      assert.ok(refused === undefined || (refused.line >= 0 && refused.line < lines));
    }),
    { numRuns: 50_000 },
  );
});

test('what has no problem means the same to every implementation', () => {
  const key = fc.stringMatching(/^[A-Z][A-Z0-9_]{2,10}$/).filter((name) => name !== 'A1');
  const value = fc.stringMatching(/^[A-Za-z0-9_./:@%+,-]{1,20}$/);
  const portable = fc.uniqueArray(fc.tuple(key, value), { selector: ([name]) => name, minLength: 1 });
  fc.assert(
    fc.property(portable, fc.constantFrom(...DOTENV_DIALECTS), (pairs, dialect) => {
      const text = `# comment\n\n${pairs.map(([name, content]) => `${name}=${content}\n`).join('')}`;
      const document = parseDotenv('.env', text);
      assert.deepEqual(
        document.statements.flatMap(({ problems }) => problems),
        [],
      );
      const { values, undetermined, refused } = evaluateDotenv(text, dialect);
      assert.deepEqual([values, undetermined.size, refused], [new Map(pairs), 0, undefined]);
    }),
    { numRuns: 10_000 },
  );
});

const REPEATED = [
  '\n',
  ' ',
  'X="\n',
  "X='\\'\n",
  'X\n',
  '=',
  'export ',
  'A=$A\n',
  'A=$',
  '${',
  '$(',
  '`',
  '\\',
  '"',
];
for (const repeated of [
  ...REPEATED,
  'X="a',
  '\\"',
  ': ',
  '#\n',
  ';',
  'é',
  'X=${A:-',
  'X="$(\n',
  ':-',
  '\r',
  '}',
]) {
  test(`time is linear in ${JSON.stringify(repeated)}`, () => {
    assertLinear('parseDotenv', repeated, (text) => parseDotenv('.env', text));
    assertLinear('parseDotenv in a value', repeated, (text) => parseDotenv('.env', `X="${text}`));
    for (const dialect of DOTENV_DIALECTS) {
      assertLinear(dialect, repeated, (text) => evaluateDotenv(text, dialect));
      assertLinear(`${dialect} in a value`, repeated, (text) => evaluateDotenv(`A=1\nX=${text}`, dialect));
      assertLinear(`${dialect} in quotes`, repeated, (text) => evaluateDotenv(`A=1\nX="${text}"`, dialect));
    }
  });
}
