import { EVIDENCE_TEXTS, type ProcfileTarget, recognizeTargets } from '../procfile/targets.ts';
import { isDotenvTemplate } from '../variables/dotenv.ts';
import { DOTENV_DIALECTS, type DotenvDialect } from './evaluate.ts';
import type { Layering } from './layers.ts';
import type { DotenvNeighbour } from './neighbours.ts';

/** What a rule is told beside the document. */
export type DotenvContext = {
  /** What is known to read this file; empty where nothing says it. */
  readonly dialects: readonly DotenvDialect[];
  /** The tool that reads it together with others; absent where none is known. */
  readonly layering?: Layering;
  /** The dotenv files around this one; absent where nobody looked for any. */
  readonly neighbours?: readonly DotenvNeighbour[];
  /** The instruction of a Dockerfile beside it that copies it into the image; the line counts from 0. */
  readonly image?: { readonly dockerfile: string; readonly line: number };
  /** Git has the file in its index, so that it is in every clone; absent where that is not known. */
  readonly isTracked?: boolean;
};

/** How `recognizeDialects` looks at the files of the workspace. Paths are like that of the dotenv file. */
export type EvidenceFiles = {
  has(path: string): boolean;
  /** Asked of what `isDialectEvidence` names only. */
  read(path: string): string | undefined;
  /** Paths of systemd's units, which have any name; `isSystemdUnit` chooses them. */
  readonly units?: readonly string[];
};

const NAMES: Readonly<Record<DotenvDialect, string>> = {
  dotenv: 'dotenv',
  'dotenv-expand-11': 'dotenv-expand 11',
  'dotenv-expand-12': 'dotenv-expand 12',
  'dotenv-expand-1000': 'dotenv-expand 1000',
  dotenvx: 'dotenvx',
  'node-20': 'Node 20',
  'node-24': 'Node 24',
  bun: 'Bun',
  deno: 'Deno',
  'deno-std': '@std/dotenv',
  'node-foreman': 'node-foreman',
  'python-dotenv': 'python-dotenv',
  decouple: 'python-decouple',
  'django-environ': 'django-environ',
  'ruby-dotenv': 'dotenv for Ruby',
  foreman: 'foreman',
  godotenv: 'godotenv',
  gotenv: 'gotenv',
  compose: 'Docker Compose',
  docker: 'docker run --env-file',
  direnv: 'direnv',
  phpdotenv: 'phpdotenv',
  honcho: 'honcho',
  systemd: 'systemd',
  bash: 'a shell',
};

