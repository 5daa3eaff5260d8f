import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { build } from 'esbuild';
import { createAnalyzer } from '../../server/src/engine/analysis.ts';
import type { Rule } from '../../server/src/model/rule.ts';
import { createDiskHost } from '../../server/src/node/disk-host.ts';
import { processSystem } from '../../server/src/node/process-system.ts';
import { createScanThreads } from '../../server/src/node/scan-threads.ts';
import { OBSERVERS, RULES } from '../../server/src/rules/index.ts';
import { createFolder, type Engine } from '../../server/src/workspace/folder.ts';
import { type Helpers, isShared } from '../../server/src/workspace/looking-together.ts';
import { run } from '../../server/src/workspace/task.ts';
import { loadGrammars } from '../support/grammars.ts';
import { RULES_WITH_TROUBLES } from '../support/rules-with-troubles.ts';

const DIST = path.resolve('dist');
const SHIPPED = path.join(DIST, 'scan-thread.js');

/** What the scan of the project must show, so that it is worth to compare. */
const EXPECTED = [
  '"rule":"port-binding/loopback-bind"',
  '"path":"app/servers/1.js"',
  '"path":"app/config.js","span"',
  '"reason":"why"',
  'not UTF-8',
  'larger than 1 MB',
  'binary',
  'minified',
];

let root: string;
let withTroubles: string;
let engineOf: (rules: readonly Rule[]) => Engine;
before(async () => {
  const grammars = await loadGrammars();
  engineOf = (rules) => ({ rules, grammars, analyzer: createAnalyzer(grammars, rules, OBSERVERS) });
  root = mkdtempSync(path.join(tmpdir(), 'twelve-factor-threads-'));
  writeProject(path.join(root, 'project'));
  withTroubles = path.join(root, 'scan-thread.cjs');
  await build({
    entryPoints: ['test/support/scan-thread-with-troubles.ts'],
    outfile: withTroubles,
    bundle: true,
    platform: 'node',
    mainFields: ['module', 'main'],
    alias: { 'web-tree-sitter': path.resolve('node_modules/web-tree-sitter/web-tree-sitter.cjs') },
    logLevel: 'error',
  });
});
after(() => rmSync(root, { recursive: true }));

/** Two applications and what may go wrong: imports in turn, suppressions, files that cannot be read or are skipped. */
function writeProject(folder: string): void {
  for (const name of ['legacy-shop', 'mended-shop'])
    cpSync(path.resolve('test/projects', name), path.join(folder, name), { recursive: true });
  const write = (name: string, content: string | Uint8Array) => {
    const place = path.join(folder, name);
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, content);
  };
  write(
    'app/package.json',
    '{ "scripts": { "start": "node server.js" }, "dependencies": { "express": "5.0.0" } }',
  );
  write('app/server.js', "const app = require('express')();\napp.listen(process.env.PORT);\n");
  write('app/config.js', "module.exports = { port: 3000, url: 'redis://localhost:6379' };\n");
  for (let number = 0; number < 30; number++) {
    write(
      `app/servers/${number}.js`,
      "const app = require('express')();\nconst { port } = require('../config');\napp.listen(port);\n",
    );
    write(
      `app/typed/${number}.ts`,
      `import express from 'express';\nimport { port } from '../other';\nexpress().listen(port, '127.0.0.1');\n`,
    );
    write(`app/empty/${number}.py`, 'print(1)\n');
    write(`app/reads/${number}.py`, `import os\nVALUE = os.environ["NAME_${number}"]\n`);
  }
  write('app/other.ts', 'export const port = 8080;\n');
  write(
    'app/suppressed.js',
    '// twelve-factor-disable-next-line port-binding/* -- why\nrequire("express")().listen(3000);\n',
  );
  write('app/idle.js', '// twelve-factor-disable-next-line logs/log-file\nserver.listen(3000);\n');
  write('app/large.js', `server.listen(3000); // ${'x'.repeat(1_048_577)}`);
  write('app/latin.js', Buffer.from('server.listen(3000); // \xe9', 'latin1'));
  write('app/binary.js', Buffer.from('server.listen(3000);\0'));
  write('app/lib.min.js', 'server.listen(3000);');
  write('app/long.js', `server.listen(3000);${' '.repeat(6_000)}x`);
  write('app/throws.js', 'throwAtThis();\n');
  write('app/throws.ts', 'throwAtThis();\n');
}

