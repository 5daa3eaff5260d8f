import {
  type Configuration,
  type ConfigurationProblem,
  mergeConfigurations,
  parseConfiguration,
} from '../engine/configuration.ts';
import type { FileAnalysis } from '../engine/file-analysis.ts';
import { formatOf } from '../engine/formats.ts';
import type { DotenvContext } from '../formats/dotenv/detect.ts';
import type { DotenvDialect } from '../formats/dotenv/evaluate.ts';
import type { Finding } from '../model/finding.ts';
import { absentFiles } from './absent-files.ts';
import { createDotenvReaders, isDotenvEvidence } from './dotenv-readers.ts';
import { excluderWithin, wouldBeListed } from './files.ts';
import type { Host } from './host.ts';
import { createLooker, type Engine, type Look, type OpenText } from './looking.ts';
import { type Helpers, isShared, lookTogether, type OnLooked } from './looking-together.ts';
import { createProcfileReaders, isProcfileEvidence } from './procfile-readers.ts';
import { detectProjects, isManifest } from './projects.ts';
import { answerOf, breathe, type Task } from './task.ts';
import { type TrackedDotenvs, trackedDotenvs, withTrackedDotenvs } from './tracked-files.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

export type { Engine, OpenText } from './looking.ts';

export const CONFIGURATION_FILE = '.twelve-factor.json';

export type ScanResult = {
  readonly files: number;
  /** The number of files at which the walk stopped; absent if it saw all. */
  readonly stoppedAt?: number;
};

/** One workspace folder: its files, what is open of them, and what was found. Tasks run one after another. */
export type Folder = {
  readonly workspace: Workspace;
  /** Paths that exist, as of the last scan and the changes since. */
  has(path: string): boolean;
  /** All paths of which `has` says so. */
  paths(): Iterable<string>;
  /** What is known to read a dotenv file; empty where nothing says it. */
  dotenvDialects(path: string): readonly DotenvDialect[];
  /** What is known around a dotenv file, as of the last look. */
  dotenvContext(path: string): DotenvContext;
  /** Looks at all files anew. `progress` is told how many of how many are done. */
  scan(progress?: OnLooked): Task<ScanResult>;
  /** Takes in files that were created, changed or deleted, and looks again at those that import them. */
  refresh(paths: readonly string[]): Task<void>;
  /** Settings of the editor or the command line; the configuration file is put over them. */
  configure(settings: Partial<Configuration>): Task<void>;
  /** Analyses an open text at once. Undefined if its grammar or a module must be awaited: use `refresh` then. */
  setOpen(path: string, open: OpenText): FileAnalysis | undefined;
  setClosed(path: string): void;
  /** The present text: the editor's, else the file's. */
  read(path: string): Task<string | undefined>;
  dispose(): void;
};

let lastRevision = 0;

/** No two folders have the same: they share what is remembered of open documents. */
function nextRevision(): number {
  return ++lastRevision;
}

