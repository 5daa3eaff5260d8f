import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { applyEdits } from '../../server/src/engine/fixes.ts';
import {
  PROCFILE_DIALECTS,
  type ProcfileReading,
  readAs,
} from '../../server/src/formats/procfile/read-as.ts';
import { parseProcfile } from '../../server/src/formats/procfile.ts';
import { formatProcfile } from '../../server/src/lsp/features/procfile-format.ts';
import { textOf } from '../formats/generated-text.ts';
import { NO_VARIABLES } from '../support/no-variables.ts';

const PATH = 'Procfile';

function format(text: string): string {
  const folder = {
    has: () => false,
    paths: () => [],
    dotenvDialects: () => [],
    dotenvContext: () => ({ dialects: [] }),
    read: async () => undefined,
    summaries: () => [],
    summary: () => undefined,
    variables: NO_VARIABLES,
  };
  return applyEdits(text, formatProcfile({ path: PATH, text, folder }));
}

/** White space around commands is the shell's to skip. */
function processesOf({ processes }: ProcfileReading): readonly string[] {
  return processes
    .map(({ name, command, value }) => JSON.stringify([name.trim(), command.trim(), value]))
    .sort();
}

/** Whether a reader finds what the author meant, all of it and nothing else. */
function isAccepted(text: string, reading: ProcfileReading): boolean {
  const { entries } = parseProcfile(PATH, text);
  // Nobody means a process without a command, though some readers have one.
  if (entries.some(({ command }) => command === '')) return false;
  const meant = entries.map(({ name, command }) => JSON.stringify([name, command, undefined]));
  return !reading.refusal && JSON.stringify(meant.sort()) === JSON.stringify(processesOf(reading));
}

const FRAGMENTS = [
  ...[
    'web',
    'worker',
    'my-worker',
    ':',
    ': ',
    ':   ',
    ':\t',
    ' : ',
    'run',
    'node server.js',
    ' ',
    '  ',
    '\t',
  ],
  ...['\n', '\n', '\n', '\r\n', '#', '# note', ' # ', '//', '\\', '\\\n', '\uFEFF', '"', "'", '$PORT', '&&'],
  ...['\nweb:      run', '\nworker:   run', '\nclock:    run', '\nmy-worker: run'],
  ...['\nweb:run', '\nworker:  node worker.js', '\nclock:\tbin/clock  ', '\n   \n', '\n# note  \n'],
];

test('formatting keeps every process for every reader that had what the author meant', () => {
  let accepted = 0;
  fc.assert(
    fc.property(textOf(FRAGMENTS), (text) => {
      const formatted = format(text);
      for (const dialect of PROCFILE_DIALECTS) {
        const before = readAs(text, dialect);
        if (!isAccepted(text, before)) continue;
        accepted++;
        const after = readAs(formatted, dialect);
        assert.deepEqual(processesOf(after), processesOf(before), dialect);
        assert.equal(after.refusal, undefined, dialect);
      }
    }),
    { numRuns: 20_000 },
  );
  assert.ok(accepted > 10_000, `${accepted} readings were compared`);
});

test('a formatted file is formatted', () => {
  fc.assert(
    fc.property(textOf(FRAGMENTS), (text) => {
      const once = format(text);
      assert.equal(format(once), once);
    }),
    { numRuns: 10_000 },
  );
});

test('one space follows the colon, and the rest stays', () => {
  assert.equal(
    format('# the site\nweb:    node server.js  --port $PORT\nworker:node worker.js\n   \nclock:\tbin/clock'),
    '# the site\nweb: node server.js  --port $PORT\nworker: node worker.js\n\nclock: bin/clock\n',
  );
  assert.equal(format('web:\nworker:   \n'), 'web:\nworker:   \n');
});

test('commands that stand below each other stay so', () => {
  assert.equal(
    format(
      'web:     bin/web\nworker:  bin/work --all\n\n# others\nclock:   bin/clock\nscheduler:bin/schedule\n',
    ),
    'web:       bin/web\nworker:    bin/work --all\n\n# others\nclock:     bin/clock\nscheduler: bin/schedule\n',
  );
  assert.equal(
    format('web: bin/web\napi:  bin/api\nworker:  bin/work\n'),
    'web: bin/web\napi: bin/api\nworker: bin/work\n',
  );
});
