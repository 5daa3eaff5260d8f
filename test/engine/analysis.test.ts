import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, describe, test } from 'node:test';
import { createAnalyzer } from '../../server/src/engine/analysis.ts';
import type { FileAnalysis } from '../../server/src/engine/file-analysis.ts';
import type { ModuleStore } from '../../server/src/engine/modules.ts';
import { languageOf } from '../../server/src/languages/index.ts';
import { createGrammars, type Grammars } from '../../server/src/languages/syntax.ts';
import { defineObserver, defineRule, type Observer, type Rule } from '../../server/src/model/rule.ts';
import { assetFile, loadGrammars } from '../support/grammars.ts';

let grammars: Grammars;
before(async () => {
  grammars = await loadGrammars();
});

const NO_MODULES: ModuleStore = {
  open: () => undefined,
  takeAsked: () => ({ used: [], needed: [] }),
  hasAsked: () => false,
  lines: () => undefined,
  forget: () => undefined,
  dispose: () => undefined,
};

/** Reports each call of `listen`, and says of each `ready` that it is well. */
const calls = defineRule({
  id: 'logs/calls',
  severity: 'warning',
  summary: 'Do not call.',
  code: {
    anchors: { javascript: ['listen', 'ready'] },
    *check(file) {
      for (const { callee, span } of file.callsAtAnchors()) {
        if (callee.endsWith('ready')) yield { evidence: 'is ready', span };
        else yield { span, message: 'Called.' };
      }
    },
  },
});

const images = defineRule({
  id: 'logs/images',
  severity: 'warning',
  summary: 'Name the image.',
  formats: {
    *dockerfile(document) {
      yield { span: { start: 0, end: 4 }, message: `Read ${document.stages.length}.` };
    },
  },
});

const inTests = defineRule({ ...calls, id: 'logs/in-tests', roles: ['test'] });

const listener = defineObserver({
  anchors: { javascript: ['listen'] },
  *observe(file) {
    for (const { span } of file.callsAtAnchors())
      yield { kind: 'listens', server: 'x', shutdown: 'own', span, detail: 'listens' };
  },
});

function analyze(
  path: string,
  text: string,
  rules: readonly Rule[] = [calls],
  observers: readonly Observer[] = [],
) {
  return createAnalyzer(grammars, rules, observers).analyze({ path, text }, NO_MODULES);
}

const ids = ({ reports }: FileAnalysis) => reports.map(({ rule }) => rule.id);

describe('an analysis', () => {
  test('holds what rules say, apart from what speaks for the application', () => {
    const { reports, evidence, failures } = analyze('src/a.js', 'listen(); ready();');
    assert.deepEqual([reports.length, evidence.length, failures.length], [1, 1, 0]);
    assert.equal(evidence[0]?.evidence.evidence, 'is ready');
  });

  test('leaves out comments', () => {
    assert.deepEqual(ids(analyze('src/a.js', '// listen()\n/* listen() */')), []);
    assert.deepEqual(ids(analyze('src/a.js', "'/*'; listen(); '*/'")), ['logs/calls']);
  });

  test('asks only rules that have a say in such a file', () => {
    assert.deepEqual(ids(analyze('src/a.js', 'listen()', [calls, inTests])), ['logs/calls']);
    assert.deepEqual(ids(analyze('test/a.test.js', 'listen()', [calls, inTests])), ['logs/in-tests']);
  });

  test('reads formats by their own rules', () => {
    assert.deepEqual(ids(analyze('Dockerfile', 'FROM a\n', [calls, images])), ['logs/images']);
    assert.deepEqual(ids(analyze('README.md', 'listen()', [calls, images])), []);
  });

  test('sums up what observers saw, in the order of the text', () => {
    const { summary } = analyze('src/a.js', 'a.listen(); b.listen();', [], [listener]);
    assert.deepEqual(
      summary.observations.map(({ span }) => span.start),
      [0, 12],
    );
    assert.deepEqual(
      [summary.path, summary.language, summary.family, summary.role],
      ['src/a.js', 'javascript', 'javascript', 'application'],
    );
  });

  test('keeps what comments suppress', () => {
    const { suppressions } = analyze(
      'src/a.js',
      '// twelve-factor-disable-next-line logs/calls -- why\nlisten();',
    );
    assert.equal(suppressions?.suppressions.length, 1);
    assert.equal(analyze('src/a.js', 'listen();').suppressions, undefined);
    assert.equal(analyze('src/a.js', "'twelve-factor-disable-line'; listen();").suppressions, undefined);
  });

  test('does not need a text to be right', () => {
    for (const text of [
      'listen(',
      '((((listen()',
      'listen(\u0000)',
      '\ud83e listen()',
      "listen('",
      '`${listen()',
      '',
    ])
      assert.deepEqual(analyze('src/a.js', text).failures, [], text);
  });
});

