import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isSecretVariable } from '../../server/src/rules/dotenv/secrets.ts';

describe('a value is hidden', () => {
  for (const [name, value] of [
    ['DB_PASSWORD', 'MyPassword2024!'],
    ['DB_PASSWORD', 'Tr0ub4dor%d&3'],
    ['DB_PASSWORD', 'part${OTHER}part'],
    ['API_SECRET', 'foo-8d7f6a5s4d'],
    ['STORE', 'postgres://shop:n0t-r3al@db.example.com/shop'],
    ['STORE', 'postgres://shop:n0t-r3al@${HOST}/shop'],
    ['AUTH_HEADER', 'Basic dXNlcjpwYXNz'],
    ['ACCOUNT', '{"password": "n0t-r3al"}'],
  ] as const) {
    test(`${name}=${value}`, () => assert.equal(isSecretVariable(name, value), true));
  }
});

describe('a value is shown', () => {
  for (const [name, value] of [
    ['DB_PASSWORD', ''],
    ['DB_PASSWORD', 'change-me'],
    ['DB_PASSWORD', '<your password>'],
    ['DB_PASSWORD', '${POSTGRES_PASSWORD_2}'],
    ['API_SECRET', 'sk_live_...'],
    ['STORE', 'postgres://shop:${PASSWORD}@db.internal/shop'],
    ['STORE', 'redis://cache.internal:6379/0'],
    ['AUTH_KIND', 'Basic'],
    ['COLORS', '{"token": 1}'],
  ] as const) {
    test(`${name}=${value}`, () => assert.equal(isSecretVariable(name, value), false));
  }
});
