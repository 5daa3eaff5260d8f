import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { bundleCommandLine, project, SMALL_SERVICE, twelveFactor } from './command.ts';

bundleCommandLine();

const SHOP = 'test/projects/legacy-shop';

/** A suppressed finding, one of the baseline, one in a file with an unusual name, one over several lines. */
function variedService(): string {
  const root = project({
    ...SMALL_SERVICE,
    'app.js': SMALL_SERVICE['app.js'].replace(
      'const token',
      '// twelve-factor-disable-next-line config/hardcoded-credential -- a "sample"\nconst token',
    ),
  });
  twelveFactor(['check', root, '--factor', 'V', '--write-baseline', path.join(root, 'baseline.json')]);
  return root;
}

type Sarif = {
  readonly runs: readonly {
    readonly originalUriBaseIds: Readonly<Record<string, { readonly uri: string }>>;
    readonly columnKind: string;
    readonly tool: {
      readonly driver: { readonly rules: readonly { readonly id: string; readonly helpUri: string }[] };
    };
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly baselineState?: string;
      readonly partialFingerprints: Readonly<Record<string, string>>;
      readonly suppressions?: readonly { readonly kind: string; readonly justification?: string }[];
      readonly locations: readonly {
        readonly physicalLocation: {
          readonly artifactLocation: { readonly uri: string; readonly uriBaseId: string };
          readonly region: Record<'startLine' | 'startColumn' | 'endLine' | 'endColumn', number>;
        };
      }[];
      readonly fixes?: readonly {
        readonly artifactChanges: readonly {
          readonly artifactLocation: { readonly uri: string };
          readonly replacements: readonly { readonly insertedContent: { readonly text: string } }[];
        }[];
      }[];
    }[];
  }[];
};

function sarif(words: readonly string[]): Sarif['runs'][number] {
  const log: Sarif = JSON.parse(twelveFactor(['check', '--format', 'sarif', ...words]).output);
  const [run] = log.runs;
  assert.ok(run);
  return run;
}

describe('sarif', () => {
  const schema = JSON.parse(
    readFileSync(
      createRequire(`${process.cwd()}/package.json`).resolve(
        '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json',
      ),
      'utf8',
    ),
  );
  // The schema is of draft 4, whose keywords that it uses mean the same in draft 7.
  delete schema.$schema;
  delete schema.id;
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats.default(ajv);
  const validate = ajv.compile(schema);

  test('is valid for every application here', () => {
    const root = variedService();
    for (const words of [
      [SHOP],
      ['test/projects/mended-shop'],
      [root],
      [root, '--baseline', path.join(root, 'baseline.json')],
      ['test/projects'],
      [project({})],
      [project({ 'broken.js': new Uint8Array([0]), '.twelve-factor.json': '{ "maxFiles": 0 }' })],
    ]) {
      const log = JSON.parse(twelveFactor(['check', '--format', 'sarif', ...words]).output);
      validate(log);
      assert.deepEqual(validate.errors ?? [], [], words.join(' '));
    }
  });

  test('the schema is read: a log that breaks it is refused', () => {
    assert.equal(validate({ version: '2.1.0', runs: [{ results: [] }] }), false);
  });

  test('places results by lines and columns from 1 below a base, and rules by index', () => {
    const root = project(SMALL_SERVICE);
    const run = sarif([root]);
    assert.equal(run.columnKind, 'utf16CodeUnits');
    const result = run.results.find(({ ruleId }) => ruleId === 'port-binding/hardcoded-port');
    assert.ok(result);
    const [location] = result.locations;
    assert.ok(location);
    const { artifactLocation, region } = location.physicalLocation;
    assert.deepEqual(region, { startLine: 8, startColumn: 27, endLine: 8, endColumn: 31 });
    const base = run.originalUriBaseIds[artifactLocation.uriBaseId];
    assert.ok(base);
    assert.equal(fileURLToPath(new URL(artifactLocation.uri, base.uri)), path.join(root, 'app.js'));
    const rule = run.tool.driver.rules[result.ruleIndex];
    assert.equal(rule?.id, result.ruleId);
    assert.ok(rule?.helpUri.endsWith('/docs/rules/port-binding/hardcoded-port.md'));
  });

  test('holds fixes with the files that they create', () => {
    const result = sarif([project(SMALL_SERVICE)]).results.find(
      ({ ruleId }) => ruleId === 'port-binding/hardcoded-port',
    );
    const changes = result?.fixes?.[0]?.artifactChanges;
    assert.deepEqual(
      changes?.map(({ artifactLocation }) => artifactLocation.uri),
      ['.env.example', 'app.js'],
    );
    assert.match(changes?.[0]?.replacements[0]?.insertedContent.text ?? '', /PORT=3000/);
  });

  test('holds what is suppressed, by whom and why', () => {
    const root = variedService();
    const run = sarif([root, '--baseline', path.join(root, 'baseline.json')]);
    assert.deepEqual(
      run.results.map(({ ruleId, baselineState, suppressions }) => [
        ruleId,
        baselineState,
        suppressions?.map(({ kind, justification }) => `${kind}: ${justification}`),
      ]),
      [
        ['port-binding/hardcoded-port', 'new', undefined],
        [
          'build-release-run/mutable-image-tag',
          'unchanged',
          [`external: Known to the baseline ${path.join(root, 'baseline.json')}`],
        ],
        ['config/hardcoded-credential', 'new', ['inSource: a "sample"']],
      ],
    );
  });

  test('fingerprints survive edits above and tell equal lines apart', () => {
    const prints = (dockerfile: string) =>
      sarif([project({ ...SMALL_SERVICE, Dockerfile: dockerfile })])
        .results.filter(({ ruleId }) => ruleId === 'build-release-run/mutable-image-tag')
        .map(({ partialFingerprints }) => partialFingerprints.primaryLocationLineHash);
    const [once] = prints('FROM node:latest\n');
    assert.deepEqual(prints('# A comment.\n\n  FROM  node:latest\n'), [once]);
    const twice = prints('FROM node:latest\nFROM node:latest\n');
    assert.equal(twice.length, 2);
    assert.equal(new Set(twice).size, 2);
  });
});
