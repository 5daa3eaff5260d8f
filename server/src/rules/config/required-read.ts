import type { DocumentedVariable, Fix } from '../../model/finding.ts';
import type { SourceFile } from '../../model/source-file.ts';
import type { Span } from '../../model/span.ts';

/** What stands in `.env.example` instead of a secret. */
export const PLACEHOLDER = 'change-me';

/**
 * The edit that replaces the expression at a span by a read of a variable that must be set. `file` is the one the
 * span stands in, `from` the path of the finding's file. It changes what happens in an empty environment, so it
 * is never made without being asked for.
 */
export function requiredRead(
  file: SourceFile,
  span: Span,
  variable: DocumentedVariable,
  title: string,
  from: string,
): Fix {
  const read = file.idioms.requiredVariable(file, variable.name, span.start);
  const path = file.path === from ? {} : { path: file.path };
  return {
    title,
    kind: 'suggested',
    edits: [{ ...path, span, text: read.text }, ...read.edits.map((edit) => ({ ...path, ...edit }))],
    variables: [variable, ...read.variables],
  };
}
