import { type DotenvContext, namesOfDialects } from '../../formats/dotenv/detect.ts';
import { type DotenvDialect, type DotenvEvaluation, evaluateDotenv } from '../../formats/dotenv/evaluate.ts';
import type { DotenvAssignment, DotenvDocument, DotenvProblem } from '../../formats/dotenv.ts';
import type { Fix } from '../../model/finding.ts';
import { defineRule } from '../../model/rule.ts';
import { createMender, type Mender } from './fixes.ts';
import { type Readers, readersOf, severityFor } from './readers.ts';
import { unexpandedIn } from './references.ts';
import { DOTENV_SCOPE } from './scope.ts';
import { isSecretVariable, shownValue } from './secrets.ts';
import { quotedForms } from './writing.ts';

/** Other rules speak of values that differ for these reasons. */
const SAID_BY_OTHERS: ReadonlySet<DotenvProblem['kind']> = new Set([
  'unclosed-quote',
  'assignment-in-value',
  'hash-in-value',
  'command',
  'space-before-separator',
  'space-after-separator',
  'trailing-space',
  'invalid-key',
  'missing-key',
]);

const MAKES_IGNORED: ReadonlySet<DotenvProblem['kind']> = new Set(['export', 'indented', 'colon-separator']);

export default defineRule({
  id: 'dotenv/value-differs-between-dialects',
  severity: 'warning',
  summary: 'Write values so that everything that loads the file reads the same.',
  ...DOTENV_SCOPE,
  formats: {
    *dotenv(document, context: DotenvContext) {
      const readers = readersOf(context);
      if (readers.dialects.length < 2) return;
      const mender = createMender(document, readers);
      const evaluations = acceptedBy(document.text, readers.dialects);
      if (evaluations.length < 2) return;
      const unexpanded = new Set([...unexpandedIn(document, readers)].map(({ assignment }) => assignment));
      const differing = new Set<string>();
      for (const assignment of lastAssignments(document)) {
        const groups = groupsOf(assignment.key, evaluations);
        if (groups.length < 2) continue;
        differing.add(assignment.key);
        if (unexpanded.has(assignment)) continue;
        if (assignment.problems.some(({ kind }) => SAID_BY_OTHERS.has(kind))) continue;
        // A reader drops the line, as `dotenv/ignored-assignment` says.
        const isDropped = readers.areKnown && groups.some(({ value }) => value === undefined);
        if (isDropped && assignment.problems.some(({ kind }) => MAKES_IGNORED.has(kind))) continue;
        // What is put together of a value that differs does so because of that one.
        if (assignment.references.some(({ name }) => name !== assignment.key && differing.has(name)))
          continue;
        if (!readers.areKnown && !isHazard(assignment)) continue;
        yield reportOf(assignment, groups, readers, mender);
      }
    },
  },
});

type Accepted = { readonly dialect: DotenvDialect; readonly evaluation: DotenvEvaluation };

function acceptedBy(text: string, dialects: readonly DotenvDialect[]): readonly Accepted[] {
  return dialects
    .map((dialect) => ({ dialect, evaluation: evaluateDotenv(text, dialect) }))
    .filter(({ evaluation }) => !evaluation.refused);
}

/** The assignments that count, in the order of the text. */
function lastAssignments({ assignments }: DotenvDocument): readonly DotenvAssignment[] {
  const last = new Map(assignments.map((one) => [one.key, one]));
  return assignments.filter((one) => one.key !== '' && last.get(one.key) === one);
}

/** Readers that agree on a value; the value is undefined where the variable is not set. */
type Group = { readonly value: string | null | undefined; readonly dialects: DotenvDialect[] };

/** Readers whose value cannot be told from the file are left out. */
function groupsOf(key: string, evaluations: readonly Accepted[]): readonly Group[] {
  const groups: Group[] = [];
  for (const { dialect, evaluation } of evaluations) {
    if (evaluation.undetermined.has(key)) continue;
    const value = evaluation.values.get(key);
    const known = groups.find((group) => group.value === value);
    if (known) known.dialects.push(dialect);
    else groups.push({ value, dialects: [dialect] });
  }
  return groups;
}

function reportOf(assignment: DotenvAssignment, groups: readonly Group[], readers: Readers, mender: Mender) {
  const { key, quotedSpan, keySpan, value: written } = assignment;
  const isSecret =
    isSecretVariable(key, written) ||
    groups.some(({ value }) => typeof value === 'string' && isSecretVariable(key, value));
  const [one, other] = groups;
  const shown = (group: Group | undefined): string =>
    group?.value === undefined
      ? 'not at all'
      : `as ${shownValue(key, group.value, isSecret && Boolean(group.value))}`;
  const by = (group: Group | undefined): string => (group ? namesOfDialects(group.dialects) : '');
  const [first, second] = [shown(one), shown(other)];
  return {
    span: quotedSpan.end > quotedSpan.start ? quotedSpan : keySpan,
    message: `'${key}' is read by ${by(one)} ${first}, but by ${by(other)} ${second === first ? 'as another' : second}${
      groups.length > 2 ? ', and by others in yet another way' : ''
    }, so the application behaves differently depending on what loads the file. Write it so that all agree.`,
    severity: severityFor(readers),
    fixes: fixesFor(assignment, groups, mender),
  };
}

/** For each value that some reader gives now, the plainest way to write it that all readers take for it. */
function fixesFor(
  { key, quotedSpan }: DotenvAssignment,
  groups: readonly Group[],
  mender: Mender,
): readonly Fix[] {
  const fixes: Fix[] = [];
  for (const { value, dialects } of groups) {
    if (typeof value !== 'string' || value === '' || /[\n\r]/.test(value)) continue;
    const text = quotedForms(value).find((form) =>
      mender
        .evaluate([{ span: quotedSpan, text: form }])
        ?.every(({ values, refused }) => !refused && values.get(key) === value),
    );
    if (text === undefined) continue;
    fixes.push(
      mender.fix(`Write it so that all read what ${namesOfDialects(dialects.slice(0, 1))} reads`, [
        { span: quotedSpan, text },
      ]),
    );
  }
  return fixes;
}

/** A `$` that begins no reference, or a backslash: what common readers take in different ways, unlike it was meant. */
function isHazard({ value, quote }: DotenvAssignment): boolean {
  if (quote === "'") return false;
  const rest = value.replace(/\$\{[A-Z_][A-Z0-9_]*[^{}]*\}|(?<![\\$])\$[A-Z_][A-Z0-9_]*/g, '');
  if (rest.includes('$')) return true;
  // `\n` in double quotes is a newline to most.
  return (quote === '"' ? rest.replaceAll(/\\[n"]/g, '') : rest).includes('\\');
}
