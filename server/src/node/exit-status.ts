import { constants } from 'node:os';

/** What shells add to the number of the signal that ended a process. */
const SIGNALLED = 128;

/** @returns 128 + n for signal n */
export function statusOf(signal: NodeJS.Signals): number {
  return SIGNALLED + constants.signals[signal];
}

/** The signal that an exit status tells of, be it by a shell; undefined for another end. */
export function signalOf(status: number): string | undefined {
  const found = Object.entries(constants.signals).find(([, number]) => SIGNALLED + number === status);
  return found?.[0];
}
