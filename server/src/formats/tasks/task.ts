import type { Span } from '../../model/span.ts';

/** A task, command or class that a file defines and that a command line can name. */
export type DefinedTask = {
  readonly name: string;
  /** Where it is named in its file. */
  readonly span: Span;
  /** One line for people, where the file has one. */
  readonly summary?: string;
};
