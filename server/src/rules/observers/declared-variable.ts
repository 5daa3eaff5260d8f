import type { Expression } from '../../model/expression.ts';
import type { SourceFile } from '../../model/source-file.ts';
import type { VariableUse } from '../../model/variable.ts';
import type { SchemaNeed } from './schema-needs.ts';

/** A variable that a schema speaks of; of a default also the expression, and how to take it away. */
export type DeclaredVariable = {
  readonly use: VariableUse;
} & Pick<SchemaNeed, 'given' | 'removal'>;

/** A declaration, with its default as text where that is a literal. */
export function declared(
  file: SourceFile,
  { given, removal, ...use }: Pick<VariableUse, 'name' | 'span' | 'detail'> & SchemaNeed,
): DeclaredVariable {
  const fallback = given && literalOf(file, given);
  return {
    use: { ...use, kind: 'declare', ...(fallback === undefined ? {} : { fallback }) },
    ...(given ? { given } : {}),
    ...(removal ? { removal } : {}),
  };
}

/** A literal as text; undefined for what must be computed. */
export function literalOf(file: SourceFile, expression: Expression): string | undefined {
  const value = file.evaluate(expression);
  return value.kind === 'literal' && value.value !== null ? String(value.value) : undefined;
}
