import { type Analyzer, isFormat } from '../engine/analysis.ts';
import {
  type Configuration,
  type ConfigurationProblem,
  mergeConfigurations,
  parseConfiguration,
} from '../engine/configuration.ts';
import type { FileAnalysis } from '../engine/file-analysis.ts';
import { formatOf } from '../engine/formats.ts';
import { createModuleStore, type ModuleStore } from '../engine/modules.ts';
import { roleOf } from '../engine/roles.ts';
import type { DotenvContext } from '../formats/dotenv/detect.ts';
import type { DotenvDialect } from '../formats/dotenv/evaluate.ts';
import { languageOf } from '../languages/index.ts';
import type { Grammars, ParsedText } from '../languages/syntax.ts';
import type { Finding } from '../model/finding.ts';
import type { Rule } from '../model/rule.ts';
import { absentFiles } from './absent-files.ts';
import { createDotenvReaders, isDotenvEvidence } from './dotenv-readers.ts';
import { excluderWithin, wouldBeListed } from './files.ts';
import { type FileContent, type Host, MAXIMUM_BYTES, SKIP_REASONS } from './host.ts';
import { createProcfileReaders, isProcfileEvidence } from './procfile-readers.ts';
import { detectProjects, isManifest } from './projects.ts';
import { answerOf, breathe, type Task } from './task.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

export const CONFIGURATION_FILE = '.twelve-factor.json';

/** A text that an editor holds: it is read instead of the file. */
export type OpenText = { readonly text: string; readonly parsed?: () => ParsedText };

export type Engine = {
  readonly rules: readonly Rule[];
  readonly grammars: Grammars;
  readonly analyzer: Analyzer;
};

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
  scan(progress?: (done: number, total: number) => void): Task<ScanResult>;
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

/** An analysis that needs modules which need modules … is repeated this often. */
const MAXIMUM_ROUNDS = 4;

