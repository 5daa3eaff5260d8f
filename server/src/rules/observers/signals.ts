import { defineObserver } from '../../model/rule.ts';
import type { Call, Sink, SourceFile } from '../../model/source-file.ts';
import type { Span } from '../../model/span.ts';
import type { Observation } from '../../model/summary.ts';
import { alsoOnSigterm, sigtermAsInterrupt } from './interrupt-fix.ts';
import { endlessWork } from './loops.ts';

/** Handlers of the signals to stop. */
export default defineObserver({
  anchors: {
    javascript: [{ text: 'SIGTERM' }, { text: 'SIGINT' }],
    python: [
      { text: 'signal.SIGTERM' },
      { text: 'signal.SIGINT' },
      { text: 'Signals.SIGTERM' },
      { text: 'SIGTERM', before: /(?<![.\w])$/ },
      { text: 'SIGINT', before: /(?<![.\w])$/ },
      { text: 'KeyboardInterrupt', before: /\bexcept\b.*$/ },
    ],
  },
  *observe(file): Iterable<Observation> {
    const compared = comparedSpans(file);
    const seen = new Set<number>();
    for (const { span, signals } of mentions(file)) {
      if (compared.has(span.start) || file.isInert(span.start) || seen.has(span.start)) continue;
      seen.add(span.start);
      yield* handlersOf(file, span, signals);
    }
    if (file.family === 'python') yield* interrupts(file);
  },
});

type Mention = { readonly span: Span; readonly signals: readonly string[] };

/** Where the code names a signal: a string, or a constant of a module. */
function* mentions(file: SourceFile): Iterable<Mention> {
  for (const string of file.strings()) {
    // A text about a signal is not one; `signals: 'SIGINT SIGTERM'` is two.
    if (string.kind !== 'string' || !/^SIG[A-Z\d]+(?:[\s,|]+SIG[A-Z\d]+)*$/.test(string.value)) continue;
    yield { span: string.span, signals: string.value.split(/[\s,|]+/) };
  }
  for (const reference of file.references()) {
    const name = file.canonical(reference);
    const signal = name.slice(name.lastIndexOf('.') + 1);
    const isConstant = file.family === 'javascript' || /^signal\.(?:Signals\.)?SIG/.test(name);
    if (isConstant && /^SIG(?:TERM|INT)$/.test(signal)) yield { span: reference.span, signals: [signal] };
  }
}

const REGISTERING =
  /^(?:process\.(?:on|once|addListener|prependListener|prependOnceListener)|signal\.signal|.*\.add_signal_handler|signal\.sigwait)$/;
const SENDING =
  /(?:^|\.)(?:kill|killpg|killSync|send_signal|sendSignal|terminate|raise_signal|kill_process)$/;

function* handlersOf(file: SourceFile, span: Span, signals: readonly string[]): Iterable<Observation> {
  const sinks = file.sinks(span);
  if (
    sinks.some(isSent) ||
    /-\s*$/.test(file.source({ start: Math.max(0, span.start - 4), end: span.start }))
  )
    return;
  const registering = sinks.find(({ call, position }) => REGISTERING.test(call.callee) && position === 0);
  if (registering && isDefault(registering.call)) return;
  for (const signal of signals) {
    if (signal === 'SIGTERM') {
      yield {
        kind: 'handles-signal',
        signal,
        span: registering ? registrationSpan(registering.call) : span,
        detail: `${file.path} handles SIGTERM`,
      };
    } else if (signal === 'SIGINT' && registering) {
      const fix = alsoOnSigterm(file, registering.call);
      yield {
        kind: 'handles-signal',
        signal,
        span: registrationSpan(registering.call),
        detail: `${file.path} handles SIGINT`,
        ...(fix ? { fixes: [fix] } : {}),
      };
    }
  }
}

/** From the call's start to the end of the signal: `process.on('SIGINT'`, without the handler. */
function registrationSpan({ span, expression }: Call): Span {
  return { start: span.start, end: expression.arguments[0]?.span.end ?? span.end };
}

/** `child.kill('SIGTERM')`, `execa(…, { killSignal: 'SIGTERM' })`. */
function isSent({ call, path }: Sink): boolean {
  return SENDING.test(call.callee) || /[kK]ill/.test(path.join());
}

/** `signal.signal(signal.SIGTERM, signal.SIG_IGN)` handles nothing. */
function isDefault(call: Call): boolean {
  const handler = call.argument(1);
  return handler?.kind === 'reference' && /\bSIG_(?:DFL|IGN)$/.test(handler.name);
}

/** `if (signal === 'SIGTERM')` asks how a child ended. */
function comparedSpans(file: SourceFile): ReadonlySet<number> {
  const starts = new Set<number>();
  for (const { left, right } of file.comparisons()) {
    for (const operand of [left, right]) starts.add(operand.span.start);
  }
  return starts;
}

/** `except KeyboardInterrupt` around endless work: what SIGINT does in Python, and SIGTERM does not. */
function* interrupts(file: SourceFile): Iterable<Observation> {
  for (const reference of file.references()) {
    if (reference.kind !== 'name' || reference.name !== 'KeyboardInterrupt') continue;
    const { start, end } = file.line(reference.span.start);
    const header = /^[ \t]*except\b[^\n]*:/.exec(file.source({ start, end }));
    const around = file.statement(reference.span.start);
    if (!header || file.source({ start: around.start, end: around.start + 3 }) !== 'try') continue;
    const body = file.source({ start: around.start, end: start });
    if (!endlessWork(file, { start: around.start, end: start }) || /\binput\(/.test(body)) continue;
    const fix = sigtermAsInterrupt(file, around);
    yield {
      kind: 'handles-signal',
      signal: 'SIGINT',
      span: {
        start: start + (header[0].length - header[0].trimStart().length),
        end: start + header[0].length,
      },
      detail: `${file.path} catches KeyboardInterrupt`,
      ...(fix ? { fixes: [fix] } : {}),
    };
  }
}
