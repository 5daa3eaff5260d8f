import { setOf } from './words.ts';

/** Why a host is another in every deploy. */
export type HostKind =
  | 'internal name'
  | 'private address'
  | 'address'
  | 'environment'
  | 'managed'
  | 'bare name';

export type HostFinding = { readonly kind: HostKind; readonly host: string };

/** Name endings that no public name server answers, and the ones of Kubernetes, Consul and Docker. */
const INTERNAL_ENDINGS =
  /\.(?:internal|local|corp|lan|intranet|intra|private|svc|svc\.cluster\.local|consul|cluster\.local)$/i;

/**
 * Hosts that a cloud makes for one resource or one application: each deploy has its own. The label before the
 * ending must be there: `herokuapp.com` itself is nobody's.
 */
const MANAGED_ENDINGS = [
  // Amazon: databases, caches, search, load balancers, gateways, machines
  '\\.(?:rds|cache|es|aoss|redshift|docdb|mq|elb|execute-api|compute|kafka|lambda-url)\\.(?:[a-z0-9-]+\\.)*(?:amazonaws\\.com|on\\.aws)',
  '\\.(?:[a-z0-9-]+\\.)(?:rds|cache|es|docdb|elb|redshift|kafka|mq)\\.amazonaws\\.com',
  '\\.elasticbeanstalk\\.com',
  // Azure
  '\\.azurewebsites\\.net',
  '\\.(?:database|redis\\.cache|servicebus|documents|blob\\.core|queue\\.core|table\\.core|file\\.core|search|vault|postgres\\.database|mysql\\.database)\\.(?:windows\\.net|azure\\.(?:net|com))',
  '\\.cloudapp\\.(?:azure\\.com|net)',
  // Google
  '\\.run\\.app',
  '\\.cloudfunctions\\.net',
  '\\.appspot\\.com',
  '\\.firebaseio\\.com',
  // Platforms
  '\\.herokuapp\\.com',
  '\\.onrender\\.com',
  '\\.(?:up\\.)?railway\\.(?:app|internal)',
  '\\.fly\\.dev',
  '\\.ondigitalocean\\.(?:app|com)',
  '\\.vercel\\.app',
  '\\.netlify\\.app',
  // Data services
  '\\.mongodb\\.net',
  '\\.supabase\\.co',
  '\\.upstash\\.io',
  '\\.confluent\\.cloud',
  '\\.cloudamqp\\.com',
  '\\.redislabs\\.com',
  '\\.redns\\.redis-cloud\\.com',
  '\\.neon\\.tech',
  '\\.psdb\\.cloud',
  '\\.aivencloud\\.com',
  // Tunnels to a developer's machine
  '\\.ngrok(?:-free)?\\.(?:io|app|dev)',
  '\\.trycloudflare\\.com',
];
const MANAGED = new RegExp(`[a-z0-9](?:${MANAGED_ENDINGS.join('|')})$`, 'i');

/** Labels, or parts of labels between hyphens, that say which deploy a host belongs to. */
const ENVIRONMENT_LABELS = setOf(
  'prod production prd staging stage stg preprod preproduction dev develop development qa uat acc acceptance integration preview',
);

/** Public hosts whose `dev` or `preview` is a name of theirs. */
const PUBLIC_LABELS =
  /(?:^|\.)(?:dev\.(?:azure|mysql|twitch|twitter|bitly|w3|to|virtualearth|evernote)\.\w+|dev\.to|preview\.redd\.it)$|(?:github|githubusercontent|gitlab|npmjs|googleapis|gstatic|microsoft|visualstudio|apple|mozilla|w3)\.\w+$/i;

/** Top-level domains of hosts without a scheme: `settings.production.title` is a key of a dictionary. */
const TOP_LEVEL = setOf(
  `com net org io co app dev cloud info biz eu de fr uk us nl be ch at it es pt pl se no dk fi cz ru jp cn in au nz ca
   br mx ar za kr sg hk tw ie me tv ai tech online site store shop gov edu mil int systems services network`,
);

