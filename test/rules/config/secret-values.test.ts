import assert from 'node:assert/strict';
import { test } from 'node:test';
import { entropyOf, plausibilityOf } from '../../../server/src/rules/config/secret-values.ts';

test('takes values with the shape of a secret for one', () => {
  const values = [
    'n0t-l1ve-7Kx2vQ41',
    'hunter!2',
    'n0tl1ve8Zt4w9Rb6',
    '!@#$LLam',
    'abcd1234',
    'kqzWJxLpNvRtYbMsGdFhCe',
  ];
  for (const value of values) assert.equal(plausibilityOf(value, 'password'), 'likely', value);
});

test('leaves it open where only the place can tell', () => {
  for (const value of ['hunter', 'postgres', 'root', '123456', 'autumnleaves', 'changeling']) {
    assert.equal(plausibilityOf(value, 'dbPassword'), 'weak', value);
  }
});

const HARMLESS: readonly string[] = [
  '',
  'abc',
  '********',
  '••••••',
  'xxxxxxxx',
  '${DB_PASSWORD}',
  '{{ secret }}',
  '%(password)s',
  '<your-password>',
  'your-api-key-here',
  'changeme123',
  'replace-me-1',
  'DB_PASSWORD_1',
  './keys/server1.pem',
  '/run/secrets/db1',
  'https://auth.example.com/token1',
  'vault:secret/db#1',
  'arn:aws:secretsmanager:eu-central-1:111122223333:secret:x',
  'kubernetes.io/service-account-token',
  'required|min:8',
  'x-access-t0ken with words',
  '#passw0rd',
  '^[a-z0-9]{8,}$',
  '$2b$10$abcdefghijklmnopqrstuv',
  '0x36435796Ca9be2bf150CE0dECc2D8Fab5C4d6E13',
  'access_token',
  'resetPassword',
  'Password:',
  'HS256',
  'ada@shop.example',
  'Contraseña1',
];

test('knows masks, placeholders, labels and references', () => {
  for (const value of HARMLESS) assert.equal(plausibilityOf(value, 'password'), 'no', value);
});

test('measures entropy in bits per character', () => {
  assert.equal(entropyOf('aaaa'), 0);
  assert.equal(entropyOf('abab'), 1);
  assert.equal(entropyOf('abcdefgh'), 3);
});
