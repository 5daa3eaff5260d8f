import type { Anchor } from '../../model/rule.ts';
import type { LanguageFamily } from '../../model/source-file.ts';
import type { CredentialKind } from './credential-names.ts';

/** A call that takes a credential by its position, where no name at the call says so. */
export type CredentialArgument = {
  readonly position: number;
  readonly keyword?: string;
  readonly kind: CredentialKind;
  /** What it is usually called in the environment. */
  readonly variable: string;
};

const JWT: CredentialArgument = { position: 1, kind: 'signing key', variable: 'JWT_SECRET' };
const HMAC: CredentialArgument = { position: 1, kind: 'signing key', variable: 'HMAC_KEY' };
const CIPHER: CredentialArgument = { position: 1, kind: 'key', variable: 'ENCRYPTION_KEY' };
const STRIPE: CredentialArgument = { position: 0, kind: 'key', variable: 'STRIPE_SECRET_KEY' };
const SLACK: CredentialArgument = { position: 0, keyword: 'token', kind: 'token', variable: 'SLACK_TOKEN' };
const TELEGRAM: CredentialArgument = {
  position: 0,
  keyword: 'token',
  kind: 'token',
  variable: 'TELEGRAM_TOKEN',
};
const DATABASE: CredentialArgument = { position: 2, kind: 'password', variable: 'DB_PASSWORD' };

const JAVASCRIPT: Readonly<Record<string, CredentialArgument>> = {
  'jsonwebtoken.sign': JWT,
  'jsonwebtoken.verify': JWT,
  'jwt-simple.encode': JWT,
  'jwt-simple.decode': JWT,
  'cookie-parser': { position: 0, kind: 'signing key', variable: 'COOKIE_SECRET' },
  'crypto.createHmac': HMAC,
  'crypto.createCipher': CIPHER,
  'crypto.createCipheriv': CIPHER,
  'crypto.createDecipher': CIPHER,
  'crypto.createDecipheriv': CIPHER,
  'crypto-js.AES.encrypt': CIPHER,
  'crypto-js.AES.decrypt': CIPHER,
  'crypto-js.HmacSHA256': HMAC,
  sequelize: DATABASE,
  'sequelize.Sequelize': DATABASE,
  stripe: STRIPE,
  'stripe.Stripe': STRIPE,
  twilio: { position: 1, kind: 'token', variable: 'TWILIO_AUTH_TOKEN' },
  'twilio.Twilio': { position: 1, kind: 'token', variable: 'TWILIO_AUTH_TOKEN' },
  '@sendgrid/mail.setApiKey': { position: 0, kind: 'key', variable: 'SENDGRID_API_KEY' },
  'discord.js.Client().login': { position: 0, kind: 'token', variable: 'DISCORD_TOKEN' },
  'telegraf.Telegraf': TELEGRAM,
  'node-telegram-bot-api': TELEGRAM,
  '@slack/web-api.WebClient': SLACK,
};

const ITSDANGEROUS: CredentialArgument = {
  position: 0,
  keyword: 'secret_key',
  kind: 'signing key',
  variable: 'SECRET_KEY',
};
const LOGIN: CredentialArgument = {
  position: 1,
  keyword: 'password',
  kind: 'password',
  variable: 'SMTP_PASSWORD',
};
const PYTHON_JWT: CredentialArgument = { ...JWT, keyword: 'key' };

