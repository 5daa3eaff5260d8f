import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import fc from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { createAnalyzer } from '../../server/src/engine/analysis.ts';
import type { FileAnalysis } from '../../server/src/engine/file-analysis.ts';
import { createModuleStore } from '../../server/src/engine/modules.ts';
import type { Grammars } from '../../server/src/languages/syntax.ts';
import { createDocuments } from '../../server/src/lsp/documents.ts';
import { OBSERVERS, RULES } from '../../server/src/rules/index.ts';
import { loadGrammars } from '../support/grammars.ts';

/** Enough to meet a mistake within a few runs of the suite, few enough not to be waited for. */
const RUNS = 10;

let grammars: Grammars;
before(async () => {
  grammars = await loadGrammars();
});

const JAVASCRIPT = `const express = require('express');
const app = express();
const config = { db: { host: 'localhost' }, port: process.env.PORT || 3000 };
app.use(session({ secret: 'not-a-real-secret-value', store: undefined })); // 🦊
/* é */ app.listen(3000, '127.0.0.1');
\`text \${config.db.host}\`;
app.listen(config.port);
`;

const PYTHON = `import os
from flask import Flask
app = Flask(__name__)  # 🦊
HOST = "127.0.0.1"
def main():
    app.run(host=HOST, port=5000, debug=True)
if __name__ == "__main__":
    main()
`;

/** What is typed, pasted and torn apart: brackets, quotes, comments, line breaks of all kinds, pairs of surrogates. */
const PIECES = [
  ...'" \' ` ( ) { } /* */ // # """ ${ \\ ; , : = + 🦊 é x 0 3000 app.listen(4000) app.run(port=1)'.split(
    ' ',
  ),
  ...['\n', '\r\n', '\ud83e', '\udd8a', '\u2028', '\uFEFF', ' ', '    ', 'const a = 1;\n', 'def f():\n'],
  ...["require('http')", 'process.env.PORT', 'await '],
];

const edit = fc.record({
  /** A share of the text's length. */
  at: fc.nat(9_999).map((part) => part / 10_000),
  length: fc.oneof(
    { weight: 3, arbitrary: fc.nat({ max: 6 }) },
    { weight: 1, arbitrary: fc.nat({ max: 80 }) },
  ),
  text: fc.array(fc.constantFrom(...PIECES), { maxLength: 3 }).map((pieces) => pieces.join('')),
});

/** Edits in notifications of one or more; after each the document is analysed. */
const edits = fc.array(fc.array(edit, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 8 });

/** All that an analysis says, as plain data. */
function said({ reports, evidence, summary, failures }: FileAnalysis): unknown {
  assert.deepEqual(failures, []);
  return JSON.parse(
    JSON.stringify([
      reports.map(({ rule, report }) => [rule.id, report]),
      evidence.map((one) => [one.rule.id, one.evidence]),
      summary,
    ]),
  );
}

type TypedEdit = { readonly at: number; readonly length: number; readonly text: string };

type Change = { readonly start: number; readonly removed: string; readonly text: string };

/**
 * Types, and takes all back step by step. While code is broken, the parser may guess otherwise than from the whole
 * text; then the analysis must only come to an end and stay inside of the text.
 */
function assertSame(
  uri: string,
  languageId: string,
  initial: string,
  groups: readonly (readonly TypedEdit[])[],
): void {
  const analyzer = createAnalyzer(grammars, RULES, OBSERVERS);
  const modules = createModuleStore(grammars, { exists: () => false, read: () => undefined });
  const documents = createDocuments(grammars);
  const open = documents.open(TextDocument.create(uri, languageId, 1, initial));
  const path = uri.slice('file:///'.length);

  function check(): void {
    const { text, tree } = open.parsed();
    const incremental = analyzer.analyze({ path, text, parsed: open.parsed }, modules);
    assertInside(incremental, text.length);
    const whole = said(analyzer.analyze({ path, text }, modules));
    if (!tree.rootNode.hasError) assert.deepEqual(said(incremental), whole, JSON.stringify(text));
  }

  /** Sends changes in one notification: positions of each are those after the ones before it. */
  function send(changes: readonly Change[]): void {
    const shadow = TextDocument.create(uri, languageId, 1, open.document.getText());
    const contentChanges = changes.map(({ start, removed, text }) => {
      const range = { start: shadow.positionAt(start), end: shadow.positionAt(start + removed.length) };
      TextDocument.update(shadow, [{ range, text }], 1);
      return { range, text };
    });
    documents.change({ textDocument: { uri, version: open.document.version + 1 }, contentChanges });
    assert.equal(open.document.getText(), shadow.getText());
  }

  try {
    check();
    const done: Change[] = [];
    for (const group of groups) {
      let text = open.document.getText();
      const changes = group.map((typed) => {
        const change = toChange(typed, text);
        text = text.slice(0, change.start) + change.text + text.slice(change.start + change.removed.length);
        return change;
      });
      send(changes);
      check();
      done.push(...changes);
    }
    for (const { start, removed, text } of done.reverse()) send([{ start, removed: text, text: removed }]);
    assert.equal(open.document.getText(), initial);
    assert.equal(open.parsed().tree.rootNode.hasError, false);
    check();
  } finally {
    documents.dispose();
    modules.dispose();
  }
}

/** LSP has no position between `\r` and `\n`, and a change there would be another one. */
function toChange({ at, length, text }: TypedEdit, before: string): Change {
  const outside = (offset: number) => (before.slice(offset - 1, offset + 1) === '\r\n' ? offset - 1 : offset);
  const start = outside(Math.floor(at * before.length));
  const end = Math.max(start, outside(Math.min(before.length, start + length)));
  return { start, removed: before.slice(start, end), text };
}

function assertInside({ reports, evidence, failures }: FileAnalysis, length: number): void {
  assert.deepEqual(failures, []);
  for (const { span } of [...reports.map((one) => one.report), ...evidence.map((one) => one.evidence)])
    assert.ok(0 <= span.start && span.start <= span.end && span.end <= length);
}

describe('after any edits the findings are those of the whole text', () => {
  const cases = [
    ['file:///src/a.js', 'javascript', JAVASCRIPT],
    ['file:///src/a.ts', 'typescript', JAVASCRIPT],
    ['file:///src/a.tsx', 'typescriptreact', JAVASCRIPT],
    ['file:///app/a.py', 'python', PYTHON],
  ] as const;
  for (const [uri, languageId, text] of cases) {
    test(languageId, () => {
      const lineBreaks = fc.constantFrom('\n', '\r\n');
      fc.assert(
        fc.property(edits, lineBreaks, (groups, lineBreak) =>
          assertSame(uri, languageId, text.replaceAll('\n', lineBreak), groups),
        ),
        { numRuns: RUNS },
      );
    });
  }
});
