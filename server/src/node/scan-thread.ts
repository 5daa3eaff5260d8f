import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { createAnalyzer } from '../engine/analysis.ts';
import { createGrammars } from '../languages/syntax.ts';
import type { Observer, Rule } from '../model/rule.ts';
import { createLooker, type Engine } from '../workspace/looking.ts';
import { type PlainLook, toPlain } from '../workspace/plain-looks.ts';
import { run } from '../workspace/task.ts';
import { assetReader } from './assets.ts';
import { createDiskHost } from './disk-host.ts';
import { type ScanMessage, type ScanOrder, takeNext } from './scan-order.ts';

/** So many looks go in one message. */
const BATCH = 64;

/** Makes this thread one of `createScanThreads`; does nothing outside of a thread. */
export function helpWithScan(rules: readonly Rule[], observers: readonly Observer[]): void {
  if (!parentPort) return;
  const port = parentPort;
  const grammars = createGrammars(assetReader(String(workerData)));
  const engine: Engine = { rules, grammars, analyzer: createAnalyzer(grammars, rules, observers) };
  // A failure ends the thread: who asked sees that, and does what is missing.
  port.once('message', (order: ScanOrder) => scan(engine, order, port));
}

/** Takes paths until there are none. */
async function scan(engine: Engine, order: ScanOrder, port: MessagePort): Promise<void> {
  const say = (message: ScanMessage) => port.postMessage(message);
  const files = new Set(order.files);
  const looker = createLooker(engine, createDiskHost(order.root), {
    exists: (path) => files.has(path),
    opened: () => undefined,
    isExcluded: () => false,
    revisionOfOthers: () => 0,
    readersOf: () => ({}),
  });
  let looks: [number, PlainLook][] = [];
  for (let index = takeNext(order); index !== undefined; index = takeNext(order)) {
    const path = order.paths[index];
    const look = path === undefined ? undefined : await run(looker.look(path));
    if (look) looks.push([index, toPlain(look)]);
    if (looks.length < BATCH) continue;
    say({ looks, isLast: false });
    looks = [];
  }
  say({ looks, isLast: true });
}
