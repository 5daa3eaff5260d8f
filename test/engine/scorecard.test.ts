import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { QUESTIONS } from '../../server/src/engine/questions.ts';
import { type ScoreInput, scoreFactors } from '../../server/src/engine/scorecard.ts';
import { FACTORS, type FactorSlug } from '../../server/src/factors.ts';
import type { Finding, Severity } from '../../server/src/model/finding.ts';
import type { ProjectKind } from '../../server/src/model/role.ts';
import { defineRule, type Rule, type RuleId } from '../../server/src/model/rule.ts';

const rule = (id: RuleId): Rule => defineRule({ id, severity: 'warning', summary: 'X.' });

const finding = (id: string, severity: Severity): Finding => ({
  rule: id,
  severity,
  confidence: 'high',
  path: 'a.js',
  span: { start: 0, end: 1 },
  message: 'm',
  related: [],
  fixes: [],
});

const RULES = [rule('logs/a'), rule('logs/b'), rule('config/a'), rule('config/b'), rule('config/c')];
const ALL = new Set<string>(RULES.map(({ id }) => id));

function score(input: Partial<ScoreInput>, kinds: readonly ProjectKind[] = ['service']) {
  const card = scoreFactors({
    projects: kinds.map((kind) => ({ root: kind, name: kind, kind, evidence: [], files: [] })),
    rules: RULES,
    findings: [],
    suppressed: [],
    evidence: [],
    applied: ALL,
    ...input,
  });
  const factor = (slug: FactorSlug) => {
    const found = card.factors.find((one) => one.slug === slug);
    assert.ok(found);
    return found;
  };
  return { card, factor };
}

describe('a factor', () => {
  test('fails with an error or a warning, and its share is shown', () => {
    const { factor } = score({ findings: [finding('config/a', 'error'), finding('config/b', 'warning')] });
    const { state, score: points, arithmetic, counts } = factor('config');
    assert.deepEqual([state, points], ['failed', 33]);
    assert.equal(arithmetic, '1 of 3 rules without a failure = 33');
    assert.deepEqual(counts, { error: 1, warning: 1, information: 0, hint: 0 });
  });

  test('does not fail with information and hints: they are noted', () => {
    const { factor } = score({ findings: [finding('config/a', 'information'), finding('config/a', 'hint')] });
    const { state, score: points, rules } = factor('config');
    assert.deepEqual([state, points], ['passed', 100]);
    assert.deepEqual(rules[0], { rule: 'config/a', state: 'noted', findings: 2 });
    assert.equal(rules[1]?.state, 'passed');
  });

  test('passes with what speaks for it', () => {
    const { factor } = score({
      evidence: [
        { rule: 'logs/a', path: 'a.js', span: { start: 0, end: 1 }, text: 'well' },
        ...Array.from({ length: 50 }, () => ({
          rule: 'config/a',
          path: 'a.js',
          span: { start: 0, end: 1 },
          text: 'x',
        })),
      ],
    });
    assert.deepEqual(factor('logs').evidence, [{ path: 'a.js', span: { start: 0, end: 1 }, text: 'well' }]);
    assert.ok(factor('config').evidence.length < 50, 'more says nothing more');
    assert.deepEqual(factor('logs').questions, QUESTIONS.logs);
  });

  test('is for a person to judge where nothing was found and nothing speaks for it', () => {
    const { factor } = score({});
    assert.deepEqual([factor('logs').state, factor('logs').score], ['manual', null]);
    assert.match(factor('logs').arithmetic, /found nothing against it/);
  });

  test('is for a person to judge where nothing could be read', () => {
    const { factor } = score({ applied: new Set() });
    assert.deepEqual([factor('logs').state, factor('logs').score], ['manual', null]);
    assert.equal(factor('codebase').state, 'manual', 'without a rule, too');
    assert.ok(factor('codebase').questions.length > 0);
  });

  test('does not apply where none of its rules is for any of the projects', () => {
    const { factor } = score({ applied: new Set() }, ['library', 'static-site']);
    assert.equal(factor('logs').state, 'not-applicable');
    assert.equal(factor('codebase').state, 'manual', 'that no rule is about');
    assert.equal(score({ applied: new Set() }, ['library', 'worker']).factor('logs').state, 'manual');
    assert.equal(score({ applied: new Set() }, []).factor('logs').state, 'manual');
  });

  test('counts what is suppressed apart', () => {
    const { factor } = score({ suppressed: ['logs/a', 'logs/a', 'config/a'] });
    assert.deepEqual([factor('logs').suppressed, factor('logs').state], [2, 'passed']);
  });

  test('is not failed by a rule whose name begins like it', () => {
    const { factor } = score({ findings: [finding('logs-of-old/a', 'error')] });
    assert.equal(factor('logs').state, 'manual');
    assert.equal(factor('logs').counts.error, 0);
  });
});

describe('the scorecard', () => {
  test('has the twelve factors in their order, with questions for each', () => {
    const { card } = score({});
    assert.deepEqual(
      card.factors.map(({ slug }) => slug),
      FACTORS.map(({ slug }) => slug),
    );
    for (const { slug } of FACTORS) assert.ok(QUESTIONS[slug].length > 0);
  });

  test('is the mean of the factors that have a score', () => {
    const evidence = [{ rule: 'config/a', path: 'a.js', span: { start: 0, end: 1 }, text: 'reads PORT' }];
    const { card } = score({ findings: [finding('logs/a', 'error')], evidence });
    assert.equal(card.score, 75);
    assert.match(card.arithmetic, /^\(100 \+ 50\) \/ 2 = 75\b/);
  });

  test('is none where nothing was read', () => {
    const { card } = score({ applied: new Set() });
    assert.equal(card.score, null);
    assert.equal(card.arithmetic, 'No factor could be scored');
  });

  test('names the projects with the first reason for their kind', () => {
    const { card } = score({
      projects: [
        {
          root: 'a',
          name: 'a',
          kind: 'library',
          evidence: [{ kind: 'library', path: 'a/package.json', reason: 'has no start' }],
          files: [],
        },
        { root: 'b', name: 'b', kind: 'service', evidence: [], files: [] },
      ],
    });
    assert.deepEqual(
      card.projects.map(({ reason }) => reason),
      ['has no start', 'nothing says that it is anything else'],
    );
  });
});
