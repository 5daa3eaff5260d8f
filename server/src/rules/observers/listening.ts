import { defineObserver } from '../../model/rule.ts';
import type { Observation } from '../../model/summary.ts';
import { LISTENER_ANCHORS, listeningCalls } from '../port-binding/listeners.ts';
import { closingFix } from './closing-fix.ts';

/** Servers that a file starts, and whether they stop in an orderly way by themselves. */
export default defineObserver({
  anchors: LISTENER_ANCHORS,
  *observe(file): Iterable<Observation> {
    for (const listening of listeningCalls(file)) {
      const { listener, span } = listening;
      if (listener.setting !== undefined || listener.purpose === 'metrics') continue;
      const shutdown = listener.handlesShutdown ? 'handled' : 'own';
      const fix = shutdown === 'own' ? closingFix(file, listening) : undefined;
      yield {
        kind: 'listens',
        server: listener.server,
        shutdown,
        span,
        detail: `${file.path} listens through ${listener.server}`,
        ...(listener.development ? { development: true } : {}),
        ...(fix ? { fixes: [fix] } : {}),
      };
    }
  },
});
