import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { applyEdits } from '../../server/src/engine/fixes.ts';
import {
  DOTENV_DIALECTS,
  type DotenvDialect,
  evaluateDotenv,
} from '../../server/src/formats/dotenv/evaluate.ts';
import { layoutEdits } from '../../server/src/formats/dotenv/layout.ts';
import vectors from '../data/dotenv-differential.json' with { type: 'json' };
import { textOf } from './generated-text.ts';

function layout(text: string, dialects: readonly DotenvDialect[] = []): string {
  return applyEdits(text, layoutEdits(text, dialects));
}

test('lays out what the readers in use do not mind', () => {
  const text = '\n\n  A = 1  \n\n\n# c  \nexport B="x y"   # why\n\n\nC=\'1\n  2 \'  \nD=   \n\n';
  assert.equal(layout(text, ['dotenv']), 'A=1\n\n# c\nexport B="x y"   # why\n\nC=\'1\n  2 \'\nD=\n');
});

test('adds the newline at the end', () => {
  assert.equal(layout('A=1', ['dotenv']), 'A=1\n');
  assert.equal(layout('', ['dotenv']), '');
});

test('leaves blanks that a reader in use takes for a part of the value', () => {
  const text = 'A=1  \n  # c  \nB=2\n\n\nC=3';
  assert.equal(layout(text, ['foreman']), 'A=1  \n# c\nB=2\n\nC=3\n');
});

test('without a known reader leaves what any would mind', () => {
  assert.equal(layout('A=1  \nB=2\n\n\nC=3'), 'A=1  \nB=2\n\nC=3\n');
});

const files = textOf([
  ...[
    'A',
    'B',
    'KEY',
    'export ',
    '=',
    ' = ',
    '= ',
    ' =',
    ': ',
    '"',
    "'",
    '`',
    '\n',
    '\n\n',
    '\n\n\n',
    '\r\n',
  ],
  ...[
    ' ',
    '\t',
    '  ',
    '#',
    ' # c',
    '\\',
    '$A',
    '${B}',
    '$(x)',
    'A=1\n',
    'B = 2 \n',
    '  C="x"  \n',
    'D\n',
    '\uFEFF',
  ],
]);

function assertSameVariables(text: string, dialects: readonly DotenvDialect[]): void {
  const after = layout(text, dialects);
  for (const dialect of dialects.length > 0 ? dialects : DOTENV_DIALECTS) {
    const before = evaluateDotenv(text, dialect);
    if (before.refused) continue;
    const now = evaluateDotenv(after, dialect);
    assert.deepEqual(
      [now.values, now.undetermined, now.refused],
      [before.values, before.undetermined, undefined],
    );
  }
}

test('no reader gets other variables from the layout of a recorded input', () => {
  for (const { input } of Object.values(vectors)) {
    // As it is, and with what a layout changes around it.
    for (const text of [
      input,
      `\n\n  A1 = plain  \n${input}\n\n\n  # c  \nA5=\n`,
      `A1=plain  \r\n${input}`,
    ]) {
      for (const dialect of DOTENV_DIALECTS) assertSameVariables(text, [dialect]);
      assertSameVariables(text, []);
    }
  }
});

test('no reader that accepted a file gets other variables from its layout', () => {
  fc.assert(
    fc.property(files, fc.subarray([...DOTENV_DIALECTS], { maxLength: 3 }), (text, dialects) => {
      assertSameVariables(text, dialects);
    }),
    { numRuns: 10_000 },
  );
});
