import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Tree } from 'web-tree-sitter';
import { createAnalyzer } from '../../server/src/engine/analysis.ts';
import type { Grammars } from '../../server/src/languages/syntax.ts';
import { createDocuments } from '../../server/src/lsp/documents.ts';
import { OBSERVERS, RULES } from '../../server/src/rules/index.ts';
import { createFolder } from '../../server/src/workspace/folder.ts';
import { run } from '../../server/src/workspace/task.ts';
import { PORT_RULE } from '../lsp/samples.ts';
import { start } from '../lsp/start.ts';
import { loadGrammars } from '../support/grammars.ts';

/** Five servers in 2,000 lines. */
const LARGE = Array.from({ length: 2000 }, (_, line) =>
  line % 400 === 0
    ? `require('http').createServer().listen(${3000 + line});`
    : `export const h${line} = { id: ${line} };`,
).join('\n');

/** A tree of the text takes more than 1 MB. */
const BOUND = 16 * 1024 * 1024;

const ports = (diagnostics: readonly { readonly code?: unknown }[]) =>
  diagnostics.filter(({ code }) => code === PORT_RULE).length;

/** Bytes outside of the garbage collector's heap; the parser's memory is among them. */
const external = () => process.memoryUsage().external;

describe('memory over a connection is bounded', () => {
  test('after 300 edits of a document of 2,000 lines', async () => {
    const { client, uri } = await start({ 'large.js': '' });
    client.open(uri('large.js'), 'javascript', LARGE);
    await client.diagnostics(uri('large.js'), ({ diagnostics }) => ports(diagnostics) === 5);
    const edit = async (times: number) => {
      for (let time = 0; time < times; time++) {
        const at = Math.floor((LARGE.length * ((time * 7) % 100)) / 100);
        client.replace(uri('large.js'), at, at, ' ');
        client.replace(uri('large.js'), at, at + 1, '');
        if (time % 25 === 0) await client.settled();
      }
      await client.settled();
    };
    await edit(15);
    const after30 = external();
    await edit(135);
    assert.equal(ports(client.published(uri('large.js'))), 5);
    const grown = external() - after30;
    assert.ok(grown < BOUND, `${Math.round(grown / 1024)} kB more after 270 more edits`);
  });

  test('after a document was opened and closed thirty times', async () => {
    const { client, uri } = await start({ 'large.js': '' });
    const cycle = async (times: number) => {
      for (let time = 0; time < times; time++) {
        client.open(uri('large.js'), 'javascript', LARGE);
        client.close(uri('large.js'));
        await client.settled();
      }
    };
    await cycle(5);
    const before = external();
    await cycle(25);
    const grown = external() - before;
    assert.ok(grown < BOUND, `${Math.round(grown / 1024)} kB more after 25 more times`);
  });
});

/** Grammars that know which of the trees that they made were not freed. */
async function countingGrammars(): Promise<{
  readonly grammars: Grammars;
  readonly live: ReadonlySet<Tree>;
}> {
  const grammars = await loadGrammars();
  const live = new Set<Tree>();
  return {
    live,
    grammars: {
      ...grammars,
      parse(...how) {
        const parsed = grammars.parse(...how);
        const { tree } = parsed;
        const free = tree.delete.bind(tree);
        live.add(tree);
        tree.delete = () => {
          assert.ok(live.delete(tree), 'a tree is freed once');
          free();
        };
        return parsed;
      },
    },
  };
}

const SERVER = "const config = require('./config');\nrequire('http').createServer().listen(config.port);\n";
const CONFIG = "module.exports = require('./values');\n";
const VALUES = 'module.exports = { port: 3000 };\n';

describe('of trees are left', () => {
  test('of an open document one, of a closed one none', async () => {
    const { grammars, live } = await countingGrammars();
    const documents = createDocuments(grammars);
    const uri = 'file:///a.js';
    const open = documents.open(TextDocument.create(uri, 'javascript', 1, SERVER));
    for (let version = 2; version < 10; version++) {
      open.parsed();
      const range = { start: { line: 0, character: 0 }, end: { line: 0, character: version % 3 } };
      documents.change({ textDocument: { uri, version }, contentChanges: [{ range, text: 'x' }] });
      open.parsed();
      assert.equal(live.size, 1);
    }
    documents.change({ textDocument: { uri, version: 10 }, contentChanges: [{ text: SERVER }] });
    assert.equal(live.size, 0, 'a whole new text leaves nothing to go on from');
    open.parsed();
    documents.open(TextDocument.create(uri, 'javascript', 1, SERVER)).parsed();
    assert.equal(live.size, 1, 'opened again');
    documents.close(uri);
    assert.equal(live.size, 0);
  });

  test('none after a scan, none after files and their modules changed', async () => {
    const { grammars, live } = await countingGrammars();
    const files = new Map([
      ['server.js', SERVER],
      ['config.js', CONFIG],
      ['values.js', VALUES],
    ]);
    const host = {
      list: () => ({ files: [...files.keys()], stopped: false }),
      read: (path: string) => {
        const text = files.get(path);
        return text === undefined
          ? ({ kind: 'skipped', reason: 'vanished' } as const)
          : ({ kind: 'text', text } as const);
      },
    };
    const analyzer = createAnalyzer(grammars, RULES, OBSERVERS);
    const folder = createFolder({ rules: RULES, grammars, analyzer }, host, {});
    await run(folder.scan());
    assert.equal(live.size, 0);
    assert.equal(folder.workspace.findingsOf('server.js').length > 0, true);
    for (const port of ['process.env.PORT', '4000']) {
      files.set('values.js', VALUES.replace('3000', port));
      await run(folder.refresh(['values.js']));
      assert.equal(live.size, 0);
    }
    folder.setOpen('server.js', { text: SERVER });
    folder.setOpen('values.js', { text: VALUES });
    folder.setOpen('server.js', { text: `\n${SERVER}` });
    assert.ok(live.size <= 2, 'modules stay for the next keystroke');
    folder.dispose();
    assert.equal(live.size, 0);
  });

  test('none where a rule throws', async () => {
    const { grammars, live } = await countingGrammars();
    const analyzer = createAnalyzer(
      grammars,
      [
        {
          id: 'logs/broken',
          severity: 'warning',
          summary: 'Throws.',
          code: {
            anchors: { javascript: ['listen('] },
            check() {
              throw new Error('wrong');
            },
          },
        },
      ],
      [],
    );
    const modules = {
      open: () => undefined,
      takeAsked: () => ({ used: [], needed: [] }),
      hasAsked: () => false,
      lines: () => undefined,
      forget() {},
      dispose() {},
    };
    assert.equal(analyzer.analyze({ path: 'a.js', text: SERVER }, modules).failures.length, 1);
    assert.equal(live.size, 0);
  });
});
