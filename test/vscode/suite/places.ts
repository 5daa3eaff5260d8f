import type { Hover, MarkdownString, Position, TextEditor } from 'vscode';
import { assert } from './expect.ts';

/** Inside the first occurrence of `name`. */
export function positionIn({ document }: TextEditor, name: string): Position {
  const start = document.getText().indexOf(name);
  assert(start >= 0, `The document has no '${name}'`);
  return document.positionAt(start + 1);
}

export function endOf({ document }: TextEditor): Position {
  return document.lineAt(document.lineCount - 1).range.end;
}

/** The text of what is shown at a place, of all providers together. */
export function hoverText(hovers: readonly Hover[]): string {
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (content as MarkdownString).value)
    .join('\n');
}
