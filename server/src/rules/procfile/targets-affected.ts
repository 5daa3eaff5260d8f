import {
  namesOfTargets,
  type ProcfileContext,
  type ProcfileTarget,
  RUNNERS,
} from '../../formats/procfile/targets.ts';
import type { Severity } from '../../model/finding.ts';
import type { Environment, ProjectKind } from '../../model/role.ts';

/** Rules about the format hold for whatever a project is. */
export const ALL_KINDS: readonly ProjectKind[] = [
  'service',
  'worker',
  'library',
  'command-line-tool',
  'static-site',
  'infrastructure',
];

/** Rules about the format hold for Procfiles of developers, too. */
export const ALL_ENVIRONMENTS: readonly Environment[] = ['production', 'any', 'development', 'test'];

const RUNNER_NAMES: ReadonlySet<ProcfileTarget> = new Set(RUNNERS);

/** How a problem that only some readers have is to be reported. */
export type Affected = {
  readonly severity: Severity;
  /** The readers in use that have the problem, as a list for people; undefined where none is known. */
  readonly names: string | undefined;
};

/**
 * Judges a problem by what reads the Procfile.
 *
 * @param affected the readers that have the problem
 * @param severity when a reader in use has it, and when nothing is known of the readers
 * @returns undefined where all readers that are known do without it
 */
export function judge(
  { targets, forDevelopers }: ProcfileContext,
  affected: readonly ProcfileTarget[],
  severity: { readonly used: Severity; readonly unknown: Severity },
): Affected | undefined {
  if (targets.length === 0) {
    const mayRead = forDevelopers ? affected.filter((target) => RUNNER_NAMES.has(target)) : affected;
    return mayRead.length === 0 ? undefined : { severity: severity.unknown, names: undefined };
  }
  const used = targets.filter((target) => affected.includes(target));
  return used.length === 0 ? undefined : { severity: severity.used, names: namesOfTargets(used) };
}

/** `which this project uses`, or nothing: the end of a clause that names readers. */
export function inUse({ names }: Affected): string {
  return names === undefined ? '' : ` (this project uses ${names})`;
}
