import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { PROCFILE_DIALECTS, readAs } from '../../server/src/formats/procfile/read-as.ts';
import { parseProcfile } from '../../server/src/formats/procfile.ts';
import { contains } from '../../server/src/model/span.ts';
import { assertLinear, textOf } from './generated-text.ts';

const FRAGMENTS = [
  ...[
    'web',
    'worker',
    'my-worker',
    'wéb',
    ':',
    ': ',
    ' : ',
    'run',
    ' ',
    '  ',
    '\t',
    '\n',
    '\n',
    '\r\n',
    '\r',
  ],
  ...[
    '#',
    ' # ',
    '//',
    '\\',
    '\uFEFF',
    '"',
    "'",
    '{',
    '}',
    '[',
    '- ',
    '---\n',
    '<<<<<<< ',
    '@',
    '$PORT',
    '&&',
  ],
];
const procfiles = textOf(FRAGMENTS);

test('the lines of a document are its text', () => {
  fc.assert(
    fc.property(procfiles, (text) => {
      const { lines, entries } = parseProcfile('Procfile', text);
      assert.equal(lines.map(({ span }) => text.slice(span.start, span.end)).join(''), text);
      assert.deepEqual(
        entries,
        lines.flatMap((line) => (line.kind === 'entry' ? [line.entry] : [])),
      );
    }),
    { numRuns: 10_000 },
  );
});

test('spans hold what they name, inside their line', () => {
  fc.assert(
    fc.property(procfiles, (text) => {
      const { lines } = parseProcfile('Procfile', text);
      for (const [index, line] of lines.entries()) {
        assert.ok(contains(line.span, line.contentSpan));
        for (const { span } of line.problems) assert.ok(contains(line.span, span) && span.start <= span.end);
        if (line.kind !== 'entry') continue;
        const { entry } = line;
        assert.equal(text.slice(entry.nameSpan.start, entry.nameSpan.end), entry.name);
        assert.equal(text.slice(entry.commandSpan.start, entry.commandSpan.end), entry.command);
        assert.deepEqual(entry.span, line.contentSpan);
        assert.equal(entry.line, index);
      }
    }),
    { numRuns: 10_000 },
  );
});

test('every implementation reads any text, and only lines that there are', () => {
  fc.assert(
    fc.property(procfiles, fc.constantFrom(...PROCFILE_DIALECTS), (text, dialect) => {
      const lines = text.split('\n').length;
      const { processes, warnings, refusal } = readAs(text, dialect);
      for (const line of [...processes.map((process) => process.line), ...warnings, refusal?.line ?? 0])
        assert.ok(line >= 0 && line < lines, `line ${line} of ${lines}`);
    }),
    { numRuns: 20_000 },
  );
});

test('an entry without any problem is read alike by all but the strictest', () => {
  const portable = fc
    .array(fc.stringMatching(/^[a-z][a-z0-9]{0,9}: [a-z][a-z0-9]*(?: [a-z0-9.=-]+){0,3}$/), { minLength: 1 })
    .filter((lines) => new Set(lines.map((line) => line.split(':')[0])).size === lines.length);
  fc.assert(
    fc.property(portable, fc.constantFrom(...PROCFILE_DIALECTS), (lines, dialect) => {
      const text = `${['web: run', ...lines.filter((line) => !line.startsWith('web:'))].join('\n')}\n`;
      const document = parseProcfile('Procfile', text);
      const read = readAs(text, dialect);
      const commands = new Map(read.processes.map(({ name, command }) => [name, command.trim()]));
      assert.equal(read.refusal, undefined);
      assert.deepEqual(commands, new Map(document.entries.map(({ name, command }) => [name, command])));
      assert.ok(document.lines.every(({ problems }) => problems.length === 0));
    }),
    { numRuns: 2_000 },
  );
});

for (const repeated of [
  ' ',
  '\t:',
  'web:',
  'web: run\n',
  'a\\\n',
  '\\',
  'a:\n\n',
  '\r',
  ': ',
  ' #',
  ' //',
  '-',
  'é',
]) {
  test(`time is linear in ${JSON.stringify(repeated)}`, () => {
    assertLinear('parseProcfile', repeated, (text) => parseProcfile('Procfile', text));
    for (const dialect of PROCFILE_DIALECTS)
      if (dialect !== 'yaml') assertLinear(dialect, repeated, (text) => readAs(text, dialect));
  });
}
