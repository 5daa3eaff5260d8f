import type { Service } from './clients.ts';
import { setOf, wordsOf } from './words.ts';

/** Names that say what a value is, not whose: with an owner in front they name a variable. */
const GENERIC = setOf(
  `password pass passwd pwd pw passphrase secret token key apikey apitoken accesstoken user username host hostname url
   uri baseurl baseuri clientsecret consumersecret appsecret node endpoint server address addr dsn connectionstring connection value auth authorization secretorkey
   bucket name port path`,
);

/** Objects that hold settings of something else. */
const CONTAINERS = setOf(
  `auth authentication credential credentials creds option options opts config configs configuration conf settings setting
   env environment environments default defaults databases datasource datasources module exports params parameters connection connections app server
   production prod development staging client args kwargs data self this const vars headers props`,
);

const PREFIXES: Readonly<Record<Service, string | undefined>> = {
  database: 'DB',
  cache: 'REDIS',
  broker: 'BROKER',
  mail: 'SMTP',
  search: 'SEARCH',
  storage: 'STORAGE',
  session: 'SESSION',
  token: 'JWT',
  directory: 'LDAP',
  http: undefined,
};

const SPELLED_OUT: ReadonlyMap<string, string> = new Map([
  ['pass', 'password'],
  ['passwd', 'password'],
  ['pwd', 'password'],
  ['pw', 'password'],
  ['apikey', 'api key'],
  ['baseurl', 'url'],
  ['baseuri', 'url'],
  ['hostname', 'host'],
  ['secretorkey', 'secret'],
  ['authorization', 'token'],
  ['xapikey', 'api key'],
  ['accesskeyid', 'aws access key id'],
  ['secretaccesskey', 'aws secret access key'],
]);

/**
 * The name of the environment variable for a value, in upper snake case. `path` holds the names on the way to the
 * value, outermost first: `['smtp', 'auth', 'pass']` gives `SMTP_PASSWORD`, and `['password']` that reaches a
 * database `DB_PASSWORD`. `owner` stands in front where nothing else tells whose value it is.
 */
export function variableName(path: readonly string[], service?: Service, owner = 'APP'): string {
  const name = path.at(-1) ?? '';
  const words = wordsOf(name);
  const joined = words.join('');
  const spelled = SPELLED_OUT.get(joined) ?? words.map((word) => SPELLED_OUT.get(word) ?? word).join(' ');
  if (!GENERIC.has(joined)) return upperSnake(spelled);
  if (wordsOf(spelled).length > 1 && service === undefined && owner === 'APP' && !hasOwner(path)) {
    return upperSnake(spelled);
  }
  const outer = path.slice(0, -1).findLast((one) => wordsOf(one).some((word) => !CONTAINERS.has(word)));
  const whose = outer
    ? wordsOf(outer)
        .filter((word) => !CONTAINERS.has(word))
        .join(' ')
    : ((service && PREFIXES[service]) ?? owner);
  return upperSnake(`${whose} ${spelled}`);
}

function hasOwner(path: readonly string[]): boolean {
  return path.slice(0, -1).some((one) => wordsOf(one).some((word) => !CONTAINERS.has(word)));
}

function upperSnake(words: string): string {
  const name = words.trim().replace(/\s+/g, '_').toUpperCase();
  return /^\d/.test(name) ? `APP_${name}` : name;
}
