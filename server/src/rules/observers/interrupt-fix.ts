import type { Fix } from '../../model/finding.ts';
import type { Call, SourceFile } from '../../model/source-file.ts';
import type { Span } from '../../model/span.ts';
import { standsAlone } from '../statement-places.ts';

const TITLE = 'Handle SIGTERM like SIGINT';

/** Registers the handler of SIGINT for SIGTERM, too. */
export function alsoOnSigterm(file: SourceFile, call: Call): Fix | undefined {
  const statement = file.statement(call.span.start);
  if (statement.start !== call.span.start || !standsAlone(file, statement)) return undefined;
  const [signal, handler] = call.expression.arguments;
  if (!signal || !handler) return undefined;
  const { indentation } = file.line(statement.start);
  const source = file.source(statement);
  const isName = handler.value.kind === 'name' || handler.value.kind === 'member';
  if (file.family === 'python' || isName) {
    const second = source.replace('SIGINT', 'SIGTERM');
    const at = statement.end;
    return {
      title: TITLE,
      kind: 'suggested',
      edits: [{ span: { start: at, end: at }, text: `\n${indentation}${second}` }],
    };
  }
  // A function that is written out is registered in a loop, not twice.
  const name = ['signal', 'stopSignal'].find((candidate) => !new RegExp(`\\b${candidate}\\b`).test(source));
  const rest = file.source({ start: call.span.end, end: statement.end });
  if (name === undefined || !/^\s*;?$/.test(rest)) return undefined;
  const list = `['SIGINT', 'SIGTERM']${file.language === 'javascript' ? '' : ' as const'}`;
  return {
    title: TITLE,
    kind: 'suggested',
    edits: [
      { span: { start: statement.start, end: statement.start }, text: `for (const ${name} of ${list}) ` },
      { span: signal.span, text: name },
    ],
  };
}

/** Lets SIGTERM raise KeyboardInterrupt, as SIGINT does (https://docs.python.org/3/library/signal.html). */
export function sigtermAsInterrupt(file: SourceFile, tryStatement: Span): Fix | undefined {
  if (!standsAlone(file, { start: tryStatement.start, end: tryStatement.start + 'try:'.length }))
    return undefined;
  const { start, indentation } = file.line(tryStatement.start);
  return {
    title: TITLE,
    kind: 'suggested',
    edits: [
      ...file.idioms.moduleImport(file, 'signal'),
      {
        span: { start, end: start },
        text: `${indentation}signal.signal(signal.SIGTERM, signal.default_int_handler)\n`,
      },
    ],
  };
}
