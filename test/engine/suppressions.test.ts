import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { applySuppressions } from '../../server/src/engine/apply-suppressions.ts';
import { parseSuppressions } from '../../server/src/engine/suppressions.ts';
import type { Edit } from '../../server/src/model/finding.ts';
import type { Span } from '../../server/src/model/span.ts';

const RULES = new Set([
  'logs/log-file',
  'logs/log-rotation',
  'config/hardcoded-host',
  'port-binding/hardcoded-port',
]);

// Slashes, slash and star, `#` and `<!--`: enough for these texts.
function commentsOf(text: string): Span[] {
  return [...text.matchAll(/\/\/.*|\/\*[\s\S]*?\*\/|#.*|<!--[\s\S]*?-->/g)].map(({ 0: comment, index }) => ({
    start: index,
    end: index + comment.length,
  }));
}

/** A finding of `logs/log-file` at each `LOG`, of `config/hardcoded-host` at each `HOST`. */
function findingsOf(text: string) {
  return [...text.matchAll(/LOG|HOST/g)].map(({ 0: word, index }) => ({
    rule: word === 'LOG' ? 'logs/log-file' : 'config/hardcoded-host',
    span: { start: index, end: index + word.length },
  }));
}

function run(text: string) {
  const { suppressions, problems } = parseSuppressions(text, commentsOf(text), RULES);
  const applied = applySuppressions(text, findingsOf(text), suppressions);
  const reports = [...problems, ...applied.reports];
  return {
    kept: applied.kept.map(({ span }) => lineOf(text, span.start)),
    reasons: applied.suppressed.map(({ reason }) => reason),
    reports,
    rules: reports.map(({ rule }) => rule.replace('suppression/', '')),
    at: reports.map(({ span }) => text.slice(span.start, span.end)),
    mended: reports.map(({ fixes }) => apply(text, fixes?.[0]?.edits ?? [])),
  };
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

function apply(text: string, edits: readonly Edit[]): string {
  return [...edits]
    .sort((one, other) => other.span.start - one.span.start)
    .reduce((all, edit) => all.slice(0, edit.span.start) + edit.text + all.slice(edit.span.end), text);
}

test('the next line is suppressed, and no other', () => {
  const { kept, reasons, rules } = run(
    'LOG\n// twelve-factor-disable-next-line logs/log-file -- the platform reads it\nLOG\nLOG\n',
  );
  assert.deepEqual(kept, [1, 4]);
  assert.deepEqual(reasons, ['the platform reads it']);
  assert.deepEqual(rules, []);
});

test('every comment form is read', () => {
  for (const comment of [
    '// twelve-factor-disable-next-line logs/log-file -- why',
    '//twelve-factor-disable-next-line   logs/log-file  --  why  ',
    '# twelve-factor-disable-next-line logs/log-file -- why',
    '#twelve-factor-disable-next-line logs/log-file -- why\r',
    '/* twelve-factor-disable-next-line logs/log-file -- why */',
    '/** twelve-factor-disable-next-line logs/log-file -- why **/',
    '/*\n * twelve-factor-disable-next-line\n * logs/log-file -- why\n */'.replace('\n * t', ' t'),
    '  {/* twelve-factor-disable-next-line logs/log-file -- why */}',
    '  { /* twelve-factor-disable-next-line logs/log-file -- why */ }',
    '<!-- twelve-factor-disable-next-line logs/log-file -- why -->',
    '// twelve-factor-disable-next-line logs/* -- why',
    '// twelve-factor-disable-next-line -- why',
    '// twelve-factor-disable-next-line config/hardcoded-host,logs/log-file -- why',
  ]) {
    const { kept, reasons } = run(`${comment}\nLOG HOST\n`);
    assert.ok(kept.length < 2, comment);
    assert.deepEqual(new Set(reasons), new Set(['why']), comment);
  }
});

test('what only mentions a directive is none', () => {
  for (const line of [
    '// see twelve-factor-disable-next-line logs/log-file',
    '"twelve-factor-disable-next-line logs/log-file"',
    '// twelve-factor-disable-next-lines logs/log-file',
    '// twelve-factor-disable-file logs/log-file',
    '// twelve-factor disable-next-line logs/log-file',
  ]) {
    const { kept, rules } = run(`${line}\nLOG\n`);
    assert.deepEqual(kept, [2], line);
    assert.deepEqual(rules, [], line);
  }
});

test('several comments may stand above one line', () => {
  const { kept, rules } = run(
    '// twelve-factor-disable-next-line logs/log-file -- a\n\n{/* twelve-factor-disable-next-line config/hardcoded-host -- b */}\n// and a word\nLOG HOST\n',
  );
  assert.deepEqual(kept, []);
  assert.deepEqual(rules, []);
});

test('the line itself is suppressed', () => {
  const { kept } = run('LOG HOST // twelve-factor-disable-line logs/log-file -- a\nLOG\n');
  assert.deepEqual(kept, [1, 2]);
});

test('a block reaches to its end', () => {
  const { kept, rules } = run(
    'LOG\n# twelve-factor-disable logs/log-file, config/hardcoded-host -- a\nLOG\nHOST\n# twelve-factor-enable logs/log-file\nLOG\nHOST\n# twelve-factor-enable\nHOST\n',
  );
  assert.deepEqual(kept, [1, 6, 9]);
  assert.deepEqual(rules, []);
  assert.deepEqual(run('LOG\n# twelve-factor-disable -- all of it is old\nLOG\nHOST').kept, [1]);
});

test('an unknown rule is named with the nearest one', () => {
  const text = '// twelve-factor-disable-next-line logs/logfile -- a\nLOG\n';
  const { kept, rules, at, reports, mended } = run(text);
  assert.deepEqual(kept, [2]);
  assert.deepEqual(rules, ['unknown-rule']);
  assert.deepEqual(at, ['logs/logfile']);
  assert.match(reports[0]?.message ?? '', /'logs\/log-file'\?$/);
  assert.equal(mended[0], text.replace('logfile', 'log-file'));
  assert.match(
    run('// twelve-factor-disable-line no-console -- a\n').reports[0]?.message ?? '',
    /the id that/,
  );
  // Nothing known is left, but that is not "all rules".
  assert.deepEqual(run('// twelve-factor-disable xyz -- a\nLOG').kept, [2]);
  assert.deepEqual(run('// twelve-factor-disable nothing/* -- a\nLOG').rules, ['unknown-rule']);
});

test('a suppression without effect is reported and removed', () => {
  const alone = run('a\n  // twelve-factor-disable-next-line logs/log-file -- a\nHOST\n');
  assert.deepEqual(alone.rules, ['unused']);
  assert.deepEqual(alone.at, ['logs/log-file']);
  assert.equal(alone.mended[0], 'a\nHOST\n');
  assert.equal(run('HOST  // twelve-factor-disable-line logs/log-file -- a\nb').mended[0], 'HOST\nb');
  assert.equal(run('<a>\n  {/* twelve-factor-disable-next-line -- a */}\n</a>').mended[0], '<a>\n</a>');
  assert.equal(
    run('// twelve-factor-disable-next-line logs/log-file, config/* -- a\nLOG').mended[0],
    '// twelve-factor-disable-next-line logs/log-file -- a\nLOG',
  );
  assert.equal(
    run('// twelve-factor-disable-next-line logs/log-file, config/* -- a\nHOST').mended[0],
    '// twelve-factor-disable-next-line config/* -- a\nHOST',
  );
  assert.equal(run('a\n# twelve-factor-enable\nLOG').mended[0], 'a\nLOG');
  assert.deepEqual(run('# twelve-factor-disable logs/log-file -- a\nHOST\n# twelve-factor-enable\n').rules, [
    'unused',
  ]);
});

test('a suppression of a rule that was not run is not called unused', () => {
  const text = '# twelve-factor-disable-next-line logs/log-file -- a\nb\n';
  const { suppressions } = parseSuppressions(text, commentsOf(text), RULES);
  assert.equal(applySuppressions(text, [], suppressions).reports.length, 1);
  assert.deepEqual(applySuppressions(text, [], suppressions, (rule) => rule !== 'logs/log-file').reports, []);
});

test('a reason is asked for, once a comment', () => {
  const { kept, rules, at } = run('// twelve-factor-disable-next-line logs/log-file, config/* --\nLOG HOST');
  assert.deepEqual(kept, []);
  assert.deepEqual(rules, ['missing-reason']);
  assert.deepEqual(at, ['// twelve-factor-disable-next-line logs/log-file, config/* --']);
});

test('any text is read', () => {
  const piece = fc.constantFrom(
    ...[
      '// ',
      '/* ',
      ' */',
      '# ',
      '\n',
      '\r\n',
      'twelve-factor-',
      'disable',
      'enable',
      '-next-line',
      '-line',
      ' -- ',
    ],
    ...['logs/log-file', ', ', '*', '{', '}', 'LOG', 'HOST', '<!--', '-->', ' ', '🐳'],
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = pieces.join('');
      const { reports } = run(text);
      for (const { span, fixes } of reports) {
        for (const { start, end } of [
          span,
          ...(fixes ?? []).flatMap((fix) => fix.edits.map((edit) => edit.span)),
        ]) {
          assert.ok(0 <= start && start <= end && end <= text.length);
        }
      }
    }),
    { numRuns: 1000 },
  );
});
