/** What a run of the command line ends with. */
export const EXIT = {
  /** Nothing at or above the threshold. */
  clean: 0,
  findings: 1,
  /** Wrong arguments, or a wrong configuration. */
  usage: 2,
  /** Something could not be analysed or written; it is named. */
  failure: 3,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Wrong usage: the message says what to do. */
export class UsageError extends Error {}

/** What a file system or a parser says, as text. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