/** Addresses of documentation (RFC 5737), emulators, metadata of clouds, public name servers: the same everywhere. */
const COMMON_ADDRESSES =
  /^(?:0\.|127\.|255\.|22[4-9]\.|23\d\.|192\.0\.2\.|198\.51\.100\.|203\.0\.113\.|169\.254\.169\.(?:254|253|123)$|169\.254\.170\.2$|168\.63\.129\.16$|100\.100\.100\.200$|10\.0\.2\.2$|10\.0\.3\.2$|8\.8\.[48]\.[48]$|1\.[01]\.[01]\.1$|9\.9\.9\.9$|208\.67\.22[02]\.22[02]$)/;

const PRIVATE_ADDRESSES =
  /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)/;

const ADDRESS = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)$/;

/** Hosts that stand for any host: in examples, as the base of a relative address, as this machine; and a queue that all share. */
const NOBODY =
  /^qstash[\w-]*\.upstash\.io$|^(?:localhost|host\.docker\.internal|gateway\.docker\.internal|metadata\.google\.internal|metadata|kubernetes\.default(?:\.svc.*)?|0|unix|dummy|example|host|hostname|server|domain|test|foo|bar|a|b|x|n|base|fake|invalid|unused|relative|internal|noop|ignored|placeholder|unknown|null|undefined|none|app|www|self|this)$|(?:^|\.)(?:example|invalid|test|localhost)(?:\.(?:com|org|net|edu|local))?$|(?:^|[.-])(?:your|my|some)-?(?:host|domain|server|company|site|app)\b/i;

/** Why the host differs from deploy to deploy, if it does by its looks. Takes it without port and brackets. */
export function deployHost(host: string): HostFinding | undefined {
  if (host === '' || NOBODY.test(host)) return undefined;
  if (/^[\d.]+$/.test(host)) {
    if (!ADDRESS.test(host) || COMMON_ADDRESSES.test(host)) return undefined;
    return { kind: PRIVATE_ADDRESSES.test(host) ? 'private address' : 'address', host };
  }
  if (!/^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$/i.test(host)) return undefined;
  if (!host.includes('.')) return { kind: 'bare name', host };
  if (INTERNAL_ENDINGS.test(host)) return { kind: 'internal name', host };
  if (MANAGED.test(host)) return { kind: 'managed', host };
  return namesEnvironment(host) ? { kind: 'environment', host } : undefined;
}

/** A host that is given by itself must look like one beyond doubt. Takes it with or without a port. */
export function bareHost(text: string): HostFinding | undefined {
  const match = /^([a-z0-9][a-z0-9.-]*)(?::\d{2,5})?$/i.exec(text);
  const host = match?.[1] ?? '';
  if (!host.includes('.')) return undefined;
  const found = deployHost(host);
  if (found?.kind === 'environment' && !TOP_LEVEL.has(host.slice(host.lastIndexOf('.') + 1).toLowerCase()))
    return undefined;
  return found;
}

/** The registered name and its ending name the owner, not a deploy: `dev` of `deno.dev` and of `dev.to`. */
function namesEnvironment(host: string): boolean {
  if (PUBLIC_LABELS.test(host)) return false;
  const labels = host.toLowerCase().split('.').slice(0, -2);
  return labels.some((label) =>
    label.split(/[-_]/).some((part) => ENVIRONMENT_LABELS.has(part.replace(/\d+$/, ''))),
  );
}

export type UrlParts = {
  readonly scheme: string;
  readonly user: string | undefined;
  readonly password: string | undefined;
  /** Without port and brackets; the first of several. */
  readonly host: string;
  /** Offset behind host and port. */
  readonly end: number;
};

/** Takes apart the start of an address up to its path; undefined where the text is no address. */
export function readUrl(text: string): UrlParts | undefined {
  const match =
    /^((?:jdbc:)?[a-z][a-z0-9+.-]*):\/\/(?:([^\s:/?#@]*)(?::([^\s/?#]*))?@)?(\[[0-9a-f:.]+\]|[^\s:/?#@,[\]]*)(?::\d+)?(?:,[^\s/?#]*)?/i.exec(
      text,
    );
  if (!match) return undefined;
  const [whole, scheme = '', user, password, host = ''] = match;
  return {
    scheme: scheme.toLowerCase(),
    user,
    password,
    host: host.replace(/[[\]]/g, ''),
    end: whole.length,
  };
}
