import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import fc from 'fast-check';
import { applyEdits } from '../../server/src/engine/fixes.ts';
import { contextOf, PROCFILE_TARGETS } from '../../server/src/formats/procfile/targets.ts';
import { parseProcfile } from '../../server/src/formats/procfile.ts';
import type { Grammars } from '../../server/src/languages/syntax.ts';
import { RULES } from '../../server/src/rules/index.ts';
import { runsOf } from '../../server/src/rules/procfile/commands-run.ts';
import { PROCFILE_RULES } from '../../server/src/rules/procfile/index.ts';
import { textOf } from '../formats/generated-text.ts';
import { checkFiles } from '../support/check-files.ts';
import { loadGrammars } from '../support/grammars.ts';

let grammars: Grammars;
before(async () => {
  grammars = await loadGrammars();
});

function linesFound(files: Readonly<Record<string, string>>): readonly string[] {
  const all = new Map(Object.entries(files));
  return checkFiles(grammars, PROCFILE_RULES, all).findings.map(({ path, rule, severity, span }) => {
    const line = (all.get(path) ?? '').slice(0, span.start).split('\n').length;
    return `${path}:${line} ${rule} ${severity}`;
  });
}

test('a line of 64 KiB is reported where forego or Paketo may read the file, and no shorter one', () => {
  const withLine = (bytes: number) => `web: bin/web\nlong: ${'é'.repeat((bytes - 7) / 2)}\nlast: bin/last\n`;
  const expected = 'Procfile:2 procfile/unparsable-line error';
  assert.deepEqual(linesFound({ Procfile: withLine(65_537) }), [expected]);
  assert.deepEqual(linesFound({ Procfile: withLine(65_533) }), []);
  assert.deepEqual(linesFound({ '.forego': 'port=5000\n', Procfile: withLine(65_537) }), [expected]);
  assert.deepEqual(linesFound({ '.overmind.env': 'OVERMIND_PORT=1\n', Procfile: withLine(65_537) }), []);
});

const texts = textOf([
  ...[
    'web',
    'worker',
    'release',
    ': ',
    ':',
    ' : ',
    '\n',
    '\n',
    '\r\n',
    '\r\n\r\n',
    ' ',
    '\t',
    '#',
    ' # ',
    '//',
    '\\',
    '\uFEFF',
  ],
  ...[
    'node server.js',
    'npm run x',
    'gunicorn shop.wsgi:app',
    'python -m a.b',
    'bin/run',
    './x.sh',
    'sh -c ',
    'cd a',
  ],
  ...[
    'PORT=3000 ',
    ' --port=80',
    ' -p 3000',
    ' :8080',
    ' --bind ',
    '0.0.0.0:80',
    '$PORT',
    '${PORT:-1}',
    '$PORT_X',
    'env ',
  ],
  ...[
    '&&',
    '||',
    ';',
    '|',
    '&',
    ' > log',
    '"',
    "'",
    '`',
    '$(',
    ')',
    'nohup ',
    ' --daemon',
    ' --pid x',
    ' --reload',
    '🦊',
  ],
]);

test('every rule speaks of any Procfile inside of it, and its fixes change the file where they say', () => {
  const rules = RULES.filter(({ formats }) => formats?.procfile);
  const targets = fc.subarray([...PROCFILE_TARGETS]);
  fc.assert(
    fc.property(texts, targets, fc.constantFrom('Procfile', 'Procfile.dev'), (text, used, path) => {
      const document = parseProcfile(path, text);
      const isWithin = ({ start, end }: { start: number; end: number }) =>
        0 <= start && start <= end && end <= text.length;
      for (const rule of rules) {
        for (const said of rule.formats?.procfile?.(document, contextOf(path, used)) ?? []) {
          assert.ok(isWithin(said.span), rule.id);
          for (const { edits } of 'message' in said ? (said.fixes ?? []) : []) {
            const own = edits
              .filter((edit) => edit.path === undefined)
              .toSorted((one, other) => one.span.start - other.span.start);
            assert.ok(
              own.every(({ span }) => isWithin(span)),
              rule.id,
            );
            for (const [at, { span }] of own.slice(1).entries())
              assert.ok(span.start >= (own[at]?.span.end ?? 0), rule.id);
            assert.notEqual(applyEdits(text, own), text, rule.id);
          }
        }
      }
    }),
    { numRuns: 10_000 },
  );
});

test('what a command runs stands where it is said to stand', () => {
  fc.assert(
    fc.property(texts, (text) => {
      for (const entry of parseProcfile('Procfile', text).entries) {
        for (const fact of runsOf(entry)) {
          assert.ok(entry.commandSpan.start <= fact.span.start && fact.span.end <= entry.commandSpan.end);
          if (fact.kind !== 'run-file') continue;
          assert.ok(!/^\/|(?:^|\/)\.\.?(?:\/|$)|[\s$*]/.test(fact.path), fact.path);
        }
      }
    }),
    { numRuns: 10_000 },
  );
});
