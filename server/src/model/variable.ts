import type { Span } from './span.ts';

/**
 * What happens to an environment variable at a place: code reads or writes it; a template or schema declares it; a
 * manifest provides it to a deploy; text refers to it (`$PORT` in a Procfile, `${PORT}` in Compose).
 */
export type VariableUseKind = 'read' | 'write' | 'declare' | 'provide' | 'reference';

/** Whether the application fails without it, uses something else, or goes on without. */
export type VariableNeed = 'required' | 'default' | 'optional';

export type VariableUse = {
  readonly name: string;
  readonly kind: VariableUseKind;
  /** The name alone, without quotes: what a rename replaces. */
  readonly span: Span;
  /** Of reads, declarations and references. */
  readonly need?: VariableNeed;
  /** The default as written, where it is a literal that gives no secret away. */
  readonly fallback?: string;
  /** Where: `process.env`, `service web`, `.env.example`. */
  readonly detail: string;
  /** The name follows from another (a prefix, a field's name): a rename cannot write it here. */
  readonly derived?: true;
  /**
   * The name belongs to something else: a key of a Secret, a variable of an image that is not the project's. It
   * is renamed only where what keeps it (a use with the same `detail`) is in the workspace too.
   */
  readonly external?: true;
  /** In a comment of a template: `# PORT=3000` documents without setting. */
  readonly commented?: true;
};

/** What one file says of variables. */
export type VariableUses = {
  readonly uses: readonly VariableUse[];
  /** The environment is handed on or listed as a whole, so that no variable can be called unused. */
  readonly readsWholeEnvironment: boolean;
  /** Every variable whose name begins with one of these is read: a loop or a library chooses them so. */
  readonly prefixes?: readonly string[];
  /** It gives variables that it does not name: Compose by `env_file`, Kubernetes by `envFrom`. */
  readonly givesUnnamed?: true;
};
