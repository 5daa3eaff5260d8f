import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { applyEdits, type FixContext, resolveFixes } from '../../server/src/engine/fixes.ts';
import type { DocumentedVariable, Edit, Finding, Fix } from '../../server/src/model/finding.ts';

type Files = Readonly<Record<string, string>>;

function finding(path: string): Finding {
  const span = { start: 0, end: 1 };
  return {
    rule: 'logs/x',
    severity: 'warning',
    confidence: 'high',
    path,
    span,
    message: '',
    related: [],
    fixes: [],
  };
}

function fix(edits: readonly Edit[], variables: readonly DocumentedVariable[] = []): Fix {
  return { title: 'Mend', kind: 'safe', edits, variables };
}

const replace = (start: number, end: number, text: string, path?: string): Edit => ({
  span: { start, end },
  text,
  ...(path === undefined ? {} : { path }),
});

/** The changed files after fixes of findings in `src/a.js`. */
function fixed(files: Files, fixes: readonly Fix[], projectRoot = ''): Files {
  const context: FixContext = { read: (path) => files[path], projectRoot: () => projectRoot };
  const resolved = resolveFixes(
    fixes.map((one) => ({ finding: finding('src/a.js'), fix: one })),
    context,
  );
  for (const { path, creates } of resolved) assert.equal(creates, files[path] === undefined);
  return Object.fromEntries(resolved.map(({ path, edits }) => [path, applyEdits(files[path] ?? '', edits)]));
}

const PORT: DocumentedVariable = { name: 'PORT', example: '3000', comment: 'Port of the server' };

describe('fixes', () => {
  test('change their own file and others', () => {
    assert.deepEqual(
      fixed({ 'src/a.js': 'abc', 'b.js': 'xyz' }, [fix([replace(0, 1, 'A'), replace(1, 2, 'Y', 'b.js')])]),
      { 'b.js': 'xYz', 'src/a.js': 'Abc' },
    );
  });

  test('that create a file are left out whole where there is one', () => {
    const creating = fix([
      replace(0, 1, 'A'),
      { path: 'bin/web', creates: true, span: { start: 0, end: 0 }, text: 'run' },
    ]);
    assert.deepEqual(fixed({ 'src/a.js': 'abc' }, [creating]), { 'bin/web': 'run', 'src/a.js': 'Abc' });
    assert.deepEqual(fixed({ 'src/a.js': 'abc', 'bin/web': '' }, [creating]), {});
  });

  test('are made together, in any order', () => {
    const one = fix([replace(2, 3, 'C'), replace(0, 0, '>')]);
    const other = fix([replace(0, 1, 'A')]);
    for (const fixes of [
      [one, other],
      [other, one],
    ])
      assert.deepEqual(fixed({ 'src/a.js': 'abc' }, fixes), { 'src/a.js': '>AbC' });
  });

  test('that need the same import add it once', () => {
    const withImport = (start: number) => fix([replace(0, 0, 'import os\n'), replace(start, start + 1, 'X')]);
    assert.deepEqual(fixed({ 'src/a.js': 'abc' }, [withImport(1), withImport(2)]), {
      'src/a.js': 'import os\naXX',
    });
  });

  test('that overlap an earlier one are left out whole, with their variables', () => {
    const first = fix([replace(0, 2, 'AB')]);
    const second = fix([replace(1, 3, 'BC'), replace(0, 0, 'import x\n')], [PORT]);
    assert.deepEqual(fixed({ 'src/a.js': 'abc' }, [first, second]), { 'src/a.js': 'ABc' });
  });

  test('create what is absent', () => {
    assert.deepEqual(fixed({ 'src/a.js': 'a' }, [fix([replace(0, 0, 'new', 'b.txt')])]), { 'b.txt': 'new' });
  });

  test('keep the line breaks of each file', () => {
    const files = { 'src/a.js': 'a\r\nb', 'b.js': 'a\nb', 'c.js': 'a\nb\r\n' };
    const lines = Object.keys(files).map((path) => replace(0, 0, '1\n2\r\n3\n', path));
    assert.deepEqual(fixed(files, [fix(lines.map((edit) => ({ ...edit, text: '1\n2\n' })))]), {
      'b.js': '1\n2\na\nb',
      'c.js': '1\n2\na\nb\r\n',
      'src/a.js': '1\r\n2\r\na\r\nb',
    });
  });
});

describe('variables', () => {
  const document = (example: string | undefined, variables: readonly DocumentedVariable[], root = '') => {
    const path = root === '' ? '.env.example' : `${root}/.env.example`;
    const files = { 'src/a.js': 'a', ...(example === undefined ? {} : { [path]: example }) };
    return fixed(files, [fix([replace(0, 1, 'A')], variables)], root)[path];
  };

  test('are documented in the template of the project, which is made where there is none', () => {
    assert.equal(document(undefined, [PORT]), '# Port of the server\nPORT=3000\n');
    assert.equal(document(undefined, [PORT], 'apps/shop'), '# Port of the server\nPORT=3000\n');
  });

  test('follow what is there', () => {
    assert.equal(document('A=1\n', [PORT]), 'A=1\n# Port of the server\nPORT=3000\n');
    assert.equal(document('A=1', [{ name: 'B', example: '' }]), 'A=1\nB=\n');
    assert.equal(document('A=1\r\n', [PORT]), 'A=1\r\n# Port of the server\r\nPORT=3000\r\n');
  });

  test('that are named are left alone', () => {
    for (const known of ['PORT=', 'export PORT=1', '# PORT=8080', '  PORT = 1', 'A=1\r\nPORT=2'])
      assert.equal(document(known, [PORT]), undefined, known);
    for (const other of ['PORTAL=1', 'MY_PORT=1', 'A=PORT=1'])
      assert.match(document(other, [PORT]) ?? '', /^PORT=3000$/m, other);
  });

  test('of several fixes are each documented once', () => {
    const files = { 'src/a.js': 'ab' };
    const fixes = [
      fix([replace(0, 1, 'A')], [PORT]),
      fix([replace(1, 2, 'B')], [{ ...PORT, example: '4000' }]),
    ];
    assert.equal(fixed(files, fixes)['.env.example'], '# Port of the server\nPORT=3000\n');
  });
});

test('edits can be undone: what is replaced is all that changes', () => {
  const edits = fc
    .array(fc.tuple(fc.nat({ max: 30 }), fc.nat({ max: 5 }), fc.string({ maxLength: 4 })), { maxLength: 5 })
    .map((all) => all.map(([start, length, text]) => replace(start, start + length, text)));
  fc.assert(
    fc.property(fc.string({ minLength: 36, maxLength: 40, unit: 'binary' }), edits, (text, given) => {
      const context: FixContext = { read: () => text, projectRoot: () => '' };
      const [file] = resolveFixes(
        given.map((edit) => ({ finding: finding('a'), fix: fix([edit]) })),
        context,
      );
      const made = file?.edits ?? [];
      const after = applyEdits(text, made);
      let shift = 0;
      const inverse = made.map(({ span, text: added }) => {
        const start = span.start + shift;
        shift += added.length - (span.end - span.start);
        return replace(start, start + added.length, text.slice(span.start, span.end));
      });
      assert.equal(applyEdits(after, inverse), text);
    }),
  );
});
