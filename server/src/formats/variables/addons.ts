import type { VariableUse } from '../../model/variable.ts';
import { type Data, itemsOf, textOf, valueAt } from './data.ts';

/** Variables that Heroku's add-ons give, by the add-on (devcenter.heroku.com, each add-on's page). */
const ADDONS: Readonly<Record<string, string>> = {
  'heroku-postgresql': 'DATABASE_URL',
  'heroku-redis': 'REDIS_URL',
  'heroku-kafka': 'KAFKA_URL',
  algoliasearch: 'ALGOLIASEARCH_APPLICATION_ID ALGOLIASEARCH_API_KEY ALGOLIASEARCH_API_KEY_SEARCH',
  auth0: 'AUTH0_DOMAIN AUTH0_CLIENT_ID AUTH0_CLIENT_SECRET',
  bonsai: 'BONSAI_URL',
  bucketeer:
    'BUCKETEER_BUCKET_NAME BUCKETEER_AWS_ACCESS_KEY_ID BUCKETEER_AWS_SECRET_ACCESS_KEY BUCKETEER_AWS_REGION',
  bugsnag: 'BUGSNAG_API_KEY',
  cleardb: 'CLEARDB_DATABASE_URL',
  cloudamqp: 'CLOUDAMQP_URL',
  cloudinary: 'CLOUDINARY_URL',
  fixie: 'FIXIE_URL',
  foundelasticsearch: 'FOUNDELASTICSEARCH_URL',
  honeybadger: 'HONEYBADGER_API_KEY',
  jawsdb: 'JAWSDB_URL',
  'jawsdb-maria': 'JAWSDB_MARIA_URL',
  mailgun:
    'MAILGUN_API_KEY MAILGUN_DOMAIN MAILGUN_SMTP_SERVER MAILGUN_SMTP_PORT MAILGUN_SMTP_LOGIN MAILGUN_SMTP_PASSWORD',
  memcachedcloud: 'MEMCACHEDCLOUD_SERVERS MEMCACHEDCLOUD_USERNAME MEMCACHEDCLOUD_PASSWORD',
  memcachier: 'MEMCACHIER_SERVERS MEMCACHIER_USERNAME MEMCACHIER_PASSWORD',
  mongolab: 'MONGODB_URI',
  newrelic: 'NEW_RELIC_LICENSE_KEY NEW_RELIC_LOG',
  openredis: 'OPENREDIS_URL',
  papertrail: 'PAPERTRAIL_API_TOKEN',
  postmark: 'POSTMARK_API_TOKEN POSTMARK_SMTP_SERVER POSTMARK_INBOUND_ADDRESS',
  pusher: 'PUSHER_URL',
  quotaguard: 'QUOTAGUARD_URL',
  quotaguardstatic: 'QUOTAGUARDSTATIC_URL',
  rediscloud: 'REDISCLOUD_URL',
  redistogo: 'REDISTOGO_URL',
  rollbar: 'ROLLBAR_ACCESS_TOKEN ROLLBAR_ENDPOINT',
  scout: 'SCOUT_KEY SCOUT_LOG_LEVEL SCOUT_MONITOR',
  searchbox: 'SEARCHBOX_URL',
  sendgrid: 'SENDGRID_USERNAME SENDGRID_PASSWORD SENDGRID_API_KEY',
  sentry: 'SENTRY_DSN',
};

/** What a list of add-ons gives: `heroku-postgresql:mini`, or a map with the plan and `as`, the name to begin with. */
export function addonVariables(addons: Data | undefined): readonly VariableUse[] {
  return itemsOf(addons).flatMap((addon) => {
    const plan = addon.kind === 'text' ? addon : valueAt(addon, 'plan');
    if (plan?.kind !== 'text') return [];
    const as = textOf(valueAt(addon, 'as'));
    const names = ADDONS[plan.value.replace(/:.*$/, '')]?.split(' ') ?? [];
    const isAddress = names.length === 0 || /_UR[LI]$/.test(names[0] ?? '');
    const given = as && isAddress ? [`${as}_URL`] : names;
    return given.map((name): VariableUse => {
      return { name, kind: 'provide', span: plan.span, detail: 'add-on', derived: true };
    });
  });
}
