import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { CODE, COMMENT, createLexer, STRING } from '../../server/src/languages/lexer.ts';
import { type LexicalTable, lexicalTableOf } from '../../server/src/languages/lexical.ts';
import { processorTime } from '../support/processor-time.ts';

const LANGUAGES = ['javascript', 'typescript', 'typescriptreact', 'python'];

/** Takes the marks out of a text: `«string»`, `‹comment›`, code otherwise. */
function unmark(marked: string) {
  let text = '';
  const classes: number[] = [];
  let current: number = CODE;
  for (const character of marked) {
    if (character === '«') current = STRING;
    else if (character === '‹') current = COMMENT;
    else if (character === '»' || character === '›') current = CODE;
    else {
      text += character;
      for (let unit = 0; unit < character.length; unit++) classes.push(current);
    }
  }
  return { text, classes };
}

/** Writes the marks into a text, so that a failure can be read. */
function mark(text: string, classes: ArrayLike<number>): string {
  const marks = ['', '‹›', '«»'];
  let marked = '';
  let current = CODE as number;
  for (let at = 0; at <= text.length; at++) {
    const here = classes[at] ?? CODE;
    if (here !== current) marked += (marks[current]?.[1] ?? '') + (marks[here]?.[0] ?? '');
    current = here;
    marked += text.charAt(at);
  }
  return marked;
}

function everyOffset(text: string): number[] {
  return Array.from({ length: text.length }, (_, at) => at);
}

function check(table: LexicalTable, marked: string): void {
  const { text, classes } = unmark(marked);
  const found = createLexer(table).classify(text, everyOffset(text));
  assert.equal(mark(text, found), mark(text, classes));
}

// Each file holds snippets, each behind a line `=== what it shows`.
for (const language of LANGUAGES) {
  const [, ...snippets] = readFileSync(`test/data/lexer/${language}.txt`, 'utf8').split(/^=== /m);
  describe(language, () => {
    for (const snippet of snippets) {
      const titleEnd = snippet.indexOf('\n');
      test(snippet.slice(0, titleEnd), () => {
        const marked = snippet.slice(titleEnd + 1);
        check(lexicalTableOf(language), marked);
        check(lexicalTableOf(language), marked.replaceAll('\n', '\r\n'));
      });
    }
  });
}

describe('what tables of more languages need', () => {
  const table: LexicalTable = {
    lineComments: [{ open: '#', only: 'word-start' }, { open: '--' }],
    blockComments: [
      { open: '/*', close: '*/', nested: true },
      { open: '=begin', close: '\n=end', only: 'line-start' },
    ],
    strings: [
      { open: '@"', close: '"', escape: 'doubled', multiline: true },
      { prefixes: ['r'], open: '#"', close: '"#', escape: 'none', multiline: true },
      {
        open: '"',
        close: '"',
        escape: 'backslash',
        multiline: false,
        interpolation: { open: '#{', close: '}' },
      },
      { open: "'", close: "'", escape: 'none', multiline: true, interpolation: { open: '$(', close: ')' } },
    ],
  };
  test('places, nesting, doubled quotes, raw strings, other interpolations', () => {
    const snippets = [
      'a#b ‹# c›\n‹--d›\n;‹#e›',
      'a ‹/* b /* c */ d */› e',
      '‹=begin\na "\n=end› b =begin «"c"»',
      'a = «@"b ""c"" \\"» d',
      'a = «r#"b " \\"#» c',
      '«"a »#{{«"}"» => [b]}}« \\#{c}"» d',
      "«'a »$(f (b) «'c'»)« \\'» d",
    ];
    for (const marked of snippets) check(table, marked);
  });
});

test('a language without a table is refused by name', () => {
  assert.throws(() => lexicalTableOf('cobol'), /cobol/);
});

test('comments: spans with their marks, without the line end', () => {
  const lexer = createLexer(lexicalTableOf('javascript'));
  const text = 'a // b\r\n"/* c */" /* d\n */ <e>{/* f */}</e> // g';
  const found = [...lexer.comments(text)].map(({ start, end }) => text.slice(start, end));
  assert.deepEqual(found, ['// b', '/* d\n */', '/* f */', '// g']);
});

test('offsets outside of the text are code, repeated ones are answered alike', () => {
  const lexer = createLexer(lexicalTableOf('python'));
  assert.deepEqual(
    [...lexer.classify('# a', [-5, 0, 0, 2, 3, 1e9])],
    [CODE, COMMENT, COMMENT, COMMENT, CODE, CODE],
  );
  assert.deepEqual([...lexer.classify('# a', [])], []);
  assert.deepEqual([...lexer.classify('', [0])], [CODE]);
});

const PIECES = [
  ...['"', "'", '`', '```', '"""', "'''", 'f"', "rf'''", 'f', 'r', 'rb', '\\', '\\\\', '\\N{', '$' + '{'],
  ...['{', '}', '(', ')', '[', ']', '<', '>', '</', '/>', '<>', '</>', '<a', '<T', '<T,', '=', '=>', 'if('],
  ...[
    'return',
    'of',
    '++',
    '--',
    '!',
    'a',
    '1',
    '1.',
    '&',
    ':',
    ';',
    ',',
    '.',
    '/',
    '//',
    '/*',
    '*/',
    '#',
    '#!',
  ],
  ...['é', '🐍', '\ufeff', '\ud800'],
];
const piece = fc.constantFrom(...PIECES, ' ', '\n', '\r\n', '\t');
const text = fc.oneof(
  fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary' }),
);
const language = fc.constantFrom(...LANGUAGES);

test('any text: comments agree with classes, and a class does not depend on what else is asked', () => {
  fc.assert(
    fc.property(language, text, fc.array(fc.nat({ max: 200 })), (language, text, some) => {
      const lexer = createLexer(lexicalTableOf(language));
      const all = lexer.classify(text, everyOffset(text));
      const inComment = new Uint8Array(text.length);
      let end = 0;
      for (const span of lexer.comments(text)) {
        assert.ok(span.start >= end && span.end > span.start && span.end <= text.length);
        end = span.end;
        inComment.fill(1, span.start, span.end);
      }
      all.forEach((found, at) => {
        assert.ok(found === CODE || found === COMMENT || found === STRING);
        assert.equal(found === COMMENT, inComment[at] === 1);
      });
      const offsets = some.sort((one, other) => one - other);
      assert.deepEqual(
        [...lexer.classify(text, offsets)],
        offsets.map((at) => all[at] ?? CODE),
      );
    }),
    { numRuns: 2000 },
  );
});

test('the time grows with the length, not with its square', () => {
  const lexers = LANGUAGES.map((language) => createLexer(lexicalTableOf(language)));
  const costs = (unit: string, length: number, prefix: string) => {
    const text = prefix + unit.repeat(Math.ceil(length / unit.length));
    const last = [text.length - 1];
    const each = lexers.map((lexer) => {
      const runs = [1, 2, 3].map(() =>
        processorTime(() => {
          lexer.classify(text, last);
          lexer.comments(text);
        }),
      );
      return Math.min(...runs);
    });
    return Math.max(...each);
  };
  const unit = fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join(''));
  const prefix = fc.array(piece, { maxLength: 2 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(unit, prefix, (unit, prefix) => {
      const short = costs(unit, 10_000, prefix);
      const long = costs(unit, 80_000, prefix);
      // Eight times the length: 8 if linear, 64 if quadratic. The constant allows for a busy machine.
      assert.ok(long < 24 * short + 40, `${JSON.stringify(unit)}: ${short} ms, ${long} ms`);
    }),
    { numRuns: 60 },
  );
});
