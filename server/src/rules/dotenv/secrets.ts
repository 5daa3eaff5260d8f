import { connectionString } from '../config/connection-strings.ts';
import { credentialKind } from '../config/credential-names.ts';
import { providerTokenIn } from '../config/provider-tokens.ts';
import { isPlaceholder, plausibilityOf } from '../config/secret-values.ts';

/** Longer values are cut where they are shown, in UTF-16 units. */
const LONGEST_SHOWN = 60;

/**
 * Names by which build tools choose what they write into the pages, after their documentation. The word `public` in
 * one does not make a secret of `NEXT_PUBLIC_API_SECRET` public.
 */
export const PUBLIC_PREFIX =
  /^(NEXT_PUBLIC_|VITE_|REACT_APP_|NUXT_PUBLIC_|GATSBY_|EXPO_PUBLIC_|VUE_APP_|PUBLIC_)(?=\w)/;

const PRIVATE_KEY = /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----/;

/** An address with a user and a password, also where the password is malformed or the address is cut inside of it. */
const CREDENTIALS_OR_CUT =
  /^[a-z][a-z0-9+.-]*:\/\/[^\s/@:[]*:(?!\d{1,5}(?:[/?#]|$)|\$\{?\w+\}?@|<[\w -]+>@)[^\s/]/i;

/** `Basic dXNlcjpwYXNz`, and JSON with a password in it. */
const HEADER_OR_JSON =
  /^(?:Basic|Bearer) +[\w+/=.~-]{8,}$|["'][\w-]*(?:password|passwd|secret|private_?key|api_?key|token)["'] *: *["'][^"']/i;

/** A value that is nothing but a mark to fill in, and words without a digit. */
const MARK = /^(?:\$\{?\w+\}?|\{\{ ?[\w.]+ ?\}\}|<[^<>]+>|\[[\w -]+\])$/;
const WORDS = /^[A-Za-z\s_.*•●…-]*$/;

/** Whether a variable's value must not be shown: by its name, or because the value holds a credential. */
export function isSecretVariable(name: string, value: string): boolean {
  if (value === '' || isSurelyPlaceholder(value)) return false;
  return (
    credentialKind(name.replace(PUBLIC_PREFIX, '')) !== undefined ||
    connectionString(value) !== undefined ||
    providerTokenIn(value) !== undefined ||
    PRIVATE_KEY.test(value) ||
    HEADER_OR_JSON.test(value) ||
    CREDENTIALS_OR_CUT.test(value)
  );
}

/** Where `isPlaceholder` takes something for a mark that may be a password with such signs or words in it, it is hidden. */
function isSurelyPlaceholder(value: string): boolean {
  return isPlaceholder(value) && (MARK.test(value) || WORDS.test(value));
}

/** A value in a sentence: quoted, on one line, cut if it is long; of a secret not even the length. */
export function shownValue(name: string, value: string | null, isSecret = false): string {
  if (value === null) return 'no value';
  if (value === '') return 'nothing';
  if (isSecret || isSecretVariable(name, value)) return 'a hidden value';
  const line = value.replaceAll('\r', '\\r').replaceAll('\n', '\\n').replaceAll('\t', '\\t');
  return `'${line.length > LONGEST_SHOWN ? `${line.slice(0, LONGEST_SHOWN)}…` : line}'`;
}

/** A secret in a file that should hold none. */
export type FoundSecret = {
  /** With its article: `a GitHub token`, `a real password`. */
  readonly what: string;
  /** The value has the shape that its provider documents. */
  readonly isCertain: boolean;
};

/** dotenvx keeps values like this, for everybody to see. */
const ENCRYPTED = /^encrypted:/;

/** What secret the value of a variable is, if it is no placeholder and nothing that everybody knows. */
export function secretIn(name: string, value: string): FoundSecret | undefined {
  if (value === '' || ENCRYPTED.test(value)) return undefined;
  const token = providerTokenIn(value);
  if (token && !token.mayBePublic) return { what: `${articleOf(token.what)} ${token.what}`, isCertain: true };
  if (PRIVATE_KEY.test(value)) return { what: 'a private key', isCertain: true };
  const connection = connectionString(value);
  if (connection)
    return connection.isWellKnown ? undefined : { what: 'an address with a password', isCertain: false };
  // In every page anyway: of what should not be there `dotenv/secret-exposed-to-client` speaks.
  if (PUBLIC_PREFIX.test(name)) return undefined;
  const kind = credentialKind(name);
  if (kind === undefined || plausibilityOf(value, name) !== 'likely') return undefined;
  return { what: `a real ${kind}`, isCertain: false };
}

function articleOf(noun: string): string {
  return /^[aeiou]/i.test(noun) ? 'an' : 'a';
}
