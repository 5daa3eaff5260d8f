import { parsePackageJson } from '../../formats/package-json.ts';
import { namesProcesses, processNamesIn } from '../../formats/procfile/process-names.ts';
import { parseProcfile } from '../../formats/procfile.ts';
import type { ProcessFact } from '../../model/process.ts';
import { defineObserver } from '../../model/rule.ts';
import { runsOf } from '../procfile/commands-run.ts';

/** What files say of processes: Procfiles, formations, and the scripts that start and are started. */
export default defineObserver({
  anchors: {},
  *processes(path, text) {
    if (!namesProcesses(path)) return;
    yield* processNamesIn(path, text);
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (name === 'package.json') yield* packageScripts(path, text);
    if (/^Procfile(?:\.|$)/.test(name)) {
      for (const entry of parseProcfile(path, text).entries) yield* runsOf(entry);
      yield* carriageReturn(text);
    } else if (text.startsWith('#!')) yield* carriageReturn(text);
  },
});

/** None of a file that is half typed: a script that is not among them would seem to be missing. */
function* packageScripts(path: string, text: string): Iterable<ProcessFact> {
  const { scripts, problems } = parsePackageJson(path, text);
  if (problems.length > 0) return;
  for (const { name, nameSpan: span } of scripts) yield { kind: 'script', name, span };
}

/** Of the first line: for a script that is the one with its interpreter. */
function* carriageReturn(text: string): Iterable<ProcessFact> {
  const newline = text.indexOf('\n');
  if (newline > 0 && text[newline - 1] === '\r')
    yield { kind: 'carriage-return', span: { start: newline - 1, end: newline } };
}
