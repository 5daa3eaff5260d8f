import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ScorecardReport, WireFactor, WireFinding } from '../../client/src/protocol.ts';
import { news, scoreText, severityCounts, stateSentence } from '../../client/src/webview/words.ts';
import { FACTORS } from '../../server/src/factors.ts';

const NONE = { error: 0, warning: 0, information: 0, hint: 0 };

const FACTOR: WireFactor = {
  slug: 'logs',
  numeral: 'XI',
  title: 'Logs',
  statement: '',
  state: 'passed',
  score: 100,
  arithmetic: '',
  counts: NONE,
  suppressed: 0,
  rules: [],
  evidence: [],
  questions: [],
};

const FINDING: WireFinding = {
  rule: 'logs/log-file',
  factor: 'logs',
  severity: 'warning',
  confidence: 'high',
  uri: 'file:///app/a.js',
  range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } },
  message: '',
  fixes: [],
};

function report(findings: number, scanning = false): ScorecardReport {
  const factors = FACTORS.map(({ slug }, index) => ({
    ...FACTOR,
    slug,
    state: index < 2 ? ('failed' as const) : index < 11 ? ('passed' as const) : ('manual' as const),
  }));
  return {
    scanning,
    files: 1,
    stoppedAt: null,
    skipped: [],
    findingCount: findings,
    score: 50,
    scorecard: { factors, score: 50, arithmetic: '', projects: [] },
    findings: Array.from({ length: findings }, () => FINDING),
  };
}

test('the states of the factors are one sentence, without those that do not occur', () => {
  assert.equal(stateSentence(report(0)), '2 failed, 9 passed, 1 for a person to judge');
});

test('a screen reader hears what changed, and nothing during a scan', () => {
  assert.equal(news(undefined, report(3)), undefined);
  assert.equal(news(report(3), report(3)), undefined);
  assert.equal(news(report(3), report(4)), '1 finding more.');
  assert.equal(news(report(3), report(1)), '2 findings fewer.');
  assert.equal(news(report(0), report(5, true)), undefined);
  assert.equal(news(report(0, true), report(5)), 'Scan finished, 5 findings more.');
  assert.equal(news(report(5, true), report(5)), 'Scan finished, findings are the same.');
});

test('counts are in words, in falling order of severity', () => {
  const counts = { ...NONE, hint: 2, error: 1, information: 1 };
  assert.deepEqual(
    severityCounts({ ...FACTOR, counts }).map(({ text }) => text),
    ['1 error', '1 note', '2 hints'],
  );
});

test('a score is a whole number, and none is not zero', () => {
  assert.equal(scoreText(58.6), '59');
  assert.equal(scoreText(0), '0');
  assert.equal(scoreText(null), '–');
});
