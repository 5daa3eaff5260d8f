import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type ShellCommand, shellWords } from '../../server/src/formats/shell-words.ts';
import { assertLinear, textOf } from './generated-text.ts';

/** A command in brackets, followed by its separator. */
function outline(text: string): string {
  return shellWords(text, 0).map(describe).join(' ');
}

function describe(command: ShellCommand): string {
  const parts = [
    ...command.assignments.map(({ name, value }) => `${name}:=${value.value}`),
    ...(command.execSpan ? ['EXEC'] : []),
    ...command.words.map(({ value, expands }) => (expands ? `<${value}>` : value)),
    ...command.redirections.map(
      ({ operator, descriptor = '', target }) => `${descriptor}${operator} ${target.value}`,
    ),
    ...(command.background ? ['BACKGROUND'] : []),
  ];
  return `[${parts.join('|')}]${command.separator === '\n' ? '\\n' : command.separator}`;
}

const CASES: readonly (readonly [text: string, outline: string])[] = [
  ['bundle exec puma -p $PORT', '[bundle|exec|puma|-p|<$PORT>]'],
  ['exec gunicorn app:app', '[EXEC|gunicorn|app:app]'],
  ['A=1 B="x y" run', '[A:=1|B:=x y|run]'],
  ['run A=1', '[run|A=1]'],
  ['FOO=$BAR', '[FOO:=$BAR]'],
  ['a && b || c; d | e & f', '[a]&& [b]|| [c]; [d]| [e|BACKGROUND]& [f]'],
  ['a\nb\r\nc', '[a]\\n [b]\\n [c]'],
  ['echo \'a $B\' "c $D" e\\ f', '[echo|a $B|<c $D>|e f]'],
  ["echo \"a\\\"b\\n\" 'it'\\''s'", '[echo|a"b\\n|it\'s]'],
  ['echo $(date "+%s)") `id -u`', '[echo|<$(date "+%s)")>|<`id -u`>]'],
  ['a $((1 + (2))) b', '[a|<$((1 + (2)))>|b]'],
  ['run > out.log 2>&1', '[run|> out.log|2>& 1]'],
  ['run &> all.log &', '[run|&> all.log|BACKGROUND]&'],
  ['run >>$LOG < in', '[run|>> $LOG|< in]'],
  ['run 2', '[run|2]'],
  ['run # note && x\nnext', '[run]\\n [next]'],
  ['run a#b', '[run|a#b]'],
  ['a \\\n  b', '[a|b]'],
  ['( a; b ) &', '[a]; [b|BACKGROUND])'],
  ['{ a; b; } > log', '[a]; [b]; [> log]'],
  ['if test -f x; then a; else b; fi', '[test|-f|x]; [a]; [b]; '.trim()],
  ['! a', '[a]'],
  ["'if' x", '[if|x]'],
  ['cat <<EOF | b\nnot && words\nEOF\nc', '[cat|<< EOF]| [b]\\n [c]'],
  ['cat <<-EOF\n\tx; y\n\tEOF', '[cat|<<- EOF]\\n'],
  ['echo "unclosed && x', '[echo|unclosed && x]'],
  ['echo $(unclosed && x', '[echo|<$(unclosed && x>]'],
  ['echo $ $- 100%', '[echo|$|<$->|100%]'],
  ['&& ;; |', ''],
  ['', ''],
];
for (const [text, expected] of CASES) {
  test(`${JSON.stringify(text)} is ${expected}`, () => assert.equal(outline(text), expected));
}

test('expansions have name, modifier and span, nested ones too', () => {
  const text = 'run -p "${PORT:-${BASE:-5000}}" $(cat $FILE) \'$NOT\' $1';
  const words = shellWords(text, 100)[0]?.words ?? [];
  const found = words.flatMap(({ expansions }) => expansions);
  assert.deepEqual(
    found.map(({ name, modifier, braced, span }) => [
      name,
      modifier,
      braced,
      text.slice(span.start - 100, span.end - 100),
    ]),
    [
      ['PORT', ':-${BASE:-5000}', true, '${PORT:-${BASE:-5000}}'],
      ['BASE', ':-5000', true, '${BASE:-5000}'],
      ['FILE', '', false, '$FILE'],
      ['1', '', false, '$1'],
    ],
  );
});

test('an apostrophe in a default between double quotes does not quote', () => {
  assert.equal(outline('echo "${A:-it\'s}" b'), "[echo|<${A:-it's}>|b]");
});

const scripts = textOf([
  ...[
    'run',
    'A=',
    'exec ',
    ' ',
    ' ',
    '\t',
    '\n',
    '\r\n',
    '"',
    "'",
    '`',
    '$(',
    '$((',
    ')',
    '(',
    '${',
    '}',
    '${A:-',
  ],
  ...[
    '$PORT',
    '\\',
    '\\\n',
    '&',
    '&&',
    '|',
    '||',
    ';',
    '>',
    '>>',
    '2>&1',
    '<',
    '<<EOF',
    'EOF\n',
    '#',
    '{ ',
    'fi',
    '1',
  ],
]);

test('spans of any script are in order and inside it', () => {
  fc.assert(
    fc.property(scripts, fc.nat(1000), (text, offset) => {
      let last = offset;
      for (const command of shellWords(text, offset)) {
        const { start, end } = command.span;
        assert.ok(last <= start && start < end && end <= offset + text.length);
        last = end;
        const targets = command.redirections.map(({ target }) => target);
        const values = command.assignments.map(({ value }) => value);
        for (const word of [...command.words, ...targets, ...values]) {
          assert.ok(start <= word.span.start && word.span.start <= word.span.end && word.span.end <= end);
          const parts = [...word.expansions.map(({ span }) => span), ...word.substitutions];
          for (const span of parts) {
            assert.ok(word.span.start <= span.start && span.start < span.end && span.end <= word.span.end);
            assert.match(text[span.start - offset] ?? '', /[$`]/);
          }
        }
      }
    }),
    { numRuns: 20_000 },
  );
});

test('a word without anything special is its text', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z0-9./:@%+,-]+$/), { minLength: 1 }), (words) => {
      const [command] = shellWords(words.map((word) => `x${word}`).join(' '), 0);
      assert.deepEqual(
        command?.words.map(({ value }) => value),
        words.map((word) => `x${word}`),
      );
    }),
    { numRuns: 3_000 },
  );
});

for (const repeated of [
  '"',
  '$(',
  '${A:-',
  "'",
  '\\',
  'a ',
  '1',
  '<<E\n',
  '<<E ',
  '`',
  '( ',
  '# ',
  '$A',
  '"$(',
  '\\\n',
]) {
  test(`time is linear in ${JSON.stringify(repeated)}`, () =>
    assertLinear('shellWords', repeated, (text) => shellWords(text, 0)));
}
