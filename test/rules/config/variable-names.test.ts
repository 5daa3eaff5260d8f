import assert from 'node:assert/strict';
import { test } from 'node:test';
import { variableName } from '../../../server/src/rules/config/variable-names.ts';

test('writes the name of a value as the name of a variable', () => {
  assert.equal(variableName(['dbPassword']), 'DB_PASSWORD');
  assert.equal(variableName(['app', 'config', 'SECRET_KEY']), 'SECRET_KEY');
  assert.equal(variableName(['module', 'exports', 'jwtSecret']), 'JWT_SECRET');
  assert.equal(variableName(['accessKeyId']), 'AWS_ACCESS_KEY_ID');
});

test('puts the owner in front of what says nothing by itself', () => {
  assert.equal(variableName(['config', 'smtp', 'auth', 'pass']), 'SMTP_PASSWORD');
  assert.equal(variableName(['session', 'secret'], 'session'), 'SESSION_SECRET');
  assert.equal(variableName(['password'], 'database'), 'DB_PASSWORD');
  assert.equal(variableName(['auth', 'pass'], 'mail'), 'SMTP_PASSWORD');
  assert.equal(variableName(['password']), 'APP_PASSWORD');
  assert.equal(variableName(['clientSecret'], undefined, 'GOOGLE'), 'GOOGLE_CLIENT_SECRET');
});
