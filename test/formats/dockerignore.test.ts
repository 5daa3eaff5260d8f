import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isLeftOutOfBuild } from '../../server/src/formats/dockerignore.ts';

const CASES: readonly (readonly [patterns: string, path: string, expected: boolean])[] = [
  ['', '.env', false],
  ['.env', '.env', true],
  ['/.env', '.env', true],
  ['./.env', '.env', true],
  ['.env*', '.env.production', true],
  ['*', '.env', true],
  ['**', 'apps/web/.env', true],
  ['**/.env', 'apps/web/.env', true],
  ['**/.env', '.env', true],
  ['.env', 'apps/web/.env', false],
  ['*.env', '.env', true],
  ['apps', 'apps/web/.env', true],
  ['apps/', 'apps/web/.env', true],
  ['# .env', '.env', false],
  ['  .env  ', '.env', true],
  ['.env*\n!.env.production', '.env.production', false],
  ['!.env.production\n.env*', '.env.production', true],
  ['*\n!src', '.env', true],
  ['node_modules\r\n.env\r\n', '.env', true],
  ['.{env,git}', '.env', false],
];

for (const [patterns, path, expected] of CASES) {
  test(`${JSON.stringify(patterns)} ${expected ? 'leaves out' : 'lets in'} ${path}`, () =>
    assert.equal(isLeftOutOfBuild(path, patterns), expected));
}
