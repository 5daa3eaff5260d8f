import { PLATFORMS, type ProcfileContext } from '../../formats/procfile/targets.ts';

/** Whether all that is known to read a Procfile are runners of developers: it may not be meant for production. */
export function isForDevelopers({ targets }: ProcfileContext): boolean {
  const platforms: readonly string[] = PLATFORMS;
  return targets.length > 0 && !targets.some((target) => platforms.includes(target));
}
