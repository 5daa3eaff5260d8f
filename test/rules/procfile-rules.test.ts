import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Grammars } from '../../server/src/languages/syntax.ts';
import { PROCFILE_RULES } from '../../server/src/rules/procfile/index.ts';
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
