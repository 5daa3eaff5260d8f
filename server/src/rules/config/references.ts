import type { Expression } from '../../model/expression.ts';
import type { SourceFile } from '../../model/source-file.ts';

/** The member whose last part a reference is: `env.isProduction` for `isProduction`. Else the reference itself. */
export function wholeReference(file: SourceFile, reference: Expression): Expression {
  const around = file.around(reference.span);
  const isProperty =
    around?.kind === 'member' && around.span.end === reference.span.end && reference.kind === 'name';
  return isProperty ? around : reference;
}
