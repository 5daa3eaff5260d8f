/** Platforms that deploy by a Procfile, or expressly do not. */
export const PLATFORMS = [
  'heroku',
  'dokku',
  'cloud-foundry',
  'paketo',
  'google-cloud',
  'railway',
  'scalingo',
  'elastic-beanstalk',
  'piku',
  'render',
  'fly',
] as const;

/** Programs that run a Procfile on the developer's machine. */
export const RUNNERS = [
  'foreman',
  'forego',
  'honcho',
  'overmind',
  'hivemind',
  'goreman',
  'node-foreman',
] as const;

export const PROCFILE_TARGETS = [...PLATFORMS, ...RUNNERS] as const;

/** What reads the Procfiles of a project. */
export type ProcfileTarget = (typeof PROCFILE_TARGETS)[number];

/** What a rule is told beside the document. */
export type ProcfileContext = {
  /** What is known to read this Procfile; empty where nothing says it. */
  readonly targets: readonly ProcfileTarget[];
  /** Only developers use it, so that no platform reads it even where nothing is known. */
  readonly forDevelopers?: true;
  /** What `.env` beside it names, where foreman is in use, which replaces these in commands as text. */
  readonly replaced?: readonly string[];
};

const NAMES: Readonly<Record<ProcfileTarget, string>> = {
  heroku: 'Heroku',
  dokku: 'Dokku',
  'cloud-foundry': 'Cloud Foundry',
  paketo: 'Paketo',
  'google-cloud': 'Google Cloud',
  railway: 'Railway',
  scalingo: 'Scalingo',
  'elastic-beanstalk': 'Elastic Beanstalk',
  piku: 'piku',
  render: 'Render',
  fly: 'Fly.io',
  foreman: 'foreman',
  forego: 'forego',
  honcho: 'honcho',
  overmind: 'overmind',
  hivemind: 'hivemind',
  goreman: 'goreman',
  'node-foreman': 'node-foreman',
};

