import {
  CompletionItemKind,
  type Connection,
  DocumentSymbol,
  FoldingRangeKind,
  type Location,
  LSPErrorCodes,
  type Range,
  ResponseError,
  SemanticTokensBuilder,
  type ServerCapabilities,
  SymbolKind,
  TextEdit,
} from 'vscode-languageserver';
import { indexLines, positionAt, rangeOf } from '../../model/line-index.ts';
import type { Span } from '../../model/span.ts';
import { run } from '../../workspace/task.ts';
import { createVariables, type Variables } from '../../workspace/variables.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Documents } from '../documents.ts';
import { type Folders, uriOf } from '../folders.ts';
import {
  type Completion,
  type Feature,
  type FeatureRequest,
  type FeatureSymbol,
  type FoundPlace,
  RenameRefusal,
  TOKEN_TYPES,
} from './feature.ts';
import { renameWorkspaceEdit } from './rename-edit.ts';

/** What the server says it can, besides findings and their fixes. */
export const FEATURE_CAPABILITIES: ServerCapabilities = {
  completionProvider: { triggerCharacters: ['$', '{', '/', ' ', ':', '.', '"', "'", '`', '-'] },
  hoverProvider: true,
  definitionProvider: true,
  referencesProvider: true,
  renameProvider: { prepareProvider: true },
  documentSymbolProvider: true,
  foldingRangeProvider: true,
  documentFormattingProvider: true,
  documentLinkProvider: {},
  inlayHintProvider: true,
  semanticTokensProvider: {
    legend: { tokenTypes: [...TOKEN_TYPES], tokenModifiers: [] },
    full: true,
  },
};

const COMPLETION_KINDS: Readonly<Record<Completion['kind'], CompletionItemKind>> = {
  type: CompletionItemKind.Class,
  command: CompletionItemKind.Function,
  file: CompletionItemKind.File,
  variable: CompletionItemKind.Variable,
};

const SYMBOL_KINDS: Readonly<Record<FeatureSymbol['kind'], SymbolKind>> = {
  process: SymbolKind.Function,
  variable: SymbolKind.Variable,
};

type Parts = {
  readonly documents: Documents;
  readonly folders: Folders;
  readonly canVersion: boolean;
  readonly canAnnotate: boolean;
  /** Resolves when what was asked for so far is done. */
  settled(): Promise<unknown>;
};

type Document = { readonly textDocument: { readonly uri: string } };
type Placed = Document & { readonly position: Range['start'] };

/** What a client is told of a rename that is not made. */
async function refusing<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof RenameRefusal) throw new ResponseError(LSPErrorCodes.RequestFailed, error.message);
    throw error;
  }
}

