import type { OpenModule, OpenModules } from '../languages/imports.ts';
import { languageOf } from '../languages/index.ts';
import { openSourceFile } from '../languages/source-file.ts';
import type { Grammars, ParsedText } from '../languages/syntax.ts';
import { indexLines, type LineIndex } from '../model/line-index.ts';
import { roleOf } from './roles.ts';

/** The project's other files, for imports that lead to them. */
export type ModuleReader = {
  exists(path: string): boolean;
  /** The text, or undefined while it is not at hand: the module is then noted as needed. */
  read(path: string): string | undefined;
};

/** Modules that were opened while files were analysed. Their trees are held until `dispose`. */
export type ModuleStore = {
  readonly open: OpenModules;
  /** What was asked for since the last call. Trees beyond the capacity are freed. */
  takeAsked(): Asked;
  /** Whether the module at the path was ever asked for: what others remember may rest on it. */
  hasAsked(path: string): boolean;
  /** Where the lines of an opened module start. */
  lines(path: string): LineIndex | undefined;
  /** The module's text changed. */
  forget(path: string): void;
  dispose(): void;
};

export type Asked = {
  /** Modules that were read: a change of one may change what was found. Sorted. */
  readonly used: readonly string[];
  /** Modules that exist but could not be read at once. */
  readonly needed: readonly string[];
};

/** As many trees are kept at once; configuration modules are few and imported often. */
const CAPACITY = 24;

/** Imports are followed through this many modules in turn: also what ends an import cycle. */
const MAXIMUM_DEPTH = 6;

export function createModuleStore(grammars: Grammars, reader: ModuleReader): ModuleStore {
  const opened = new Map<string, { readonly parsed: ParsedText; readonly module: OpenModule }>();
  let needed = new Set<string>();
  let used = new Set<string>();
  const everUsed = new Set<string>();
  let depth = 0;

  function open(paths: readonly string[]): OpenModule | undefined {
    const path = paths.find((candidate) => reader.exists(candidate));
    if (path === undefined || depth >= MAXIMUM_DEPTH) return undefined;
    used.add(path);
    everUsed.add(path);
    const known = opened.get(path);
    if (known) {
      opened.delete(path);
      opened.set(path, known);
      return known.module;
    }
    const language = languageOf(path);
    if (!language) return undefined;
    const text = grammars.isLoaded(language) ? reader.read(path) : undefined;
    if (text === undefined) {
      needed.add(path);
      return undefined;
    }
    const parsed = grammars.parse(language, text);
    const file = openSourceFile(parsed, { path, ...roleOf(path, text), openModules: open });
    const module: OpenModule = {
      exported: (name) => deeper(() => file.module.exported(name)),
      exportedName: (name) => deeper(() => file.module.exportedName(name)),
      getter: (name) => deeper(() => file.module.getter(name)),
    };
    // Only between analyses may trees go: a value may still point into one during an analysis.
    opened.set(path, { parsed, module });
    return module;
  }

  function deeper<T>(ask: () => T): T {
    depth++;
    try {
      return ask();
    } finally {
      depth--;
    }
  }

  return {
    open,
    takeAsked() {
      const asked = { used: [...used].sort(), needed: [...needed] };
      needed = new Set();
      used = new Set();
      for (const [path, { parsed }] of opened) {
        if (opened.size <= CAPACITY) break;
        opened.delete(path);
        parsed.tree.delete();
      }
      return asked;
    },
    hasAsked: (path) => everUsed.has(path),
    lines(path) {
      const known = opened.get(path);
      return known && indexLines(known.parsed.text);
    },
    forget(path) {
      opened.get(path)?.parsed.tree.delete();
      opened.delete(path);
    },
    dispose() {
      for (const { parsed } of opened.values()) parsed.tree.delete();
      opened.clear();
    },
  };
}
