import { setOf, wordsOf } from './words.ts';

/**
 * How much a literal looks like a secret: `likely` has the shape of one; `weak` might be one where its place says
 * so (`"hunter"` as the password of a connection); `no` is a mask, a placeholder, a label or a reference.
 */
export type Plausibility = 'likely' | 'weak' | 'no';

/** Shorter values are flags and abbreviations. */
const MINIMUM_LENGTH = 4;

/** Longer ones are texts or data. */
const MAXIMUM_LENGTH = 4096;

/** Marks that are filled in later: `${X}`, `{{x}}`, `%(x)s`, `<x>`, `:x`, `$X`, `%kernel.project_dir%`. */
const TEMPLATE =
  /\$\{|\{\{|\}\}|^\{\w*\}$|<%|^<[^<>]*>$|%\(\w+\)s|%[sdr]\b|^%\w+%$|^\$\(?\w+\)?$|^:\w+$|^@\w+@?$|^__\w+__$|^\[\[?[\w -]+\]\]?$|#\{|%kernel\.\w+%/;

/** One character over and over, bullets and stars: what is shown instead of a secret. */
const MASK = /^(.)\1+$|^[*•●x.#_-]+$|\*{3,}|•{2,}|x{4,}|\.{3}|…/i;

/** Words that say "put yours here", between separators: in random text short words come about by chance. */
const PLACEHOLDER_WORDS = setOf(
  `changeme change changeit replace replaceme replacewith your yours here example sample placeholder insert enter todo tbd
   fixme dummy fake redacted removed hidden unset undefined null none nil empty na foo bar baz foobar lorem ipsum xxx
   mysecret mypassword mytoken myapikey yourpassword yoursecret yourtoken yourapikey`,
);
const PLACEHOLDER_START =
  /^(?:your|change(?:me|it|this)|replace|insert|enter|example|sample|dummy|fake|placeholder|my(?:secret|password|token|api))/i;

/** Refers to where the secret is kept: a variable's name, a path, an address, a secret manager's entry. */
const REFERENCE =
  /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$|^arn:|^projects\/|^(?:vault|op|ssm|env|file|secretsmanager|awskms|gcpkms|keyvault|doppler|kms):|^ENC[[(]|^[a-z][a-z0-9+.-]*:\/\/|^\.{0,2}\/|^~\/|^[A-Za-z]:\\|^[\w-]+\.(?:json|ya?ml|pem|key|crt|cer|p12|pfx|jks|txt|env|conf|ini|toml|js|ts|py|html?|svg|png)$/;

/** Algorithms, kinds of tokens in a grammar, keys that providers publish on purpose, selectors, expressions, validation rules, media types, dates, colours, addresses of contracts, hashes of passwords. */
const OTHER_SYNTAX =
  /^(?:sha|md|aes|hs|rs|es|ps|utf|base|ed|p)-?\d+(?:-\w+)*$|^[a-z]{2,}(?:\.[a-z]\w{0,12})+$|^(?:phc_|pk_(?:live|test)_|pk\.eyJ|rzp_(?:live|test)_)|^[#.][\w-]+$|^\[.*\]$|^\^|\\[dwsb]|\.[*+]|^\w+\(.*\)$|^(?:required|string|min|max|nullable|sometimes|varchar|text|char)\b[\w|:,()]*$|^\d{4}-\d{2}-\d{2}|^#[0-9a-f]{3,8}$|^0x[0-9a-f]{40}$|^\$2[aby]\$\d\d\$|^(?:pbkdf2|argon2|bcrypt|scrypt|sha\d+)[\w:$]|^[\w.+-]+@[\w-]+\.[\w.]+$|^(?:application|text|image|urn|kubernetes\.io)[/:]/i;

/** Words that name kinds and ways of authentication; alone or together they are a label. */
const LABEL_WORDS = setOf(
  `password passwd pwd pass passphrase secret secrets token tokens key keys api access private public auth authentication
   authorization bearer basic jwt oauth oauth2 oidc ldap saml session cookie client user username admin app application
   header query body refresh id csrf xsrf x reset forgot change show confirm new old current login signin signup hidden
   string text uuid true false optional required input field name value type account email credential credentials
   invalid missing expired webhook encryption signing http https request response`,
);

/** Well-known values of development machines: no secret to anybody. */
const DEVELOPMENT_VALUES = setOf(
  `postgres postgresql root admin administrator guest mysql mariadb mongo mongodb redis rabbitmq password passwd pass
   secret test testing tests dev develop development local localhost user username example docker minio minioadmin
   changeme change-me change_me 123456 12345678 1234 12345 123456789 password1 password123 admin123 qwerty dummy none`,
);

/** Google shows the passwords it makes for mail programs in four groups. */
export const GOOGLE_APP_PASSWORD = /^(?:[a-z]{4} ){3}[a-z]{4}$/;

/** Whether the value is a mark to be filled in, a mask, or a word that asks for the real one. */
export function isPlaceholder(value: string): boolean {
  const trimmed = value.trim();
  if (trimmed === '' || TEMPLATE.test(trimmed) || MASK.test(trimmed)) return true;
  if (PLACEHOLDER_START.test(trimmed)) return true;
  return trimmed
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .some((word) => PLACEHOLDER_WORDS.has(word));
}

/** Whether everybody knows the value: the default of an image, `password`, `dev`. */
export function isDevelopmentValue(value: string): boolean {
  return DEVELOPMENT_VALUES.has(value.toLowerCase());
}

/** Judges a literal that is given to something with a credential's name. */
export function plausibilityOf(value: string, name: string): Plausibility {
  if (GOOGLE_APP_PASSWORD.test(value)) return 'likely';
  if (value.length < MINIMUM_LENGTH || value.length > MAXIMUM_LENGTH || /\s/.test(value)) return 'no';
  if (!isAscii(value) || isPlaceholder(value)) return 'no';
  if (REFERENCE.test(value) || OTHER_SYNTAX.test(value) || isLabel(value, name)) return 'no';
  if (isPath(value)) return 'no';
  if (isDevelopmentValue(value)) return 'weak';
  const letters = /[a-z]/i.test(value);
  const digits = (value.match(/\d/g) ?? []).length;
  const symbols = /[^\w.:/-]/.test(value);
  if (letters && (digits > 0 || symbols) && value.length >= 6) return isNumbered(value) ? 'weak' : 'likely';
  if (digits >= 6 && !letters) return 'weak';
  return value.length >= 20 && !/[-_.:/]/.test(value) && entropyOf(value) >= RANDOM_ENTROPY
    ? 'likely'
    : 'weak';
}

/** Bits per character that 20 random letters exceed and words run together seldom do. */
const RANDOM_ENTROPY = 3.9;

/** Shannon's entropy of the characters, in bits per character. */
export function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let entropy = 0;
  for (const count of counts.values()) {
    const share = count / text.length;
    entropy -= share * Math.log2(share);
  }
  return entropy;
}

/**
 * The same as its name, or made of nothing but words that name credentials: `access_token`, `X-Api-Key`,
 * `resetPassword`, `Password:`.
 */
function isLabel(value: string, name: string): boolean {
  const words = wordsOf(value);
  if (words.length === 0) return true;
  if (!/^[\w.:*?!-]+$/.test(value)) return false;
  const own = new Set(wordsOf(name));
  if (words.every((word) => own.has(word) || LABEL_WORDS.has(word))) {
    // `password` and `secret` as a value are what somebody wrote for want of a better one, unless the name says it too.
    return !(isDevelopmentValue(value) && words.join('') !== [...own].join(''));
  }
  const isMadeOfWords = words.every((word) => /^[a-z]{2,}$/.test(word));
  return isMadeOfWords && words.length > 1 && words.some((word) => LABEL_WORDS.has(word) || own.has(word));
}

/** `admin/reset-token`, `keys/jwt`: words between slashes. A random secret has digits or mixed case in them. */
function isPath(value: string): boolean {
  return (
    value.includes('/') && /^[a-z][a-z._-]*(?:\/[a-z][\w.:-]*)+\/?$/.test(value) && !/\d{3,}/.test(value)
  );
}

/** `step2`, `sha-256`: one word with a number. */
function isNumbered(value: string): boolean {
  return /^[a-z]+(?:\d{1,2}|[-_]\d{1,4})$/i.test(value);
}

function isAscii(value: string): boolean {
  for (let at = 0; at < value.length; at++) if (value.charCodeAt(at) > 126) return false;
  return true;
}
