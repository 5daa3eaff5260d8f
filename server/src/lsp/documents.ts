import { type DidChangeTextDocumentParams, TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Edit } from 'web-tree-sitter';
import { editedText, type Hull, joinHulls } from '../languages/edited.ts';
import { languageOf } from '../languages/index.ts';
import type { Grammars, ParsedText } from '../languages/syntax.ts';
import { createTextQuestions, type TextQuestions } from '../languages/text-questions.ts';
import { createWords, type Words } from '../languages/words.ts';
import { normalizeUri, splitUri } from './uris.ts';

/** A document that the editor holds, with the tree of its last parse. */
export type OpenDocument = {
  readonly document: TextDocument;
  /** Parses what changed since the last call. The tree stays the document's: it is freed by the next version. */
  readonly parsed: () => ParsedText;
};

/**
 * The open documents, kept in step with the editor by incremental changes. They are found by any spelling of their
 * uri; the editor's own is the document's.
 */
export type Documents = {
  open(document: TextDocument): OpenDocument;
  change(params: DidChangeTextDocumentParams): OpenDocument | undefined;
  close(uri: string): void;
  get(uri: string): OpenDocument | undefined;
  all(): Iterable<OpenDocument>;
  /** Frees all trees. */
  dispose(): void;
};

type Entry = OpenDocument & {
  readonly words: Words;
  readonly questions: TextQuestions;
  /** The last parse. */
  last: ParsedText | undefined;
  /** What was edited since. */
  hull: Hull | undefined;
};

export function createDocuments(grammars: Grammars): Documents {
  const entries = new Map<string, Entry>();

  function createEntry(document: TextDocument): Entry {
    const entry: Entry = {
      document,
      words: createWords(),
      questions: createTextQuestions(),
      last: undefined,
      hull: undefined,
      parsed: () => parse(entry),
    };
    return entry;
  }

  function parse(entry: Entry): ParsedText {
    const { document, words, questions, last, hull } = entry;
    if (last && !hull) return last;
    const language = languageOf(splitUri(document.uri).path);
    if (!language) throw new Error(`${document.uri} is not code`);
    const text = document.getText();
    const { tree } = grammars.parse(language, text, last?.tree);
    const edited = last && hull && editedText(last.text, text, hull, last.tree, tree);
    last?.tree.delete();
    entry.last = { text, tree, language, words, questions, ...(edited ? { edited } : {}) };
    entry.hull = undefined;
    return entry.last;
  }

  return {
    open(document) {
      const uri = normalizeUri(document.uri);
      entries.get(uri)?.last?.tree.delete();
      const entry = createEntry(document);
      entries.set(uri, entry);
      return entry;
    },
    change({ textDocument, contentChanges }) {
      const entry = entries.get(normalizeUri(textDocument.uri));
      if (!entry) return undefined;
      for (const change of contentChanges) applyChange(entry, change, textDocument.version);
      return entry;
    },
    close(uri) {
      const key = normalizeUri(uri);
      entries.get(key)?.last?.tree.delete();
      entries.delete(key);
    },
    get: (uri) => entries.get(normalizeUri(uri)),
    all: () => entries.values(),
    dispose() {
      for (const { last } of entries.values()) last?.tree.delete();
      entries.clear();
    },
  };
}

/** Tells the tree what the change moves, so that the next parse reads only that. */
function applyChange(entry: Entry, change: TextDocumentContentChangeEvent, version: number): void {
  const { document } = entry;
  const tree = entry.last?.tree;
  if (!tree || !TextDocumentContentChangeEvent.isIncremental(change)) {
    TextDocument.update(document, [change], version);
    tree?.delete();
    entry.last = undefined;
    entry.hull = undefined;
    return;
  }
  const startIndex = document.offsetAt(change.range.start);
  const oldEndIndex = document.offsetAt(change.range.end);
  const startPosition = pointAt(document, startIndex);
  const oldEndPosition = pointAt(document, oldEndIndex);
  TextDocument.update(document, [change], version);
  const newEndIndex = startIndex + change.text.length;
  tree.edit(
    new Edit({
      startIndex,
      oldEndIndex,
      newEndIndex,
      startPosition,
      oldEndPosition,
      newEndPosition: pointAt(document, newEndIndex),
    }),
  );
  entry.hull = joinHulls(entry.hull, { start: startIndex, end: oldEndIndex, newEnd: newEndIndex });
}

function pointAt(document: TextDocument, offset: number): { row: number; column: number } {
  const { line, character } = document.positionAt(offset);
  return { row: line, column: character };
}
