import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Grammars } from '../../server/src/languages/syntax.ts';
import type { Rule } from '../../server/src/model/rule.ts';
import { RULES } from '../../server/src/rules/index.ts';
import { checkFiles } from '../support/check-files.ts';
import { loadGrammars } from '../support/grammars.ts';
import { processorTime } from '../support/processor-time.ts';
import { type PageCase, pageFiles, readPage } from './pages.ts';

const FEWER = 100;
const MORE = 400;
/** Four times the text takes four times the time; what grows by the square takes sixteen times as long. */
const MAXIMUM_RATIO = 12;
/** What takes less (milliseconds) is swayed by the machine more than by the text. */
const FLOOR = 200;
/** A machine that does something else is given another chance. */
const ATTEMPTS = 3;

let grammars: Grammars;
before(async () => {
  grammars = await loadGrammars();
});

/** A case's text again and again in one file; the other files stay as they are. */
function repeated({ files, path }: PageCase, times: number): ReadonlyMap<string, string> {
  const text = files.get(path) ?? '';
  return new Map(files).set(path, (text.endsWith('\n') ? text : `${text}\n`).repeat(times));
}

/** Milliseconds. */
function timeOf(rule: Rule, pageCase: PageCase, times: number): number {
  const files = repeated(pageCase, times);
  return processorTime(() => checkFiles(grammars, [rule], files));
}

/** What was measured where it grows too fast; undefined where it does not. */
function growthOf(rule: Rule, pageCase: PageCase): string | undefined {
  let fewer = Number.POSITIVE_INFINITY;
  let more = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    more = Math.min(more, timeOf(rule, pageCase, MORE));
    if (more < FLOOR) return undefined;
    fewer = Math.min(fewer, timeOf(rule, pageCase, FEWER));
    if (attempt > 0 && more / fewer < MAXIMUM_RATIO) return undefined;
  }
  return `${Math.round(fewer)} ms, ${Math.round(more)} ms for ${MORE / FEWER} times the text`;
}

describe('the time a rule takes grows with the text, not with its square', () => {
  for (const page of pageFiles().map(readPage)) {
    const rule = RULES.find(({ id }) => page.file === `docs/rules/${id}.md`);
    if (!rule) continue;
    test(rule.id, () => {
      const grown = page.cases
        .filter(({ verdict }) => verdict === 'bad')
        .map((pageCase) => ({ at: `${page.file}:${pageCase.line}`, growth: growthOf(rule, pageCase) }));
      assert.deepEqual(
        grown.filter(({ growth }) => growth !== undefined),
        [],
      );
    });
  }
});
