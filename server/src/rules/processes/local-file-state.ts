import type { Report } from '../../model/finding.ts';
import { defineRule } from '../../model/rule.ts';
import type { SourceFile } from '../../model/source-file.ts';
import { isForDevelopment } from '../circumstances.ts';
import { type EntryPoint, reachedBy } from './entry-points.ts';
import { type FileWrite, fileWrites, WRITE_ANCHORS } from './file-writes.ts';
import { isSentOn, isTransient } from './transfers.ts';
import { handlesUpload } from './uploads.ts';

export default defineRule({
  id: 'processes/local-file-state',
  severity: 'warning',
  summary: 'Keep what outlives a request or a job in a backing service, not in files of this machine.',
  code: {
    anchors: WRITE_ANCHORS,
    *check(file) {
      for (const write of fileWrites(file)) {
        const report = judge(file, write);
        if (report) yield report;
      }
    },
  },
});

/** Files that other rules speak of: logs, process ids, locks. */
const OTHERS_FILES = /\.(?:log|pid|lock|sock)$|(?:^|[\\/])(?:logs?|std(?:out|err))(?:[\\/]|$)/i;
/** A program that reads its arguments is a command line tool: it writes where it is told. */
const ARGUMENTS =
  /\b(?:argparse|import click|from click|import typer|from typer|docopt|sys\.argv|import fire|process\.argv|commander|yargs)\b/;

function judge(file: SourceFile, { call, path, isCopy }: FileWrite): Report | undefined {
  const { start } = call.span;
  if (path.isTemporary || path.isConfigured || OTHERS_FILES.test(path.text)) return undefined;
  if (isForDevelopment(file, start)) return undefined;
  const around = file.functionAround(start);
  const text = around ? file.source(around.span) : '';
  if ((isCopy ? isSentOn(text) : isTransient(text)) || handlesUpload(file, start)) return undefined;
  const entry = reachedBy(file, start);
  if (!entry) return undefined;
  if (entry === 'program' && (!path.isAbsolute || file.matches(ARGUMENTS))) return undefined;
  return {
    span: call.span.end - call.span.start > 200 ? call.expression.callee.span : call.span,
    message: `${WHERE[entry]} writes a file on this machine: a new release wipes it, and other processes do not see it. Keep it in a backing service: a database, object storage or a cache.`,
    severity: entry === 'program' || isCache(path.text) ? 'information' : 'warning',
    confidence: path.isKnown ? (entry === 'program' ? 'medium' : 'high') : 'low',
  };
}

const WHERE: Readonly<Record<EntryPoint, string>> = {
  request: 'A request handler',
  job: 'A background job',
  program: 'This program',
};

function isCache(path: string): boolean {
  return /(?:^|[\\/._-])\.?cached?(?:[\\/._-]|$)/i.test(path);
}
