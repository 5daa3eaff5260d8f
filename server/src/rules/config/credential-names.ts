import { setOf, wordsOf } from './words.ts';

/** What a name says its value is. A signing key is worth reporting however weak its value. */
export type CredentialKind = 'password' | 'signing key' | 'secret' | 'token' | 'key';

/** Words that may follow the noun: which one of several it is, or in what form. */
const QUALIFIERS = setOf(
  '1 2 3 4 5 prod production live staging stage dev development default value string str text plain raw base main primary secondary old new current v1 v2',
);

/** In front of the noun these make a label, a state, an action, or something that is no secret. */
const HARMLESS = setOf(
  `public pub publishable csrf xsrf next page pagination continuation sync cancel cancellation abort injection di
   forgot forgotten reset change changed show hide toggle confirm confirmation repeat retype invalid wrong missing no is
   has require required requires need needs valid validate check verify generate create update delete remove revoke send
   get set use enable enabled disable disabled allow incorrect weak strong hashed encrypted hash masked mask censor
   censored redacted blank empty placeholder dummy fake sample example eos bos pad unk sep cls special start end stop
   begin contract site anon anonymous client-id optional with without by for module header query input expired bad`,
);

const PASSWORD_NOUNS = setOf('password passwd pwd passphrase passcode passwort');
const TOKEN_NOUNS = setOf('token authtoken accesstoken bottoken apitoken refreshtoken bearertoken pat');
const SECRET_NOUNS = setOf('secret secrets clientsecret appsecret consumersecret');
const KEY_NOUNS = setOf('apikey accesskey privatekey authkey masterkey encryptionkey accountkey storagekey');
const SIGNING_NOUNS = setOf('jwtsecret sessionsecret cookiesecret signingkey jwtkey');

/** Keys that are secret: `API_KEY`, `encryptionKey`; a key of anything else opens a dictionary. */
const KEY_QUALIFIERS = setOf(
  `api secret access private signing signature encryption encrypt encryptions crypto cipher auth authentication account
   storage master service jwt hmac session cookie webhook deploy license subscription rsa aes ssh hash`,
);
const SIGNING_WORDS = setOf('jwt session sessions cookie cookies signing signature hmac sign');

/** What Flask, Django, Rails and passport-jwt call the key that signs sessions and tokens. */
const FRAMEWORK_KEYS = setOf('secretkey secretkeybase secretorkey secretorprivatekey');

/** `pass` is a password only where something has one. */
const PASS_OWNERS = setOf(
  'db database user smtp mail mailer email auth mysql postgres pg redis mongo mongodb ftp sftp ssh admin root proxy imap ldap rabbit rabbitmq amqp mq account login basic http my',
);

/**
 * What credential a name stands for, if any. Takes the name of a variable, property, keyword or environment variable.
 * The noun must be the last word: `passwordField`, `tokenType` and `SECRET_NAME` say something about one.
 */
export function credentialKind(name: string): CredentialKind | undefined {
  const words = [...wordsOf(name)];
  while (words.length > 1 && QUALIFIERS.has(words.at(-1) ?? '')) words.pop();
  // The identifier of an AWS key is useless without its key, but both are of one deploy and leak together.
  if (words.slice(-3).join(' ') === 'access key id') return 'key';
  const noun = words.pop() ?? '';
  if (FRAMEWORK_KEYS.has(wordsOf(name).join(''))) return 'signing key';
  if (words.some((word) => HARMLESS.has(word))) return undefined;
  const last = words.at(-1) ?? '';
  const isSigning = words.some((word) => SIGNING_WORDS.has(word));

  if (PASSWORD_NOUNS.has(noun) || /^[a-z]{2,}(?:password|passwd)$/.test(noun)) return 'password';
  if (noun === 'pass') return words.length === 0 || PASS_OWNERS.has(last) ? 'password' : undefined;
  if (noun === 'pw') return PASS_OWNERS.has(last) ? 'password' : undefined;
  if (SIGNING_NOUNS.has(noun)) return 'signing key';
  if (SECRET_NOUNS.has(noun)) return isSigning ? 'signing key' : 'secret';
  if (TOKEN_NOUNS.has(noun)) return 'token';
  if (KEY_NOUNS.has(noun)) return 'key';
  if (noun === 'key') {
    if (!KEY_QUALIFIERS.has(last)) return undefined;
    return isSigning || last === 'secret' ? 'signing key' : 'key';
  }
  return undefined;
}
