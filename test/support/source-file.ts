import assert from 'node:assert/strict';
import type { OpenModules } from '../../server/src/languages/imports.ts';
import { languageOf } from '../../server/src/languages/index.ts';
import { openSourceFile } from '../../server/src/languages/source-file.ts';
import type { Grammars } from '../../server/src/languages/syntax.ts';
import type { SourceFile } from '../../server/src/model/source-file.ts';
import type { Span } from '../../server/src/model/span.ts';

/** Opens a text as a rule sees it with anchors at `hits`; its tree is freed when `look` is done. */
export function withSourceFile<T>(
  grammars: Grammars,
  path: string,
  text: string,
  look: (file: SourceFile) => T,
  { hits = [], openModules = () => undefined }: { hits?: readonly Span[]; openModules?: OpenModules } = {},
): T {
  const language = languageOf(path);
  assert.ok(language, `${path} is code`);
  const parsed = grammars.parse(language, text);
  try {
    const options = { path, role: 'application', environment: 'any', openModules } as const;
    return look(openSourceFile(parsed, options).at(hits));
  } finally {
    parsed.tree.delete();
  }
}

/** Takes the marks `«` and `»` out of a text: what stands between them, in order. */
export function readMarks(marked: string): { readonly text: string; readonly spans: readonly Span[] } {
  const spans: Span[] = [];
  let text = '';
  let start = 0;
  for (const part of marked.split(/([«»])/)) {
    if (part === '«') start = text.length;
    else if (part === '»') spans.push({ start, end: text.length });
    else text += part;
  }
  return { text, spans };
}
