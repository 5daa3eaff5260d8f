import type { Span } from '../model/span.ts';

export type DockerfileStage = {
  readonly image: string;
  readonly imageSpan: Span;
  /** After `AS`. */
  readonly name?: string;
  readonly span: Span;
  /** The last stage is what is built by default. */
  readonly final: boolean;
};

/** `CMD` or `ENTRYPOINT`. */
export type DockerfileCommand = {
  readonly instruction: 'CMD' | 'ENTRYPOINT';
  readonly form: 'exec' | 'shell';
  /** What the instruction says, as written (shell form) or as its words (exec form). */
  readonly command: string;
  readonly words: readonly string[];
  /** The arguments, without the keyword. */
  readonly argumentsSpan: Span;
  readonly span: Span;
  /** Index into `stages`. */
  readonly stage: number;
};

export type DockerfileDocument = {
  readonly path: string;
  readonly text: string;
  readonly stages: readonly DockerfileStage[];
  readonly commands: readonly DockerfileCommand[];
  /** A `SHELL` instruction was given: the shell form is the author's choice. */
  readonly hasShellInstruction: boolean;
};
