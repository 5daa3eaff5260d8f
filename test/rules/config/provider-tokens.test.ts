import assert from 'node:assert/strict';
import { test } from 'node:test';
import { providerTokenIn } from '../../../server/src/rules/config/provider-tokens.ts';

// Put together here so that no scanner takes this file for one that holds credentials.
const LETTERS = 'Zt4w9Rb6Kx2vQ41mLpNcHyUjGdSa8Ef3TzVo5WiBr7';
const base32 = LETTERS.toUpperCase().replace(/[^A-Z2-7]/g, '');

const TOKENS: readonly (readonly [variable: string, parts: readonly string[]])[] = [
  ['AWS_ACCESS_KEY_ID', ['AK', 'IA', base32.slice(0, 16)]],
  ['GITHUB_TOKEN', ['gh', 'p_', LETTERS.slice(0, 36)]],
  ['GITLAB_TOKEN', ['gl', 'pat-', LETTERS.slice(0, 20)]],
  ['STRIPE_SECRET_KEY', ['sk_', 'live_', LETTERS.slice(0, 24)]],
  ['SLACK_TOKEN', ['xox', 'b-', '9876543210-', LETTERS.slice(0, 24)]],
  ['GOOGLE_API_KEY', ['AI', 'za', LETTERS.slice(0, 35)]],
  ['SENDGRID_API_KEY', ['S', 'G.', LETTERS.slice(0, 22), '.', (LETTERS + LETTERS).slice(0, 43)]],
  ['NPM_TOKEN', ['np', 'm_', LETTERS.slice(0, 36)]],
  ['PRIVATE_KEY', ['-----BEGIN RSA ', 'PRIVATE KEY-----\n', LETTERS, '\n']],
];

test('knows credentials by the shape that their providers give them', () => {
  for (const [variable, parts] of TOKENS) {
    const token = parts.join('');
    assert.equal(providerTokenIn(token)?.variable, variable, variable);
    assert.equal(providerTokenIn(`curl -H "Authorization: ${token}"`)?.variable, variable, variable);
  }
});

test('takes no specimen, prefix or public key for one', () => {
  const specimens = [
    `${'AK'}IAIOSFODNN7EXAMPLE`,
    `gh${'p_'}${'x'.repeat(36)}`,
    `sk_${'live_'}your_secret_key_goes_here`,
    'ghp_',
    'xoxb-token',
    'npm_config_registry',
    'hf_model',
    '-----BEGIN PUBLIC KEY-----\nMFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAK',
    '-----BEGIN RSA PRIVATE KEY-----',
    `pk_${'live_'}${LETTERS.slice(0, 24)}`,
  ];
  for (const text of specimens) assert.equal(providerTokenIn(text), undefined, text);
});
