import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Rule } from '../model/rule.ts';
import type { Look } from '../workspace/looking.ts';
import type { Helpers, Together } from '../workspace/looking-together.ts';
import { fromPlain } from '../workspace/plain-looks.ts';
import { type ScanMessage, type ScanOrder, takeNext, takeRest } from './scan-order.ts';

/** For fewer files of code, help comes too late. */
const LEAST_PATHS = 200;

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

/**
 * Threads that help with one scan. They start at once, and get ready while the files are listed; where these turn out
 * to be few, they are not waited for.
 */
export function startScanThreads(options: ScanThreadOptions): Helpers {
  const { script, assets, root, leastPaths = LEAST_PATHS } = options;
  const { threads: count = Math.min(MOST_THREADS, availableParallelism() - 1) } = options;
  const rules = new Map<string, Rule>(options.rules.map((rule) => [rule.id, rule]));
  const threads = Array.from({ length: count }, () => startThread(script, assets));
  return {
    begin(paths, files) {
      const next = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
      const order: ScanOrder = { root, paths, files, next };
      if (threads.length > 0 && paths.length >= leastPaths) return together(order, threads, rules);
      for (const { stop } of threads) stop();
      return undefined;
    },
  };
}

function together(order: ScanOrder, threads: readonly Thread[], rules: ReadonlyMap<string, Rule>): Together {
  const said = threads.map(({ work }) => work(order));
  return {
    take: () => takeNext(order),
    async found() {
      const found = new Map<number, Look>();
      for (const [index, look] of (await Promise.all(said)).flat()) {
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
  /** Resolves with all that it says before it is done or dies. */
  work(order: ScanOrder): Promise<ScanMessage['looks']>;
  stop(): void;
};

/** Where no thread can be had, one that does nothing. */
const NO_THREAD: Thread = { work: async () => [], stop() {} };

function startThread(script: string, assets: string): Thread {
  let worker: Worker;
  try {
    worker = new Worker(script, { workerData: assets, name: 'scan' });
  } catch {
    return NO_THREAD;
  }
  // Nobody waits for it before it has something to do.
  worker.unref();
  let isGone = false;
  worker.once('error', () => {
    isGone = true;
  });
  worker.once('exit', () => {
    isGone = true;
  });
  return {
    work(order) {
      if (isGone) return Promise.resolve([]);
      const said: ScanMessage['looks'][number][] = [];
      worker.ref();
      worker.postMessage(order);
      return new Promise((resolve) => {
        const end = () => resolve(said);
        worker.on('message', ({ looks, isLast }: ScanMessage) => {
          said.push(...looks);
          if (isLast) end();
        });
        worker.once('error', end);
        worker.once('exit', end);
      });
    },
    stop: () => void worker.terminate(),
  };
}