/** @param helpers look at files together with this thread; without, it does all itself */
export function createFolder(
  engine: Engine,
  host: Host,
  settings: Partial<Configuration>,
  helpers?: Helpers,
): Folder {
  const { rules } = engine;
  const ruleIds = rules.map(({ id }) => id);
  const workspace = createWorkspace(rules, mergeConfigurations(settings));
  const open = new Map<string, OpenText>();
  let editorSettings = settings;
  let files = new Set<string>();
  let manifests = new Map<string, string>();
  const procfileReaders = createProcfileReaders();
  const dotenvReaders = createDotenvReaders();
  /** Another number as soon as a file may have changed that what is said of the edited one may rest on. */
  let revisionOfOthers = nextRevision();
  let edited: string | undefined;
  let isExcluded = excluderWithin(workspace.configuration.exclude);

  const looker = createLooker(engine, host, {
    exists: (path) => files.has(path) || open.has(path),
    opened: (path) => open.get(path),
    isExcluded: (path) => isExcluded(path),
    revisionOfOthers: () => revisionOfOthers,
    readersOf: (path) => ({ ...procfileReaders.of(path), ...dotenvReaders.of(path) }),
  });

  /** Takes note that a file may be another than before. Who edits one file changes nothing for that file itself. */
  function noteChange(path: string): void {
    if (path === edited && open.has(path)) return;
    edited = path;
    revisionOfOthers = nextRevision();
  }

  function* analyzeFile(path: string): Task<void> {
    const look = yield* looker.look(path);
    if (look) take(path, look);
  }

  function take(path: string, look: Look): void {
    if (look.kind === 'analyzed') workspace.put(look.analysis, look.text);
    else if (look.kind === 'skipped') workspace.skip(path, look.reason);
    else workspace.forget(path);
  }

  function* readManifests(): Task<void> {
    manifests = new Map();
    for (const path of files) {
      if (!isManifest(path)) continue;
      const text = yield* readText(path);
      if (text !== undefined) manifests.set(path, text);
    }
  }

  function* readText(path: string): Task<string | undefined> {
    const opened = open.get(path);
    if (opened) return opened.text;
    const content = yield* answerOf(host.read(path));
    return content.kind === 'text' ? content.text : undefined;
  }

  function* readConfiguration(): Task<void> {
    const text =
      files.has(CONFIGURATION_FILE) || open.has(CONFIGURATION_FILE)
        ? yield* readText(CONFIGURATION_FILE)
        : undefined;
    const read = text === undefined ? { configuration: {}, problems: [] } : parseConfiguration(text, ruleIds);
    workspace.configure(mergeConfigurations(editorSettings, read.configuration));
    isExcluded = excluderWithin(workspace.configuration.exclude);
    for (const path of workspace.paths()) if (isExcluded(path)) workspace.forget(path);
    workspace.setNotices(CONFIGURATION_FILE, read.problems.map(toFinding), text ?? '');
  }

  /** Decides anew what reads the Procfiles; gives those for which that changed. */
  function* readProcfileEvidence(): Task<readonly string[]> {
    const { procfileTargets } = workspace.configuration;
    return yield* procfileReaders.recognize([...files, ...open.keys()], readText, procfileTargets);
  }

  /** Decides anew what reads the dotenv files; gives those for which that changed. */
  function* readDotenvEvidence(tracked: () => TrackedDotenvs): Task<readonly string[]> {
    const { dotenvDialects } = workspace.configuration;
    return yield* dotenvReaders.recognize([...files, ...open.keys()], readText, dotenvDialects, tracked);
  }

  function* judgeDotenvsAnew(except?: string): Task<void> {
    for (const path of yield* readDotenvEvidence(() => trackedDotenvs(host)))
      if (path !== except) yield* analyzeFile(path);
  }

  function* judgeProcfilesAnew(): Task<void> {
    for (const path of yield* readProcfileEvidence()) yield* analyzeFile(path);
  }

  function* findAbsent(): Task<void> {
    const summaries = [...workspace.analyses()].map(({ summary }) => summary);
    const absent = yield* absentFiles(summaries, {
      has: (path) => files.has(path) || open.has(path),
      *exists(path) {
        const content = yield* answerOf(host.read(path, () => false));
        return !(content.kind === 'skipped' && content.reason === 'vanished');
      },
      readText,
      exclude: workspace.configuration.exclude,
    });
    workspace.setAbsent(absent);
  }

  function findProjects(): void {
    const summaries = [...workspace.analyses()].map(({ summary }) => summary);
    const paths = [...files].sort();
    workspace.setProjects(
      detectProjects(paths, (path) => manifests.get(path), summaries, workspace.configuration.projects),
    );
  }

  function* analyzeFiles(paths: readonly string[], progress?: OnLooked): Task<void> {
    for (const [index, path] of paths.entries()) {
      yield* analyzeFile(path);
      progress?.(index + 1, paths.length);
      yield* breathe();
    }
  }

  function* scan(progress?: OnLooked): Task<ScanResult> {
    looker.forgetModules();
    files.add(CONFIGURATION_FILE);
    yield* readConfiguration();
    const { exclude, maxFiles } = workspace.configuration;
    const before = new Set(files);
    const options = { exclude, maxFiles };
    const tracked = trackedDotenvs(host);
    const listed = yield* answerOf(host.list(options));
    const listing = yield* withTrackedDotenvs(listed, host, tracked, options);
    // What came while the host was listing is not on its list.
    const arrived = [...files].filter((path) => !before.has(path));
    files = new Set([...listing.files, ...arrived]);
    revisionOfOthers = nextRevision();
    for (const path of workspace.paths()) if (!files.has(path) && !open.has(path)) workspace.forget(path);
    const shared = listing.files.filter(isShared);
    const together = helpers?.begin(shared, [...files]);
    try {
      yield* readManifests();
      yield* readProcfileEvidence();
      yield* readDotenvEvidence(() => tracked);
      if (together) {
        const looks = yield* lookTogether(looker, listing.files, shared, together, progress);
        for (const [path, look] of looks) take(path, look);
      } else yield* analyzeFiles(listing.files, progress);
    } finally {
      together?.end();
    }
    looker.forgetModules();
    findProjects();
    // Of a list that was cut off nothing can be said to be missing.
    if (!listing.stopped) yield* findAbsent();
    return { files: listing.files.length, ...(listing.stopped ? { stoppedAt: maxFiles } : {}) };
  }

  function dependentsOf(paths: readonly string[]): readonly string[] {
    const asked = new Set(paths);
    return [...workspace.analyses()]
      .filter(({ path, modules: { used } }) => !asked.has(path) && used.some((module) => asked.has(module)))
      .map(({ path }) => path)
      .sort();
  }

  /** Whether a scan would have found the file: as long as its folder was not listed to the end, only known ones. */
  function* isListed(path: string): Task<boolean> {
    if (files.has(path)) return true;
    if (files.size >= workspace.configuration.maxFiles) return false;
    if (yield* wouldBeListed(path, workspace.configuration.exclude, readText)) return true;
    return formatOf(path) === 'dotenv' && !isExcluded(path) && trackedDotenvs(host)?.has(path) === true;
  }

  function* refresh(paths: readonly string[]): Task<void> {
    looker.forgetModules();
    for (const path of paths) noteChange(path);
    const dependents = dependentsOf(paths);
    // What imports an edited file may be imported by it in turn.
    if (dependents.length > 0) revisionOfOthers = nextRevision();
    let isStructural = false;
    let isAboutProcfiles = false;
    let isAboutDotenvs = false;
    for (const path of [...paths, ...dependents]) {
      const content = open.has(path) ? undefined : yield* answerOf(host.read(path, () => false));
      const isThere = !(content?.kind === 'skipped' && content.reason === 'vanished');
      const exists = isThere && (yield* isListed(path));
      isAboutProcfiles ||= isProcfileEvidence(path);
      isAboutDotenvs ||= isDotenvEvidence(path);
      isStructural ||= isManifest(path) || files.has(path) !== exists;
      if (files.has(path) !== exists) revisionOfOthers = nextRevision();
      if (exists) files.add(path);
      else files.delete(path);
      if (path === CONFIGURATION_FILE) yield* readConfiguration();
      // Its first findings are already by what reads it.
      if (dotenvReaders.isUnknown(path)) yield* judgeDotenvsAnew(path);
      // What is ignored is looked at while it is open.
      if (exists || open.has(path)) yield* analyzeFile(path);
      else workspace.forget(path);
      yield* breathe();
    }
    if (isAboutProcfiles) yield* judgeProcfilesAnew();
    if (isAboutDotenvs) yield* judgeDotenvsAnew();
    looker.forgetModules();
    if (isStructural) {
      yield* readManifests();
      findProjects();
    }
    if (isStructural || isAboutProcfiles) yield* findAbsent();
  }

  return {
    workspace,
    has: (path) => files.has(path) || open.has(path),
    dotenvDialects: (path) => dotenvReaders.of(path).dotenv?.dialects ?? [],
    dotenvContext: (path) => dotenvReaders.of(path).dotenv ?? { dialects: [] },
    paths: () => new Set([...files, ...open.keys()]),
    scan,
    refresh,
    *configure(next) {
      editorSettings = next;
      yield* readConfiguration();
      yield* judgeProcfilesAnew();
      yield* judgeDotenvsAnew();
      findProjects();
    },
    setOpen(path, opened) {
      noteChange(path);
      open.set(path, opened);
      looker.forgetModule(path);
      if (path === CONFIGURATION_FILE || dotenvReaders.isUnknown(path)) return undefined;
      const look = looker.lookNow(path, opened);
      if (look?.kind !== 'analyzed') return undefined;
      take(path, look);
      return look.analysis;
    },
    setClosed(path) {
      open.delete(path);
      revisionOfOthers = nextRevision();
    },
    read: readText,
    dispose: looker.forgetModules,
  };
}

function toFinding({ span, message, fixes }: ConfigurationProblem): Finding {
  return {
    rule: 'configuration/invalid',
    severity: 'warning',
    confidence: 'high',
    path: CONFIGURATION_FILE,
    span,
    message,
    related: [],
    fixes,
  };
}
