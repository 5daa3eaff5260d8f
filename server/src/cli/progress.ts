import type { System } from './system.ts';
import { columnsOf, grouped } from './terminal.ts';
import { printable } from './text-width.ts';

/** Who waits less needs no bar. Milliseconds. */
const DELAY = 500;
/** Between two drawings. Milliseconds. */
const INTERVAL = 80;
const BAR_COLUMNS = 24;
const ERASE_LINE = '\r\u001b[2K';

export type Progress = {
  update(done: number, total: number): void;
  /** Takes the bar away. */
  end(): void;
};

/** A bar on the terminal that messages go to; nothing on anything else. */
export function createProgress(
  system: Pick<System, 'messages' | 'environment' | 'now'>,
  title: string,
): Progress {
  const { messages, environment } = system;
  if (!messages.isTerminal || environment.TERM === 'dumb') return { update() {}, end() {} };
  const started = system.now();
  let drawn = Number.NEGATIVE_INFINITY;
  return {
    update(done, total) {
      const now = system.now();
      if (now - started < DELAY || now - drawn < INTERVAL) return;
      drawn = now;
      const filled = total === 0 ? 0 : Math.round((BAR_COLUMNS * done) / total);
      const bar = '━'.repeat(filled) + '╌'.repeat(BAR_COLUMNS - filled);
      const line = `${bar} ${grouped(done)} of ${grouped(total)}  ${printable(title)}`;
      messages.write(`${ERASE_LINE}${line.slice(0, columnsOf(messages) - 1)}`);
    },
    end() {
      if (drawn > 0) messages.write(ERASE_LINE);
    },
  };
}
