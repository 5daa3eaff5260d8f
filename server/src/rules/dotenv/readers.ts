import { type DotenvContext, namesOfDialects } from '../../formats/dotenv/detect.ts';
import { type DotenvDialect, evaluateDotenv } from '../../formats/dotenv/evaluate.ts';
import { isSameEvaluation } from '../../formats/dotenv/same-values.ts';
import type { Severity } from '../../model/finding.ts';

/** One of each family: they stand for all where nothing says what reads a file. */
export const COMMON_DIALECTS: readonly DotenvDialect[] = [
  'dotenv',
  'dotenv-expand-12',
  'node-24',
  'python-dotenv',
  'ruby-dotenv',
  'godotenv',
  'compose',
  'bash',
];

/** By what a file is judged: what is known to read it, else the common dialects, and then with hints only. */
export type Readers = { readonly dialects: readonly DotenvDialect[]; readonly areKnown: boolean };

export function readersOf({ dialects }: DotenvContext): Readers {
  return dialects.length > 0 ? { dialects, areKnown: true } : { dialects: COMMON_DIALECTS, areKnown: false };
}

/** How loud a harm is said: certain where its reader is known, else advice. */
export function severityFor({ areKnown }: Readers, whereKnown: Severity = 'warning'): Severity {
  return areKnown ? whereKnown : 'hint';
}

/** Some readers as the subject of a sentence: `dotenv`, or `some readers (bash, Ruby's)`. */
export function subject(dialects: readonly DotenvDialect[], { areKnown }: Readers): string {
  const names = namesOfDialects(dialects);
  return areKnown ? names : `some readers (${names})`;
}

/** `s` for one reader, nothing for several: the ending of the verb after `subject`. */
export function plural(dialects: readonly DotenvDialect[], { areKnown }: Readers): boolean {
  return !areKnown || dialects.length > 1;
}

/** Those of some dialects that make something else of a text than of another. Takes time linear in both. */
export function dialectsThatDiffer(
  dialects: readonly DotenvDialect[],
  text: string,
  other: string,
): readonly DotenvDialect[] {
  return dialects.filter(
    (dialect) => !isSameEvaluation(evaluateDotenv(text, dialect), evaluateDotenv(other, dialect)),
  );
}
