import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { before, test } from 'node:test';
import { createAnalyzer } from '../server/src/engine/analysis.ts';
import type { Finding } from '../server/src/model/finding.ts';
import { positionAt } from '../server/src/model/line-index.ts';
import { createDiskHost } from '../server/src/node/disk-host.ts';
import { OBSERVERS, RULES } from '../server/src/rules/index.ts';
import { createFolder, type Engine } from '../server/src/workspace/folder.ts';
import { runNow } from '../server/src/workspace/task.ts';
import { loadGrammars } from './support/grammars.ts';

const PROJECTS = path.resolve('test/projects');

let engine: Engine;
before(async () => {
  const grammars = await loadGrammars();
  engine = { rules: RULES, grammars, analyzer: createAnalyzer(grammars, RULES, OBSERVERS) };
});

/** Path, line from 1, and rule of a finding, as a line to read and to compare. */
type Place = { readonly path: string; readonly line: number; readonly rule: string };
type Placed = { readonly finding: Finding; readonly place: string };

/** All that is found in a project as it is scanned from the disk; throws what a rule throws. */
function scan(name: string): readonly Placed[] {
  const folder = createFolder(engine, createDiskHost(path.join(PROJECTS, name)), {});
  try {
    runNow(folder.scan());
    const { findings, failures, skipped } = folder.workspace.report();
    const [failure] = failures;
    if (failure) throw failure.error;
    assert.deepEqual(skipped, [], 'every file is read');
    return findings.map((finding) => {
      const lines = folder.workspace.lines(finding.path);
      assert.ok(lines, `${finding.path} was read`);
      const line = positionAt(lines, finding.span.start).line + 1;
      return { finding, place: written({ path: finding.path, line, rule: finding.rule }) };
    });
  } finally {
    folder.dispose();
  }
}

function written({ path: file, line, rule }: Place): string {
  return `${file}:${line} ${rule}`;
}

/** What is in the first list and not in the second; what is there twice must be there twice. */
function without(first: readonly string[], second: readonly string[]): string[] {
  const left = [...second];
  return first.filter((one) => {
    const index = left.indexOf(one);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}

test('the legacy shop breaks the rules where it is known to', () => {
  const file = path.join(PROJECTS, 'legacy-shop.expected.json');
  const expected = (JSON.parse(readFileSync(file, 'utf8')) as Place[]).map(written);
  const found = scan('legacy-shop').map(({ place }) => place);
  const missing = without(expected, found);
  const unexpected = without(found, expected);
  assert.ok(
    missing.length === 0 && unexpected.length === 0,
    [
      `${missing.length} expected and not found:`,
      ...missing.map((place) => `  ${place}`),
      `${unexpected.length} found and not expected:`,
      ...unexpected.map((place) => `  ${place}`),
    ].join('\n'),
  );
});

test('the mended shop gives no warning and no error', (t) => {
  const found = scan('mended-shop');
  const isGrave = ({ finding }: Placed) => finding.severity === 'error' || finding.severity === 'warning';
  for (const { finding, place } of found) {
    if (!isGrave({ finding, place })) t.diagnostic(`${finding.severity}: ${place} ${finding.message}`);
  }
  assert.deepEqual(
    found.filter(isGrave).map(({ finding, place }) => `${place} ${finding.message}`),
    [],
  );
});
