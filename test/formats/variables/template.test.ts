import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { readVariables } from '../../../server/src/formats/variables/index.ts';
import { type TemplateEntry, updateTemplate } from '../../../server/src/formats/variables/template.ts';
import { textOf } from '../generated-text.ts';

const entry = (name: string, example = '', isOptional = false): TemplateEntry => ({
  name,
  example,
  isOptional,
});

describe('a template', () => {
  test('gets what it does not name', () => {
    assert.deepEqual(updateTemplate('A=1\n', [entry('A', '2'), entry('B', 'x'), entry('C', 'y', true)]), {
      text: 'A=1\n\nB=x\n# C=y\n',
      added: ['B', 'C'],
    });
  });
  test('names a variable in a comment, too', () => {
    assert.deepEqual(updateTemplate('# A=1\n', [entry('A')]), { text: '# A=1\n', added: [] });
  });
  test('shows values so that every reader makes the same of them', () => {
    const entries = [entry('A', 'two words'), entry('B', 'a#b'), entry('C', '$x'), entry('D', 'a"b')];
    assert.equal(updateTemplate('', entries).text, 'A="two words"\nB="a#b"\nC=\nD=\n');
  });

  const texts = textOf(['A=1', '# B=2', '\n', '\r\n', ' ', '#', '"', "'", 'export ', '=', 'C', '\uFEFF']);
  const names = fc.uniqueArray(fc.constantFrom('A', 'B', 'C', 'LONG_NAME'), { maxLength: 4 });
  test('keeps every character that is there, and is complete at once', () => {
    fc.assert(
      fc.property(texts, names, (text, wanted) => {
        const entries = wanted.map((name) => entry(name, 'x'));
        const once = updateTemplate(text, entries);
        assert.ok(once.text.startsWith(text));
        // An open quote swallows what is added, whatever it is.
        if (/["'`]/.test(text)) return;
        assert.deepEqual(updateTemplate(once.text, entries).added, []);
        const read = new Set(readVariables('.env.example', once.text).uses.map(({ name }) => name));
        for (const name of once.added) assert.ok(read.has(name), JSON.stringify(once.text));
      }),
      { numRuns: 3_000 },
    );
  });
});
