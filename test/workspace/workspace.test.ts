import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Configuration, mergeConfigurations } from '../../server/src/engine/configuration.ts';
import type { FileAnalysis } from '../../server/src/engine/file-analysis.ts';
import { parseSuppressions } from '../../server/src/engine/suppressions.ts';
import type { Report } from '../../server/src/model/finding.ts';
import { defineRule, type Rule } from '../../server/src/model/rule.ts';
import type { Observation } from '../../server/src/model/summary.ts';
import { createWorkspace } from '../../server/src/workspace/workspace.ts';

const START = { start: 0, end: 1 };

const ofFile = defineRule({
  id: 'logs/file',
  severity: 'warning',
  summary: 'F.',
  code: { anchors: { javascript: ['x'] }, check: () => [] },
});

/** Asks every file that listens to be joined by one that handles SIGTERM. */
const ofProject = defineRule({
  id: 'disposability/project',
  severity: 'warning',
  summary: 'P.',
  *project({ summaries }) {
    const seen = summaries.flatMap(({ path, observations }) => observations.map((one) => ({ path, ...one })));
    if (seen.some(({ kind }) => kind === 'handles-signal')) return;
    for (const { path, kind, span } of seen)
      if (kind === 'listens') yield { path, span, message: 'Handle it.' };
  },
});

const LISTENS: Observation = {
  kind: 'listens',
  server: 'x',
  shutdown: 'own',
  span: START,
  detail: 'listens',
};
const HANDLES: Observation = { kind: 'handles-signal', signal: 'SIGTERM', span: START, detail: 'handles' };

type Given = {
  readonly reports?: readonly Partial<Report>[];
  readonly sees?: readonly Observation[];
  readonly text?: string;
};

function analysis(path: string, { reports = [], sees = [], text = '' }: Given): FileAnalysis {
  const comments = [...text.matchAll(/\/\/.*/g)].map(({ index, 0: { length } }) => ({
    start: index,
    end: index + length,
  }));
  return {
    path,
    reports: reports.map((report) => ({ rule: ofFile, report: { span: START, message: 'm', ...report } })),
    evidence: [],
    summary: {
      path,
      role: 'application',
      environment: 'any',
      family: 'javascript',
      language: 'javascript',
      observations: sees,
      variables: [],
      readsWholeEnvironment: false,
    },
    ...(comments.length > 0
      ? { suppressions: { ...parseSuppressions(text, comments, new Set([ofFile.id, ofProject.id])), text } }
      : {}),
    failures: [],
    relatedLines: new Map(),
    modules: { used: [], needed: [] },
  };
}

function start(rules: readonly Rule[] = [ofFile, ofProject], configuration: Partial<Configuration> = {}) {
  const workspace = createWorkspace(rules, mergeConfigurations(configuration));
  return {
    workspace,
    put: (path: string, given: Given) => workspace.put(analysis(path, given), given.text ?? ''),
    ids: (path: string) => workspace.findingsOf(path).map(({ rule }) => rule),
  };
}

describe('findings of one file', () => {
  test('follow its analysis', () => {
    const { workspace, put, ids } = start();
    put('a.js', { reports: [{}, {}] });
    assert.deepEqual(ids('a.js'), ['logs/file', 'logs/file']);
    put('a.js', {});
    assert.deepEqual(ids('a.js'), []);
    put('a.js', { reports: [{}] });
    workspace.forget('a.js');
    assert.deepEqual(ids('a.js'), []);
  });

  test('are those shown by the present settings', () => {
    const { workspace, put, ids } = start();
    put('a.js', { reports: [{ confidence: 'medium' }] });
    assert.equal(ids('a.js').length, 1);
    workspace.configure(mergeConfigurations({ minimumConfidence: 'high' }));
    assert.equal(ids('a.js').length, 0);
    workspace.configure(mergeConfigurations({ rules: new Map([['logs/*', 'error']]) }));
    assert.equal(workspace.findingsOf('a.js')[0]?.severity, 'error');
  });

  test('are suppressed by its comments, also those of project rules', () => {
    const { workspace, put, ids } = start();
    const text = 'x // twelve-factor-disable-line -- both';
    put('a.js', { text, reports: [{}], sees: [LISTENS] });
    assert.deepEqual(ids('a.js'), []);
    assert.deepEqual(
      workspace.report().suppressed.map(({ finding, reason }) => [finding.rule, reason]),
      [
        ['disposability/project', 'both'],
        ['logs/file', 'both'],
      ],
    );
  });

  test('tell of a suppression without effect, unless its rule was not asked', () => {
    const { workspace, put, ids } = start();
    put('a.js', { text: 'x // twelve-factor-disable-line logs/file -- old' });
    assert.deepEqual(ids('a.js'), ['suppression/unused']);
    workspace.configure(mergeConfigurations({ rules: new Map([['logs/file', 'off']]) }));
    assert.deepEqual(ids('a.js'), []);
  });

  test('stand beside what is wrong with the configuration', () => {
    const { workspace, ids } = start();
    const notice = {
      rule: 'configuration/invalid',
      severity: 'warning',
      confidence: 'high',
      path: '.twelve-factor.json',
      span: { start: 3, end: 4 },
      message: 'm',
      related: [],
      fixes: [],
    } as const;
    workspace.setNotices('.twelve-factor.json', [notice], '{\n  x\n}');
    assert.deepEqual(ids('.twelve-factor.json'), ['configuration/invalid']);
    assert.equal(workspace.lines('.twelve-factor.json')?.starts.length, 3);
    workspace.setNotices('.twelve-factor.json', [], '{}');
    assert.deepEqual(ids('.twelve-factor.json'), []);
  });
});

