import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  PROCFILE_DIALECTS,
  type ProcfileDialect,
  type ProcfileReading,
  readAs,
} from '../../server/src/formats/procfile/read-as.ts';
import vectors from '../data/procfile-differential.json' with { type: 'json' };

/** How each implementation is called in the recorded outputs. */
const RECORDED_AS: Readonly<Record<ProcfileDialect, string>> = {
  foreman: 'foreman',
  forego: 'forego',
  honcho: 'honcho',
  'node-foreman': 'node-foreman',
  overmind: 'overmind/hivemind',
  goreman: 'goreman',
  shoreman: 'shoreman',
  piku: 'piku',
  dokku: 'dokku',
  'dokku-strict': 'dokku-strict',
  paketo: 'paketo',
  gcp: 'gcp',
  herokuish: 'herokuish',
  yaml: 'yaml(flynn/cf/nixpacks/railpack)',
};

/** Writes a reading in the way in which the outputs of that implementation were recorded. */
function recorded(dialect: ProcfileDialect, input: string, reading: ProcfileReading): unknown {
  const { processes, refusal } = reading;
  const pairs = processes.map(({ name, command, ...rest }) => [name, 'value' in rest ? rest.value : command]);
  if (dialect === 'paketo') return Object.fromEntries(pairs);
  if (dialect === 'shoreman' || dialect === 'herokuish') return printed(pairs);
  if (dialect === 'piku') return withWarnings(input, reading);
  if (refusal === undefined) return pairs;
  if (refusal.fallback !== undefined) {
    const { name, command } = refusal.fallback;
    return `THROWS -> falls back to "${name}: ${command}"`;
  }
  if (refusal.message.startsWith('NOT A MAP')) return refusal.message.replace('null', 'nil');
  const message = `${dialect === 'overmind' ? 'FATAL' : 'ERR'} ${refusal.message}`;
  if (dialect === 'gcp' && pairs.length > 0) return [message, pairs];
  return dialect.startsWith('dokku') && refusal.line !== undefined
    ? `${message}, line ${refusal.line + 1}`
    : message;
}

/** The shell scripts' outputs were printed line by line and read back with any line ending. */
function printed(pairs: readonly unknown[][]): string[] {
  return pairs
    .map(([name, command]) => `${name}=>${command}`)
    .join('\n')
    .replaceAll(/\r\n?/g, '\n')
    .replace(/\n+$/, '')
    .split('\n');
}

function withWarnings(input: string, { processes, warnings }: ProcfileReading): unknown {
  const lines = input.split('\n');
  const all = [
    ...processes.map(({ name, command, line }) => ({ line, pair: [name, command] })),
    ...warnings.map((line) => ({ line, pair: ['!warn', (lines[line] ?? '').trim()] })),
  ];
  return all.sort((one, other) => one.line - other.line).map(({ pair }) => pair);
}

const recordedOutputs = Object.entries(vectors) as [
  string,
  { input: string; out: Record<string, unknown> },
][];

for (const dialect of PROCFILE_DIALECTS) {
  test(`${dialect} reads each vector as the implementation did`, () => {
    for (const [name, { input, out }] of recordedOutputs) {
      const actual = recorded(dialect, input, readAs(input, dialect));
      const recording = out[RECORDED_AS[dialect]];
      // The order of herokuish's output is the sort order of the machine that recorded it.
      const expected = dialect === 'herokuish' && Array.isArray(recording) ? recording.sort() : recording;
      if (dialect === 'herokuish' && Array.isArray(actual)) actual.sort();
      assert.deepEqual(actual, expected, `${name}: ${JSON.stringify(actual)}`);
    }
  });
}

test('every recorded implementation has a dialect', () => {
  const implementations = new Set(recordedOutputs.flatMap(([, { out }]) => Object.keys(out)));
  assert.deepEqual([...implementations].sort(), Object.values(RECORDED_AS).sort());
  assert.equal(recordedOutputs.length, 45);
});