/** Dialects as a list for people: `dotenv, Docker Compose and a shell`. */
export function namesOfDialects(dialects: readonly DotenvDialect[]): string {
  const names = dialects.map((dialect) => NAMES[dialect]);
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

type Evidence = { readonly pattern: RegExp; readonly dialect: DotenvDialect };

/** A dependency of package.json; the value is a range of versions and not a command. */
const onNpm = (name: string, version = '[^"]*'): RegExp =>
  new RegExp(
    `"${name}"\\s*:\\s*"(?=[\\^~<>=*\\d]|v\\d|latest|workspace:|catalog:|npm:)(?:workspace:)?(?:npm:)?[\\^~<>=v]*\\s*(?:${version})`,
  );

const PYTHON: readonly Evidence[] = [
  {
    pattern:
      /^[\s"'[]*(?:python-dotenv|pydantic-settings|environs)\b|["'](?:python-dotenv|pydantic-settings|environs)\b/im,
    dialect: 'python-dotenv',
  },
  { pattern: /^[\s"'[]*django-environ\b|["']django-environ\b/im, dialect: 'django-environ' },
  { pattern: /^[\s"'[]*python-decouple\b|["']python-decouple\b/im, dialect: 'decouple' },
];

const DENO: readonly Evidence[] = [
  { pattern: /["/](?:jsr:)?@std\/dotenv\b|deno\.land\/std(?:@[\w.]+)?\/dotenv\b/, dialect: 'deno-std' },
];

/** Libraries by the manifests that ask for them. They read any dotenv file. */
const BY_TEXT: Readonly<Record<string, readonly Evidence[]>> = {
  'package.json': [
    ...['dotenv', 'dotenv-flow', 'dotenv-safe', '@nestjs/config'].map(
      (name): Evidence => ({ pattern: onNpm(name), dialect: 'dotenv' }),
    ),
    { pattern: onNpm('@dotenvx/dotenvx'), dialect: 'dotenvx' },
    { pattern: onNpm('dotenv-expand', '1000'), dialect: 'dotenv-expand-1000' },
    { pattern: onNpm('dotenv-expand', '12'), dialect: 'dotenv-expand-12' },
    { pattern: onNpm('dotenv-expand', '(?:[1-9]|1[01])\\b'), dialect: 'dotenv-expand-11' },
    // Vite takes dotenv-expand 12 from its sixth release on; Next.js and react-scripts keep an older one.
    { pattern: onNpm('vite', '(?:[6-9]|\\d\\d)\\b'), dialect: 'dotenv-expand-12' },
    { pattern: onNpm('vite', '[1-5]\\b'), dialect: 'dotenv-expand-11' },
    ...['next', 'react-scripts', 'dotenv-cli'].map(
      (name): Evidence => ({ pattern: onNpm(name), dialect: 'dotenv-expand-11' }),
    ),
    { pattern: /"bun (?:run )?(?:--\S+ )*[\w./-]+\.[cm]?[jt]sx?\b/, dialect: 'bun' },
  ],
  'deno.json': DENO,
  'deno.jsonc': DENO,
  'requirements.txt': PYTHON,
  'requirements.in': PYTHON,
  'pyproject.toml': PYTHON,
  Pipfile: PYTHON,
  'setup.py': PYTHON,
  Gemfile: [{ pattern: /^\s*gem\s+["']dotenv(?:-rails)?["']/m, dialect: 'ruby-dotenv' }],
  'go.mod': [
    { pattern: /\bgithub\.com\/joho\/godotenv\b/, dialect: 'godotenv' },
    { pattern: /\bgithub\.com\/subosito\/gotenv\b/, dialect: 'gotenv' },
  ],
  'composer.json': [{ pattern: /"(?:vlucas\/phpdotenv|laravel\/framework)"\s*:/, dialect: 'phpdotenv' }],
};

/** A command or setting that names one dotenv file: the first group is its path. */
type NamedIn = { readonly pattern: RegExp; readonly dialect: DotenvDialect };

const ENV_FILE = '--env-file(?:-if-exists)?[= ]["\']?([\\w./-]+)';
const COMMANDS: readonly NamedIn[] = [
  { pattern: new RegExp(`\\bnode\\b[^"\\n|;&]*?${ENV_FILE}`, 'g'), dialect: 'node-24' },
  { pattern: new RegExp(`\\bdeno\\b[^"\\n|;&]*?${ENV_FILE}`, 'g'), dialect: 'deno' },
  { pattern: new RegExp(`\\bdocker run\\b[^\\n|;&]*?${ENV_FILE}`, 'g'), dialect: 'docker' },
  { pattern: new RegExp(`\\bdocker[ -]compose\\b[^\\n|;&]*?${ENV_FILE}`, 'g'), dialect: 'compose' },
  { pattern: /(?:^|[\s;&"(@])(?:source|\.)\s+((?:[\w./-]+\/)?[\w.-]*\.env[\w.-]*)/gm, dialect: 'bash' },
];
const SCRIPTS = [
  'package.json',
  'Makefile',
  'makefile',
  'justfile',
  'bin/dev',
  'deno.json',
  'deno.jsonc',
] as const;

const COMPOSE_FILE = /^(?:docker-)?compose(?:[.-][\w.-]+)?\.ya?ml$/;
const COMPOSE_FILES = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'] as const;
/** Compose takes the variables that its own file names from the `.env` beside it. */
const COMPOSE_VARIABLE = /(?<!\$)\$\{?[A-Za-z_]/;
/** What stands under `env_file`, in each of its forms. */
const COMPOSE_ENV_FILE =
  /^\s*env_file:[ \t]*(?:["']?([\w./-]+)["']?[ \t]*(?:#.*)?$|((?:\r?\n[ \t]+(?:-.*|path:.*|required:.*|format:.*)|\[.*\])+))/gm;

/** What runs Procfiles gives the processes `.env`, each by a library of its own. */
const OF_RUNNERS: Partial<Readonly<Record<ProcfileTarget, DotenvDialect>>> = {
  foreman: 'foreman',
  forego: 'gotenv',
  honcho: 'honcho',
  goreman: 'godotenv',
  overmind: 'godotenv',
  'node-foreman': 'node-foreman',
};
const PROCFILES = ['Procfile', 'Procfile.dev'] as const;

const SYSTEMD_UNIT = /\.service$/;
/** A dash before the path says that the file may be missing. */
const ENVIRONMENT_FILE = /^[ \t]*EnvironmentFile[ \t]*=[ \t]*-?["']?([\w./@-]+)/gm;

const EVIDENCE: ReadonlySet<string> = new Set([
  ...Object.keys(BY_TEXT),
  ...SCRIPTS.map((name) => name.slice(name.lastIndexOf('/') + 1)),
]);

/** Whether a file of this path may say what reads a dotenv file in its folder or below. */
export function isDialectEvidence(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return EVIDENCE.has(name) || COMPOSE_FILE.test(name) || isSystemdUnit(path);
}

/** Whether a path is that of a unit of systemd, which may name dotenv files. */
export function isSystemdUnit(path: string): boolean {
  return SYSTEMD_UNIT.test(path);
}

/** Paths, for a dotenv file at `path`, of the files whose text is asked for. */
export function dialectEvidence(path: string): readonly string[] {
  const names = new Set([...Object.keys(BY_TEXT), ...SCRIPTS, ...COMPOSE_FILES, ...EVIDENCE_TEXTS]);
  return foldersOf(path).flatMap((folder) => [...names].map((name) => folder + name));
}

/**
 * Says what reads a dotenv file, by the manifests and scripts beside it; where they say nothing, by those of the
 * folders around. A template is read as the file it is copied to.
 *
 * @param path of the dotenv file
 * @returns dialects in the order of `DOTENV_DIALECTS`; empty where nothing says it
 */
export function recognizeDialects(path: string, files: EvidenceFiles): readonly DotenvDialect[] {
  const name = path.slice(path.lastIndexOf('/') + 1);
  // Flask reads it with python-dotenv, Wrangler with dotenv; nothing else does.
  if (name === '.flaskenv') return ['python-dotenv'];
  if (name === '.dev.vars') return ['dotenv'];
  for (const folder of foldersOf(path)) {
    const found = new Set([...ofLibraries(folder, files), ...ofCommands(folder, path, files)]);
    if (path.startsWith(folder) && !path.includes('/', folder.length))
      for (const dialect of ofUnits(folder, name, files)) found.add(dialect);
    if (found.size > 0) return DOTENV_DIALECTS.filter((dialect) => found.has(dialect));
  }
  return [];
}

function* ofLibraries(folder: string, files: EvidenceFiles): Iterable<DotenvDialect> {
  for (const [name, evidence] of Object.entries(BY_TEXT)) {
    const text = textOf(folder + name, files);
    if (text === undefined) continue;
    const found = new Set(evidence.filter(({ pattern }) => pattern.test(text)).map(({ dialect }) => dialect));
    // Who asks for dotenv-expand hands it what dotenv has read.
    if (onNpm('dotenv-expand').test(text)) found.delete('dotenv');
    yield* found;
  }
}

function* ofCommands(folder: string, path: string, files: EvidenceFiles): Iterable<DotenvDialect> {
  const relative = path.slice(folder.length);
  const names = new Set([relative, liveName(relative)]);
  const isPlain = names.has('.env');
  for (const script of SCRIPTS) {
    const text = textOf(folder + script, files);
    if (text === undefined) continue;
    for (const { pattern, dialect } of COMMANDS) {
      for (const match of text.matchAll(pattern)) if (names.has(plainPath(match[1] ?? ''))) yield dialect;
    }
  }
  for (const compose of COMPOSE_FILES) {
    const text = textOf(folder + compose, files);
    if (text === undefined) continue;
    if (isPlain && COMPOSE_VARIABLE.test(text)) yield 'compose';
    for (const { path: named, dialect } of envFilesOf(text)) if (names.has(named)) yield dialect;
  }
  if (!isPlain) return;
  for (const procfile of PROCFILES) {
    if (!files.has(folder + procfile)) continue;
    for (const target of recognizeTargets(folder + procfile, files)) {
      const dialect = OF_RUNNERS[target];
      if (dialect) yield dialect;
    }
  }
}

/** Units name files by their place on the server: the name and a unit in or below the file's folder must do. */
function* ofUnits(folder: string, name: string, files: EvidenceFiles): Iterable<DotenvDialect> {
  const live = liveName(name);
  for (const unit of files.units ?? []) {
    if (!unit.startsWith(folder)) continue;
    for (const [, named = ''] of files.read(unit)?.matchAll(ENVIRONMENT_FILE) ?? [])
      if (named.slice(named.lastIndexOf('/') + 1) === live) yield 'systemd';
  }
}

type EnvFile = { readonly path: string; readonly dialect: DotenvDialect };

/** `format: raw` hands a file to what `docker run --env-file` reads with (docker/compose, cmd/compose/compose.go). */
function envFilesOf(text: string): readonly EnvFile[] {
  if (!text.includes('env_file:')) return [];
  return [...text.matchAll(COMPOSE_ENV_FILE)].flatMap(([, single, list]): EnvFile[] => {
    if (single !== undefined) return [{ path: plainPath(single), dialect: 'compose' }];
    return (list ?? '').split(/^[ \t]*-/m).flatMap((entry) => {
      const isRaw = /(?:^|\s)format:[ \t]*["']?raw\b/.test(entry);
      return [...entry.matchAll(/[\w./-]*env[\w./-]*/g)].map(
        (match): EnvFile => ({ path: plainPath(match[0]), dialect: isRaw ? 'docker' : 'compose' }),
      );
    });
  });
}

/** `.env.example` is copied to `.env`, `app.env.sample` to `app.env`. */
function liveName(relative: string): string {
  if (!isDotenvTemplate(relative)) return relative;
  const folder = relative.slice(0, relative.lastIndexOf('/') + 1);
  const name = relative.slice(folder.length);
  const live = name.replace(/[._-]?(?:example|sample|template|tmpl|dist|defaults?|schema)\b/i, '');
  return folder + (/^\.?env$/.test(live) ? '.env' : live);
}

function plainPath(path: string): string {
  return path.replace(/^(?:\.\/)+/, '');
}

function textOf(path: string, files: EvidenceFiles): string | undefined {
  return files.has(path) ? files.read(path) : undefined;
}

/** The folder of a path and those around it, innermost first, each with a slash at its end; the root is empty. */
function foldersOf(path: string): readonly string[] {
  const folders: string[] = [];
  for (let end = path.lastIndexOf('/'); end >= 0; end = path.lastIndexOf('/', end - 1))
    folders.push(path.slice(0, end + 1));
  return [...folders, ''];
}
