import type { SourceFile } from '../../model/source-file.ts';
import type { Span } from '../../model/span.ts';

const LOOP = {
  javascript: /\bwhile\s*\(\s*(?:true|1)\s*\)|\bfor\s*\(\s*;\s*;\s*\)/,
  python: /\bwhile\s+(?:True|1)\s*:/,
};
/** What a worker waits for: time, a message, a connection. */
const WAITS = {
  javascript:
    /\bawait\b[^;\n]*\b(?:sleep|delay|setTimeout|wait|receive\w*|poll|pop|brpop\w*|blpop\w*|bzpop\w*|blmove|xread\w*|fetch\w*|next|dequeue|take)\s*\(/i,
  python:
    /\b(?:sleep|get|poll|consume|receive\w*|recv\w*|b[lr]pop\w*|brpoplpush|blmove|xread\w*|accept|wait|dequeue|get_message|reserve)\s*\(/,
};
/** Functions that are the work of a process and not a step of it. */
const MAIN_NAME =
  /^(?:_?(?:async_?)?(?:main|run|start|serve|work|worker|loop|consume|consumer|poll|process|listen|handle|execute|do_work)(?:_?(?:forever|loop|worker|consumer|queue|messages|jobs|tasks|async))?)$/i;

/** A loop that waits for something to be ready, or one that is told to stop. */
const ENDS = /\bbreak\b|\breturn\b|\bprocess\.exit\(|\bsys\.exit\(/;
/** A conversation with a person. */
const ASKS = /\binput\(|\bprompt\(|\breadline\b|\bquestion\(/;

/** The endless loops of a file that are the work of its process. */
export function* endlessLoops(file: SourceFile): Iterable<Span> {
  const loops = file.matches(LOOP[file.family])
    ? file.wholeText().matchAll(new RegExp(LOOP[file.family], 'g'))
    : [];
  for (const match of loops) {
    const loop = loopAt(file, match.index);
    if (!loop) continue;
    const body = file.source(loop);
    const around = file.functionAround(match.index);
    if (around && !MAIN_NAME.test(around.name ?? '')) continue;
    if (WAITS[file.family].test(body) && !ENDS.test(body) && !ASKS.test(body)) yield loop;
  }
}

/** The loop statement that begins at an offset; undefined in a comment or a string. */
function loopAt(file: SourceFile, offset: number): Span | undefined {
  const statement = file.statement(offset);
  return statement.start === offset ? statement : undefined;
}

const SERVES =
  /\.(?:serve_forever|run_forever|start_consuming|wait_for_termination|loop_forever)\s*\(|\b(?:web\.run_app|uvicorn\.run|asyncio\.run)\s*\(/;

/** Whether the code in a span goes on until it is stopped: an endless loop, or a call that serves. */
export function endlessWork(file: SourceFile, { start, end }: Span): boolean {
  const source = file.source({ start, end });
  if (SERVES.test(source)) return true;
  for (const match of source.matchAll(new RegExp(LOOP[file.family], 'g'))) {
    const loop = loopAt(file, start + match.index);
    if (loop && WAITS[file.family].test(file.source(loop))) return true;
  }
  return false;
}
