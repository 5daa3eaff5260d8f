import { PLACEHOLDER } from './required-read.ts';

const URL_PARTS = /^((?:jdbc:)?[a-z][a-z0-9+.-]*):\/\/(?:([^\s:/?#@]*)(:[^\s/?#]*)?@)?([^\s/?#]*)([^\s?#]*)/i;
const HOST_PAIR =
  /((?:^|[\s;?&,])(?:host|hostname|server|data source|address|addr)\s*=\s*(?:tcp:)?)[^\s;,&:]+/i;
const USER_PAIR = /((?:^|[\s;?&,])(?:user(?: id|name)?|uid)\s*=\s*)[^\s;&]+/i;
const PASSWORD_PAIR = /((?:^|[\s;?&,])(?:password|pwd|passwd)\s*=\s*)(?:"[^"]*"|'[^']*'|[^\s;&'"]+)/i;

/**
 * An address of the same form on this machine, for an example file: neither the machine of a deploy, nor its users and
 * passwords, nor what follows `?`, which may hold keys.
 */
export function exampleAddress(text: string): string {
  const [, scheme, user, password, host = '', path = ''] = URL_PARTS.exec(text) ?? [];
  if (scheme !== undefined) {
    const login = user === undefined ? '' : `user${password === undefined ? '' : `:${PLACEHOLDER}`}@`;
    // `+srv` looks a name up that this machine does not have.
    return `${scheme.replace(/\+srv$/i, '')}://${login}localhost${portOf(host)}${path}`;
  }
  if (text.includes('=')) {
    return text
      .replace(HOST_PAIR, '$1localhost')
      .replace(USER_PAIR, '$1user')
      .replace(PASSWORD_PAIR, `$1${PLACEHOLDER}`);
  }
  return `localhost${portOf(text)}`;
}

/** The port of the first host of a list, with its colon. */
function portOf(host: string): string {
  return /^[^,]*?(:\d+)(?:,|$)/.exec(host)?.[1] ?? '';
}
