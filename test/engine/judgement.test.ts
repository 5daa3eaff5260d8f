import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { FileAnalysis } from '../../server/src/engine/file-analysis.ts';
import {
  appliedRules,
  compareFindings,
  compareText,
  judgeFile,
  judgeProject,
  type Levels,
} from '../../server/src/engine/judgement.ts';
import type { Confidence, Finding, Report, Severity } from '../../server/src/model/finding.ts';
import type { Project } from '../../server/src/model/project.ts';
import type { ProjectKind } from '../../server/src/model/role.ts';
import { defineRule, type Rule } from '../../server/src/model/rule.ts';
import type { Summary } from '../../server/src/model/summary.ts';

const summary = (path: string, language: string, family?: Summary['family']): Summary => ({
  path,
  role: 'application',
  environment: 'any',
  language,
  ...(family ? { family } : {}),
  observations: [],
  variables: [],
  readsWholeEnvironment: false,
});

const project = (kind: ProjectKind = 'service'): Project => ({
  root: '',
  name: 'x',
  kind,
  evidence: [],
  files: [],
});

const levels = (level: Severity | 'on' | 'off' = 'on', minimumConfidence: Confidence = 'low'): Levels => ({
  level: () => level,
  isChosen: () => false,
  minimumConfidence,
});

const rule: Rule = defineRule({
  id: 'logs/x',
  severity: 'warning',
  summary: 'X.',
  code: { anchors: { javascript: ['x'] }, check: () => [] },
});

function analysis(reports: readonly Partial<Report>[]): FileAnalysis {
  return {
    path: 'a.js',
    reports: reports.map((report) => ({
      rule,
      report: { span: { start: 0, end: 1 }, message: 'm', ...report },
    })),
    evidence: [{ rule, evidence: { evidence: 'well', span: { start: 0, end: 1 } } }],
    summary: summary('a.js', 'javascript', 'javascript'),
    failures: [],
    relatedLines: new Map(),
    modules: { used: [], needed: [] },
  };
}

const judge = (reports: readonly Partial<Report>[], of = project(), by = levels()) =>
  judgeFile(analysis(reports), of, by);

describe('a report is a finding', () => {
  test('with what is left out filled in', () => {
    assert.deepEqual(judge([{}]).findings, [
      {
        rule: 'logs/x',
        severity: 'warning',
        confidence: 'high',
        path: 'a.js',
        span: { start: 0, end: 1 },
        message: 'm',
        related: [],
        fixes: [],
      },
    ]);
  });

  test('of the severity that is set, else of the report, else of the rule', () => {
    const severity = (report: Partial<Report>, level: Severity | 'on') =>
      judge([report], project(), levels(level)).findings[0]?.severity;
    assert.equal(severity({}, 'on'), 'warning');
    assert.equal(severity({ severity: 'hint' }, 'on'), 'hint');
    assert.equal(severity({ severity: 'hint' }, 'error'), 'error');
  });

  test('if it is as certain as one asks for', () => {
    const shown = (minimum: Confidence) =>
      judge(
        [{ confidence: 'high' }, { confidence: 'medium' }, { confidence: 'low' }],
        project(),
        levels('on', minimum),
      ).findings.length;
    assert.deepEqual([shown('high'), shown('medium'), shown('low')], [1, 2, 3]);
  });

  test('unless the rule is off or not of the kind of project', () => {
    for (const { findings, evidence } of [
      judge([{}], project(), levels('off')),
      judge([{}], project('library')),
    ])
      assert.deepEqual([findings.length, evidence.length], [0, 0]);
  });

  test('of a rule that is not on by itself only where somebody asks for it', () => {
    const asleep = { ...analysis([{}]) };
    const reports = asleep.reports.map(({ report }) => ({
      rule: { ...rule, enabledByDefault: false },
      report,
    }));
    const shown = (isChosen: boolean) =>
      judgeFile({ ...asleep, reports }, project(), { ...levels(), isChosen: () => isChosen }).findings.length;
    assert.deepEqual([shown(false), shown(true)], [0, 1]);
  });

  test('in the order of the text', () => {
    const at = (start: number, end: number) => ({ span: { start, end } });
    assert.deepEqual(
      judge([at(5, 6), at(1, 9), at(1, 2)]).findings.map(({ span }) => `${span.start}-${span.end}`),
      ['1-2', '1-9', '5-6'],
    );
  });
});

describe('project rules', () => {
  const ofProject = defineRule({
    id: 'logs/project',
    severity: 'error',
    summary: 'P.',
    *project(view) {
      for (const { path } of view.summaries) yield { path, span: { start: 0, end: 1 }, message: 'm' };
      yield { path: 'a.js', span: { start: 2, end: 3 }, evidence: 'well' };
    },
  });
  const broken = defineRule({
    ...ofProject,
    id: 'logs/broken',
    project() {
      throw new Error('wrong');
    },
  });

  test('speak of any file of the project; one that throws is named, the rest goes on', () => {
    const { findings, evidence, failures } = judgeProject(
      { ...project(), root: 'apps/x' },
      [summary('b.js', 'javascript'), summary('a.js', 'javascript')],
      [broken, ofProject, rule],
      levels(),
    );
    assert.deepEqual(
      findings.map(({ path }) => path),
      ['a.js', 'b.js'],
    );
    assert.deepEqual(evidence, [
      { rule: 'logs/project', path: 'a.js', span: { start: 2, end: 3 }, text: 'well' },
    ]);
    assert.deepEqual(
      failures.map(({ rule: id, path }) => [id, path]),
      [['logs/broken', 'apps/x']],
    );
  });

  test('are silent where they are off or of another kind', () => {
    const files = [summary('a.js', 'javascript')];
    assert.deepEqual(judgeProject(project('library'), files, [ofProject], levels()).findings, []);
    assert.deepEqual(judgeProject(project(), files, [ofProject], levels('off')).findings, []);
    assert.deepEqual(judgeProject(project(), files, [broken], levels('off')).failures, []);
  });
});

test('a rule applies where there is something that it can read', () => {
  const applied = (kind: ProjectKind, ...summaries: Summary[]) =>
    appliedRules(project(kind), summaries, [rule], levels());
  assert.deepEqual(applied('service', summary('a.js', 'javascript', 'javascript')), ['logs/x']);
  assert.deepEqual(applied('service', summary('a.ts', 'typescript', 'javascript')), ['logs/x']);
  assert.deepEqual(applied('service', summary('a.py', 'python', 'python')), []);
  assert.deepEqual(applied('library', summary('a.js', 'javascript', 'javascript')), []);
  assert.deepEqual(applied('service'), []);
});

test('findings are sorted alike on every machine', () => {
  const finding = (path: string, id: string): Finding => ({
    ...(judge([{}]).findings[0] as Finding),
    path,
    rule: id,
  });
  const sorted = [
    finding('b', 'x'),
    finding('a', 'y'),
    finding('ä', 'x'),
    finding('B', 'x'),
    finding('a', 'x'),
  ]
    .sort(compareFindings)
    .map(({ path, rule: id }) => path + id);
  assert.deepEqual(sorted, ['Bx', 'ax', 'ay', 'bx', 'äx']);
  assert.deepEqual([compareText('a', 'a'), compareText('a', 'b'), compareText('b', 'a')], [0, -1, 1]);
});
