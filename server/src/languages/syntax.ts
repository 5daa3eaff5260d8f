import { type Language as Grammar, Language as GrammarLoader, Parser, type Tree } from 'web-tree-sitter';
import type { Expression } from '../model/expression.ts';
import type { Edited } from './edited.ts';
import type { Language } from './language.ts';
import type { TextQuestions } from './text-questions.ts';
import type { Words } from './words.ts';

/** Bytes of a file that ships with the product: the parser's runtime or a grammar. */
export type ReadAsset = (name: string) => Promise<Uint8Array>;

/** A text with its tree. Whoever parses frees: web-tree-sitter's trees live outside the garbage collector. */
export type ParsedText = {
  readonly text: string;
  readonly tree: Tree;
  readonly language: Language;
  /** Of an open document: what is known of the words of its last version helps with the next. */
  readonly words?: Words;
  /** Of an open document: the same for what was asked about the text as a whole. */
  readonly questions?: TextQuestions;
  /** What was read of the tree so far, by the ids of nodes. */
  readonly expressions?: Map<number, Expression>;
  /** Of an open document: how the text came of the one before. */
  readonly edited?: Edited;
};

/** The loaded grammars. One parser each: a parser is not reentrant. */
export type Grammars = {
  /** Loads the grammars of the languages that are not loaded yet. */
  load(languages: Iterable<Language>): Promise<void>;
  isLoaded(language: Language): boolean;
  /**
   * Parses a text; with the tree of an earlier version that was edited to match, only what changed. The
   * grammar must be loaded. The caller frees the tree.
   */
  parse(language: Language, text: string, earlier?: Tree): ParsedText;
};

const RUNTIME = 'web-tree-sitter.wasm';

/**
 * The text is handed over in pieces of so many UTF-16 units, as the parser takes 5,119 at a time. A text handed over
 * as a whole is sliced to its end for every piece, and what is left of that survives until a full collection: over
 * many edits, all small collections together took as long as the analyses.
 */
const CHUNK = 5_000;

/**
 * Grammars by name; the parser's runtime starts with the first that is loaded. `readAsset` is asked for
 * `web-tree-sitter.wasm` and for grammars.
 */
export function createGrammars(readAsset: ReadAsset): Grammars {
  const parsers = new Map<string, Parser>();
  const pending = new Map<string, Promise<void>>();
  let runtime: Promise<void> | undefined;

  async function startRuntime(): Promise<void> {
    const bytes = await readAsset(RUNTIME);
    // Bytes are handed over, and `locateFile` given, because the library would else look for the file by the
    // URL of its own module, which a bundle does not have.
    await Parser.init({ wasmBinary: copyOf(bytes), locateFile: (name: string) => name });
  }

  async function loadOne(language: Language): Promise<void> {
    runtime ??= startRuntime().catch((error) => {
      runtime = undefined;
      throw error;
    });
    const [bytes] = await Promise.all([readAsset(language.grammar), runtime]);
    const grammar: Grammar = await GrammarLoader.load(bytes);
    parsers.set(language.grammar, new Parser().setLanguage(grammar));
  }

  /** What could not be read now is asked for again. */
  function forget({ grammar }: Language): (error: unknown) => never {
    return (error) => {
      pending.delete(grammar);
      throw error;
    };
  }

  return {
    async load(languages) {
      const loads: Promise<void>[] = [];
      for (const language of languages) {
        const load = pending.get(language.grammar) ?? loadOne(language).catch(forget(language));
        pending.set(language.grammar, load);
        loads.push(load);
      }
      await Promise.all(loads);
    },
    isLoaded: (language) => parsers.has(language.grammar),
    parse(language, text, earlier) {
      const parser = parsers.get(language.grammar);
      if (!parser) throw new Error(`The grammar of ${language.id} is not loaded`);
      const tree = parser.parse((index) => text.slice(index, index + CHUNK), earlier ?? null);
      if (!tree) throw new Error(`The parser gave no tree for a text of ${language.id}`);
      return { text, tree, language };
    },
  };
}

/** Node's Buffers may be views of a shared pool; the runtime wants a buffer of its own. */
function copyOf(bytes: Uint8Array): ArrayBuffer {
  return bytes.slice().buffer as ArrayBuffer;
}
