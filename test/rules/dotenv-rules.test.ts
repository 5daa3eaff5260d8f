import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createAnalyzer } from '../../server/src/engine/analysis.ts';
import { levelsOf, mergeConfigurations, readSettings } from '../../server/src/engine/configuration.ts';
import { applyEdits } from '../../server/src/engine/fixes.ts';
import { judgeFile } from '../../server/src/engine/judgement.ts';
import { createModuleStore } from '../../server/src/engine/modules.ts';
import type { DotenvContext } from '../../server/src/formats/dotenv/detect.ts';
import { DOTENV_DIALECTS, evaluateDotenv } from '../../server/src/formats/dotenv/evaluate.ts';
import { parseDotenv } from '../../server/src/formats/dotenv.ts';
import { createGrammars } from '../../server/src/languages/syntax.ts';
import type { Report } from '../../server/src/model/finding.ts';
import committedEnvFile from '../../server/src/rules/config/committed-env-file.ts';
import { DOTENV_RULES } from '../../server/src/rules/dotenv/index.ts';
import { assertLinear, textOf } from '../formats/generated-text.ts';

type Dialects = readonly (typeof DOTENV_DIALECTS)[number][];

function reports(
  text: string,
  dialects: Dialects,
  path = '.env',
  around: Omit<DotenvContext, 'dialects'> = {},
): { rule: string; report: Report }[] {
  const document = parseDotenv(path, text);
  return [...DOTENV_RULES, committedEnvFile].flatMap(({ id, formats }) =>
    [...(formats?.dotenv?.(document, { dialects, ...around }) ?? [])].flatMap((said) =>
      'evidence' in said ? [] : [{ rule: id, report: said }],
    ),
  );
}

const files = textOf([
  ...['A', 'B', 'KEY', 'export ', '=', '=', ' = ', '= ', ': ', '"', "'", '`', '\n', '\n', '\r\n', ' ', '\t'],
  ...[
    '#',
    ' # c',
    '\\',
    '\\n',
    '$A',
    '${B}',
    '$$',
    '$(x)',
    'A=1\n',
    'B=${A}\n',
    'A=${B}\n',
    'K="a#b"\n',
    'D\n',
  ],
  ...['\uFEFF', '-', '.', '1'],
]);

test('safe fixes change no variable for any reader in use, and spans lie in the text', () => {
  fc.assert(
    fc.property(
      files,
      fc.subarray([...DOTENV_DIALECTS], { minLength: 1, maxLength: 3 }),
      (text, dialects) => {
        for (const { rule, report } of reports(text, dialects)) {
          assert.ok(report.span.start >= 0 && report.span.start <= report.span.end, rule);
          assert.ok(report.span.end <= text.length, rule);
          for (const fix of report.fixes ?? []) {
            if (fix.kind !== 'safe') continue;
            const fixed = applyEdits(text, fix.edits);
            for (const dialect of dialects) {
              const before = evaluateDotenv(text, dialect);
              const after = evaluateDotenv(fixed, dialect);
              assert.deepEqual([...after.values].sort(), [...before.values].sort(), `${rule} for ${dialect}`);
            }
          }
        }
      },
    ),
    { numRuns: 4_000 },
  );
});

/** A name that is invalid may be assigned twice or in the wrong place, too, and whatever is wrong be in lower case. */
const OF_ITS_OWN = new Set(['dotenv/duplicate-key', 'dotenv/unordered-keys', 'dotenv/lowercase-name']);

test('no place is reported by two rules', () => {
  fc.assert(
    fc.property(files, fc.subarray([...DOTENV_DIALECTS], { maxLength: 2 }), (text, dialects) => {
      const places = new Map<string, string>();
      for (const { rule, report } of reports(text, dialects)) {
        if (OF_ITS_OWN.has(rule)) continue;
        const place = `${report.span.start}-${report.span.end}`;
        assert.ok(!places.has(place), `${places.get(place)} and ${rule} at ${place}`);
        places.set(place, rule);
      }
    }),
    { numRuns: 3_000 },
  );
});

const SECRET = 'n0t-a-r3al#s3cr3t$$x';

test('no message holds a secret value', () => {
  const text = [
    `API_KEY=${SECRET}`,
    `API_KEY=${SECRET} x`,
    `NEXT_PUBLIC_API_SECRET=${SECRET}`,
    `DATABASE_URL=postgres://shop:${SECRET}/x@db.internal/shop`,
    `PROD_DB_PASSWORD=${SECRET}`,
    `STAGING_DB_PASSWORD=${SECRET}`,
    `SESSION_SECRET=\u200B${SECRET}`,
    `export MAIL_PASSWORD=${SECRET}`,
    '  USER=shop',
    `DB_PASSWORD="${SECRET}`,
    '',
  ].join('\n');
  const template = { path: '.env.example', kind: 'template', values: new Map([['API_KEY', '']]) } as const;
  const neighbours = [{ ...template, optional: new Set<string>() }];
  for (const dialects of [
    [],
    ['dotenv', 'compose'],
    ['bash', 'docker', 'ruby-dotenv'],
    ['systemd'],
  ] as const) {
    for (const path of ['.env', '.env.production', '.env.example']) {
      const said = reports(text, dialects, path, { neighbours, isTracked: path !== '.env' });
      assert.ok(said.length > 0);
      for (const { rule, report } of said) {
        const { message, fixes = [], related = [] } = report;
        const titles = fixes.map(({ title }) => title);
        const examples = fixes.flatMap(({ variables = [] }) => variables.map(({ example }) => example));
        const words = [message, ...titles, ...examples, ...related.map((one) => one.message)].join(' ');
        assert.ok(!words.includes('n0t-a'), `${rule}: ${words}`);
      }
    }
  }
});

for (const repeated of ['A=1\n', 'K=a#b \n', 'A=$B\nB=$A\n', '${A}']) {
  test(`time is linear in ${JSON.stringify(repeated)}`, () => {
    assertLinear('rules', repeated, (text) => reports(text, ['dotenv', 'compose']));
    assertLinear('rules, nothing known', repeated, (text) => reports(`K=${text}`, []));
  });
}

test('a long circle of references is one report', () => {
  const length = 20_000;
  const text = Array.from({ length }, (_, index) => `K${index}=$K${(index + 1) % length}\n`).join('');
  const circular = reports(text, ['dotenv-expand-12']).filter(
    ({ rule }) => rule === 'dotenv/circular-reference',
  );
  assert.equal(circular.length, 1);
});

test('a matter of taste is off until its rule is named', () => {
  const rule = DOTENV_RULES.find(({ id }) => id === 'dotenv/unordered-keys');
  assert.ok(rule);
  const analyzer = createAnalyzer(createGrammars(neverRead), [rule], []);
  const store = createModuleStore(createGrammars(neverRead), { exists: () => false, read: () => undefined });
  const analysis = analyzer.analyze({ path: '.env', text: 'B=1\nA=2\n' }, store);
  const project = { root: '', name: 'case', kind: 'service', evidence: [], files: ['.env'] } as const;
  const findings = (rules: Readonly<Record<string, string>>) =>
    judgeFile(
      analysis,
      project,
      levelsOf(mergeConfigurations(readSettings({ rules }, [rule.id]).configuration)),
    ).findings.length;
  assert.equal(findings({}), 0);
  assert.equal(findings({ 'dotenv/*': 'warning' }), 0);
  assert.equal(findings({ 'dotenv/unordered-keys': 'on' }), 1);
  assert.equal(findings({ 'dotenv/unordered-keys': 'off' }), 0);
});

/** No code is analysed here. */
const neverRead = () => Promise.reject(new Error('no grammar is needed'));
