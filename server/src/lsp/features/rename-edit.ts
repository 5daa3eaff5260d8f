import {
  AnnotatedTextEdit,
  type ChangeAnnotation,
  TextDocumentEdit,
  TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { indexLines, rangeOf } from '../../model/line-index.ts';
import type { RenameEdit } from './feature.ts';

export type RenameContext = {
  /** The present text of a file. */
  read(path: string): Promise<string | undefined>;
  uri(path: string): string;
  version(path: string): number | null;
  /** The client takes edits that say of which version they are. */
  readonly canVersion: boolean;
  /** The client asks for confirmation where an edit wants it. */
  readonly canAnnotate: boolean;
};

/** The edits of a rename as LSP has them. */
export async function renameWorkspaceEdit(
  edits: readonly RenameEdit[],
  { read, uri, version, canVersion, canAnnotate }: RenameContext,
): Promise<WorkspaceEdit> {
  const changeAnnotations: Record<string, ChangeAnnotation> = {};
  const changes: [string, TextEdit[]][] = [];
  for (const path of new Set(edits.map((edit) => edit.path))) {
    const text = await read(path);
    if (text === undefined) continue;
    const lines = indexLines(text);
    const own = edits
      .filter((edit) => edit.path === path)
      .toSorted((one, other) => one.span.start - other.span.start)
      .map(({ span, text: newText, confirm }) => {
        const range = rangeOf(lines, span);
        if (confirm === undefined || !canVersion || !canAnnotate) return TextEdit.replace(range, newText);
        changeAnnotations[confirm] = { label: confirm, needsConfirmation: true };
        return AnnotatedTextEdit.replace(range, newText, confirm);
      });
    changes.push([path, own]);
  }
  if (!canVersion) return { changes: Object.fromEntries(changes.map(([path, list]) => [uri(path), list])) };
  return {
    documentChanges: changes.map(([path, list]) =>
      TextDocumentEdit.create({ uri: uri(path), version: version(path) }, list),
    ),
    ...(Object.keys(changeAnnotations).length > 0 ? { changeAnnotations } : {}),
  };
}