/** All that a scan of the project comes to, as lines, in the order in which it is known. */
async function scan(rules: readonly Rule[], helpers?: Helpers): Promise<readonly string[]> {
  const folder = createFolder(engineOf(rules), createDiskHost(path.join(root, 'project')), {}, helpers);
  try {
    const { files } = await run(folder.scan());
    const { findings, suppressed, scorecard, skipped, failures } = folder.workspace.report();
    const placed = findings.map((finding) => ({ ...finding, lines: folder.workspace.lines(finding.path) }));
    const failed = failures.map(({ rule, path: file, error }) => `${rule} ${file} ${error}`);
    const summaries = [...folder.workspace.analyses()].map(({ summary }) => sorted(summary));
    return [files, ...placed, ...suppressed, scorecard, ...skipped, ...failed, ...summaries].map((part) =>
      JSON.stringify(part),
    );
  } finally {
    folder.dispose();
  }
}

/** Which key comes first means nothing. */
function sorted(record: object): object {
  return Object.fromEntries(Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1)));
}

function assertSame(actual: readonly string[], expected: readonly string[]): void {
  const at = expected.findIndex((line, index) => line !== actual[index]);
  assert.equal(actual[at], expected[at]);
  assert.equal(actual.length, expected.length);
}

const holds = (lines: readonly string[], part: string) => lines.some((line) => line.includes(part));

function threads(script: string, rules: readonly Rule[], count = 2): Helpers {
  const folder = path.join(root, 'project');
  return createScanThreads({ script, assets: DIST, root: folder, rules, threads: count, leastPaths: 1 });
}

describe('threads of a scan', () => {
  test('find what one thread finds, in the same order', async () => {
    const alone = await scan(RULES);
    for (const expected of EXPECTED) assert.ok(holds(alone, expected), expected);
    for (const count of [1, 3]) assertSame(await scan(RULES, threads(SHIPPED, RULES, count)), alone);
  });

  test('do all of it where the one that asks does nothing', async () => {
    const files = createDiskHost(path.join(root, 'project')).list({ exclude: [], maxFiles: 1_000 }).files;
    const paths = files.filter(isShared);
    const together = threads(SHIPPED, RULES).begin(paths, files);
    assert.ok(together);
    const found = await together.found();
    together.end();
    assert.deepEqual(
      [...found.keys()].sort((one, other) => one - other),
      [...paths.keys()],
    );
    for (const [index, look] of found)
      if (look.kind === 'analyzed') assert.equal(look.analysis.path, paths[index]);
  });

  test('name a rule that fails as one thread does', async () => {
    const alone = await scan(RULES_WITH_TROUBLES);
    assert.ok(holds(alone, 'TypeError: Thrown in app/throws.ts') && holds(alone, 'Seen in app/throws.js'));
    assertSame(await scan(RULES_WITH_TROUBLES, threads(withTroubles, RULES_WITH_TROUBLES)), alone);
  });

  test('that die leave their work to the one that asks', async () => {
    const place = path.join(root, 'project/app/ends.js');
    writeFileSync(place, 'endThread();\n');
    const [alone, helped] = [
      await scan(RULES_WITH_TROUBLES),
      await scan(RULES_WITH_TROUBLES, threads(withTroubles, RULES_WITH_TROUBLES)),
    ];
    const files = createDiskHost(path.join(root, 'project')).list({ exclude: [], maxFiles: 1_000 }).files;
    const paths = files.filter(isShared);
    const together = threads(withTroubles, RULES_WITH_TROUBLES, 1).begin(paths, files);
    const found = await together?.found();
    together?.end();
    rmSync(place);
    assert.ok(holds(alone, 'Survived in app/ends.js'));
    assertSame(helped, alone);
    assert.ok(found && found.size < paths.length, 'the thread died before it was done');
  });

  test('that cannot start are done without', async () => {
    const alone = await scan(RULES);
    const broken = path.join(root, 'broken.cjs');
    writeFileSync(broken, 'throw new Error("broken");');
    const silent = path.join(root, 'silent.cjs');
    writeFileSync(silent, '');
    for (const script of [path.join(root, 'missing.cjs'), broken, silent])
      assertSame(await scan(RULES, threads(script, RULES)), alone);
  });

  test('help the command line where there is more than one processor', async () => {
    const { begin } = processSystem(DIST).helpScan(path.join(root, 'project'), RULES);
    const paths = Array.from({ length: 1_000 }, () => 'app/config.js');
    const together = begin(paths, ['app/config.js']);
    assert.equal(together !== undefined, availableParallelism() > 1);
    assert.equal((await together?.found())?.size ?? paths.length, paths.length);
    together?.end();
  });

  test('are not begun for few files', () => {
    const helpers = createScanThreads({ script: SHIPPED, assets: DIST, root, rules: RULES, threads: 1 });
    assert.equal(helpers.begin(['a.js'], ['a.js']), undefined);
    const none = createScanThreads({ script: SHIPPED, assets: DIST, root, rules: RULES, threads: 0 });
    assert.equal(
      none.begin(
        Array.from({ length: 1_000 }, () => 'a.js'),
        [],
      ),
      undefined,
    );
  });
});
