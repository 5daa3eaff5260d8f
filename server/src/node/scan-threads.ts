import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Rule } from '../model/rule.ts';
import type { Look } from '../workspace/looking.ts';
import type { Helpers, Together } from '../workspace/looking-together.ts';
import { fromPlain } from '../workspace/plain-looks.ts';
import { type ScanMessage, type ScanOrder, takeNext, takeRest } from './scan-order.ts';

/**
 * For fewer files of code, a thread that warms up for itself takes as much processor time as it gives: measured with
 * 440 to 870 files, where two threads were no faster than one and took a third more of it.
 */
const LEAST_PATHS = 1_000;

/** Besides the one that asks. Each has to warm up by itself, so more of them gain little. */
const MOST_THREADS = 3;

export type ScanThreadOptions = {
  /** The bundle that threads run. */
  readonly script: string;
  /** Folder of the grammars. */
  readonly assets: string;
  /** Absolute path of the folder that is scanned. */
  readonly root: string;
  readonly rules: readonly Rule[];
  /** Default: one less than there are processors, up to a limit. */
  readonly threads?: number;
  /** Default: as many files of code as are worth it. */
  readonly leastPaths?: number;
};

/** Threads that help with scans of many files: each has threads of its own. */
export function createScanThreads(options: ScanThreadOptions): Helpers {
  const { script, assets, root, leastPaths = LEAST_PATHS } = options;
  const { threads: count = Math.min(MOST_THREADS, availableParallelism() - 1) } = options;
  const rules = new Map<string, Rule>(options.rules.map((rule) => [rule.id, rule]));
  return {
    begin(paths, files) {
      if (count < 1 || paths.length < leastPaths) return undefined;
      const next = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
      const order: ScanOrder = { root, paths, files, next };
      return together(
        order,
        Array.from({ length: count }, () => startThread(script, assets, order)),
        rules,
      );
    },
  };
}

function together(order: ScanOrder, threads: readonly Thread[], rules: ReadonlyMap<string, Rule>): Together {
  return {
    take: () => takeNext(order),
    async found() {
      const found = new Map<number, Look>();
      for (const [index, look] of (await Promise.all(threads.map(({ said }) => said))).flat()) {
        found.set(index, fromPlain(order.paths[index] ?? '', look, rules));
      }
      return found;
    },
    end() {
      takeRest(order);
      for (const { stop } of threads) stop();
    },
  };
}

type Thread = {
  /** All that it says before it is done or dies. */
  readonly said: Promise<ScanMessage['looks']>;
  stop(): void;
};

function startThread(script: string, assets: string, order: ScanOrder): Thread {
  let worker: Worker;
  try {
    worker = new Worker(script, { workerData: assets, name: 'scan' });
  } catch {
    // No thread can be had: the one that asks does it all.
    return { said: Promise.resolve([]), stop() {} };
  }
  worker.postMessage(order);
  const heard: ScanMessage['looks'][number][] = [];
  const said = new Promise<ScanMessage['looks']>((resolve) => {
    const end = () => resolve(heard);
    worker.on('message', ({ looks, isLast }: ScanMessage) => {
      heard.push(...looks);
      if (isLast) end();
    });
    worker.on('error', end);
    worker.on('exit', end);
  });
  return { said, stop: () => void worker.terminate() };
}
