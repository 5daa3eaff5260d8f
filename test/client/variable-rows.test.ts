import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { WireProject } from '../../client/src/protocol.ts';
import { type Row, rowsOf } from '../../client/src/variables/rows.ts';
import type { ReportedPlace, ReportedVariable } from '../../server/src/workspace/variables-report.ts';

function place(path: string, line: number, detail = ''): ReportedPlace {
  return { path, detail, range: { start: { line, character: 4 }, end: { line, character: 8 } } };
}

function variable(name: string, facts: Partial<ReportedVariable> = {}): ReportedVariable {
  return {
    name,
    need: 'required',
    usage: facts.need ?? 'required',
    secret: false,
    platform: false,
    default: null,
    declared: [],
    given: [],
    read: [place('src/config/index.js', 4, 'process.env')],
    missingIn: [],
    ...facts,
  };
}

function project(variables: readonly ReportedVariable[], facts: Partial<WireProject> = {}): WireProject {
  return {
    folder: 'file:///work',
    root: '',
    name: 'shop',
    readsWholeEnvironment: false,
    template: '.env.example',
    variables,
    ...facts,
  };
}

const DECLARED = { declared: [place('.env.example', 2, '.env.example')] };

function looks(rows: readonly Row[]): string[] {
  return rows.map(({ label, description, icon }) => `${label} | ${description} | ${icon}`);
}

function childrenOf(row: Row | undefined): readonly Row[] {
  assert.ok(row && row.kind !== 'place');
  return row.children;
}

function all(rows: readonly Row[]): readonly Row[] {
  return rows.flatMap((row) => [row, ...(row.kind === 'place' ? [] : all(row.children))]);
}

describe('a variable', () => {
  test('says whether it is needed, what lacks it, and what it is', () => {
    const rows = rowsOf(
      [
        project([
          variable('A', DECLARED),
          variable('B', { ...DECLARED, missingIn: ['compose.yaml', 'fly.toml', 'k8s.yaml'] }),
          variable('C', { ...DECLARED, secret: true, missingIn: ['compose.yaml'] }),
          variable('D', { need: 'default', default: 'info', missingIn: ['compose.yaml'] }),
          variable('E', { need: 'default', secret: true, ...DECLARED }),
          variable('F', { need: 'optional', missingIn: ['.env.example', 'compose.yaml'] }),
          variable('G', { need: null, usage: 'unseen', read: [], ...DECLARED }),
          variable('J', { need: null, usage: 'tools', read: [], ...DECLARED }),
          variable('K', { need: null, usage: 'platform', platform: true, read: [], ...DECLARED }),
          variable('H', { platform: true, missingIn: ['compose.yaml'] }),
          variable('I'),
        ]),
      ],
      false,
    );
    assert.deepEqual(looks(rows), [
      'A | required | symbol-variable',
      'B | required, missing in compose.yaml and 2 more | warning',
      'C | required, missing in compose.yaml, secret | warning',
      'D | default info | symbol-variable',
      'E | default, secret | key',
      'F | optional, missing in .env.example | symbol-variable',
      'G | not read | circle-slash',
      'J | read by tools | symbol-variable',
      'K | platform | symbol-variable',
      'H | required, platform | symbol-variable',
      'I | required, named nowhere | warning',
    ]);
    assert.equal(rows[1]?.spoken, 'B, required, missing in compose.yaml and 2 more');
  });

  test('shows a long default in one short line', () => {
    const [row] = rowsOf(
      [project([variable('A', { need: 'default', default: `a\n${'b'.repeat(90)}` })])],
      false,
    );
    assert.equal(row?.description, `default a ${'b'.repeat(29)}…`);
  });

  test('opens to its places: declared, given, read, missing', () => {
    const [row] = rowsOf(
      [
        project([
          variable('A', {
            ...DECLARED,
            given: [
              place('deploy/compose.yaml', 7, 'service web'),
              place('deploy/compose.yaml', 19, 'service api'),
            ],
            missingIn: ['fly.toml'],
          }),
        ]),
      ],
      false,
    );
    const places = childrenOf(row);
    assert.deepEqual(looks(places), [
      '.env.example:3 | declared | bookmark',
      'compose.yaml:8 | given in deploy, service web | arrow-right',
      'compose.yaml:20 | given in deploy, service api | arrow-right',
      'index.js:5 | read in src/config | eye',
      'fly.toml | missing | warning',
    ]);
    assert.deepEqual(
      places.map((one) => one.kind === 'place' && [one.folder, one.path, one.range?.start.line]),
      [
        ['file:///work', '.env.example', 2],
        ['file:///work', 'deploy/compose.yaml', 7],
        ['file:///work', 'deploy/compose.yaml', 19],
        ['file:///work', 'src/config/index.js', 4],
        ['file:///work', 'fly.toml', undefined],
      ],
    );
    assert.equal(places[3]?.spoken, 'read in src/config/index.js, line 5');
  });

  test('with a default is not called missing where only the required must stand', () => {
    const [row] = rowsOf([project([variable('A', { need: 'default', missingIn: ['fly.toml'] })])], false);
    assert.equal(looks(childrenOf(row)).at(-1), 'fly.toml | not named | dash');
  });
});

describe('the tree', () => {
  const shop = project([variable('A', DECLARED), variable('B')]);
  const mailer = project([variable('A', { ...DECLARED, need: 'optional' })], {
    root: 'apps/mailer',
    name: 'mailer',
  });

  test('has projects only where there are several', () => {
    assert.deepEqual(looks(rowsOf([shop], false)), [
      'A | required | symbol-variable',
      'B | required, named nowhere | warning',
    ]);
    assert.deepEqual(looks(rowsOf([shop, mailer], false)), [
      'shop | 1 missing | package',
      'mailer | apps/mailer | package',
    ]);
    assert.deepEqual(rowsOf([], false), []);
  });

  test('shows only what is missing where that is asked for', () => {
    const rows = rowsOf([shop, mailer], true);
    assert.deepEqual(looks(rows), ['shop | 1 missing | package']);
    assert.deepEqual(looks(childrenOf(rows[0])), ['B | required, named nowhere | warning']);
    assert.deepEqual(rowsOf([mailer], true), []);
  });

  test('gives each row an id of its own, which stays when lines move', () => {
    const other = { ...shop, folder: 'file:///other' };
    const twice = variable('C', { read: [place('a.js', 1), place('a.js', 9)] });
    const ids = all(rowsOf([shop, mailer, other, project([twice], { root: 'c' })], false)).map(
      ({ id }) => id,
    );
    assert.equal(new Set(ids).size, ids.length);

    const moved = variable('C', { read: [place('a.js', 3), place('a.js', 12)] });
    const before = all(rowsOf([project([twice])], false)).map(({ id }) => id);
    assert.deepEqual(
      all(rowsOf([project([moved])], false)).map(({ id }) => id),
      before,
    );
  });

  test('says of a project that its code takes the environment as a whole', () => {
    const [row] = rowsOf([shop, { ...mailer, readsWholeEnvironment: true }], false).slice(1);
    assert.ok(row?.kind === 'project');
    assert.match(row.tooltip, /^Project mailer, apps\/mailer\. Some code takes the environment as a whole/);
  });
});
