import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { DEFAULT_CONFIGURATION, mergeConfigurations } from '../server/src/engine/configuration.ts';
import { DEFAULT_MAXIMUM_FILES, DEFAULT_SETTINGS, toSettings } from '../server/src/lsp/settings.ts';
import { CONFIDENCES, SEVERITIES } from '../server/src/model/finding.ts';

type Property = { readonly type: string; readonly default: unknown; readonly enum?: readonly string[] };

const { contributes } = JSON.parse(readFileSync('package.json', 'utf8'));
const properties: Readonly<Record<string, Property>> = contributes.configuration.properties;

/** Read by the language client itself. */
const NOT_OF_THE_SERVER = 'twelveFactor.trace.server';

const RULE = 'logs/log-file';

/** A value for each setting that is not its default. */
const OTHER_VALUES: Readonly<Record<string, unknown>> = {
  'twelveFactor.enable': false,
  'twelveFactor.run': 'onSave',
  'twelveFactor.rules': { [RULE]: 'off' },
  'twelveFactor.exclude': ['legacy/**'],
  'twelveFactor.minimumConfidence': 'high',
  'twelveFactor.scan.maxFiles': 5,
};

/** The section `twelveFactor` as a client sends it. */
function section(overrides: Readonly<Record<string, unknown>>): unknown {
  const root: Record<string, unknown> = {};
  for (const [name, { default: value }] of Object.entries(properties)) {
    const path = name.split('.').slice(1);
    const last = path.pop() ?? '';
    const parent = path.reduce<Record<string, unknown>>((node, key) => {
      node[key] ??= {};
      return node[key] as Record<string, unknown>;
    }, root);
    parent[last] = name in overrides ? overrides[name] : value;
  }
  return root;
}

const read = (overrides: Readonly<Record<string, unknown>>) => toSettings(section(overrides), {}, [RULE]);

test("the defaults in package.json are the server's", () => {
  const { configuration, ...settings } = read({});
  const { configuration: _, ...defaults } = DEFAULT_SETTINGS;
  assert.deepEqual(settings, defaults);
  assert.deepEqual(mergeConfigurations(configuration), {
    ...DEFAULT_CONFIGURATION,
    maxFiles: DEFAULT_MAXIMUM_FILES,
  });
});

test('every setting in package.json is read', () => {
  const own = Object.keys(properties).filter((name) => name !== NOT_OF_THE_SERVER);
  assert.deepEqual(own.sort(), Object.keys(OTHER_VALUES).sort());
  for (const name of own) assert.notDeepEqual(read({ [name]: OTHER_VALUES[name] }), read({}), name);
});

test('the values to choose from are those of the code', () => {
  assert.deepEqual(properties['twelveFactor.minimumConfidence']?.enum, CONFIDENCES);
  const rules = contributes.configuration.properties['twelveFactor.rules'];
  assert.deepEqual(rules.additionalProperties.enum, ['off', ...SEVERITIES]);
});
