import type { CodeAction, CodeActionParams } from 'vscode-languageserver';
import { formatOf } from '../engine/formats.ts';
import { indexLines } from '../model/line-index.ts';
import { run } from '../workspace/task.ts';
import { codeActions, FIX_ALL, pathsNeeded } from './code-actions.ts';
import { toDiagnostic } from './diagnostics.ts';
import type { Documents, OpenDocument } from './documents.ts';
import { dotenvRefactorings } from './features/dotenv-actions.ts';
import { type Folders, uriOf } from './folders.ts';
import type { ClientAbilities } from './server.ts';

export type ActionParts = {
  readonly documents: Documents;
  readonly folders: Folders;
  readonly abilities: ClientAbilities;
  /** Looks at the present text of a document. */
  analyze(open: OpenDocument): void;
  /** Resolves when what was asked for so far is done. */
  settled(): Promise<unknown>;
};

/** Answers `textDocument/codeAction` for open documents; never with edits for another text than the present one. */
export function createActionAnswers({ documents, folders, abilities, analyze, settled }: ActionParts) {
  /**
   * Whether the findings are of the document's present text; with `run` on save they may be older. Fixing all is
   * asked for while saving, so they are brought up to date.
   */
  async function isCurrent(open: OpenDocument, only: readonly string[] | undefined): Promise<boolean> {
    const { document } = open;
    const { placed, path } = folders.place(document.uri);
    if ((await run(placed.folder.read(path))) === document.getText()) return true;
    if (!only?.some((kind) => FIX_ALL === kind || FIX_ALL.startsWith(`${kind}.`))) return false;
    analyze(open);
    await settled();
    return true;
  }

  return async (params: CodeActionParams): Promise<CodeAction[]> => {
    const open = documents.get(params.textDocument.uri);
    if (!open) return [];
    await settled();
    const { version } = open.document;
    if (!(await isCurrent(open, params.context.only))) return [];
    const { placed, path } = folders.place(open.document.uri);
    const { workspace } = placed.folder;
    const findings = workspace.findingsOf(path);
    const refactorings =
      formatOf(path) === 'dotenv'
        ? dotenvRefactorings({
            path,
            text: open.document.getText(),
            span: {
              start: open.document.offsetAt(params.range.start),
              end: open.document.offsetAt(params.range.end),
            },
            context: placed.folder.dotenvContext(path),
          })
        : [];
    if (findings.length === 0 && refactorings.length === 0) return [];
    const lines = workspace.lines(path) ?? indexLines(open.document.getText());
    const projectRoot = (of: string) => workspace.projectOf(of).root;
    const texts = new Map<string, string>([[path, open.document.getText()]]);
    const ofDocument = { path, fixes: refactorings.map(({ fix }) => fix) };
    for (const needed of pathsNeeded([...findings, ofDocument], projectRoot)) {
      const text = await run(placed.folder.read(needed));
      if (text !== undefined) texts.set(needed, text);
    }
    // The document moved on while files were read: the client asks again.
    if (open.document.version !== version) return [];
    const uri = (of: string) => documents.get(uriOf(placed, of))?.document.uri ?? uriOf(placed, of);
    return codeActions(params, {
      path,
      language: open.document.languageId,
      text: open.document.getText(),
      findings,
      refactorings,
      diagnostic: (finding) => toDiagnostic(finding, { lines, uri, linesOf: workspace.lines }),
      read: (of) => texts.get(of),
      projectRoot,
      uri,
      version: (of) => documents.get(uri(of))?.document.version ?? null,
      canCreateFiles: abilities.createFiles,
      canVersion: abilities.documentChanges,
    });
  };
}
