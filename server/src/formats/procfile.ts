import type { Span } from '../model/span.ts';

/** A line of a Procfile that names a process and its command. */
export type ProcfileEntry = {
  readonly name: string;
  readonly nameSpan: Span;
  /** Trailing white space left out. */
  readonly command: string;
  readonly commandSpan: Span;
  readonly span: Span;
};

export type ProcfileDocument = {
  readonly path: string;
  readonly text: string;
  readonly entries: readonly ProcfileEntry[];
};
