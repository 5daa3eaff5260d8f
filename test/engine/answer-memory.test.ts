import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import fc from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type Analyzer, createAnalyzer } from '../../server/src/engine/analysis.ts';
import type { FileAnalysis } from '../../server/src/engine/file-analysis.ts';
import { createModuleStore } from '../../server/src/engine/modules.ts';
import { languageOf } from '../../server/src/languages/index.ts';
import type { Grammars, ParsedText } from '../../server/src/languages/syntax.ts';
import { createDocuments } from '../../server/src/lsp/documents.ts';
import { defineRule, type Observer, type Rule } from '../../server/src/model/rule.ts';
import { OBSERVERS, RULES } from '../../server/src/rules/index.ts';
import { pageFiles, readPage } from '../rules/pages.ts';
import { loadGrammars } from '../support/grammars.ts';
import { projectTexts } from '../support/project-texts.ts';

let grammars: Grammars;
before(async () => {
  grammars = await loadGrammars();
});

type Text = { readonly path: string; readonly text: string };

/** Code of which no rule has anything to say. */
const PLAIN = {
  javascript: `function total(items) {
  let sum = 0;
  for (const item of items) sum += item.amount * (1 + item.tax);
  return sum;
}

class Basket {
  constructor(owner) {
    this.owner = owner;
    this.lines = [];
  }

  add(product, amount = 1) {
    this.lines.push({ product, amount });
    return this;
  }
}
`,
  python: `def total(items):
    result = 0
    for item in items:
        result += item.amount * (1 + item.tax)
    return result


class Basket:
    def __init__(self, owner):
        self.owner = owner
        self.lines = []

    def add(self, product, amount=1):
        self.lines.append((product, amount))
        return self
`,
};

/** The code of the sample applications, and the cases of all pages, each between plain code. */
function texts(): readonly Text[] {
  const ofPages = pageFiles()
    .flatMap((file) => readPage(file).cases)
    .flatMap(({ path, files }) => {
      const language = languageOf(path);
      const plain = language && PLAIN[language.family];
      return plain ? [{ path, text: `${files.get(path) ?? ''}\n\n${plain}\n${plain}` }] : [];
    });
  return [...projectTexts().map(({ name, text }) => ({ path: name, text })), ...ofPages];
}

const TEXTS = texts();

const edit = fc.record({
  /** A share of the text's length. */
  at: fc.nat(9_999).map((part) => part / 10_000),
  /** Begins where the word does that stands there. */
  isAtWord: fc.boolean(),
  deleted: fc.oneof(
    { weight: 4, arbitrary: fc.nat({ max: 4 }) },
    { weight: 1, arbitrary: fc.nat({ max: 60 }) },
  ),
  inserted: fc.oneof(
    fc.constantFrom('', ' ', '\n', '    ', 'x', '\n\n', ';', ',', '.x', 'env'),
    fc.constantFrom(
      'async ',
      'await ',
      'return ',
      'not ',
      ' = 1',
      ' || 2',
      '// ',
      '# ',
      "'",
      '(',
      ')',
      '{',
      '}',
    ),
    fc.constantFrom('process.env.PORT', 'os.environ["A"]', 'server', 'app', "'localhost'", '3000'),
    fc
      .tuple(fc.constantFrom(...TEXTS), fc.nat(800), fc.nat(100))
      .map(([{ text }, start, length]) => text.slice(start, start + length)),
  ),
});

/** Rules and observers that count how often they are asked. */
function counted(): { rules: readonly Rule[]; observers: readonly Observer[]; asked: () => number } {
  let asked = 0;
  const rules = RULES.map((rule): Rule => {
    const { code } = rule;
    if (!code) return rule;
    return {
      ...rule,
      code: {
        ...code,
        check(file) {
          asked++;
          return code.check(file);
        },
      },
    };
  });
  return { rules, observers: OBSERVERS, asked: () => asked };
}

