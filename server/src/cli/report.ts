import type { Finding } from '../model/finding.ts';
import type { Range } from '../model/line-index.ts';
import type { Scorecard } from '../model/scorecard.ts';
import type { BaselineEntry } from './baseline.ts';
import type { Excerpt } from './excerpt.ts';

/** A change of one file, as a fix makes it. */
export type ReportedChange = {
  readonly path: string;
  readonly edits: readonly { readonly range: Range; readonly text: string }[];
};

/** Why a finding is not shown: a comment in the code, or the baseline. */
export type SuppressedBy =
  | { readonly kind: 'comment'; readonly reason?: string }
  | { readonly kind: 'baseline'; readonly file: string };

/** A finding with what formats need to know of its place. Its paths are relative to the report's root. */
export type ReportedFinding = Omit<Finding, 'fixes' | 'related'> & {
  readonly range: Range;
  /** The line that it starts in, secrets covered. */
  readonly excerpt: Excerpt;
  /** The same for the same rule on the same text: 16 hexadecimal digits. */
  readonly fingerprint: string;
  readonly related: readonly { readonly path: string; readonly range: Range; readonly message: string }[];
  readonly fixes: readonly {
    readonly title: string;
    readonly kind: 'safe' | 'suggested';
    changes(): readonly ReportedChange[];
  }[];
};

export type SuppressedFinding = { readonly finding: ReportedFinding; readonly by: SuppressedBy };

/** What a file lost by `--fix`. */
export type MendedFile = { readonly path: string; readonly created: boolean; readonly findings: number };

/** What a run found: every format prints the same report. Everything in it is sorted by path and position. */
export type CheckReport = {
  /** Absolute, with `/`. */
  readonly root: string;
  /** How the root is seen from where the tool was started; empty for that folder itself. */
  readonly rootFromHere: string;
  /** How many files were looked at. */
  readonly files: number;
  /** The number of files at which the search stopped; null if it saw all. */
  readonly stoppedAt: number | null;
  readonly findings: readonly ReportedFinding[];
  readonly suppressed: readonly SuppressedFinding[];
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
  /** Rules that failed: what they would have found is missing. */
  readonly failures: readonly { readonly rule: string; readonly path: string; readonly message: string }[];
  readonly scorecard: Scorecard;
  /** Whether a rule was asked for; with an empty name, whether all of its factor were. */
  isSelected(rule: string): boolean;
  /** Ranges of the scorecard's evidence. */
  rangeOf(path: string, span: { readonly start: number; readonly end: number }): Range;
  readonly baseline?: {
    readonly file: string;
    readonly known: number;
    readonly unused: readonly BaselineEntry[];
    readonly written: boolean;
  };
  readonly mended?: readonly MendedFile[];
};
