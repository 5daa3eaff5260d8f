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
} /** A server starts to accept connections. */ & (
  | { readonly kind: 'listens'; readonly server: string; readonly shutdown: 'own' | 'handled' }
  | { readonly kind: 'handles-signal'; readonly signal: string }
  /** Something else takes care of an orderly stop: a library, a framework's hooks. */
  | { readonly kind: 'handles-shutdown' }
  | { readonly kind: 'reads-variable'; readonly variable: string }
  /** A process that works without listening: a queue consumer, an endless loop. */
  | { readonly kind: 'works' }
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
  /** The file hands the environment on or lists it as a whole: no variable can be called unused. */
  readonly readsWholeEnvironment: boolean;
};
