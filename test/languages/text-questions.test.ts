import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import fc from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { joinHulls } from '../../server/src/languages/edited.ts';
import type { Grammars } from '../../server/src/languages/syntax.ts';
import { createTextQuestions } from '../../server/src/languages/text-questions.ts';
import { createDocuments } from '../../server/src/lsp/documents.ts';
import { loadGrammars } from '../support/grammars.ts';

let grammars: Grammars;
before(async () => {
  grammars = await loadGrammars();
});

const PATTERNS = [/\bfoo\s*\(/, /^import\b/m, /(?<!\.)\bbar\b/, /['"]react['"]/, /\bnever\b/];

const piece = fc.constantFrom(
  ...[
    'foo',
    '(',
    ' ',
    '\n',
    'import',
    '.bar',
    'bar',
    "'react'",
    'x',
    ' = 1;',
    '// ',
    'foo (',
    "import 'react';\n",
  ],
);
const text = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));
const filler = 'const a = 1;\n'.repeat(120);

const edit = fc.record({ at: fc.nat(4_000), deleted: fc.nat(12), inserted: text });

describe('questions about a whole text', () => {
  test('are answered after edits as they would be afresh', () => {
    fc.assert(
      fc.property(text, text, fc.array(edit, { minLength: 1, maxLength: 8 }), (head, tail, edits) => {
        const documents = createDocuments(grammars);
        const uri = 'file:///a.js';
        const start = `${head}\n${filler}${tail}`;
        const open = documents.open(TextDocument.create(uri, 'javascript', 1, start));
        let asked = 0;
        try {
          for (const { at, deleted, inserted } of edits) {
            const { text: now, edited, questions = createTextQuestions() } = open.parsed();
            for (const pattern of PATTERNS) {
              const ask = (whole: string) => {
                asked++;
                return pattern.test(whole);
              };
              assert.equal(questions.ask(now, edited, String(pattern), { pattern, ask }), pattern.test(now));
            }
            const from = Math.min(at, now.length);
            const range = {
              start: open.document.positionAt(from),
              end: open.document.positionAt(Math.min(now.length, from + deleted)),
            };
            documents.change({
              textDocument: { uri, version: open.document.version + 1 },
              contentChanges: [{ range, text: inserted }],
            });
          }
          assert.ok(asked <= edits.length * PATTERNS.length);
        } finally {
          documents.dispose();
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('edits one after another', () => {
  test('are one edit that replaces all they touch', () => {
    const step = fc.record({ at: fc.nat(40), deleted: fc.nat(8), inserted: fc.string({ maxLength: 8 }) });
    fc.assert(
      fc.property(
        fc.string({ maxLength: 40 }),
        fc.array(step, { minLength: 1, maxLength: 6 }),
        (start, steps) => {
          let now = start;
          let hull: ReturnType<typeof joinHulls> | undefined;
          for (const { at, deleted, inserted } of steps) {
            const from = Math.min(at, now.length);
            const end = Math.min(now.length, from + deleted);
            hull = joinHulls(hull, { start: from, end, newEnd: from + inserted.length });
            now = now.slice(0, from) + inserted + now.slice(end);
          }
          assert.ok(hull && hull.start >= 0 && hull.end <= start.length && hull.newEnd <= now.length);
          assert.equal(now.slice(0, hull.start), start.slice(0, hull.start));
          assert.equal(now.slice(hull.newEnd), start.slice(hull.end));
          assert.equal(now.length - start.length, hull.newEnd - hull.end);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
