import type { Span } from './span.ts';

/** In falling order: an error is direct evidence of certain harm, a hint is advice. */
export const SEVERITIES = ['error', 'warning', 'information', 'hint'] as const;
export type Severity = (typeof SEVERITIES)[number];

export const CONFIDENCES = ['high', 'medium', 'low'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/** A replacement of `span` by `text`; an insertion has an empty span. */
export type Edit = {
  /** Relative to the workspace root, with `/`; absent: the file of the finding. */
  readonly path?: string;
  /** There must be no file at the path: the fix makes it, or is not offered. */
  readonly creates?: true;
  readonly span: Span;
  readonly text: string;
};

/** A variable that a fix makes the application read: it gets an entry in a template of the project. */
export type DocumentedVariable = {
  readonly name: string;
  /** What stands after `=`: never a secret value. */
  readonly example: string;
  /** One line, without `#`. */
  readonly comment?: string;
  /** The template, relative to the workspace root; default: `.env.example` of the finding's project. */
  readonly path?: string;
};

export type Fix = {
  /** Imperative, sentence case: "Read the port from PORT". */
  readonly title: string;
  /** Safe: behaviour stays when the environment is empty, so it may run on save. Suggested: one asks for it. */
  readonly kind: 'safe' | 'suggested';
  readonly edits: readonly Edit[];
  readonly variables?: readonly DocumentedVariable[];
};

export type Related = { readonly path: string; readonly span: Span; readonly message: string };

/** What a rule yields. */
export type Report = {
  readonly span: Span;
  /** What is wrong, why it matters in one clause, what to do. Never holds a secret value. */
  readonly message: string;
  /** Default: high. */
  readonly confidence?: Confidence;
  /** Default: the rule's. */
  readonly severity?: Severity;
  readonly related?: readonly Related[];
  readonly fixes?: readonly Fix[];
};

/** What speaks for the application: "listens on the port named by PORT". Shown on the scorecard. */
export type Evidence = { readonly evidence: string; readonly span: Span };

/** A report with its place and its rule's settings applied: what every output shows. */
export type Finding = {
  /** Rule id, `factor/violation`. */
  readonly rule: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** Relative to the workspace root, with `/`. */
  readonly path: string;
  readonly span: Span;
  readonly message: string;
  readonly related: readonly Related[];
  readonly fixes: readonly Fix[];
};
