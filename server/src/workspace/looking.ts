import { type AnalysisInput, type Analyzer, isFormat } from '../engine/analysis.ts';
import type { FileAnalysis } from '../engine/file-analysis.ts';
import { formatOf } from '../engine/formats.ts';
import { createModuleStore, type ModuleStore } from '../engine/modules.ts';
import { roleOf } from '../engine/roles.ts';
import { languageOf } from '../languages/index.ts';
import type { Grammars, ParsedText } from '../languages/syntax.ts';
import type { LineIndex } from '../model/line-index.ts';
import type { Rule } from '../model/rule.ts';
import { type FileContent, type Host, MAXIMUM_BYTES, SKIP_REASONS } from './host.ts';
import { answerOf, type Task } from './task.ts';

export type Engine = {
  readonly rules: readonly Rule[];
  readonly grammars: Grammars;
  readonly analyzer: Analyzer;
};

/** A text that an editor holds: it is read instead of the file. */
export type OpenText = { readonly text: string; readonly parsed?: () => ParsedText };

/** What came of a look at a file. */
export type Look =
  /** With the text, or where its lines start. */
  | { readonly kind: 'analyzed'; readonly analysis: FileAnalysis; readonly text: string | LineIndex }
  /** The reason in words. */
  | { readonly kind: 'skipped'; readonly reason: string }
  /** It is not there any more, or nobody expects anything of it. */
  | { readonly kind: 'forgotten' };

/** What else has a say in how a file is read. */
export type Surroundings = {
  /** Whether there is a module at the path. */
  exists(path: string): boolean;
  opened(path: string): OpenText | undefined;
  isExcluded(path: string): boolean;
  /** Another number as soon as a file may have changed that what is said of the edited one may rest on. */
  revisionOfOthers(): number;
  /** What reads a Procfile or a dotenv file. */
  readersOf(path: string): Pick<AnalysisInput, 'procfile' | 'dotenv'>;
};

/** Looks at one file after another. Modules that files import are kept from one to the next. */
export type Looker = {
  /** Undefined if there is nothing to be said about the path: what is known stays. */
  look(path: string): Task<Look | undefined>;
  /** Looks at an open text at once. Undefined if its grammar or a module must be awaited. */
  lookNow(path: string, opened: OpenText): Look | undefined;
  /** The text of a module changed. */
  forgetModule(path: string): void;
  /** Modules are read afresh after anything changed. */
  forgetModules(): void;
};

/** An analysis that needs modules which need modules … is repeated this often. */
const MAXIMUM_ROUNDS = 4;

export function createLooker(engine: Engine, host: Host, surroundings: Surroundings): Looker {
  const { analyzer, grammars } = engine;
  const { opened: openedOf, isExcluded } = surroundings;
  /** Texts of modules that the host gave later than they were asked for. */
  const awaited = new Map<string, string>();
  let modules: ModuleStore | undefined;

  function moduleStore(): ModuleStore {
    modules ??= createModuleStore(grammars, {
      exists: surroundings.exists,
      read(path) {
        const known = openedOf(path)?.text ?? awaited.get(path);
        if (known !== undefined) return known;
        const content = host.read(path);
        // Whatever cannot be read is an empty module: nothing can be known of it.
        return content instanceof Promise ? undefined : textOf(content);
      },
    });
    return modules;
  }

  function analyzeNow(path: string, text: string, parsed: OpenText['parsed']): FileAnalysis {
    const revisionOfOthers = surroundings.revisionOfOthers();
    const input = {
      path,
      text,
      ...(parsed ? { parsed, revisionOfOthers } : {}),
      ...surroundings.readersOf(path),
    };
    return analyzer.analyze(input, moduleStore());
  }

  /** Analyses a text that the editor holds, else the one given. While the host is waited for, the editor may go on. */
  function* analyze(path: string, closedText?: string): Task<Look | undefined> {
    const read = new Map<string, string>();
    for (let round = 0; ; ) {
      const opened = openedOf(path);
      const text = opened?.text ?? closedText;
      // It was closed meanwhile: closing has it read from the host.
      if (text === undefined) return undefined;
      const language = analyzer.languageNeeded(path, text);
      if (language) {
        yield* answerOf(grammars.load([language]));
        continue;
      }
      for (const [module, content] of read) awaited.set(module, content);
      const analysis = analyzeNow(path, text, opened?.parsed);
      const { needed } = analysis.modules;
      if (needed.length === 0 || round++ === MAXIMUM_ROUNDS) return { kind: 'analyzed', analysis, text };
      for (const module of needed) {
        const needsLanguage = languageOf(module);
        if (needsLanguage) yield* answerOf(grammars.load([needsLanguage]));
        read.set(module, textOf(yield* answerOf(host.read(module))));
      }
    }
  }

  function* lookAtClosed(path: string): Task<Look | undefined> {
    if (roleOf(path).role === 'minified') return skipped('minified');
    const content: FileContent = analyzer.isWanted(path)
      ? yield* answerOf(host.read(path, (bytes) => analyzer.mayMatter(path, bytes)))
      : { kind: 'unneeded' };
    switch (content.kind) {
      case 'text':
        if (roleOf(path, content.text).role === 'minified') return skipped('minified');
        return yield* analyze(path, content.text);
      case 'unneeded':
        // Still counts as a file of its language.
        return { kind: 'analyzed', analysis: analyzer.analyze({ path, text: '' }, moduleStore()), text: '' };
      case 'skipped':
        // Of a file that only tells of variables nobody expects findings.
        return content.reason === 'vanished' || !isJudged(path)
          ? { kind: 'forgotten' }
          : skipped(content.reason);
    }
  }

  return {
    *look(path) {
      if (!isRelevant(path)) return undefined;
      const opened = openedOf(path);
      if (!opened) return yield* lookAtClosed(path);
      if (isTooLarge(opened.text)) return skipped('too-large');
      return isExcluded(path) ? { kind: 'forgotten' } : yield* analyze(path);
    },
    lookNow(path, opened) {
      if (!isRelevant(path) || isExcluded(path) || isTooLarge(opened.text)) return undefined;
      if (analyzer.languageNeeded(path, opened.text)) return undefined;
      const analysis = analyzeNow(path, opened.text, opened.parsed);
      if (analysis.modules.needed.length > 0) return undefined;
      return { kind: 'analyzed', analysis, text: opened.text };
    },
    forgetModule: (path) => modules?.forget(path),
    forgetModules() {
      modules?.dispose();
      modules = undefined;
      awaited.clear();
    },
  };
}

function skipped(reason: keyof typeof SKIP_REASONS): Look {
  return { kind: 'skipped', reason: SKIP_REASONS[reason] };
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
