import type { Anchor } from '../../model/rule.ts';
import { isPlaceholder } from './secret-values.ts';

/**
 * Credentials that can be told by their shape, as their providers document it. `start` is a literal they all begin
 * with (or hold), which serves as the anchor.
 */
export type ProviderToken = {
  readonly what: string;
  readonly start: string;
  readonly pattern: RegExp;
  /** What it is usually called in the environment. */
  readonly variable: string;
  /** Providers put some into pages of browsers on purpose. */
  readonly mayBePublic?: true;
};

const TOKENS: readonly ProviderToken[] = [
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-prefixes
  {
    what: 'AWS access key ID',
    start: 'AKIA',
    pattern: /\bAKIA[A-Z2-7]{16}\b/,
    variable: 'AWS_ACCESS_KEY_ID',
  },
  // https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/
  ...['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'].map((start) => ({
    what: 'GitHub token',
    start,
    pattern: new RegExp(`\\b${start}[A-Za-z0-9]{36,255}\\b`),
    variable: 'GITHUB_TOKEN',
  })),
  {
    what: 'GitHub token',
    start: 'github_pat_',
    pattern: /\bgithub_pat_[A-Za-z0-9_]{40,255}\b/,
    variable: 'GITHUB_TOKEN',
  },
  // https://docs.gitlab.com/security/tokens/#token-prefixes
  { what: 'GitLab token', start: 'glpat-', pattern: /\bglpat-[\w-]{20,}/, variable: 'GITLAB_TOKEN' },
  // https://docs.stripe.com/keys
  {
    what: 'Stripe secret key',
    start: 'sk_live_',
    pattern: /\bsk_live_[A-Za-z0-9]{16,}\b/,
    variable: 'STRIPE_SECRET_KEY',
  },
  {
    what: 'Stripe restricted key',
    start: 'rk_live_',
    pattern: /\brk_live_[A-Za-z0-9]{16,}\b/,
    variable: 'STRIPE_SECRET_KEY',
  },
  {
    what: 'Stripe webhook secret',
    start: 'whsec_',
    pattern: /\bwhsec_[A-Za-z0-9+/=]{24,}/,
    variable: 'STRIPE_WEBHOOK_SECRET',
  },
  // https://docs.slack.dev/authentication/tokens
  ...['xoxb-', 'xoxp-', 'xoxa-', 'xoxr-', 'xoxs-', 'xapp-'].map((start) => ({
    what: 'Slack token',
    start,
    pattern: new RegExp(`\\b${start}[A-Za-z0-9-]{20,}`),
    variable: 'SLACK_TOKEN',
  })),
  {
    what: 'Slack webhook address',
    start: 'hooks.slack.com/services/',
    pattern: /hooks\.slack\.com\/services\/T[A-Z0-9]{6,}\/B[A-Z0-9]{6,}\/[A-Za-z0-9]{16,}/,
    variable: 'SLACK_WEBHOOK_URL',
  },
  {
    what: 'Discord webhook address',
    start: 'discord.com/api/webhooks/',
    pattern: /discord\.com\/api\/webhooks\/\d{15,}\/[\w-]{40,}/,
    variable: 'DISCORD_WEBHOOK_URL',
  },
  // https://cloud.google.com/docs/authentication/api-keys: restricted by referrer they may stand in pages.
  {
    what: 'Google API key',
    start: 'AIza',
    pattern: /\bAIza[\w-]{35}\b/,
    variable: 'GOOGLE_API_KEY',
    mayBePublic: true,
  },
  // https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys
  {
    what: 'SendGrid API key',
    start: 'SG.',
    pattern: /\bSG\.[\w-]{22}\.[\w-]{43}\b/,
    variable: 'SENDGRID_API_KEY',
  },
  // https://docs.npmjs.com/about-access-tokens
  { what: 'npm token', start: 'npm_', pattern: /\bnpm_[A-Za-z0-9]{36}\b/, variable: 'NPM_TOKEN' },
  { what: 'PyPI token', start: 'pypi-AgEI', pattern: /\bpypi-AgEI[\w-]{50,}/, variable: 'PYPI_TOKEN' },
  {
    what: 'DigitalOcean token',
    start: 'dop_v1_',
    pattern: /\bdop_v1_[a-f0-9]{64}\b/,
    variable: 'DIGITALOCEAN_TOKEN',
  },
  ...['shpat_', 'shpss_', 'shpca_'].map((start) => ({
    what: 'Shopify token',
    start,
    pattern: new RegExp(`\\b${start}[a-f0-9]{32}\\b`),
    variable: 'SHOPIFY_ACCESS_TOKEN',
  })),
  {
    what: 'OpenAI API key',
    start: 'sk-proj-',
    pattern: /\bsk-proj-[\w-]{40,}/,
    variable: 'OPENAI_API_KEY',
  },
  {
    what: 'OpenAI API key',
    start: 'T3BlbkFJ',
    pattern: /\bsk-[\w-]*T3BlbkFJ[\w-]{20,}/,
    variable: 'OPENAI_API_KEY',
  },
  {
    what: 'Anthropic API key',
    start: 'sk-ant-',
    pattern: /\bsk-ant-[\w-]{40,}/,
    variable: 'ANTHROPIC_API_KEY',
  },
  { what: 'Hugging Face token', start: 'hf_', pattern: /\bhf_[A-Za-z]{34}\b/, variable: 'HF_TOKEN' },
  // https://www.rfc-editor.org/rfc/rfc7468: at least a line of the key itself must follow.
  {
    what: 'private key',
    start: 'PRIVATE KEY-----',
    pattern: /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----(?:\\r|\\n|\s)*[A-Za-z0-9+/=]{32,}/,
    variable: 'PRIVATE_KEY',
  },
];

/** Anchors for all of them; the gate looks at what directly follows, so that prose does not let a file through. */
export const TOKEN_ANCHORS: readonly Anchor[] = TOKENS.map(({ start }) => ({
  text: start,
  gate: start.startsWith('PRIVATE')
    ? /PRIVATE KEY-----["'`+\s]*(?:\\r|\\n|\s)*["'`]?[A-Za-z0-9+/=]{16}/y
    : new RegExp(`${start.replace(/[.+/]/g, '\\$&')}[\\w+/=-]{6}`, 'y'),
}));

/** The credential that a text holds, if it has the shape of a known one and is no placeholder. */
export function providerTokenIn(text: string): ProviderToken | undefined {
  for (const token of TOKENS) {
    if (!text.includes(token.start)) continue;
    const match = token.pattern.exec(text);
    if (match && !isSpecimen(match[0], token)) return token;
  }
  return undefined;
}

/** Values of documentation: `AKIAIOSFODNN7EXAMPLE`, `ghp_xxxx…`, `sk_live_abcdef…`. */
function isSpecimen(value: string, { start }: ProviderToken): boolean {
  if (start.startsWith('PRIVATE')) return false;
  const rest = value.slice(value.indexOf(start) + start.length);
  return (
    /example|sample|dummy|fake|placeholder|redacted|your|change|abcdef|123456|0{6}/i.test(rest) ||
    isPlaceholder(rest)
  );
}
