import type { Anchor } from '../../model/rule.ts';
import type { SourceFile } from '../../model/source-file.ts';
import type { FileLog, LogFact } from './file-log.ts';
import { targetOf } from './log-path.ts';
import { openedPath } from './python-handlers.ts';

/** Settings of gunicorn that name a log file (docs.gunicorn.org, Settings, Logging). */
const GUNICORN_LOGS: ReadonlySet<string> = new Set(['accesslog', 'errorlog', 'logfile']);

const STREAMS: ReadonlySet<string> = new Set(['sys.stdout', 'sys.stderr']);

export const SETTING_ANCHORS: readonly Anchor[] = [
  { text: 'accesslog', gate: /accesslog\s*=(?!=)/y, before: /^$/ },
  { text: 'errorlog', gate: /errorlog\s*=(?!=)/y, before: /^$/ },
  { text: 'logfile', gate: /logfile\s*=(?!=)/y, before: /^$/ },
  { text: 'sys.stdout', gate: /sys\.stdout\s*=(?!=)/y },
  { text: 'sys.stderr', gate: /sys\.stderr\s*=(?!=)/y },
];

/** Log files that are named by an assignment: in gunicorn's configuration, or in the place of a standard stream. */
export function* assignedLogs(file: SourceFile): Iterable<LogFact> {
  const isGunicorn = /gunicorn[^/]*\.py$/i.test(file.path);
  for (const assignment of file.assignments()) {
    const { name, target, value, span } = assignment;
    if (STREAMS.has(target)) {
      const path = openedPath(file.evaluate(value));
      if (path) yield log('the application', file, span, path);
      continue;
    }
    if (!isGunicorn || assignment.form !== 'declaration' || !GUNICORN_LOGS.has(name)) continue;
    const path = file.evaluate(value);
    if (targetOf(path).kind === 'stream') {
      yield { evidence: `gunicorn writes its ${name} to a standard stream`, span };
      continue;
    }
    yield {
      ...log('gunicorn', file, value.span, path),
      fix: () => ({
        title: 'Write to a standard stream',
        kind: 'suggested',
        edits: [{ span: value.span, text: file.idioms.quote('-') }],
      }),
    };
  }
}

function log(writer: string, file: SourceFile, span: FileLog['span'], path: FileLog['path']): FileLog {
  return { writer, rotates: false, file, span, path, certain: true, fix: () => undefined };
}
