/** What one implementation makes of a Procfile. */
export type ProcfileReading = {
  /** In the order in which the implementation has them. Those read before a refusal may be listed. */
  readonly processes: readonly ReadProcess[];
  /** Lines (from 0) that it complains about and skips. */
  readonly warnings: readonly number[];
  /** It starts nothing of this file. */
  readonly refusal?: ProcfileRefusal;
};

export type ReadProcess = {
  readonly name: string;
  /** As the implementation passes it on, white space and all. */
  readonly command: string;
  /** The line (from 0) that it comes from. */
  readonly line: number;
  /** YAML only: the value is no text but this, as parsed; platforms then refuse the file or skip the process. */
  readonly value?: unknown;
};

export type ProcfileRefusal = {
  /** The implementation's own words, or the name of its exception. */
  readonly message: string;
  /** From 0; missing if the whole file is at fault. */
  readonly line?: number;
  /** What runs instead, if `package.json` exists. */
  readonly fallback?: { readonly name: string; readonly command: string };
};
