import type { Fix } from './finding.ts';
import type { ProcessFact } from './process.ts';
import type { Environment, Role } from './role.ts';
import type { LanguageFamily } from './source-file.ts';
import type { Span } from './span.ts';
import type { VariableUse } from './variable.ts';

/**
 * What one file contributes to the project: small, serialisable, cached by content. Project rules read
 * summaries, never files.
 */
export type Observation = {
  readonly span: Span;
  /** In words for people: "listens through express". */
  readonly detail: string;
  /**
   * Edits that make the process stop in an orderly way on SIGTERM. A project rule sees no text, so what it may offer
   * is prepared where the text is.
   */
  readonly fixes?: readonly Fix[];
} /** A server starts to accept connections. */ & (
  | {
      readonly kind: 'listens';
      readonly server: string;
      /** Whether the server itself stops in an orderly way on SIGTERM. */
      readonly shutdown: 'own' | 'handled';
      /** Made for development: another server may run in production in its place. */
      readonly development?: true;
    }
  | { readonly kind: 'handles-signal'; readonly signal: string }
  /** Something else takes care of an orderly stop: a library, a framework's hooks. */
  | { readonly kind: 'handles-shutdown' }
  /** A process that works without listening: a queue consumer, an endless loop. */
  | { readonly kind: 'works'; readonly shutdown?: 'own' | 'handled' }
  | { readonly kind: 'parses-arguments' }
);

export type Summary = {
  readonly path: string;
  readonly role: Role;
  readonly environment: Environment;
  /** Absent for formats. */
  readonly family?: LanguageFamily;
  readonly language: string;
  readonly observations: readonly Observation[];
  /** What the file says of environment variables, in the order of the text. */
  readonly variables: readonly VariableUse[];
  /** What the file says of processes, in the order of the text; absent where it says nothing. */
  readonly processes?: readonly ProcessFact[];
  /** The file hands the environment on or lists it as a whole: no variable can be called unused. */
  readonly readsWholeEnvironment: boolean;
  /** The file reads every variable whose name begins with one of these. */
  readonly variablePrefixes?: readonly string[];
  /** The file gives variables that it does not name: nothing can be called missing there. */
  readonly givesUnnamed?: true;
};
