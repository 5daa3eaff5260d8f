import { type DidChangeTextDocumentParams, TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Edit, type Tree } from 'web-tree-sitter';
import { languageOf } from '../languages/index.ts';
import type { Grammars, ParsedText } from '../languages/syntax.ts';
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

type Entry = OpenDocument & { readonly words: Words; tree: Tree | undefined; isEdited: boolean };

export function createDocuments(grammars: Grammars): Documents {
  const entries = new Map<string, Entry>();

  function createEntry(document: TextDocument): Entry {
    const entry: Entry = {
      document,
      words: createWords(),
      tree: undefined,
      isEdited: false,
      parsed: () => parse(entry),
    };
    return entry;
  }

  function parse(entry: Entry): ParsedText {
    const { document, words, tree: earlier } = entry;
    const language = languageOf(splitUri(document.uri).path);
    if (!language) throw new Error(`${document.uri} is not code`);
    const text = document.getText();
    if (earlier && !entry.isEdited) return { text, tree: earlier, language, words };
    const parsed = grammars.parse(language, text, earlier);
    earlier?.delete();
    entry.tree = parsed.tree;
    entry.isEdited = false;
    return { ...parsed, words };
  }

  return {
    open(document) {
      const uri = normalizeUri(document.uri);
      entries.get(uri)?.tree?.delete();
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
      entries.get(key)?.tree?.delete();
      entries.delete(key);
    },
    get: (uri) => entries.get(normalizeUri(uri)),
    all: () => entries.values(),
    dispose() {
      for (const { tree } of entries.values()) tree?.delete();
      entries.clear();
    },
  };
}

/** Tells the tree what the change moves, so that the next parse reads only that. */
function applyChange(entry: Entry, change: TextDocumentContentChangeEvent, version: number): void {
  const { document, tree } = entry;
  if (!tree || !TextDocumentContentChangeEvent.isIncremental(change)) {
    TextDocument.update(document, [change], version);
    tree?.delete();
    entry.tree = undefined;
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
  entry.isEdited = true;
}

function pointAt(document: TextDocument, offset: number): { row: number; column: number } {
  const { line, character } = document.positionAt(offset);
  return { row: line, column: character };
}
