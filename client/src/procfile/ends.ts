import { signalOf } from '../../../server/src/node/exit-status.ts';

/**
 * Says how a process ended.
 *
 * @param exitCode as the terminal says it; undefined where the terminal was closed
 * @param wasAsked the user wanted it to end
 */
export function describeEnd(exitCode: number | undefined, wasAsked: boolean): string {
  const signal = exitCode === undefined ? undefined : signalOf(exitCode);
  const isAsAsked = exitCode === undefined || exitCode === 0 || signal === 'SIGTERM';
  if (wasAsked && isAsAsked) return 'stopped';
  if (exitCode === undefined) return 'ended';
  return `ended with exit code ${exitCode}${signal === undefined ? '' : ` (${signal})`}`;
}
