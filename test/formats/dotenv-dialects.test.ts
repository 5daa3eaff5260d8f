import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  DOTENV_DIALECTS,
  type DotenvDialect,
  type DotenvEvaluation,
  evaluateDotenv,
} from '../../server/src/formats/dotenv/evaluate.ts';
import vectors from '../data/dotenv-differential.json' with { type: 'json' };

/** How each implementation is called in the recorded outputs. */
const RECORDED_AS: Readonly<Record<DotenvDialect, string>> = {
  dotenv: 'dotenv@16/17/18',
  'dotenv-expand-11': 'dotenv-expand@11',
  'dotenv-expand-12': 'dotenv-expand@12',
  'dotenv-expand-1000': 'dotenv-expand@1000',
  dotenvx: 'dotenvx',
  'node-24': 'node24',
  'node-20': 'node20',
  bun: 'bun1.4',
  deno: 'deno2.9',
  'deno-std': '@std/dotenv',
  'python-dotenv': 'python-dotenv',
  'ruby-dotenv': 'ruby dotenv',
  godotenv: 'godotenv',
  gotenv: 'gotenv(forego)',
  compose: 'compose',
  docker: 'docker --env-file',
  direnv: 'direnv',
  phpdotenv: 'phpdotenv',
  foreman: 'foreman',
  honcho: 'honcho',
  systemd: 'systemd 252',
  'node-foreman': 'node-foreman',
  decouple: 'decouple 3.6',
  'django-environ': 'django-environ 0.11',
  bash: 'bash source',
};

/** Every input was read after these lines, whose variables the recorded outputs leave out. */
const PRELUDE = 'A1=plain\nA5=\n';

type Recorded = Readonly<Record<string, string | null>>;
const all = Object.entries(vectors) as [string, { input: string; out: Record<string, Recorded> }][];

/** The file as it was when the output was recorded: without prelude where a byte order mark must come first. */
function fileOf(input: string): string {
  return `${input.startsWith('\uFEFF') ? '' : PRELUDE}${input}\n`;
}

/** Vectors of which the evaluation knowingly says something else than was recorded, and why. */
const DISAGREEMENTS: Readonly<Record<string, string>> = {
  'bash / backtick': 'the recorded error is that of the command `bt`, which the evaluation does not run',
};

/** What differs between an evaluation and a recorded output, in words; empty if nothing does. */
function differences({ values, undetermined, refused }: DotenvEvaluation, recorded: Recorded): string[] {
  const found: string[] = [];
  const refusal = recorded['!ERR'] ?? recorded['!PANIC'];
  if ((refusal !== undefined) !== (refused !== undefined))
    found.push(`refused: ${JSON.stringify(refused)}, recorded ${refusal}`);
  const actual = new Map([...values].filter(([key]) => key !== 'A1' && key !== 'A5'));
  const expected = new Map(Object.entries(recorded).filter(([key]) => !key.startsWith('!')));
  for (const key of new Set([...actual.keys(), ...expected.keys()])) {
    if (undetermined.has(key) && expected.has(key)) continue;
    if (actual.get(key) !== expected.get(key) || actual.has(key) !== expected.has(key))
      found.push(`${key}: ${JSON.stringify(actual.get(key))}, recorded ${JSON.stringify(expected.get(key))}`);
  }
  return found;
}

for (const dialect of DOTENV_DIALECTS) {
  test(`${dialect} reads each vector as the implementation did`, () => {
    const found = all.flatMap(([name, { input, out }]) => {
      const recorded = out[RECORDED_AS[dialect]];
      assert.ok(recorded, `${name} has no output of ${dialect}`);
      const different = differences(evaluateDotenv(fileOf(input), dialect), recorded);
      if (`${dialect} / ${name}` in DISAGREEMENTS) {
        assert.notDeepEqual(different, [], `${dialect} / ${name} agrees and need not be listed`);
        return [];
      }
      return different.length === 0 ? [] : [`${name}: ${different.join('; ')}`];
    });
    assert.deepEqual(found, []);
  });
}

test('every recorded implementation has a dialect', () => {
  const implementations = new Set(all.flatMap(([, { out }]) => Object.keys(out)));
  assert.deepEqual([...implementations].sort(), Object.values(RECORDED_AS).sort());
  assert.equal(all.length, 68);
});

test('a command is never run, and its value is said to be undetermined', () => {
  for (const dialect of ['ruby-dotenv', 'dotenvx', 'dotenv-expand-1000', 'bash'] as const) {
    const { values, undetermined } = evaluateDotenv('X=$(echo hi)\nY=1\n', dialect);
    assert.deepEqual(
      [...values],
      [
        ['X', null],
        ['Y', '1'],
      ],
      dialect,
    );
    assert.deepEqual([...undetermined], [['X', 'command']], dialect);
  }
});

test('the environment is what references and keys without value find beside the file', () => {
  const environment = new Map([
    ['A', 'environment'],
    ['B', 'environment'],
  ]);
  const text = 'A=file\nX=${A}\nB\n';
  const of = (dialect: DotenvDialect) =>
    Object.fromEntries(evaluateDotenv(text, dialect, environment).values);
  assert.deepEqual(of('compose'), { A: 'file', X: 'environment', B: 'environment' });
  assert.deepEqual(of('docker'), { A: 'file', X: '${A}', B: 'environment' });
  assert.deepEqual(of('python-dotenv'), { A: 'file', X: 'environment', B: null });
  assert.deepEqual(of('ruby-dotenv'), { A: 'file', X: 'file', B: '' });
  assert.deepEqual(of('bash'), { A: 'file', X: 'file' });
});

test('a refusal says why and on which line', () => {
  const refusal = (text: string, dialect: DotenvDialect) => evaluateDotenv(text, dialect).refused;
  assert.deepEqual(refusal('A=1\nX Y=2\n', 'docker'), { reason: 'an invalid key', line: 1 });
  assert.deepEqual(refusal('A="1\n', 'godotenv'), { reason: 'a quote that is not closed', line: 0 });
  assert.deepEqual(refusal('\nA=1 2\n', 'phpdotenv'), {
    reason: 'an unquoted value with white space',
    line: 1,
  });
  assert.deepEqual(refusal('A=1\n\necho x\n', 'bash'), { reason: 'a command', line: 2 });
});

test('exponential and endless references are given up', () => {
  const reference = (index: number) => `$\{A${index}}`;
  const doubling = Array.from({ length: 60 }, (_, n) => `A${n + 1}=${reference(n)}${reference(n)}`);
  const text = `A0=aaaaaaaaaaaaaaaa\n${doubling.join('\n')}\nB=$C\nC=$B\nD=$D\n`;
  for (const dialect of DOTENV_DIALECTS) {
    const { values } = evaluateDotenv(text, dialect);
    const size = [...values.values()].reduce((sum, value) => sum + (value?.length ?? 0), 0);
    assert.ok(size < 4_000_000, `${dialect}: ${size}`);
  }
});
