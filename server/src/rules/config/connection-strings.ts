import type { Anchor } from '../../model/rule.ts';
import { readUrl } from './hosts.ts';
import { isDevelopmentValue, isPlaceholder } from './secret-values.ts';

/** The password in a connection string, and how to write the string without it. */
export type ConnectionString = {
  /** `postgresql`, `jdbc:mysql`; `dsn` for `key=value` forms. */
  readonly scheme: string;
  readonly host: string;
  /** The text with a placeholder for the password. */
  readonly redacted: string;
  /** With a password that every image ships with, or that is the user's name. */
  readonly isWellKnown: boolean;
  /** Well-known, and of this machine. */
  readonly isDevelopment: boolean;
};

const LOCAL = /^(?:localhost|127\.\d+\.\d+\.\d+|::1|0\.0\.0\.0|host\.docker\.internal|)$/i;

const PLACEHOLDER = 'change-me';

/** The password of an address (`scheme://user:password@host`) or of a `key=value` string; undefined where there is none. */
export function connectionString(text: string): ConnectionString | undefined {
  return /^[a-z][a-z0-9+.:-]*:\/\//i.test(text) ? ofUrl(text) : ofPairs(text);
}

function ofUrl(text: string): ConnectionString | undefined {
  if (/\s/.test(text)) return undefined;
  const url = readUrl(text);
  if (!url) return undefined;
  if (url.password === undefined) return url.scheme.startsWith('jdbc:') ? ofPairs(text) : undefined;
  const { user = '', password, host } = url;
  if (!isSecret(password, user) || isPlaceholder(host) || (user !== '' && isPlaceholder(user)))
    return undefined;
  if (/(?:^|\.)example\.(?:com|org|net)$|^(?:host|hostname|server)$/i.test(host)) return undefined;
  const at = text.indexOf('://') + 3 + user.length + 1;
  return {
    scheme: url.scheme,
    host,
    redacted: text.slice(0, at) + PLACEHOLDER + text.slice(at + password.length),
    isWellKnown: isWellKnown(password, user),
    isDevelopment: isWellKnown(password, user) && LOCAL.test(host),
  };
}

const PASSWORD_PAIR = /(^|[\s;?&,])((?:password|pwd|passwd)\s*=\s*)("[^"]*"|'[^']*'|[^\s;&'"]+)/i;
const HOST_PAIR =
  /(?:^|[\s;?&,])(?:host|hostname|server|data source|address|addr)\s*=\s*(?:tcp:)?([^\s;,&:]+)/i;
const USER_PAIR = /(?:^|[\s;?&,])(?:user(?: id|name)?|uid)\s*=\s*([^\s;&]+)/i;

/** `host=… user=… password=…` of libpq, `Server=…;Password=…` of ADO.NET and ODBC, the parameters of a JDBC address. */
function ofPairs(text: string): ConnectionString | undefined {
  const pair = PASSWORD_PAIR.exec(text);
  if (!pair) return undefined;
  const [whole, lead = '', key = '', quoted = ''] = pair;
  const isJdbc = /^jdbc:/i.test(text);
  const host = HOST_PAIR.exec(text)?.[1] ?? (isJdbc ? (readUrl(text)?.host ?? '') : undefined);
  const user = USER_PAIR.exec(text)?.[1];
  // A password alone may be part of a form, a query or a sentence.
  if (host === undefined && (user === undefined || !/\b(?:dbname|database|port|driver)\s*=/i.test(text)))
    return undefined;
  const password = quoted.replace(/^["']|["']$/g, '');
  if (!isSecret(password, user ?? '')) return undefined;
  const end = pair.index + whole.length;
  return {
    scheme: isJdbc ? 'jdbc' : 'dsn',
    host: host ?? '',
    redacted: `${text.slice(0, pair.index)}${lead}${key}${PLACEHOLDER}${text.slice(end)}`,
    isWellKnown: isWellKnown(password, user ?? ''),
    isDevelopment: isWellKnown(password, user ?? '') && LOCAL.test(host ?? ''),
  };
}

/** `user:pass@host` and the like describe a form; they are no credential. */
function isSecret(password: string, user: string): boolean {
  if (password.length < 2 || isPlaceholder(password)) return false;
  if (/^(?:user|username|usr|login|name)$/i.test(user))
    return !/^(?:pass(?:word|wd)?|pwd|pw|secret)$/i.test(password);
  return !/^(?:password|passwd|pwd)$/i.test(password) || isDevelopmentValue(password);
}

function isWellKnown(password: string, user: string): boolean {
  return password === user || isDevelopmentValue(password);
}

/** An address with a password of literal characters. */
export const PASSWORD_URL_ANCHORS: readonly Anchor[] = [
  { text: '://', gate: /:\/\/[^\s'"`/:@${}<>]*:[^\s'"`/@{}<>]{2,}@[^\s'"`]/y },
];

/** A `key=value` string with a password of literal characters, or the password of a JDBC address. */
export const PASSWORD_PAIR_ANCHORS: readonly Anchor[] = ['password', 'pwd', 'passwd'].map((text) => ({
  text,
  gate: new RegExp(`${text}\\s*=\\s*[^\\s'"\`{}$%<>:=][^\\s'"\`{}$<>]+`, 'iy'),
  before: /["'`](?:[^"'`]*[\s;?&,])?$/,
}));
