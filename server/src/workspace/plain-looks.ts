import type { FileAnalysis, RuleFailure } from '../engine/file-analysis.ts';
import { indexLines, type LineIndex } from '../model/line-index.ts';
import type { Rule } from '../model/rule.ts';
import type { Summary } from '../model/summary.ts';
import { needsLines } from './contribution.ts';
import type { Look } from './looking.ts';

/**
 * A look that can go from one thread to another: rules are named by their id, errors are taken apart, and of a text
 * only the lines are left, where they are asked for.
 */
export type PlainLook =
  | { readonly kind: 'analyzed'; readonly analysis: PlainAnalysis; readonly lines: LineIndex | undefined }
  /** Nothing was found in it: what most files of code come to. */
  | ({ readonly kind: 'silent' } & Pick<Summary, 'role' | 'environment' | 'family' | 'language'>)
  | Exclude<Look, { readonly kind: 'analyzed' }>;

type PlainAnalysis = Omit<FileAnalysis, 'reports' | 'evidence' | 'failures'> & {
  readonly reports: readonly ByRule<'reports'>[];
  readonly evidence: readonly ByRule<'evidence'>[];
  readonly failures: readonly PlainFailure[];
};

type ByRule<Part extends 'reports' | 'evidence'> = Omit<FileAnalysis[Part][number], 'rule'> & {
  readonly rule: string;
};

type PlainFailure = Omit<RuleFailure, 'error'> & {
  readonly error: { readonly name?: string; readonly message: string; readonly stack?: string };
};

export function toPlain(look: Look): PlainLook {
  if (look.kind !== 'analyzed') return look;
  const { analysis, text } = look;
  if (isSilent(analysis)) {
    const { role, environment, family, language } = analysis.summary;
    return { kind: 'silent', role, environment, language, ...(family && { family }) };
  }
  const linesOf = () => (typeof text === 'string' ? indexLines(text) : text);
  return {
    kind: 'analyzed',
    // Part by part: an analysis may hold more that has to stay in its thread.
    analysis: {
      path: analysis.path,
      reports: analysis.reports.map(({ rule, report }) => ({ rule: rule.id, report })),
      evidence: analysis.evidence.map(({ rule, evidence }) => ({ rule: rule.id, evidence })),
      summary: analysis.summary,
      ...(analysis.suppressions && { suppressions: analysis.suppressions }),
      failures: analysis.failures.map(({ rule, path, error }) => ({ rule, path, error: takenApart(error) })),
      relatedLines: analysis.relatedLines,
      modules: analysis.modules,
    },
    lines: needsLines(analysis) ? linesOf() : undefined,
  };
}

/**
 * @param rules by id, all that the other thread has
 * @throws Error for a rule that is not among them
 */
export function fromPlain(path: string, plain: PlainLook, rules: ReadonlyMap<string, Rule>): Look {
  if (plain.kind === 'silent') {
    const { kind, ...known } = plain;
    return {
      kind: 'analyzed',
      analysis: { path, summary: { path, ...known, ...UNSEEN }, ...NOTHING },
      text: '',
    };
  }
  if (plain.kind !== 'analyzed') return plain;
  const ruleOf = (id: string): Rule => {
    const rule = rules.get(id);
    if (!rule) throw new Error(`A thread found something by the rule ${id}, which is not known here`);
    return rule;
  };
  const { analysis, lines } = plain;
  return {
    kind: 'analyzed',
    analysis: {
      ...analysis,
      reports: analysis.reports.map(({ rule, report }) => ({ rule: ruleOf(rule), report })),
      evidence: analysis.evidence.map(({ rule, evidence }) => ({ rule: ruleOf(rule), evidence })),
      failures: analysis.failures.map(({ error, ...failure }) => ({ ...failure, error: putTogether(error) })),
    },
    text: lines ?? '',
  };
}

const UNSEEN = { observations: [], variables: [], readsWholeEnvironment: false } as const;

const NOTHING = {
  reports: [],
  evidence: [],
  failures: [],
  relatedLines: new Map<string, LineIndex>(),
  modules: { used: [], needed: [] },
} as const;

/** The keys that a summary of which nothing else is known has. */
const SILENT_KEYS: ReadonlySet<string> = new Set([
  ...['path', 'role', 'environment', 'family', 'language'],
  ...Object.keys(UNSEEN),
]);

function isSilent({ reports, evidence, failures, suppressions, modules, summary }: FileAnalysis): boolean {
  if (reports.length + evidence.length + failures.length + modules.used.length + modules.needed.length > 0) {
    return false;
  }
  const { observations, variables, readsWholeEnvironment } = summary;
  if (suppressions || observations.length > 0 || variables.length > 0 || readsWholeEnvironment) return false;
  return Object.keys(summary).every((key) => SILENT_KEYS.has(key));
}

function takenApart(error: unknown): PlainFailure['error'] {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, stack } = error;
  return { name, message, ...(stack !== undefined && { stack }) };
}

function putTogether({ name, message, stack }: PlainFailure['error']): unknown {
  if (name === undefined) return message;
  const error = new Error(message);
  error.name = name;
  if (stack !== undefined) error.stack = stack;
  return error;
}
