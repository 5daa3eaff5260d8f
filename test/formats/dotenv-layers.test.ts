import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { overrides, recognizeLayering } from '../../server/src/formats/dotenv/layers.ts';

const toolFor = (path: string, files: Readonly<Record<string, string>>) =>
  recognizeLayering(path, (name) => files[name])?.tool;
const dependency = (name: string) => JSON.stringify({ dependencies: { [name]: '^1.2.3' } });

describe('files that are read together', () => {
  const FILES = ['.env', '.env.local', '.env.production', '.env.production.local'];
  const IN_ORDER = {
    mode: ['.env', '.env.local', '.env.production', '.env.production.local'],
    local: ['.env', '.env.production', '.env.local', '.env.production.local'],
  } as const;

  for (const last of ['mode', 'local'] as const) {
    test(`what is for one ${last === 'mode' ? 'mode' : 'machine'} has the last word`, () => {
      const byRank = FILES.toSorted((one, other) => {
        const isOver = overrides(one, other, { tool: '', last });
        return isOver ? 1 : -1;
      });
      assert.deepEqual(byRank, IN_ORDER[last]);
    });
  }

  test('are of one mode', () => {
    const layering = { tool: 'Vite', last: 'mode' } as const;
    assert.equal(overrides('.env.production', '.env.development', layering), undefined);
    assert.equal(overrides('.env.production.local', '.env.test', layering), undefined);
    assert.equal(overrides('web.env', '.env', layering), undefined);
  });

  test('are known by the manifest beside them', () => {
    assert.equal(toolFor('.env', { 'package.json': dependency('vite') }), 'Vite');
    assert.equal(toolFor('apps/web/.env', { 'apps/web/package.json': dependency('next') }), 'Next.js');
    assert.equal(toolFor('.env', { Gemfile: "gem 'dotenv-rails'\n" }), 'dotenv-rails');
    assert.equal(toolFor('.env', { 'package.json': '{"scripts":{"start":"bun src/app.ts"}}' }), 'Bun');
    assert.equal(toolFor('.env', { 'package.json': dependency('dotenv') }), undefined);
    assert.equal(toolFor('.env', { 'package.json': '{"name":"next","scripts":{"vite":"vite"}}' }), undefined);
    assert.equal(toolFor('apps/web/.env', { 'package.json': dependency('vite') }), undefined);
  });
});
