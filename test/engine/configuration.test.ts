import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import Ajv from 'ajv';
import fc from 'fast-check';
import {
  levelsOf,
  mergeConfigurations,
  parseConfiguration,
  readSettings,
} from '../../server/src/engine/configuration.ts';
import { configurationSchema } from '../../server/src/engine/settings.ts';
import { RULES } from '../../server/src/rules/index.ts';

const KNOWN = ['logs/log-file', 'logs/log-rotation', 'config/hardcoded-host'];

function problemsOf(text: string) {
  return parseConfiguration(text, KNOWN).problems.map(({ span, message, fixes }) => ({
    at: text.slice(span.start, span.end),
    message,
    mended: fixes[0]?.edits.map((edit) => edit.text).join(),
  }));
}

test('every setting is read', () => {
  const { configuration, problems } = parseConfiguration(
    `\uFEFF// For everybody
    {
      "$schema": "x",
      "rules": { "logs/log-file": "off", "config/*": "error", "suppression/unused": "on" },
      "exclude": ["legacy", "**/*.old.js"],
      "minimumConfidence": "low", /* all of it */
      "projects": { ".": "service", "./tool/": "command-line-tool", "packages/ui": { "kind": "library" } },
      "maxFiles": 100,
    }`,
    KNOWN,
  );
  assert.deepEqual(problems, []);
  assert.deepEqual(configuration, {
    rules: new Map([
      ['logs/log-file', 'off'],
      ['config/*', 'error'],
      ['suppression/unused', 'on'],
    ]),
    exclude: ['legacy', '**/*.old.js'],
    minimumConfidence: 'low',
    projects: new Map([
      ['', 'service'],
      ['tool', 'command-line-tool'],
      ['packages/ui', 'library'],
    ]),
    maxFiles: 100,
  });
});

test('what is wrong is named with the nearest right name', () => {
  const cases: [text: string, at: string, mended: string | undefined][] = [
    ['{"excludes": []}', '"excludes"', '"exclude"'],
    ['{"rule": {}}', '"rule"', '"rules"'],
    ['{"minConfidence": "low"}', '"minConfidence"', '"minimumConfidence"'],
    ['{"colour": true}', '"colour"', undefined],
    ['{"toString": 1}', '"toString"', undefined],
    ['{"rules": {"logs/logfile": "off"}}', '"logs/logfile"', '"logs/log-file"'],
    ['{"rules": {"log/*": "off"}}', '"log/*"', '"logs/*"'],
    ['{"rules": {"logs/log-file": "warn"}}', '"warn"', '"warning"'],
    ['{"rules": {"logs/log-file": "info"}}', '"info"', '"information"'],
    ['{"rules": {"logs/log-file": 0}}', '0', undefined],
    ['{"rules": {"logs/log-file": {"a": 1}}}', '{"a": 1}', undefined],
    ['{"rules": []}', '[]', undefined],
    ['{"minimumConfidence": "High"}', '"High"', '"high"'],
    ['{"projects": {"a": "libary"}}', '"libary"', '"library"'],
    ['{"projects": {"a": {"kid": "library"}}}', '"kid"', '"kind"'],
    ['{"exclude": "a"}', '"a"', undefined],
    ['{"exclude": [1]}', '1', undefined],
    ['{"exclude": ["!a"]}', '"!a"', undefined],
    ['{"maxFiles": 0}', '0', undefined],
    ['{"maxFiles": "1"}', '"1"', undefined],
    ['[]', '[]', undefined],
  ];
  for (const [text, at, mended] of cases) {
    const problems = problemsOf(text);
    assert.equal(problems.length, 1, text);
    assert.equal(problems[0]?.at, at, text);
    assert.equal(problems[0]?.mended, mended, text);
  }
});

test('a message says what is wrong and what to do', () => {
  assert.equal(
    problemsOf('{"excludes": []}')[0]?.message,
    "There is no setting 'excludes', so this has no effect. Did you mean 'exclude'?",
  );
  assert.equal(
    problemsOf('{"minimumConfidence": "sure"}')[0]?.message,
    "This must be one of 'high', 'medium', 'low', so it has no effect.",
  );
  assert.match(problemsOf('{"exclude": ["a"')[0]?.message ?? '', /^This is not JSON \(.+ expected\)/);
});

