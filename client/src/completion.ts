import { type CompletionItem, type CompletionList, Range, type TextDocument } from 'vscode';
import type { CompletionMiddleware } from 'vscode-languageclient';

/**
 * Behind a dot TypeScript's items replace the dot too, and VS Code puts items that match a longer text first: names of
 * variables would stand below every word of the file. So they replace the dot as well.
 */
export const completionMiddleware: CompletionMiddleware = {
  async provideCompletionItem(document, position, context, token, next) {
    const found = await next(document, position, context, token);
    for (const item of itemsOf(found)) includeDot(item, document);
    return found;
  },
};

function itemsOf(found: CompletionItem[] | CompletionList | null | undefined): readonly CompletionItem[] {
  return Array.isArray(found) ? found : (found?.items ?? []);
}

function includeDot(item: CompletionItem, document: TextDocument): void {
  const { range, insertText, label } = item;
  if (!(range instanceof Range) || !range.isEmpty || typeof insertText !== 'string') return;
  const { start, end } = range;
  const before = document.lineAt(start.line).text.slice(0, start.character);
  const [dot] = /\??\.$/.exec(before) ?? [];
  if (dot === undefined) return;
  item.range = new Range(start.translate(0, -dot.length), end);
  item.insertText = dot + insertText;
  item.filterText = dot + (item.filterText ?? (typeof label === 'string' ? label : label.label));
}
