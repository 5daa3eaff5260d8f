import type { Fix } from '../../model/finding.ts';
import type { Observation } from '../../model/summary.ts';

/**
 * An observation with what only its own file can tell of it. A project rule sees no text, so the edits that it may
 * offer are prepared where the text is.
 */
export type Observed = Observation & {
  /** Edits that make the process stop in an orderly way on SIGTERM. */
  readonly fixes?: readonly Fix[];
  /** Of `works`: whether the library itself stops in an orderly way on SIGTERM. */
  readonly shutdown?: 'own' | 'handled';
  /** Of `listens`: a server made for development, in the place of which another one may run in production. */
  readonly development?: true;
};
