import type { StringExpression, TemplateExpression } from '../../model/expression.ts';
import type { Anchor } from '../../model/rule.ts';
import type { SourceFile } from '../../model/source-file.ts';
import { bareHost, deployHost, type HostFinding, readUrl } from './hosts.ts';
import { wordsOf } from './words.ts';

/** A literal that names a host which differs from deploy to deploy. */
export type HostLiteral = {
  readonly found: HostFinding;
  readonly isUrl: boolean;
  /** Offset in the text, behind host and port. */
  readonly end: number;
  readonly text: string;
};

const QUOTE = '["\'`]';

const ENVIRONMENT = '(?:prod|production|staging|stage|stg|preprod|dev|qa|uat)';

/** Ends of bare host names; what follows must end the literal or be a port. */
const ENDINGS = [
  '.internal',
  '.local',
  '.corp',
  '.lan',
  '.intranet',
  '.svc',
  '.consul',
  '.amazonaws.com',
  '.windows.net',
  '.azure.com',
  '.mongodb.net',
  '.upstash.io',
  '.neon.tech',
  '.aivencloud.com',
  '.redis-cloud.com',
  '.cloudamqp.com',
  '.herokuapp.com',
];

/**
 * An address with any host but this machine is looked at where the host is internal by its looks: without a dot, a
 * number, an ending, or with an environment's name in it.
 */
export const HOST_ANCHORS: readonly Anchor[] = [
  {
    text: '://',
    gate: new RegExp(
      `://(?:[^\\s'"\`/@]*@)?(?!localhost|127\\.|0\\.0\\.0\\.0|\\$\\{|\\{|www\\.|example\\.)(?:[a-z0-9-]+(?=[:/'"\`])|\\d{1,3}(?:\\.\\d{1,3}){3}|(?:[a-z0-9-]+\\.)*(?:[a-z0-9]+-)*${ENVIRONMENT}\\d?(?:[-.])[a-z0-9.-]+\\.|(?:[a-z0-9-]+\\.)+(?:internal|local|corp|lan|intranet|private|svc|consul|amazonaws\\.com|on\\.aws|elasticbeanstalk\\.com|azurewebsites\\.net|windows\\.net|azure\\.com|cloudapp\\.net|run\\.app|cloudfunctions\\.net|appspot\\.com|firebaseio\\.com|herokuapp\\.com|onrender\\.com|railway\\.app|fly\\.dev|ondigitalocean\\.(?:app|com)|vercel\\.app|netlify\\.app|mongodb\\.net|supabase\\.co|upstash\\.io|confluent\\.cloud|cloudamqp\\.com|redislabs\\.com|redis-cloud\\.com|neon\\.tech|psdb\\.cloud|aivencloud\\.com|ngrok|trycloudflare\\.com))`,
      'iy',
    ),
  },
  ...ENDINGS.map((text) => ({
    text,
    gate: new RegExp(`${text.replaceAll('.', '\\.')}(?::\\d+)?${QUOTE}`, 'iy'),
    before: /["'`][\w.-]+$/,
  })),
  ...['prod', 'staging', 'stage', 'qa', 'uat', 'preprod', 'dev'].map((text) => ({
    text,
    gate: new RegExp(`${text}(?:uction)?\\d?[-.][\\w.-]*\\.[a-z]{2,8}(?::\\d+)?${QUOTE}`, 'iy'),
    before: /host\w*["']?\]?\s*[:=,]\s*["'`](?:[\w.-]*[.-])?$/i,
  })),
  // `Redis(host="redis")`
  {
    text: 'host',
    gate: /host(?:name)?["']?\s*[:=]\s*["'](?!localhost["'])[a-z][a-z0-9_-]*["']/y,
    before: /(?:^|[\s{(,"'])$/,
  },
  ...['10.', '192.168.', '172.'].map((text) => ({
    text,
    gate: /\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?["'`]/y,
    before: /(?:host|server|addr|address|url|ip|endpoint)\w*["']?\]?\s*[:=,]\s*["'`]$/i,
  })),
];

/** Reads a string as an address or a host's name; undefined where no host of a deploy is in it. */
export function hostLiteral(string: StringExpression | TemplateExpression): HostLiteral | undefined {
  const first = string.kind === 'string' ? string.value : string.parts[0];
  if (typeof first !== 'string') return undefined;
  const url = readUrl(first);
  if (url) {
    // What follows an interrupted host is not known: `https://api.${zone}`.
    if (string.kind === 'template' && url.end === first.length && string.parts.length > 1) {
      const isPort = /:\d+$/.test(first);
      const next = string.parts[1];
      if (!isPort && typeof next !== 'string') return undefined;
    }
    if (url.scheme === 'file' || url.scheme === 'data') return undefined;
    const found = deployHost(url.host);
    return found && { found, isUrl: true, end: url.end, text: first };
  }
  if (string.kind !== 'string') return undefined;
  const found = bareHost(string.value) ?? wordHost(string.value);
  return found && { found, isUrl: false, end: string.value.length, text: string.value };
}

/** A name without a dot, as Compose and Kubernetes give to services: a host only where a client takes it for one. */
function wordHost(text: string): HostFinding | undefined {
  return /^[a-z][a-z0-9_-]*$/.test(text) ? deployHost(text) : undefined;
}

const HOST_WORDS =
  /^(?:url|uri|host|hostname|endpoint|server|servers|address|addr|dsn|gateway|broker|brokers|proxy|baseurl|baseuri|origin)$/;

/** Words before the noun with which the value is compared, allowed or shown, not called. */
const NO_ADDRESS = new Set([
  'allowed',
  'allow',
  'trusted',
  'cors',
  'redirect',
  'callback',
  'docs',
  'documentation',
  'help',
  'support',
  'home',
  'homepage',
  'issuer',
  'schema',
  'namespace',
  'example',
  'default',
  'blocked',
  'denied',
  'repository',
  'repo',
  'test',
  'download',
  'license',
]);

/** Whether a name says that its value is the address of something that is called. */
export function isAddressName(name: string): boolean {
  const words = wordsOf(name);
  const noun = words.at(-1) ?? '';
  return HOST_WORDS.test(noun) && noun !== 'origin' && !words.some((word) => NO_ADDRESS.has(word));
}

/** Whether the literal is another thing's default, fallback or a part of a comparison. */
export function isFallback(file: SourceFile, string: StringExpression | TemplateExpression): boolean {
  return file.fallbackOf(string.span)?.kind === 'environment';
}
