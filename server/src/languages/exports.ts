import type { Expression } from '../model/expression.ts';
import type { Value } from '../model/source-file.ts';
import type { Read } from './expressions.ts';
import type { OpenModule } from './imports.ts';
import type { Names } from './names.ts';
import type { ParsedText } from './syntax.ts';

/** How what is exported is read. */
export type ExportReading = {
  evaluate(expression: Expression): Value;
  canonical(expression: Expression): string;
  unknown(expression: Expression): Value;
  /** The module itself; the expression says where it stands. */
  whole(expression: Expression): Value;
  getter: OpenModule['getter'];
};

/** What one text exports to the modules that import it. */
export function createExports(
  { language, tree }: ParsedText,
  names: Names,
  read: Read,
  { evaluate, canonical, unknown, whole, getter }: ExportReading,
): OpenModule {
  function exportedExpression(name: string): Expression | undefined {
    const direct = language.exported(tree.rootNode, name);
    if (direct) return read(direct);
    const all = name === '' ? undefined : language.exported(tree.rootNode, '');
    const object = all && read(all);
    if (object?.kind === 'object') return object.entries.find(({ key }) => key === name)?.value;
    return undefined;
  }

  const end = { start: tree.rootNode.endIndex, end: tree.rootNode.endIndex };
  const nameAtEnd = (name: string): Expression => ({ kind: 'name', span: end, name });
  const callOf = (callee: Expression): Expression => ({
    kind: 'call',
    span: callee.span,
    callee,
    arguments: [],
    argumentsSpan: end,
  });
  return {
    exported(name) {
      const expression = exportedExpression(name);
      if (expression) return evaluate(expression);
      if (name === '') return whole({ kind: 'other', span: end });
      return names.bindings(name, end.start).length > 0
        ? evaluate(nameAtEnd(name))
        : unknown({ kind: 'other', span: end });
    },
    exportedName(written) {
      const name = written.replace(/\(\)$/, '');
      const isCalled = name !== written;
      const expression = exportedExpression(name) ?? (isCalled ? nameAtEnd(name) : undefined);
      if (expression && isCalled) return canonical(callOf(expression));
      if (expression) return canonical(expression);
      return name !== '' && names.bindings(name, end.start).length > 0
        ? canonical(nameAtEnd(name))
        : `?${name}`;
    },
    getter,
  };
}
