import type { DotenvContext } from '../../formats/dotenv/detect.ts';
import { type DotenvAssignment, parseDotenv } from '../../formats/dotenv.ts';
import { isDotenvTemplate } from '../../formats/variables/index.ts';
import type { Fix } from '../../model/finding.ts';
import { overlaps, type Span } from '../../model/span.ts';
import { credentialKind } from '../../rules/config/credential-names.ts';
import { PLACEHOLDER } from '../../rules/config/required-read.ts';
import { createMender, type Mender } from '../../rules/dotenv/fixes.ts';
import { readersOf } from '../../rules/dotenv/readers.ts';
import { isSecretVariable } from '../../rules/dotenv/secrets.ts';
import { sortings } from '../../rules/dotenv/unordered-keys.ts';
import { agreedValue, PLAIN, quotedForms } from '../../rules/dotenv/writing.ts';

/** Sorts all groups of a dotenv file; for `editor.codeActionsOnSave`. */
export const SORT_VARIABLES = 'source.sortVariables.twelveFactor';
const REWRITE = 'refactor.rewrite';

/** What one may do to a document though nothing is wrong with it. */
export type Refactoring = { readonly kind: typeof SORT_VARIABLES | typeof REWRITE; readonly fix: Fix };

export type RefactoringRequest = {
  readonly path: string;
  readonly text: string;
  /** Where the caret or the selection is. */
  readonly span: Span;
  readonly context: DotenvContext;
};

/** None of them changes what a reader of the file gets, but where an example loses a secret. */
export function dotenvRefactorings({
  path,
  text,
  span,
  context,
}: RefactoringRequest): readonly Refactoring[] {
  const document = parseDotenv(path, text);
  const mender = createMender(document, readersOf(context));
  const refactorings: Refactoring[] = [];
  const groups = [...sortings(document, mender)].map(({ fix }) => fix);
  const edits = groups.flatMap((fix) => fix.edits);
  if (edits.length > 0) {
    refactorings.push({
      kind: SORT_VARIABLES,
      fix: { title: 'Sort the variables of each group', kind: 'safe', edits },
    });
  }
  for (const fix of groups) {
    if (fix.edits.some((edit) => touches(edit.span, span))) refactorings.push({ kind: REWRITE, fix });
  }
  const assignment = document.assignments.find(
    ({ contentSpan, key }) => key !== '' && touches(contentSpan, span),
  );
  if (!assignment) return refactorings;
  const fixes = [
    quoting(assignment, mender),
    unquoting(assignment, mender),
    isDotenvTemplate(path) ? masking(assignment) : declaring(assignment, templateFor(path, context)),
  ];
  for (const fix of fixes) if (fix) refactorings.push({ kind: REWRITE, fix });
  return refactorings;
}

/** Quotes in which every reader takes the same value as now. */
function quoting({ key, quote, quotedSpan, value }: DotenvAssignment, mender: Mender): Fix | undefined {
  if (quote !== '' || value === '') return undefined;
  const now = agreedValue(key, mender);
  if (now === undefined) return undefined;
  for (const form of quotedForms(now)) {
    if (form === now) continue;
    const fix = mender.fix('Put the value in quotes', [{ span: quotedSpan, text: form }]);
    if (fix.kind === 'safe') return fix;
  }
  return undefined;
}

function unquoting({ quote, quotedSpan, value }: DotenvAssignment, mender: Mender): Fix | undefined {
  if (quote === '' || value === '' || !PLAIN.test(value)) return undefined;
  const fix = mender.fix('Remove the quotes', [{ span: quotedSpan, text: value }]);
  return fix.kind === 'safe' ? fix : undefined;
}

/** The template of a dotenv file; where there is none, the one that it would have. */
function templateFor(path: string, { neighbours = [] }: DotenvContext): string {
  const known = neighbours.find(({ kind }) => kind === 'template')?.path;
  return known ?? `${path.slice(0, path.lastIndexOf('/') + 1)}.env.example`;
}

/** The name goes into the example, the value never. */
function declaring({ key }: DotenvAssignment, template: string): Fix | undefined {
  if (!/^[A-Za-z_]\w*$/.test(key)) return undefined;
  return {
    title: `Declare '${key}' in ${template.slice(template.lastIndexOf('/') + 1)}`,
    kind: 'suggested',
    edits: [],
    variables: [{ name: key, path: template, example: credentialKind(key) ? PLACEHOLDER : '' }],
  };
}

function masking({ key, value, quotedSpan }: DotenvAssignment): Fix | undefined {
  if (!isSecretVariable(key, value)) return undefined;
  return {
    title: `Mask the value by '${PLACEHOLDER}'`,
    kind: 'suggested',
    edits: [{ span: quotedSpan, text: PLACEHOLDER }],
  };
}

/** A caret at an end counts. */
function touches(one: Span, other: Span): boolean {
  return overlaps(one, other) || one.end === other.start || one.start === other.end;
}
