import assert from 'node:assert/strict';
import { test } from 'node:test';
import { credentialKind } from '../../../server/src/rules/config/credential-names.ts';

const CREDENTIALS: readonly (readonly [kind: string, names: string])[] = [
  [
    'password',
    'password PASSWORD dbPassword DB_PASSWORD2 smtp_pass pass pwd passwd adminPassphrase MAIL_PASSWORD_PROD',
  ],
  ['secret', 'secret clientSecret CLIENT_SECRET appSecret secrets stripe.clientSecret'],
  [
    'signing key',
    'jwtSecret SESSION_SECRET cookie_secret SECRET_KEY SECRET_KEY_BASE secretOrKey jwtKey signingKey',
  ],
  ['token', 'token accessToken GITHUB_TOKEN bot_token refreshToken'],
  ['key', 'apiKey API_KEY x-api-key AWS_ACCESS_KEY_ID privateKey encryptionKey masterKey'],
];

test('tells credentials by the words of their names', () => {
  for (const [kind, names] of CREDENTIALS) {
    for (const name of names.split(' ')) assert.equal(credentialKind(name), kind, name);
  }
});

const OTHERS = `monkey keyboard keyword hotkey primaryKey foreignKey sortKey cacheKey publicKey PUBLIC_API_KEY tokenizer
  tokenType tokenUrl token_lifetime TOKENIZERS_PARALLELISM secretName SECRET_NAME secretary passwordField passwordHash
  password_question passwordPolicy PASSWORD_MIN_LENGTH compass bypass passenger passed showPassword forgotPassword
  resetPassword confirmPassword csrfToken nextToken padToken cancelToken hashedPassword siteKey author authorize key
  KEY_VERSION passportId`;

test('takes nothing for a credential that only sounds like one', () => {
  for (const name of OTHERS.trim().split(/\s+/)) assert.equal(credentialKind(name), undefined, name);
});