/** Targets as a list for people: `Dokku, Railway and overmind`. */
export function namesOfTargets(targets: readonly ProcfileTarget[]): string {
  const names = targets.map((target) => NAMES[target]);
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** Files whose existence alone says what is used. */
const BY_FILE: Readonly<Record<string, ProcfileTarget>> = {
  '.foreman': 'foreman',
  '.forego': 'forego',
  '.goreman': 'goreman',
  '.overmind.env': 'overmind',
  'heroku.yml': 'heroku',
  'railway.json': 'railway',
  'railway.toml': 'railway',
  'nixpacks.toml': 'railway',
  'railpack.json': 'railway',
  'render.yaml': 'render',
  'fly.toml': 'fly',
  'scalingo.json': 'scalingo',
  DOKKU_SCALE: 'dokku',
  '.elasticbeanstalk/config.yml': 'elastic-beanstalk',
  Buildfile: 'elastic-beanstalk',
};

type Evidence = { readonly pattern: RegExp; readonly target: ProcfileTarget };

/** How scripts start a runner: `foreman start`, `exec overmind s -f Procfile.dev`. */
const STARTS: readonly Evidence[] = [
  ...(['foreman', 'forego', 'honcho', 'goreman'] as const).map((target) => ({
    pattern: new RegExp(`(?<![\\w./@-])${target}\\s+(?:start|check|run|-f)\\b`),
    target,
  })),
  { pattern: /(?<![\w./@-])overmind\s+(?:start|s)\b/, target: 'overmind' },
  { pattern: /(?<![\w./@-])hivemind(?:\s+(?:-|Procfile)|["'\s]*$)/m, target: 'hivemind' },
  { pattern: /(?<![\w./@-])nf\s+(?:start|run)\b/, target: 'node-foreman' },
];

/** Files of which the text says it. */
const BY_TEXT: Readonly<Record<string, readonly Evidence[]>> = {
  // Dokku reads `app.json` too; only Heroku has these keys of its own.
  'app.json': [{ pattern: /"(?:formation|buildpacks|addons|stack)"\s*:/, target: 'heroku' }],
  'manifest.yml': [{ pattern: /^applications:/m, target: 'cloud-foundry' }],
  'manifest.yaml': [{ pattern: /^applications:/m, target: 'cloud-foundry' }],
  'project.toml': [
    { pattern: /heroku\/builder/, target: 'heroku' },
    { pattern: /paketo-?buildpacks?\//, target: 'paketo' },
    { pattern: /gcr\.io\/buildpacks\//, target: 'google-cloud' },
  ],
  Gemfile: [{ pattern: /^\s*gem\s+["']foreman["']/m, target: 'foreman' }],
  'requirements.txt': [{ pattern: /^honcho\b/m, target: 'honcho' }],
  'requirements-dev.txt': [{ pattern: /^honcho\b/m, target: 'honcho' }],
  'pyproject.toml': [{ pattern: /^\s*["']?honcho\b/m, target: 'honcho' }],
  'package.json': [
    ...STARTS.filter(({ target }) => target !== 'foreman'),
    // On npm `foreman` is node-foreman.
    { pattern: /"foreman"\s*:\s*"[\^~\d*]/, target: 'node-foreman' },
  ],
  'bin/dev': STARTS,
  Makefile: STARTS,
};

/** Whether a file of this path, relative to the folder of a Procfile, may say what reads the Procfile. */
export function isTargetEvidence(path: string): boolean {
  return Object.hasOwn(BY_FILE, path) || Object.hasOwn(BY_TEXT, path);
}

/** Paths, relative to the folder of a Procfile, of the files whose text is asked for. */
export const EVIDENCE_TEXTS: readonly string[] = Object.keys(BY_TEXT);

/** A Procfile that only developers use: platforms read `Procfile` alone. */
const FOR_DEVELOPMENT = /(?:^|[./])(?:dev|development|local|test|watch)(?:\.procfile)?$/i;

/**
 * Says what reads a Procfile, by the files beside it.
 *
 * @param path of the Procfile
 * @param files whether a file exists, and the text of those that `EVIDENCE_TEXTS` names; both take paths like `path`
 * @returns targets in the order of `PROCFILE_TARGETS`; platforms are left out for a Procfile of developers
 */
export function recognizeTargets(
  path: string,
  files: { has(path: string): boolean; read(path: string): string | undefined },
): readonly ProcfileTarget[] {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const found = new Set<ProcfileTarget>();
  for (const [name, target] of Object.entries(BY_FILE)) if (files.has(folder + name)) found.add(target);
  for (const [name, evidence] of Object.entries(BY_TEXT)) {
    const text = files.has(folder + name) ? files.read(folder + name) : undefined;
    if (text === undefined) continue;
    for (const { pattern, target } of evidence) if (pattern.test(text)) found.add(target);
  }
  return targetsFor(path, [...found]);
}

/**
 * What a rule is told of a Procfile.
 *
 * @param dotenv the text of `.env` beside it, where there is one
 */
export function contextOf(
  path: string,
  targets: readonly ProcfileTarget[],
  dotenv?: string,
): ProcfileContext {
  const replaced = dotenv !== undefined && targets.includes('foreman') ? foremanKeys(dotenv) : [];
  return {
    targets,
    ...(FOR_DEVELOPMENT.test(path) ? { forDevelopers: true } : {}),
    ...(replaced.length > 0 ? { replaced } : {}),
  };
}

/** As foreman reads them (ddollar/foreman lib/foreman/env.rb). */
function foremanKeys(dotenv: string): readonly string[] {
  return [...dotenv.matchAll(/^([A-Za-z_0-9]+)=/gm)].map(([, name = '']) => name);
}

/** Those of some targets that read a Procfile of this path, in the order of `PROCFILE_TARGETS`. */
export function targetsFor(path: string, targets: readonly ProcfileTarget[]): readonly ProcfileTarget[] {
  const read: readonly ProcfileTarget[] = FOR_DEVELOPMENT.test(path) ? RUNNERS : PROCFILE_TARGETS;
  return read.filter((target) => targets.includes(target));
}
