import type { FactorSlug } from '../factors.ts';
import type { Severity } from './finding.ts';
import type { ProjectKind } from './role.ts';
import type { Span } from './span.ts';

/** The state of a factor. `manual`: nothing that could be read decides it; a person must. */
export type FactorState = 'failed' | 'passed' | 'not-applicable' | 'manual';

export type ScoredFactor = {
  readonly slug: FactorSlug;
  readonly numeral: string;
  readonly title: string;
  readonly statement: string;
  readonly state: FactorState;
  /** 0 to 100, or null where nothing was evaluated. */
  readonly score: number | null;
  /** How the score came about, in words: "3 of 5 rules without a finding". */
  readonly arithmetic: string;
  readonly counts: Readonly<Record<Severity, number>>;
  /** Suppressed with a reason or by the baseline. */
  readonly suppressed: number;
  readonly rules: readonly ScoredRule[];
  readonly evidence: readonly { readonly path: string; readonly span: Span; readonly text: string }[];
  /** What a person should ask where nothing can be read. */
  readonly questions: readonly string[];
};

export type ScoredRule = {
  readonly rule: string;
  readonly state: 'failed' | 'noted' | 'passed' | 'not-applicable';
  readonly findings: number;
};

export type Scorecard = {
  readonly factors: readonly ScoredFactor[];
  /** Mean of the factors that have a score, or null. */
  readonly score: number | null;
  readonly arithmetic: string;
  readonly projects: readonly {
    readonly root: string;
    readonly name: string;
    readonly kind: ProjectKind;
    readonly reason: string;
  }[];
};
