import type { Confidence, Evidence, Report } from '../../model/finding.ts';
import type { SourceFile } from '../../model/source-file.ts';
import type { Span } from '../../model/span.ts';
import { circumstanceAt } from './circumstances.ts';
import type { FileLog } from './file-log.ts';
import { logFacts } from './log-facts.ts';
import { isRecord, type LogTarget, targetOf } from './log-path.ts';

/** What is said of a log whose file is known by name, or not. */
export type Words = (writer: string, name: string | undefined) => string;

/**
 * Reports the logs of a file of code that rotate, or that do not. Silent where the log goes to a standard stream,
 * where only the environment names a file, in development, and where somebody must ask for the file.
 */
export function* reportLogs(file: SourceFile, rotating: boolean, words: Words): Iterable<Report | Evidence> {
  // A desktop application has no standard output that anybody reads.
  if (file.family === 'javascript' && file.imports('electron')) return;
  for (const fact of logFacts(file)) {
    if ('evidence' in fact) {
      if (!rotating) yield fact;
      continue;
    }
    if (fact.rotates !== rotating || file.isInert(fact.span.start)) continue;
    const target = targetOf(fact.path);
    if (target.kind === 'stream') {
      if (!rotating) yield { evidence: `${fact.writer} writes to a standard stream`, span: fact.span };
      continue;
    }
    const confidence = confidenceOf(file, fact, target);
    if (confidence) yield toReport(file, fact, target, confidence, words);
  }
}

function confidenceOf(file: SourceFile, log: FileLog, target: LogTarget): Confidence | undefined {
  const circumstance = circumstanceAt(file, log.span.start);
  if (circumstance === 'not-in-production' || circumstance === 'on-request') return undefined;
  switch (target.kind) {
    case 'stream':
    case 'nowhere':
      return undefined;
    case 'environment':
      // The default still writes a file, but whoever deploys can turn it off.
      return target.fallback === undefined ? undefined : 'low';
    case 'unknown':
      if (!log.hasDefaultPath || log.path) return 'low';
      break;
    case 'file':
      if (target.name !== undefined && isRecord(target.name)) return 'low';
      break;
  }
  if (circumstance === 'perhaps') return 'low';
  const isChosen = circumstance === 'by-default' || (target.kind === 'file' && target.isDefault);
  return log.certain && !isChosen ? 'high' : 'medium';
}

function toReport(
  file: SourceFile,
  log: FileLog,
  target: LogTarget,
  confidence: Confidence,
  words: Words,
): Report {
  const name = target.kind === 'file' ? target.name : undefined;
  const fix = log.fix();
  const isElsewhere = log.file.path !== file.path;
  const edits = isElsewhere && fix ? fix.edits.map((edit) => ({ path: log.file.path, ...edit })) : fix?.edits;
  return {
    span: firstLine(file, log.span),
    message: words(log.writer, name),
    confidence,
    related:
      isElsewhere && log.path
        ? [{ path: log.file.path, span: log.path.origin.span, message: 'The file is named here' }]
        : [],
    fixes: fix && edits && edits.length > 0 ? [{ ...fix, edits }] : [],
  };
}

/** A call over many lines is marked up to its brackets. */
function firstLine(file: SourceFile, span: Span): Span {
  const [line = ''] = file.source(span).split('\n', 1);
  if (line.length === span.end - span.start) return span;
  return { start: span.start, end: span.start + line.replace(/[\s([{]+$/, '').length };
}