/** All that an analysis says, as plain data. */
function said({ reports, evidence, summary, failures, modules }: FileAnalysis): unknown {
  return JSON.parse(
    JSON.stringify([
      reports.map(({ rule, report }) => [rule.id, report]),
      evidence.map((one) => [one.rule.id, one.evidence]),
      summary,
      failures.map(({ rule, error }) => [rule, String(error)]),
      modules,
    ]),
  );
}

/** What is said, wherever. */
function shown(said: unknown): string {
  return JSON.stringify(said, (key, value) => (key === 'span' ? undefined : value));
}

/** A document that is open in an editor, looked at by an analyzer that remembers and by one that cannot. */
function openIn(analyzer: Analyzer, forgetful: Analyzer, { path, text }: Text) {
  const modules = createModuleStore(grammars, { exists: () => false, read: () => undefined });
  const documents = createDocuments(grammars);
  const uri = `file:///${path}`;
  const open = documents.open(TextDocument.create(uri, languageOf(path)?.id ?? '', 1, text));
  return {
    get text() {
      return open.document.getText();
    },
    change(start: number, end: number, inserted: string) {
      const range = { start: open.document.positionAt(start), end: open.document.positionAt(end) };
      const version = open.document.version + 1;
      documents.change({
        textDocument: { uri, version },
        contentChanges: [{ range, text: inserted }],
      });
    },
    /** @returns what both say */
    compare(): unknown {
      const now = open.document.getText();
      const remembered = analyzer.analyze({ path, text: now, parsed: open.parsed }, modules);
      const { edited: _, ...parsed }: ParsedText = open.parsed();
      const afresh = forgetful.analyze({ path, text: now, parsed: () => parsed }, modules);
      assert.deepEqual(said(remembered), said(afresh), JSON.stringify(now));
      return said(afresh);
    },
    isSound: (): boolean => !open.parsed().tree.rootNode.hasError,
    dispose() {
      documents.dispose();
      modules.dispose();
    },
  };
}