/** Answers the client's requests about open documents out of what the features say. */
export function registerFeatures(connection: Connection, features: readonly Feature[], parts: Parts): void {
  const { documents, folders } = parts;
  const known = new WeakMap<Workspace, Variables>();

  function variablesOf(workspace: Workspace): Variables {
    const variables = known.get(workspace) ?? createVariables(workspace);
    known.set(workspace, variables);
    return variables;
  }

  /** The request as features see it, and how their answers become LSP; undefined for what is not open. */
  async function openRequest({ textDocument }: Document) {
    const document = documents.get(textDocument.uri)?.document;
    if (!document) return undefined;
    const { placed, path } = folders.place(document.uri);
    // Opened this moment: what reads it, and which variables it names, is found out first.
    if (!placed.folder.workspace.analysis(path)) await parts.settled();
    const { folder } = placed;
    const text = document.getText();
    const lines = indexLines(text);
    const request: FeatureRequest = {
      path,
      text,
      folder: {
        has: folder.has,
        dotenvDialects: folder.dotenvDialects,
        dotenvContext: folder.dotenvContext,
        paths: folder.paths,
        read: (of) => run(folder.read(of)),
        *summaries() {
          for (const { summary } of folder.workspace.analyses()) yield summary;
        },
        summary: (of) => folder.workspace.analysis(of)?.summary,
        variables: variablesOf(folder.workspace),
      },
    };
    const uri = (of: string) => documents.get(uriOf(placed, of))?.document.uri ?? uriOf(placed, of);
    return {
      request,
      features: features.filter((feature) => feature.isFor(path)),
      at: ({ position }: Placed) => ({ ...request, offset: document.offsetAt(position) }),
      range: (span: Span) => rangeOf(lines, span),
      position: (offset: number) => positionAt(lines, offset),
      uri,
      version: (of: string) => documents.get(uri(of))?.document.version ?? null,
    };
  }
  type Open = NonNullable<Awaited<ReturnType<typeof openRequest>>>;

  async function locations(open: Open, places: readonly FoundPlace[]): Promise<Location[]> {
    const found: Location[] = [];
    for (const { path, span } of places) {
      const text = path === open.request.path ? open.request.text : await open.request.folder.read(path);
      if (text !== undefined) found.push({ uri: open.uri(path), range: rangeOf(indexLines(text), span) });
    }
    return found;
  }

  connection.onCompletion(async (params) => {
    const open = await openRequest(params);
    if (!open) return [];
    const lists = await Promise.all(open.features.map((feature) => feature.completion?.(open.at(params))));
    return lists
      .flatMap((list) => list ?? [])
      .map(({ label, kind, detail, documentation, span, text }, index) => ({
        label,
        kind: COMPLETION_KINDS[kind],
        ...(detail === undefined ? {} : { detail }),
        ...(documentation === undefined
          ? {}
          : { documentation: { kind: 'markdown' as const, value: documentation } }),
        sortText: String(index).padStart(5, '0'),
        filterText: open.request.text.slice(span.start, span.end).startsWith('$') ? (text ?? label) : label,
        textEdit: TextEdit.replace(open.range(span), text ?? label),
      }));
  });

  connection.onHover(async (params) => {
    const open = await openRequest(params);
    if (!open) return null;
    const asked = await Promise.all(open.features.map((feature) => feature.hover?.(open.at(params))));
    const found = asked.filter((one) => one !== undefined);
    const [first] = found;
    if (!first) return null;
    const value = found.map(({ markdown }) => markdown).join('\n\n---\n\n');
    return { contents: { kind: 'markdown', value }, range: open.range(first.span) };
  });

  connection.onDefinition(async (params) => {
    const open = await openRequest(params);
    if (!open) return [];
    const found = await Promise.all(open.features.map((feature) => feature.definition?.(open.at(params))));
    return locations(
      open,
      found.flatMap((places) => places ?? []),
    );
  });

  connection.onReferences(async (params) => {
    const open = await openRequest(params);
    if (!open) return [];
    const found = await Promise.all(open.features.map((feature) => feature.references?.(open.at(params))));
    return locations(
      open,
      found.flatMap((places) => places ?? []),
    );
  });

  connection.onPrepareRename((params) =>
    refusing(async () => {
      const open = await openRequest(params);
      for (const feature of open?.features ?? []) {
        const span = open && (await feature.renamable?.(open.at(params)));
        if (span) return open.range(span);
      }
      return null;
    }),
  );

  connection.onRenameRequest((params) =>
    refusing(async () => {
      const open = await openRequest(params);
      for (const feature of open?.features ?? []) {
        if (!open || !feature.rename || !(await feature.renamable?.(open.at(params)))) continue;
        const edits = await feature.rename({ ...open.at(params), newName: params.newName });
        const { uri, version, request } = open;
        const read = async (path: string) =>
          path === request.path ? request.text : request.folder.read(path);
        return renameWorkspaceEdit(edits, { ...parts, uri, version, read });
      }
      return null;
    }),
  );

  connection.onDocumentSymbol(async (params) => {
    const open = await openRequest(params);
    if (!open) return [];
    return open.features
      .flatMap((feature) => feature.symbols?.(open.request) ?? [])
      .map(({ name, detail, kind, span, nameSpan }) =>
        DocumentSymbol.create(name, detail, SYMBOL_KINDS[kind], open.range(span), open.range(nameSpan)),
      );
  });

  connection.onFoldingRanges(async (params) => {
    const open = await openRequest(params);
    if (!open) return [];
    return open.features
      .flatMap((feature) => feature.folding?.(open.request) ?? [])
      .map(({ start, end }) => ({ startLine: start, endLine: end, kind: FoldingRangeKind.Comment }));
  });

  connection.onDocumentFormatting(async (params) => {
    const open = await openRequest(params);
    if (!open) return [];
    return open.features
      .flatMap((feature) => feature.formatting?.(open.request) ?? [])
      .map(({ span, text }) => TextEdit.replace(open.range(span), text));
  });

  connection.onDocumentLinks(async (params) => {
    const open = await openRequest(params);
    if (!open) return [];
    const found = await Promise.all(open.features.map((feature) => feature.links?.(open.request)));
    return found
      .flatMap((links) => links ?? [])
      .map(({ span, path }) => ({ range: open.range(span), target: open.uri(path) }));
  });

  connection.languages.inlayHint.on(async (params) => {
    const open = await openRequest(params);
    if (!open) return [];
    const { start, end } = params.range;
    return open.features
      .flatMap((feature) => feature.inlays?.(open.request) ?? [])
      .map(({ offset, label, tooltip }) => ({
        position: open.position(offset),
        label,
        tooltip,
        paddingLeft: true,
      }))
      .filter(({ position: { line } }) => line >= start.line && line <= end.line);
  });

  connection.languages.semanticTokens.on(async (params) => {
    const builder = new SemanticTokensBuilder();
    const open = await openRequest(params);
    for (const { span, type } of open?.features.flatMap((one) => one.tokens?.(open.request) ?? []) ?? []) {
      const { line, character } = open?.position(span.start) ?? { line: 0, character: 0 };
      builder.push(line, character, span.end - span.start, TOKEN_TYPES.indexOf(type), 0);
    }
    return builder.build();
  });
}
