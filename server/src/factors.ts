/** The twelve factors in the order and with the names of the methodology (https://12factor.net). */

export type FactorSlug =
  | 'codebase'
  | 'dependencies'
  | 'config'
  | 'backing-services'
  | 'build-release-run'
  | 'processes'
  | 'port-binding'
  | 'concurrency'
  | 'disposability'
  | 'dev-prod-parity'
  | 'logs'
  | 'admin-processes';

export type Factor = {
  readonly slug: FactorSlug;
  /** Roman numeral, as the methodology numbers it. */
  readonly numeral: string;
  readonly title: string;
  /** The methodology's own one-line statement. */
  readonly statement: string;
};

export const FACTORS: readonly Factor[] = [
  {
    slug: 'codebase',
    numeral: 'I',
    title: 'Codebase',
    statement: 'One codebase tracked in revision control, many deploys',
  },
  {
    slug: 'dependencies',
    numeral: 'II',
    title: 'Dependencies',
    statement: 'Explicitly declare and isolate dependencies',
  },
  { slug: 'config', numeral: 'III', title: 'Config', statement: 'Store config in the environment' },
  {
    slug: 'backing-services',
    numeral: 'IV',
    title: 'Backing services',
    statement: 'Treat backing services as attached resources',
  },
  {
    slug: 'build-release-run',
    numeral: 'V',
    title: 'Build, release, run',
    statement: 'Strictly separate build and run stages',
  },
  {
    slug: 'processes',
    numeral: 'VI',
    title: 'Processes',
    statement: 'Execute the app as one or more stateless processes',
  },
  {
    slug: 'port-binding',
    numeral: 'VII',
    title: 'Port binding',
    statement: 'Export services via port binding',
  },
  {
    slug: 'concurrency',
    numeral: 'VIII',
    title: 'Concurrency',
    statement: 'Scale out via the process model',
  },
  {
    slug: 'disposability',
    numeral: 'IX',
    title: 'Disposability',
    statement: 'Maximize robustness with fast startup and graceful shutdown',
  },
  {
    slug: 'dev-prod-parity',
    numeral: 'X',
    title: 'Dev/prod parity',
    statement: 'Keep development, staging, and production as similar as possible',
  },
  { slug: 'logs', numeral: 'XI', title: 'Logs', statement: 'Treat logs as event streams' },
  {
    slug: 'admin-processes',
    numeral: 'XII',
    title: 'Admin processes',
    statement: 'Run admin/management tasks as one-off processes',
  },
];

/** Rules of formats, by the factor that the format serves. */
const OF_FORMATS: Readonly<Record<string, FactorSlug>> = { procfile: 'concurrency', dotenv: 'config' };

const BY_SLUG = new Map<string, Factor>(FACTORS.map((factor) => [factor.slug, factor]));

/** The factor that a rule belongs to: the part of its id before the slash, or that of the format it names. Throws on an id of no factor. */
export function factorOf(ruleId: string): Factor {
  const family = ruleId.slice(0, ruleId.indexOf('/'));
  const factor = BY_SLUG.get(OF_FORMATS[family] ?? family);
  if (!factor) throw new Error(`No factor for rule '${ruleId}'`);
  return factor;
}
