import type { Anchor } from '../../model/rule.ts';
import type { SourceFile } from '../../model/source-file.ts';
import type { Span } from '../../model/span.ts';

/** Anchors for imports of modules. The quotes are part of them in JavaScript: `cac` alone is found in every `cache`. */
export function importAnchors(modules: readonly string[], family: SourceFile['family']): Anchor[] {
  if (family === 'javascript') {
    return modules.flatMap((module) =>
      ["'", '"'].map((quote) => ({
        text: `${quote}${module}${quote}`,
        before: /(?:\bfrom|\bimport|require\()\s*$/,
      })),
    );
  }
  return modules.map((text) => ({ text, before: /^\s*(?:from|import)\s+(?:[\w.]+\s*,\s*)*$/ }));
}

/** The modules of a list that a file imports, with a span where the name stands. */
export function* importedOf(
  file: SourceFile,
  modules: readonly string[],
): Iterable<{ readonly module: string; readonly span: Span }> {
  for (const module of modules) {
    if (!file.imports(module)) continue;
    const start = file.inText((text) => {
      const quoted = Math.max(text.indexOf(`'${module}'`), text.indexOf(`"${module}"`));
      return quoted < 0 ? text.indexOf(module) : quoted + 1;
    });
    yield { module, span: { start, end: start + module.length } };
  }
}
