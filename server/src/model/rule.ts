import type { FactorSlug } from '../factors.ts';
import type { DockerfileDocument } from '../formats/dockerfile.ts';
import type { DotenvContext } from '../formats/dotenv/detect.ts';
import type { DotenvDocument } from '../formats/dotenv.ts';
import type { ProcfileContext } from '../formats/procfile/targets.ts';
import type { ProcfileDocument } from '../formats/procfile.ts';
import type { Evidence, Report, Severity } from './finding.ts';
import type { ProcessFact } from './process.ts';
import type { ProjectView } from './project.ts';
import type { Environment, ProjectKind, Role } from './role.ts';
import type { LanguageFamily, SourceFile } from './source-file.ts';
import type { Observation } from './summary.ts';
import type { VariableUses } from './variable.ts';

/** Rules of a format's own stand under its name; they count for no factor's score. */
export type RuleId = `${FactorSlug | 'procfile' | 'dotenv'}/${string}`;

/**
 * A literal that must occur, in any case of ASCII letters, for a rule to be able to fire. With `gate`, the
 * sticky expression must match at the hit's start, or, with `before`, the text of the line before the hit must
 * match: a tight anchor keeps a file from being parsed (a bare word lets 73 % of the bytes through).
 */
export type Anchor = string | { readonly text: string; readonly gate?: RegExp; readonly before?: RegExp };

export type Anchors = Partial<Readonly<Record<LanguageFamily, readonly Anchor[]>>>;

/** What a rule says of code. */
export type CodeCheck = {
  readonly anchors: Anchors;
  check(file: SourceFile): Iterable<Report | Evidence>;
};

/** What a rule says of one format's documents. */
export type FormatChecks = {
  readonly dockerfile?: (document: DockerfileDocument) => Iterable<Report | Evidence>;
  readonly procfile?: (document: ProcfileDocument, context: ProcfileContext) => Iterable<Report | Evidence>;
  readonly dotenv?: (document: DotenvDocument, context: DotenvContext) => Iterable<Report | Evidence>;
};

export type ProjectReport = Report & { readonly path: string };
export type ProjectEvidence = Evidence & { readonly path: string };

export type Rule = {
  readonly id: RuleId;
  readonly severity: Severity;
  /** One sentence: what the rule asks for. Shown in hovers, SARIF and the table of rules. */
  readonly summary: string;
  /** Default: true. `false` for what is a matter of taste: it speaks only where the configuration names it. */
  readonly enabledByDefault?: boolean;
  /** Default: service and worker. */
  readonly kinds?: readonly ProjectKind[];
  /** Default: application. */
  readonly roles?: readonly Role[];
  /** Default: production and any. */
  readonly environments?: readonly Environment[];
  readonly code?: CodeCheck;
  readonly formats?: FormatChecks;
  /** Reads what observers saw in all files of a project. */
  readonly project?: (project: ProjectView) => Iterable<ProjectReport | ProjectEvidence>;
};

export const DEFAULT_KINDS: readonly ProjectKind[] = ['service', 'worker'];
export const DEFAULT_ROLES: readonly Role[] = ['application'];
export const DEFAULT_ENVIRONMENTS: readonly Environment[] = ['production', 'any'];

/** Declares a rule; checks its shape at compile time. */
export function defineRule(rule: Rule): Rule {
  return rule;
}

/** Sees what a file contributes to its project. */
export type Observer = {
  readonly anchors: Anchors;
  /** Default: application. */
  readonly roles?: readonly Role[];
  readonly observe?: (file: SourceFile) => Iterable<Observation>;
  /** Sees what the file does with environment variables. */
  readonly variables?: (file: SourceFile) => VariableUses;
  /** What a file that is no code says of processes. Paths are relative to the workspace root. */
  readonly processes?: (path: string, text: string) => Iterable<ProcessFact>;
  /** What documents of formats contribute. */
  readonly formats?: {
    readonly dockerfile?: (document: DockerfileDocument) => Iterable<Observation>;
    readonly procfile?: (document: ProcfileDocument) => Iterable<Observation>;
  };
};

export function defineObserver(observer: Observer): Observer {
  return observer;
}