describe('what is remembered of an edited text', () => {
  test('is what would be said afresh', () => {
    const remembering = counted();
    const forgetting = counted();
    let sound = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...TEXTS),
        fc.array(edit, { minLength: 2, maxLength: 12 }),
        (text, edits) => {
          const analyzer = createAnalyzer(grammars, remembering.rules, remembering.observers);
          const forgetful = createAnalyzer(grammars, forgetting.rules, forgetting.observers);
          const open = openIn(analyzer, forgetful, text);
          try {
            open.compare();
            for (const { at, isAtWord, deleted, inserted } of edits) {
              let start = Math.floor(at * open.text.length);
              while (isAtWord && /\w/.test(open.text[start - 1] ?? '')) start--;
              const end = Math.min(open.text.length, start + deleted);
              const removed = open.text.slice(start, end);
              open.change(start, end, inserted);
              open.compare();
              if (open.isSound()) sound++;
              open.change(start, start + inserted.length, removed);
              open.compare();
              if (open.isSound()) sound++;
            }
          } finally {
            open.dispose();
          }
        },
      ),
      { numRuns: 100 },
    );
    assert.ok(sound > 100, `Only ${sound} texts were sound`);
    const share = remembering.asked() / forgetting.asked();
    assert.ok(share < 0.9, `${share} of the rules were asked again`);
  });

  const far = '\nfunction add(a, b) {\n  return a + b;\n}\n'.repeat(12);
  const farInPython = '\ndef add(a, b):\n    return a + b\n'.repeat(12);
  const changes: readonly { what: string; path: string; text: string; from: string; to: string }[] = [
    {
      what: 'a name gets another value elsewhere',
      path: 'src/a.js',
      text: `let port = 3000;\n${far}\n// here\n${far}\nrequire('http').createServer().listen(port);\n`,
      from: '// here',
      to: 'port = process.env.PORT;',
    },
    {
      what: 'a name is declared in between',
      path: 'src/a.js',
      text: `const port = 3000;\n${far}\nfunction start() {\n  let other = 1;\n${far}\n  require('http').createServer().listen(port);\n}\n`,
      from: 'let other = 1',
      to: 'let port = read()',
    },
    {
      what: 'an object gets a key',
      path: 'src/a.js',
      text: `const options = {\n  first: 1,\n  second: 2,\n};\n${far}\nrequire('http').createServer().listen(options);\n`,
      from: 'second: 2',
      to: 'port: 3000',
    },
    {
      what: 'an object gets one more key',
      path: 'src/a.js',
      text: `const options = {\n  first: 1,\n  second: 2,\n};\n${far}\nrequire('http').createServer().listen(options);\n`,
      from: 'second: 2',
      to: 'second: 2, port: 3000',
    },
    {
      what: 'a constant has another value',
      path: 'src/a.js',
      text: `const port = 3000;\n${far}\nrequire('http').createServer().listen(port);\n`,
      from: '3000',
      to: '8000',
    },
    {
      what: 'a branch does something else',
      path: 'src/a.js',
      text: `if (process.env.NODE_ENV === 'production') {\n${far}\n  log('a');\n}\n`,
      from: "log('a')",
      to: "connect({ host: 'db.example.com' })",
    },
    {
      what: 'the text asks for another module',
      path: 'src/a.js',
      text: `// here\n${far}\nif (process.env.NODE_ENV === 'production') connect('db.example.com');\n`,
      from: '// here',
      to: "import React from 'react';",
    },
    {
      what: 'the code around is another function',
      path: 'src/a.js',
      text: `function start() {\n${far}\n  const password = process.env.PASSWORD || 'hunter2hunter2';\n${far}\n}\n`,
      from: 'function start() {',
      to: '{',
    },
    {
      what: 'a call is a part of another',
      path: 'src/a.js',
      text: `${far}\nserver\n  .listen(3000);\n${far}`,
      from: 'server\n',
      to: "require('net').createServer()\n",
    },
    {
      what: 'a string is cut in two',
      path: 'src/a.js',
      text: `const host = 'https://api.example.com/v1';\n${far}\nfetch(host + '/x');\n`,
      from: 'api.example.com',
      to: "' + process.env.HOST + '",
    },
    {
      what: 'a function gives another value',
      path: 'src/a.js',
      text: `function port() {\n  return 3000;\n}\n${far}\nrequire('http').createServer().listen(port());\n`,
      from: 'return 3000',
      to: 'return process.env.PORT',
    },
    {
      what: 'an import means another module',
      path: 'src/a.js',
      text: `import { File } from 'buffer';\n${far}\nnew File({ filename: 'app.log' });\n`,
      from: "{ File } from 'buffer'",
      to: "{ transports } from 'winston'; const { File } = transports",
    },
    {
      what: 'a loop goes on for ever',
      path: 'app/worker.py',
      text: `import signal\n${farInPython}\ndef main():\n    while more():\n        queue.get()\n`,
      from: 'more()',
      to: 'True',
    },
    {
      what: 'a name of Python is bound again',
      path: 'app/main.py',
      text: `from flask import Flask\napp = Flask(__name__)\nPORT = 5000\n${farInPython}\n# here\n${farInPython}\napp.run(port=PORT)\n`,
      from: '# here',
      to: 'import os; PORT = os.environ["PORT"]',
    },
    {
      what: 'a block of Python stands under a test',
      path: 'app/main.py',
      text: `import os\nfrom flask import Flask\napp = Flask(__name__)\n${farInPython}\nfor _ in [1]:\n    app.run(port=5000)\n`,
      from: 'for _ in [1]:',
      to: 'if __name__ == "__main__":',
    },
  ];
  for (const { what, path, text, from, to } of changes) {
    test(`is asked again where ${what}`, () => {
      const analyzer = createAnalyzer(grammars, RULES, OBSERVERS);
      const open = openIn(analyzer, createAnalyzer(grammars, RULES, OBSERVERS), { path, text });
      try {
        const before = shown(open.compare());
        // What was said moves along first.
        open.change(0, 0, path.endsWith('.py') ? '# first\n\n' : '// first\n\n');
        assert.equal(shown(open.compare()), before);
        const at = open.text.indexOf(from);
        open.change(at, at + from.length, to);
        assert.notEqual(shown(open.compare()), before);
        open.change(at, at + to.length, from);
        assert.equal(shown(open.compare()), before);
      } finally {
        open.dispose();
      }
    });
  }

  test('is all of it where an edit is far away', () => {
    const { rules, observers, asked } = counted();
    const analyzer = createAnalyzer(grammars, rules, observers);
    const text = `${'// A comment.\n'.repeat(20)}function add(a, b) {\n  return a + b;\n}\n\n${'\n'.repeat(20)}const http = require('http');\nhttp.createServer().listen(3000, '127.0.0.1');\n`;
    const open = openIn(analyzer, createAnalyzer(grammars, RULES, OBSERVERS), { path: 'src/a.js', text });
    try {
      open.compare();
      const before = asked();
      assert.ok(before > 1);
      for (const inserted of ['x', ' ', '\n', 'const c = 2;\n']) {
        const at = text.indexOf('  return');
        open.change(at, at, inserted);
        open.compare();
        open.change(at, at + inserted.length, '');
        open.compare();
      }
      assert.equal(asked(), before);
      open.change(text.indexOf('3000'), text.indexOf('3000') + 1, '4');
      open.compare();
      assert.ok(asked() > before);
    } finally {
      open.dispose();
    }
  });

  test('holds while a module stays as it was', () => {
    const { rules, observers, asked } = counted();
    const analyzer = createAnalyzer(grammars, rules, observers);
    const text = "const { port } = require('./config');\nrequire('http').createServer().listen(port);\n";
    let config = 'exports.port = 3000;\n';
    const store = () =>
      createModuleStore(grammars, { exists: (path) => path === 'src/config.js', read: () => config });
    const documents = createDocuments(grammars);
    const open = documents.open(TextDocument.create('file:///src/a.js', 'javascript', 1, text));
    const findings = (revisionOfOthers: number) => {
      const modules = store();
      try {
        const input = { path: 'src/a.js', text, parsed: open.parsed, revisionOfOthers };
        return analyzer.analyze(input, modules).reports.map(({ rule }) => rule.id);
      } finally {
        modules.dispose();
      }
    };
    try {
      assert.deepEqual(findings(1), ['port-binding/hardcoded-port']);
      const before = asked();
      assert.deepEqual(findings(1), ['port-binding/hardcoded-port']);
      assert.equal(asked(), before);
      config = 'exports.port = process.env.PORT;\n';
      assert.deepEqual(findings(2), []);
    } finally {
      documents.dispose();
    }
  });

  test('is nothing of a rule that threw', () => {
    let isBroken = true;
    const rule = defineRule({
      id: 'config/hardcoded-host',
      severity: 'warning',
      summary: 'Breaks once.',
      code: {
        anchors: { javascript: ['listen'] },
        *check() {
          if (isBroken) throw new Error('broken');
          yield { span: { start: 0, end: 1 }, message: 'whole again' };
        },
      },
    });
    const analyzer = createAnalyzer(grammars, [rule], []);
    const modules = createModuleStore(grammars, { exists: () => false, read: () => undefined });
    const documents = createDocuments(grammars);
    const open = documents.open(TextDocument.create('file:///src/a.js', 'javascript', 1, 'listen();\n'));
    try {
      const ask = () =>
        analyzer.analyze({ path: 'src/a.js', text: 'listen();\n', parsed: open.parsed }, modules);
      assert.equal(ask().failures.length, 1);
      isBroken = false;
      assert.deepEqual(
        ask().reports.map(({ report }) => report.message),
        ['whole again'],
      );
    } finally {
      documents.dispose();
      modules.dispose();
    }
  });
});