test('the rest of a wrong file applies', () => {
  const { configuration, problems } = parseConfiguration(
    '{"excludes": [], "rules": {"x/y": "off", "logs/log-file": "off"}, "exclude": ["a", 1], "maxFiles": ',
    KNOWN,
  );
  assert.ok(problems.length >= 4);
  assert.deepEqual(configuration, { rules: new Map([['logs/log-file', 'off']]), exclude: ['a'] });
});

test('a rule decides before its factor, the file before the editor', () => {
  const editor = readSettings(
    { rules: { 'logs/log-file': 'hint', 'config/*': 'off' }, exclude: ['a'] },
    KNOWN,
  );
  const file = parseConfiguration(
    '{"rules": {"logs/*": "off", "logs/log-rotation": "error", "config/hardcoded-host": "on"}}',
    KNOWN,
  );
  assert.deepEqual([...editor.problems, ...file.problems], []);
  const merged = mergeConfigurations(editor.configuration, file.configuration);
  const { level, minimumConfidence } = levelsOf(merged);
  assert.equal(level('logs/log-file'), 'off');
  assert.equal(level('logs/log-rotation'), 'error');
  assert.equal(level('config/hardcoded-host'), 'on');
  assert.equal(level('config/credential-in-url'), 'off');
  assert.equal(level('processes/file-lock'), 'on');
  assert.equal(minimumConfidence, 'medium');
  assert.deepEqual(merged.exclude, ['a']);
  assert.equal(mergeConfigurations({ maxFiles: 5 }, {}).maxFiles, 5);
});

test('nothing is read where there is nothing', () => {
  for (const value of [undefined, null, {}]) {
    assert.deepEqual(readSettings(value ?? undefined, KNOWN), { configuration: {}, problems: [] });
  }
  // An empty file is one that somebody is about to write.
  assert.deepEqual(parseConfiguration('', KNOWN).configuration, {});
});

test('any text is read', () => {
  const piece = fc.constantFrom(
    ...[
      '{',
      '}',
      '[',
      ']',
      ':',
      ',',
      '"rules"',
      '"exclude"',
      '"projects"',
      '"kind"',
      '"maxFiles"',
      '"off"',
      '1',
    ],
    ...['"minimumConfidence"', '"logs/log-file"', '"__proto__"', 'null', '//', '\n', '\uFEFF', '"', '🐳'],
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = pieces.join('');
      for (const { span } of parseConfiguration(text, KNOWN).problems) {
        assert.ok(0 <= span.start && span.start <= span.end && span.end <= text.length);
      }
    }),
    { numRuns: 2000 },
  );
});

const SCHEMA_FILE = 'server/configuration.schema.json';

test(`${SCHEMA_FILE} says what the code reads (UPDATE=1 writes it)`, () => {
  const schema = configurationSchema(RULES);
  if (process.env.UPDATE) writeFileSync(SCHEMA_FILE, `${JSON.stringify(schema, undefined, 2)}\n`);
  assert.deepEqual(JSON.parse(readFileSync(SCHEMA_FILE, 'utf8')), JSON.parse(JSON.stringify(schema)));
});

test('the schema accepts what the code accepts', () => {
  const schema = configurationSchema(KNOWN.map((id) => ({ id, summary: id })));
  const validate = new Ajv({ strict: false }).compile(schema);
  for (const text of [
    '{}',
    '{"$schema": "x", "rules": {"logs/log-file": "off", "config/*": "on", "suppression/unused": "off"}}',
    '{"exclude": ["a"], "minimumConfidence": "low", "projects": {"a": "library", "b": {"kind": "worker"}}, "maxFiles": 1}',
    '{"excludes": []}',
    '{"rules": {"logs/logfile": "off"}}',
    '{"rules": {"logs/log-file": "warn"}}',
    '{"projects": {"a": {"kid": "library"}}}',
    '{"projects": {"a": "libary"}}',
    '{"exclude": [""]}',
    '{"maxFiles": 0}',
    '[]',
  ]) {
    assert.equal(validate(JSON.parse(text)), problemsOf(text).length === 0, text);
  }
});
