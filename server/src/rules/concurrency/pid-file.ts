import type { Fix, Report } from '../../model/finding.ts';
import { defineRule } from '../../model/rule.ts';
import type { Call, SourceFile, Value } from '../../model/source-file.ts';
import type { Span } from '../../model/span.ts';
import { isGunicornFile } from '../port-binding/listeners.ts';
import { standsAlone } from '../statement-places.ts';
import { removeUnusedImports } from '../unused-imports.ts';
import { commandsOf, optionOf, programOf } from './programs.ts';

const WHY =
  'but the platform knows its processes, and the file is wrong as soon as two of them share a disk or one dies';

export default defineRule({
  id: 'concurrency/pid-file',
  severity: 'warning',
  summary: 'Leave it to the platform to know which processes run; write no file with a process id.',
  code: {
    anchors: {
      javascript: [
        { text: 'process.pid', gate: /process\.pid\b/y },
        { text: '.pid', gate: /\.pid['"`]/y },
        { text: 'pid_file', gate: /pid_file['"]?\s*:/y },
        { text: 'npid.create', gate: /npid\.create\s*\(/y },
      ],
      python: [
        { text: 'os.getpid', gate: /os\.getpid\s*\(/y },
        { text: '.pid', gate: /\.pid["']/y },
        { text: 'pidfile', gate: /pidfile["']?\s*[=:](?!=)/y, before: /^\s*["']?$/ },
        { text: 'PIDFile', gate: /PIDFile\s*\(/iy },
        { text: 'PIDLockFile', gate: /PIDLockFile\s*\(/y },
      ],
    },
    *check(file) {
      const seen = new Set<number>();
      const found = [...libraries(file), ...settings(file), ...writesToPath(file)];
      // A path that cannot be followed is a finding by what is written only where no other speaks of it.
      const all = found.length > 0 && file.family === 'python' ? found : [...found, ...writesOfId(file)];
      for (const report of all) {
        if (seen.has(report.span.start)) continue;
        seen.add(report.span.start);
        yield report;
      }
    },
  },
  formats: {
    *procfile({ entries }) {
      for (const { command, commandSpan } of entries) {
        for (const { words } of commandsOf(command, commandSpan.start)) {
          const program = programOf(words);
          const options = program && Object.hasOwn(OPTIONS, program.name) ? OPTIONS[program.name] : undefined;
          const given = program && options && optionOf(program.arguments, options);
          if (!given || /^(?:\/dev\/null)?$/.test(given.value)) continue;
          const at = program.arguments.indexOf(given.word);
          const start = (program.arguments[at - 1] ?? program.word).span.end;
          const { end } = given.valueWord.span;
          yield {
            span: { start: given.word.span.start, end },
            message: `This makes ${program.name} write its process id to a file, ${WHY}. Leave the option out.`,
            fixes: [
              { title: 'Write no PID file', kind: 'suggested', edits: [{ span: { start, end }, text: '' }] },
            ],
          };
        }
      }
    },
  },
});

/** The options by which programs are told to write a PID file. */
const OPTIONS: Readonly<Record<string, readonly string[]>> = {
  gunicorn: ['-p', '--pid'],
  celery: ['--pidfile'],
  uwsgi: ['--pidfile', '--pidfile2'],
  puma: ['--pidfile'],
  sidekiq: ['-P', '--pidfile'],
  thin: ['-P', '--pid'],
  rails: ['-P', '--pid'],
  rackup: ['-P', '--pid'],
  airflow: ['--pid'],
  circusd: ['--pidfile'],
  twistd: ['--pidfile'],
  supervisord: ['-j', '--pidfile'],
  'redis-server': ['--pidfile'],
  mongod: ['--pidfilepath'],
  pm2: ['-p', '--pid'],
  forever: ['--pidFile'],
  'start-stop-daemon': ['-p', '--pidfile'],
};

/** Calls that make a PID file of the path they are given. */
const LIBRARIES: Readonly<Record<SourceFile['family'], Readonly<Record<string, string>>>> = {
  javascript: { 'npid.create': 'npid', 'npid.createSync': 'npid' },
  python: {
    'daemon.pidfile.PIDLockFile': 'daemon',
    'daemon.pidfile.TimeoutPIDLockFile': 'daemon',
    'daemon.pidlockfile.PIDLockFile': 'daemon',
    'lockfile.pidlockfile.PIDLockFile': 'lockfile',
    'pid.PidFile': 'pid',
    'pidfile.PIDFile': 'pidfile',
    'pidfile.PidFile': 'pidfile',
    'cherrypy.process.plugins.PIDFile': 'cherrypy',
  },
};

function* libraries(file: SourceFile): Iterable<Report> {
  for (const call of file.calls(LIBRARIES[file.family])) {
    if (file.imports(call.entry)) yield reportOf(file, call.span);
  }
}

/** `pidfile = "…"` of gunicorn, `pid_file: '…'` of a pm2 ecosystem. */
function* settings(file: SourceFile): Iterable<Report> {
  for (const { name, form, value, span } of file.assignments()) {
    const isGunicorn =
      name === 'pidfile' &&
      ((form === 'declaration' && isGunicornFile(file.path)) ||
        (form === 'property' && file.imports('gunicorn')));
    const isEcosystem =
      name === 'pid_file' && form === 'property' && /(?:ecosystem|pm2)[\w.-]*\.c?js$/.test(file.path);
    const set = file.evaluate(value);
    if ((!isGunicorn && !isEcosystem) || set.kind !== 'literal' || !set.value) continue;
    const { start, end } = file.line(span.start);
    const isOwnLine = form === 'declaration' && file.source({ start: span.end, end }).trim() === '';
    const fix: Fix = {
      title: 'Write no PID file',
      kind: 'suggested',
      edits: [{ span: { start, end: end + file.source({ start: end, end: end + 1 }).length }, text: '' }],
    };
    yield { ...reportOf(file, span), fixes: isOwnLine ? [fix] : [] };
  }
}

/** Where calls that write a file take its path and what is written. */
const WRITERS: Readonly<Record<string, { readonly path: number; readonly data: number }>> = {
  'fs.writeFile': { path: 0, data: 1 },
  'fs.writeFileSync': { path: 0, data: 1 },
  'fs.promises.writeFile': { path: 0, data: 1 },
  'fs/promises.writeFile': { path: 0, data: 1 },
  'fs-extra.writeFile': { path: 0, data: 1 },
  'fs-extra.writeFileSync': { path: 0, data: 1 },
  'fs-extra.outputFile': { path: 0, data: 1 },
  'fs-extra.outputFileSync': { path: 0, data: 1 },
  'graceful-fs.writeFileSync': { path: 0, data: 1 },
  'Bun.write': { path: 0, data: 1 },
  'Deno.writeTextFile': { path: 0, data: 1 },
  'Deno.writeTextFileSync': { path: 0, data: 1 },
  open: { path: 0, data: -1 },
  'io.open': { path: 0, data: -1 },
};

/** Writing a file whose name ends with `.pid`. */
function* writesToPath(file: SourceFile): Iterable<Report> {
  for (const string of file.strings()) {
    for (const { call, position, path } of file.sinks(string.span)) {
      const writer = Object.hasOwn(WRITERS, call.callee) ? WRITERS[call.callee] : undefined;
      if (writer?.path !== position || path.length > 0 || !isPidPath(call.argument(position))) continue;
      if (writer.data >= 0 || opensToWrite(call)) yield reportOf(file, call.span);
    }
  }
}

function isPidPath(value: Value | undefined): boolean {
  if (value?.kind === 'text') return isPidPath(value.parts.at(-1));
  return value?.kind === 'literal' && typeof value.value === 'string' && value.value.endsWith('.pid');
}

function opensToWrite(call: Call): boolean {
  const mode = call.argument(1, 'mode');
  return mode?.kind === 'literal' && /[wax+]/.test(String(mode.value));
}

/** Writing nothing but the id of the process, to a file of any name. */
function* writesOfId(file: SourceFile): Iterable<Report> {
  for (const span of processIds(file)) {
    for (const { call, position } of file.sinks(span)) {
      const writer = Object.hasOwn(WRITERS, call.callee) ? WRITERS[call.callee] : undefined;
      const isWritten = writer
        ? writer.data === position
        : /\.write(?:_text)?$/.test(call.callee) && position === 0;
      if (!isWritten || !isAlone(file, span, call, position)) continue;
      if (file.family === 'python' && !isFile(call)) continue;
      // A path that a variable names is asked for by whoever sets it.
      if (writer && call.argument(writer.path)?.kind === 'environment') continue;
      yield { ...reportOf(file, call.span), confidence: 'medium' };
    }
  }
}

/** Around the id stands nothing but what makes a text of it: a line of a log says more. */
function isAlone(file: SourceFile, id: Span, call: Call, position: number): boolean {
  const argument = call.expression.arguments[position]?.span;
  if (!argument || id.start < argument.start || id.end > argument.end) return true;
  const around =
    file.source({ start: argument.start, end: id.start }) + file.source({ start: id.end, end: argument.end });
  return /^(?:String|str|\\[nr]|[fF](?=["'])|["'`${}()+\s])*$/.test(around);
}

/** `sys.stdout.write(str(os.getpid()))` writes no file. */
function isFile({ callee }: Call): boolean {
  return !/std(?:out|err)|socket|sock\b|response|pipe/i.test(callee);
}

function* processIds(file: SourceFile): Iterable<Span> {
  if (file.family === 'python') {
    for (const call of file.calls({ 'os.getpid': true })) yield call.span;
    return;
  }
  for (const reference of file.references()) {
    if (reference.kind !== 'member' || reference.property !== 'pid') continue;
    const { start, end } = reference.span;
    // `process.pid.toString()`
    const conversion = /^\.toString\(\s*\)/.exec(file.source({ start: end, end: end + 16 }))?.[0].length ?? 0;
    yield { start, end: end + conversion };
  }
}

function reportOf(file: SourceFile, span: Span): Report {
  const fix = removal(file, span);
  return {
    span,
    message: `This writes a file with the id of the process, ${WHY}. Leave it out, and let signals reach the process in the foreground.`,
    fixes: fix ? [fix] : [],
  };
}

/** Takes the statement away if it is nothing but the call, on lines of its own, in a block. */
function removal(file: SourceFile, span: Span): Fix | undefined {
  if (file.family !== 'javascript') return undefined;
  const statement = file.statement(span.start);
  const rest = file.source({ start: span.end, end: statement.end });
  if (statement.start !== span.start || !/^\s*;?$/.test(rest)) return undefined;
  if (!standsAlone(file, statement)) return undefined;
  const { start } = file.line(statement.start);
  const { end } = file.line(statement.end);
  const edits = [{ span: { start, end: end + file.source({ start: end, end: end + 1 }).length }, text: '' }];
  return {
    title: 'Write no PID file',
    kind: 'suggested',
    edits: [...edits, ...removeUnusedImports(file, edits)],
  };
}
