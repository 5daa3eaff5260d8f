import type { Connection } from 'vscode-languageserver';
import type { Documents } from './documents.ts';
import type { Folders } from './folders.ts';

/**
 * Has the client ask for inlay hints anew when something else than before is known to read an open dotenv file. No
 * edit tells it: what reads the file is said elsewhere.
 *
 * @returns to be called after whatever may have changed that
 */
export function createInlayRefresh(
  connection: Connection,
  documents: Documents,
  folders: Folders,
): () => void {
  let shown = '';
  return () => {
    const dialects = [...documents.all()].map(({ document: { uri } }) => {
      const { placed, path } = folders.place(uri);
      return placed.folder.dotenvDialects(path);
    });
    const now = JSON.stringify(dialects.filter((of) => of.length > 0));
    if (now === shown) return;
    shown = now;
    connection.languages.inlayHint.refresh().catch(() => {
      // The connection was closed.
    });
  };
}
