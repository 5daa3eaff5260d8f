import type { Edit } from '../../model/finding.ts';
import type { SourceFile } from '../../model/source-file.ts';

/** The edits that import modules of Python's library which the file does not import yet. */
export function importEdits(file: SourceFile, modules: readonly string[]): readonly Edit[] {
  const at = file.idioms.importEnd(file);
  return modules
    .filter(
      (module) =>
        !new RegExp(`^import[ \\t]+(?:[\\w.]+[ \\t]*,[ \\t]*)*${module}(?![.\\w])`, 'm').test(file.text),
    )
    .map((module) => ({ span: { start: at, end: at }, text: `import ${module}\n` }));
}
