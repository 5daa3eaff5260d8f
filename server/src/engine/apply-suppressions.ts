import type { Span } from '../model/span.ts';
import { type Directive, removal, type Suppression, type SuppressionReport } from './suppressions.ts';

type Suppressible = { readonly rule: string; readonly span: Span };

export type Suppressed<Finding> = { readonly finding: Finding; readonly reason?: string };

export type AppliedSuppressions<Finding> = {
  readonly kept: readonly Finding[];
  readonly suppressed: readonly Suppressed<Finding>[];
  /** Suppressions without effect, and those that say no reason: hints. */
  readonly reports: readonly SuppressionReport[];
};

/**
 * Takes the suppressed ones out of a file's findings.
 *
 * @param text         the file's text
 * @param findings     all findings of the file, those of project rules too
 * @param suppressions of the same text
 * @param wasEvaluated whether a rule (or `factor/*`, or undefined for every rule) was run on this file; a suppression
 *   of one that was not is never called unused. By default all were.
 */
export function applySuppressions<Finding extends Suppressible>(
  text: string,
  findings: readonly Finding[],
  suppressions: readonly Suppression[],
  wasEvaluated: (rule: string | undefined) => boolean = () => true,
): AppliedSuppressions<Finding> {
  const used = new Set<Suppression>();
  const kept: Finding[] = [];
  const suppressed: Suppressed<Finding>[] = [];
  for (const finding of findings) {
    const matching = suppressions.filter((suppression) => covers(suppression, finding));
    for (const suppression of matching) used.add(suppression);
    const [first] = matching;
    if (!first) kept.push(finding);
    else {
      const reason = matching.find(({ directive }) => directive.reason)?.directive.reason;
      suppressed.push({ finding, ...(reason === undefined ? {} : { reason }) });
    }
  }
  const unused = suppressions.filter(
    (suppression) => !used.has(suppression) && wasEvaluated(suppression.rule),
  );
  const reports = [
    ...unusedReports(text, suppressions, unused),
    ...missingReasons(suppressions.filter((suppression) => !unused.includes(suppression))),
  ];
  return { kept, suppressed, reports: reports.sort((one, other) => one.span.start - other.span.start) };
}

function covers({ rule, covers: { start, end } }: Suppression, finding: Suppressible): boolean {
  if (finding.span.start < start || finding.span.start > end) return false;
  if (rule === undefined || rule === finding.rule) return true;
  return rule.endsWith('/*') && finding.rule.startsWith(rule.slice(0, -1));
}

function unusedReports(
  text: string,
  all: readonly Suppression[],
  unused: readonly Suppression[],
): SuppressionReport[] {
  return unused.map(({ directive, rule, span }) => {
    const ofDirective = (list: readonly Suppression[]) =>
      list.filter((suppression) => suppression.directive === directive);
    const whole = ofDirective(all).length === ofDirective(unused).length;
    const subject = rule === undefined ? 'any rule' : `'${rule}'`;
    return {
      rule: 'suppression/unused',
      severity: 'hint',
      span,
      message: `There is no finding of ${subject} here to suppress, so this comment would only hide a later one. Remove ${
        whole ? 'the comment' : 'the rule from it'
      }.`,
      fixes: [
        {
          title: whole ? 'Remove the comment' : `Remove ${subject} from the comment`,
          kind: 'suggested',
          edits: [whole ? removal(text, directive.span) : withoutName(text, span)],
        },
      ],
    };
  });
}

/** Takes a rule out of a list of several, with the comma on one side of it. */
function withoutName(text: string, { start, end }: Span) {
  const after = /^\s*,[^\S\n]*/.exec(text.slice(end));
  if (after) return { span: { start, end: end + after[0].length }, text: '' };
  const before = text.slice(0, start).replace(/[\s,]+$/, '');
  return { span: { start: before.length, end }, text: '' };
}

function missingReasons(suppressions: readonly Suppression[]): SuppressionReport[] {
  const directives = new Set<Directive>(suppressions.map(({ directive }) => directive));
  return [...directives]
    .filter((directive) => directive.reason === undefined)
    .map((directive) => ({
      rule: 'suppression/missing-reason',
      severity: 'hint',
      span: directive.span,
      message:
        'This comment does not say why it suppresses, so nobody can tell when it may go. Add ` -- ` and the reason.',
    }));
}