const PYTHON: Readonly<Record<string, CredentialArgument>> = {
  'jwt.encode': PYTHON_JWT,
  'jwt.decode': PYTHON_JWT,
  'jose.jwt.encode': PYTHON_JWT,
  'jose.jwt.decode': PYTHON_JWT,
  'hmac.new': { position: 0, keyword: 'key', kind: 'signing key', variable: 'HMAC_KEY' },
  'cryptography.fernet.Fernet': { position: 0, keyword: 'key', kind: 'key', variable: 'ENCRYPTION_KEY' },
  'itsdangerous.URLSafeTimedSerializer': ITSDANGEROUS,
  'itsdangerous.URLSafeSerializer': ITSDANGEROUS,
  'itsdangerous.TimedSerializer': ITSDANGEROUS,
  'itsdangerous.TimestampSigner': ITSDANGEROUS,
  'itsdangerous.Signer': ITSDANGEROUS,
  'smtplib.SMTP().login': LOGIN,
  'smtplib.SMTP_SSL().login': LOGIN,
  'imaplib.IMAP4_SSL().login': { ...LOGIN, variable: 'IMAP_PASSWORD' },
  'imaplib.IMAP4().login': { ...LOGIN, variable: 'IMAP_PASSWORD' },
  'ftplib.FTP().login': { ...LOGIN, keyword: 'passwd', variable: 'FTP_PASSWORD' },
  'pymysql.connect': { ...DATABASE, keyword: 'password' },
  'MySQLdb.connect': { ...DATABASE, keyword: 'passwd' },
  'requests.auth.HTTPBasicAuth': { position: 1, kind: 'password', variable: 'API_PASSWORD' },
  'pika.PlainCredentials': {
    position: 1,
    keyword: 'password',
    kind: 'password',
    variable: 'BROKER_PASSWORD',
  },
  'slack_sdk.WebClient': SLACK,
  'telegram.Bot': TELEGRAM,
  'telebot.TeleBot': TELEGRAM,
};

export const CREDENTIAL_ARGUMENTS: Readonly<
  Record<LanguageFamily, Readonly<Record<string, CredentialArgument>>>
> = { javascript: JAVASCRIPT, python: PYTHON };

export const CREDENTIAL_ARGUMENT_ANCHORS: Readonly<Record<LanguageFamily, readonly Anchor[]>> = {
  javascript: [
    { text: '.sign(', before: /jwt\w*$|jsonwebtoken$/i },
    { text: '.verify(', before: /jwt\w*$|jsonwebtoken$/i },
    { text: '.encode(', before: /jwt\w*$/i },
    { text: '.decode(', before: /jwt\w*$/i },
    { text: 'cookieParser(', gate: /cookieParser\(\s*[^\s)]/y },
    'createHmac(',
    { text: 'createCipher', gate: /createCipher(?:iv)?\(/y },
    { text: 'createDecipher', gate: /createDecipher(?:iv)?\(/y },
    { text: 'AES.', gate: /AES\.(?:en|de)crypt\(/y },
    'HmacSHA256(',
    { text: 'Sequelize(', before: /new\s+(?:\w+\.)?$/ },
    { text: 'stripe(', gate: /[sS]tripe\(\s*['"`\w]/y },
    "stripe')(",
    'stripe")(',
    { text: 'twilio(', gate: /[tT]wilio\(\s*['"`\w]/y },
    '.setApiKey(',
    { text: '.login(', gate: /\.login\(\s*(?:['"`]|[A-Z_]+\s*\))/y, before: /(?:client|bot|discord)\w*$/i },
    { text: 'Telegraf(', before: /new\s+$/ },
    { text: 'TelegramBot(', before: /new\s+$/ },
    { text: 'WebClient(', before: /new\s+$/ },
  ],
  python: [
    { text: 'jwt.encode(' },
    { text: 'jwt.decode(' },
    { text: 'hmac.new(' },
    'Fernet(',
    { text: 'Serializer(', before: /(?:URLSafe|Timed|URLSafeTimed)$/ },
    { text: 'Signer(', before: /(?:^|[\s.=(]|Timestamp)$/ },
    { text: '.login(', gate: /\.login\([^)]*,/y },
    { text: 'pymysql.connect(' },
    { text: 'MySQLdb.connect(' },
    'HTTPBasicAuth(',
    'PlainCredentials(',
    { text: 'WebClient(', gate: /WebClient\(\s*(?:token|["'])/y },
    'TeleBot(',
    'telegram.Bot(',
  ],
};