export function createFolder(engine: Engine, host: Host, settings: Partial<Configuration>): Folder {
  const { analyzer, grammars, rules } = engine;
  const ruleIds = rules.map(({ id }) => id);
  const workspace = createWorkspace(rules, mergeConfigurations(settings));
  const open = new Map<string, OpenText>();
  /** Texts of modules that the host gave later than they were asked for. */
  const awaited = new Map<string, string>();
  let editorSettings = settings;
  let files = new Set<string>();
  let manifests = new Map<string, string>();
  let modules: ModuleStore | undefined;
  const procfileReaders = createProcfileReaders();
  const dotenvReaders = createDotenvReaders();
  let isExcluded = excluderWithin(workspace.configuration.exclude);

  function moduleStore(): ModuleStore {
    modules ??= createModuleStore(grammars, {
      exists: (path) => files.has(path) || open.has(path),
      read(path) {
        const known = open.get(path)?.text ?? awaited.get(path);
        if (known !== undefined) return known;
        const content = host.read(path);
        // Whatever cannot be read is an empty module: nothing can be known of it.
        return content instanceof Promise ? undefined : textOf(content);
      },
    });
    return modules;
  }

  /** Modules are read afresh after anything changed. */
  function forgetModules(): void {
    modules?.dispose();
    modules = undefined;
    awaited.clear();
  }

  /** Analyses a text that the editor holds, else the one given. While the host is waited for, the editor may go on. */
  function* analyze(path: string, closedText?: string): Task<void> {
    const read = new Map<string, string>();
    for (let round = 0; ; ) {
      const opened = open.get(path);
      const text = opened?.text ?? closedText;
      // It was closed meanwhile: closing has it read from the host.
      if (text === undefined) return;
      const language = analyzer.languageNeeded(path, text);
      if (language) {
        yield* answerOf(grammars.load([language]));
        continue;
      }
      for (const [module, content] of read) awaited.set(module, content);
      const input = {
        path,
        text,
        ...(opened?.parsed ? { parsed: opened.parsed } : {}),
        ...procfileReaders.of(path),
        ...dotenvReaders.of(path),
      };
      const analysis = analyzer.analyze(input, moduleStore());
      const { needed } = analysis.modules;
      if (needed.length === 0 || round++ === MAXIMUM_ROUNDS) return workspace.put(analysis, text);
      for (const module of needed) {
        const needsLanguage = languageOf(module);
        if (needsLanguage) yield* answerOf(grammars.load([needsLanguage]));
        read.set(module, textOf(yield* answerOf(host.read(module))));
      }
    }
  }

  function* analyzeFile(path: string): Task<void> {
    if (!isRelevant(path)) return;
    const opened = open.get(path);
    if (opened && isTooLarge(opened.text)) return workspace.skip(path, SKIP_REASONS['too-large']);
    if (opened) return isExcluded(path) ? workspace.forget(path) : yield* analyze(path);
    if (roleOf(path).role === 'minified') return workspace.skip(path, SKIP_REASONS.minified);
    const content: FileContent = analyzer.isWanted(path)
      ? yield* answerOf(host.read(path, (bytes) => analyzer.mayMatter(path, bytes)))
      : { kind: 'unneeded' };
    switch (content.kind) {
      case 'text':
        if (roleOf(path, content.text).role === 'minified') workspace.skip(path, SKIP_REASONS.minified);
        else yield* analyze(path, content.text);
        return;
      case 'unneeded':
        // Still counts as a file of its language.
        workspace.put(analyzer.analyze({ path, text: '' }, moduleStore()), '');
        return;
      case 'skipped':
        // Of a file that only tells of variables nobody expects findings.
        if (content.reason === 'vanished' || !isJudged(path)) workspace.forget(path);
        else workspace.skip(path, SKIP_REASONS[content.reason]);
    }
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
  function* readDotenvEvidence(): Task<readonly string[]> {
    const { dotenvDialects } = workspace.configuration;
    const tracked = (isWanted: (path: string) => boolean) => host.tracked?.(isWanted);
    return yield* dotenvReaders.recognize([...files, ...open.keys()], readText, dotenvDialects, tracked);
  }

  function* judgeDotenvsAnew(except?: string): Task<void> {
    for (const path of yield* readDotenvEvidence()) if (path !== except) yield* analyzeFile(path);
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

  function* scan(progress?: (done: number, total: number) => void): Task<ScanResult> {
    forgetModules();
    files.add(CONFIGURATION_FILE);
    yield* readConfiguration();
    const { exclude, maxFiles } = workspace.configuration;
    const before = new Set(files);
    const listing = yield* answerOf(host.list({ exclude, maxFiles }));
    // What came while the host was listing is not on its list.
    const arrived = [...files].filter((path) => !before.has(path));
    files = new Set([...listing.files, ...arrived]);
    for (const path of workspace.paths()) if (!files.has(path) && !open.has(path)) workspace.forget(path);
    yield* readManifests();
    yield* readProcfileEvidence();
    yield* readDotenvEvidence();
    let done = 0;
    for (const path of listing.files) {
      yield* analyzeFile(path);
      done++;
      progress?.(done, listing.files.length);
      yield* breathe();
    }
    forgetModules();
    findProjects();
    // Of a list that was cut off nothing can be said to be missing.
    if (!listing.stopped) yield* findAbsent();
    return { files: done, ...(listing.stopped ? { stoppedAt: maxFiles } : {}) };
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
    return yield* wouldBeListed(path, workspace.configuration.exclude, readText);
  }

  function* refresh(paths: readonly string[]): Task<void> {
    forgetModules();
    let isStructural = false;
    let isAboutProcfiles = false;
    let isAboutDotenvs = false;
    for (const path of [...paths, ...dependentsOf(paths)]) {
      const content = open.has(path) ? undefined : yield* answerOf(host.read(path, () => false));
      const isThere = !(content?.kind === 'skipped' && content.reason === 'vanished');
      const exists = isThere && (yield* isListed(path));
      isAboutProcfiles ||= isProcfileEvidence(path);
      isAboutDotenvs ||= isDotenvEvidence(path);
      isStructural ||= isManifest(path) || files.has(path) !== exists;
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
    forgetModules();
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
      open.set(path, opened);
      modules?.forget(path);
      if (!isRelevant(path) || path === CONFIGURATION_FILE) return undefined;
      if (isExcluded(path) || isTooLarge(opened.text)) return undefined;
      if (analyzer.languageNeeded(path, opened.text) || dotenvReaders.isUnknown(path)) return undefined;
      const input = {
        path,
        text: opened.text,
        ...(opened.parsed ? { parsed: opened.parsed } : {}),
        ...procfileReaders.of(path),
        ...dotenvReaders.of(path),
      };
      const analysis = analyzer.analyze(input, moduleStore());
      if (analysis.modules.needed.length > 0) return undefined;
      workspace.put(analysis, opened.text);
      return analysis;
    },
    setClosed(path) {
      open.delete(path);
    },
    read: readText,
    dispose: forgetModules,
  };
}

/** Whether rules read the file itself. */
function isJudged(path: string): boolean {
  return languageOf(path) !== undefined || formatOf(path) !== undefined;
}

function isRelevant(path: string): boolean {
  return languageOf(path) !== undefined || isFormat(path);
}

/** Every UTF-16 unit takes a byte at least. */
function isTooLarge(text: string): boolean {
  return text.length > MAXIMUM_BYTES;
}

function textOf(content: FileContent): string {
  return content.kind === 'text' ? content.text : '';
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