describe('findings of project rules', () => {
  test('come and go with what other files contribute', () => {
    const { workspace, put, ids } = start();
    put('a.js', { sees: [LISTENS] });
    assert.deepEqual(ids('a.js'), ['disposability/project']);
    put('b.js', { sees: [HANDLES] });
    assert.deepEqual(ids('a.js'), []);
    put('b.js', {});
    assert.deepEqual(ids('a.js'), ['disposability/project'], 'the handler was taken out');
    put('b.js', { sees: [HANDLES] });
    assert.deepEqual(ids('a.js'), []);
    workspace.forget('b.js');
    assert.deepEqual(ids('a.js'), ['disposability/project'], 'the file was deleted');
    put('b.js', { sees: [HANDLES] });
    assert.deepEqual(ids('a.js'), []);
    workspace.skip('b.js', 'binary');
    assert.deepEqual(ids('a.js'), ['disposability/project'], 'the file can no longer be read');
  });

  test('are of one project only', () => {
    const { workspace, put, ids } = start();
    put('a/a.js', { sees: [LISTENS] });
    put('b/b.js', { sees: [HANDLES] });
    assert.deepEqual(ids('a/a.js'), []);
    const project = (root: string, files: string[]) =>
      ({ root, name: root, kind: 'service', evidence: [], files }) as const;
    workspace.setProjects([project('a', ['a/a.js']), project('b', ['b/b.js'])]);
    assert.deepEqual(ids('a/a.js'), ['disposability/project']);
    assert.equal(workspace.projectOf('a/new.js').root, 'a');
    workspace.setProjects([{ ...project('a', ['a/a.js']), kind: 'library' }]);
    assert.deepEqual(ids('a/a.js'), []);
  });
});

describe('what changed', () => {
  test('is told once', () => {
    const { workspace, put } = start();
    put('b.js', { reports: [{}] });
    put('a.js', {});
    assert.deepEqual(workspace.takeChanged(), ['a.js', 'b.js']);
    assert.deepEqual(workspace.takeChanged(), []);
    workspace.forget('b.js');
    assert.deepEqual(workspace.takeChanged(), ['b.js']);
  });

  test('is told of files that project rules speak of, and no longer do', () => {
    const { workspace, put } = start();
    put('a.js', { sees: [LISTENS] });
    workspace.takeChanged();
    for (const sees of [[HANDLES], [], [HANDLES]]) {
      put('b.js', { sees });
      assert.deepEqual(workspace.takeChanged(), ['a.js', 'b.js']);
    }
  });

  test('is everything when settings or projects do', () => {
    const { workspace, put } = start();
    put('a.js', {});
    put('b.js', {});
    workspace.takeChanged();
    workspace.configure(mergeConfigurations({}));
    assert.deepEqual(workspace.takeChanged(), ['a.js', 'b.js']);
    workspace.setProjects([]);
    assert.deepEqual(workspace.takeChanged(), ['a.js', 'b.js']);
  });
});

describe('the report', () => {
  test('holds all files, sorted, and what was skipped', () => {
    const { workspace, put } = start();
    put('b.js', { reports: [{}] });
    put('a.js', { sees: [LISTENS] });
    put('c.js', {});
    workspace.skip('z.bin', 'binary');
    workspace.skip('d.js', 'minified');
    const { findings, skipped, files } = workspace.report();
    assert.deepEqual(
      findings.map(({ path }) => path),
      ['a.js', 'b.js'],
    );
    assert.deepEqual(
      skipped.map(({ path }) => path),
      ['d.js', 'z.bin'],
    );
    assert.equal(files, 3);
  });

  test('is the same whatever the order in which files came', () => {
    const given: readonly (readonly [string, Given])[] = [
      ['a.js', { sees: [LISTENS], reports: [{}] }],
      ['b.js', { reports: [{}, { severity: 'hint' }] }],
      ['c.js', { sees: [LISTENS] }],
    ];
    const report = (files: typeof given) => {
      const { workspace, put } = start();
      for (const [path, one] of files) put(path, one);
      const { findings, scorecard } = workspace.report();
      return JSON.stringify([findings, scorecard]);
    };
    assert.equal(report(given), report(given.toReversed()));
  });

  test('names rules that threw', () => {
    const broken = defineRule({
      ...ofProject,
      id: 'logs/broken',
      project() {
        throw new Error('wrong');
      },
    });
    const { workspace, put } = start([broken]);
    put('a.js', { sees: [LISTENS] });
    assert.deepEqual(
      workspace.report().failures.map(({ rule }) => rule),
      ['logs/broken'],
    );
  });
});

test('a skipped file that can be read again is skipped no longer', () => {
  const { workspace, put } = start();
  workspace.skip('a.js', 'binary');
  put('a.js', { reports: [{}] });
  assert.deepEqual(workspace.report().skipped, []);
  assert.equal(workspace.findingsOf('a.js').length, 1);
});