describe('what throws', () => {
  const wrong = (message: string) => () => {
    throw new Error(message);
  };

  test('is named, and the other rules go on, also with what it said before', () => {
    const broken = defineRule({
      ...calls,
      id: 'logs/broken',
      code: {
        anchors: { javascript: ['listen'] },
        *check() {
          yield { span: { start: 0, end: 1 }, message: 'Before.' };
          wrong('of the rule')();
        },
      },
    });
    const result = analyze(
      'src/a.js',
      'listen()',
      [broken, calls],
      [{ ...listener, observe: wrong('of the observer') }, listener],
    );
    assert.deepEqual(ids(result), ['logs/broken', 'logs/calls']);
    assert.equal(result.summary.observations.length, 1);
    assert.deepEqual(
      result.failures.map(({ rule, path, error }) => `${rule} ${path} ${error}`),
      ['logs/broken src/a.js Error: of the rule', 'observer src/a.js Error: of the observer'],
    );
  });

  test('in a format is named, too', () => {
    const broken = defineRule({ ...images, formats: { dockerfile: wrong('of the format') } });
    const { failures } = analyze('Dockerfile', 'FROM a\n', [broken]);
    assert.deepEqual(
      failures.map(({ rule }) => rule),
      ['logs/images'],
    );
  });

  test('in the engine itself ends the analysis of one file only', () => {
    const breaking: Grammars = { ...grammars, parse: wrong('of the parser') };
    const analyzer = createAnalyzer(breaking, [calls], []);
    const { failures, reports, summary } = analyzer.analyze(
      { path: 'src/a.js', text: 'listen()' },
      NO_MODULES,
    );
    assert.deepEqual(
      failures.map(({ rule, path, error }) => `${rule} ${path} ${error}`),
      ['engine src/a.js Error: of the parser'],
    );
    assert.deepEqual([reports.length, summary.path], [0, 'src/a.js']);
  });
});

describe('a tree', () => {
  test('that the editor holds is used where it is of the same text', () => {
    const language = languageOf('a.js');
    assert.ok(language);
    const analyzer = createAnalyzer(grammars, [calls], []);
    const held = grammars.parse(language, 'listen(); listen();');
    let asked = 0;
    const parsed = () => {
      asked++;
      return held;
    };
    const spans = (text: string) =>
      analyzer
        .analyze({ path: 'src/a.js', text, parsed }, NO_MODULES)
        .reports.map(({ report }) => report.span.start);
    assert.deepEqual(spans('listen(); listen();'), [0, 10]);
    assert.deepEqual(spans('   listen();'), [3], 'a tree of another text would be wrong');
    assert.deepEqual(spans('nothing'), []);
    assert.equal(asked, 2, 'without an anchor nobody asks for it');
    assert.equal(held.tree.rootNode.childCount, 2, 'it is still there');
    held.tree.delete();
  });
});

describe('what must be read and loaded', () => {
  test('is asked by path, by bytes and by text, ever more exactly', () => {
    const analyzer = createAnalyzer(grammars, [calls, images], []);
    assert.equal(analyzer.isWanted('src/a.js'), true);
    assert.equal(analyzer.isWanted('test/a.test.js'), false);
    assert.equal(analyzer.isWanted('Dockerfile'), true);
    assert.equal(analyzer.isWanted('image.png'), false);
    assert.equal(analyzer.mayMatter('src/a.js', Buffer.from('listen()')), true);
    assert.equal(analyzer.mayMatter('src/a.js', Buffer.from('nothing')), false);
    assert.equal(analyzer.mayMatter('Dockerfile', Buffer.from('')), true);
  });

  test('names the language only where its grammar is still to be loaded', async () => {
    const fresh = createGrammars(async () => {
      throw new Error('is not asked');
    });
    const analyzer = createAnalyzer(fresh, [calls], []);
    assert.equal(analyzer.languageNeeded('src/a.ts', 'listen()')?.id, 'typescript');
    assert.equal(analyzer.languageNeeded('src/a.ts', '// listen()'), undefined);
    assert.equal(analyzer.languageNeeded('src/a.ts', 'nothing'), undefined);
    assert.equal(analyzer.languageNeeded('Dockerfile', 'listen()'), undefined);
    assert.equal(createAnalyzer(grammars, [calls], []).languageNeeded('src/a.ts', 'listen()'), undefined);
  });
});

test('a grammar that could not be read is asked for again', async () => {
  const language = languageOf('a.js');
  assert.ok(language);
  let fails = true;
  const flaky = createGrammars(async (name) => {
    if (fails) throw new Error(`${name} is not there`);
    return readFile(assetFile(name));
  });
  await assert.rejects(flaky.load([language]), /is not there/);
  assert.equal(flaky.isLoaded(language), false);
  fails = false;
  await flaky.load([language]);
  assert.equal(flaky.isLoaded(language), true);
});
