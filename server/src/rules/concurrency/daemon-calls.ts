import type { Expression, StringExpression, TemplateExpression } from '../../model/expression.ts';
import type { Report } from '../../model/finding.ts';
import type { Call, Sink, SourceFile, Value } from '../../model/source-file.ts';
import type { Span } from '../../model/span.ts';
import { isGunicornFile } from '../port-binding/listeners.ts';
import { daemonizingCommands } from './daemon-commands.ts';

/** Why it matters that a process leaves the foreground, after what does it. */
export const WHY =
  'so the process that the platform started ends at once, and it can neither stop nor restart what goes on running';

/** A library's call that makes the process leave the foreground; `unless` is the option that keeps it there. */
type DaemonCall = {
  readonly module: string;
  readonly unless?: { readonly option: string; readonly value: boolean };
  /** The library also starts processes that stay. */
  readonly medium?: true;
};

const DAEMON_CALLS: Readonly<Record<SourceFile['family'], Readonly<Record<string, DaemonCall>>>> = {
  javascript: {
    daemon: { module: 'daemon' },
    'daemon.daemon': { module: 'daemon' },
    'daemonize2.setup': { module: 'daemonize2' },
    'daemonize-process': { module: 'daemonize-process' },
    'daemonize-process.daemonizeProcess': { module: 'daemonize-process' },
    'forever.startDaemon': { module: 'forever' },
    'forever-monitor.startDaemon': { module: 'forever-monitor' },
    'pm2.start': { module: 'pm2', medium: true },
  },
  python: {
    'daemon.DaemonContext': { module: 'daemon', unless: { option: 'detach_process', value: false } },
    'daemon.daemon.DaemonContext': { module: 'daemon', unless: { option: 'detach_process', value: false } },
    'daemonize.Daemonize': { module: 'daemonize', unless: { option: 'foreground', value: true } },
    'daemonocle.Daemon': { module: 'daemonocle', unless: { option: 'detach', value: false } },
  },
};

/** Calls of libraries that detach the process, and Python's own way: a fork, then a session of its own. */
export function* daemonCalls(file: SourceFile): Iterable<Report> {
  for (const call of file.calls(DAEMON_CALLS[file.family])) {
    const { module, unless, medium } = call.entry;
    if (!file.imports(module) || isKept(call, unless)) continue;
    yield {
      span: call.span,
      message: `The module ${module} puts the process into the background, ${WHY}. Run it in the foreground.`,
      ...(medium ? { confidence: 'medium', severity: 'warning' } : {}),
    };
  }
  if (file.family !== 'python' || !file.matches(/\bos\.fork\s*\(/)) return;
  for (const call of file.calls({ 'os.setsid': true })) {
    yield {
      span: call.span,
      message: `Forking and starting a session of its own puts the process into the background, ${WHY}. Run it in the foreground.`,
    };
  }
}

function isKept(call: Call, unless: DaemonCall['unless']): boolean {
  const value = unless && call.option(unless.option);
  return value !== undefined && (value.kind !== 'literal' || value.value === unless?.value);
}

const SPAWNING = new Set([
  'child_process.spawn',
  'child_process.fork',
  'cross-spawn',
  'execa',
  'execa.execa',
]);
const OWN_RUNTIME = /^(?:process\.execPath|process\.argv\.0)$|^(?:node|nodejs|bun|deno|python3?)$/;

/** A program that starts its own runtime, lets go of it and ends: how Node programs daemonize. */
export function* detachedChildren(file: SourceFile): Iterable<Report> {
  if (file.family !== 'javascript' || !file.matches(/\.unref\s*\(\s*\)/)) return;
  for (const assignment of file.assignments()) {
    if (assignment.name !== 'detached') continue;
    for (const { call, path } of file.sinks(assignment.value.span)) {
      if (!SPAWNING.has(call.callee) || path.join() !== 'detached') continue;
      if (call.callee !== 'child_process.fork' && !OWN_RUNTIME.test(nameOf(call.argument(0)))) continue;
      yield {
        span: call.expression.callee.span,
        severity: 'warning',
        confidence: 'medium',
        message: `This starts the program again in the background and lets go of it, ${WHY}. Run it in the foreground.`,
      };
    }
  }
}

function nameOf(value: Value | undefined): string {
  if (value?.kind === 'literal') return String(value.value);
  return value?.kind === 'reference' ? value.name : '';
}

/** `daemon = True` in gunicorn's configuration. */
export function* gunicornSettings(file: SourceFile): Iterable<Report> {
  if (file.family !== 'python') return;
  for (const { name, form, value, span } of file.assignments()) {
    if (name !== 'daemon') continue;
    const isSetting =
      (form === 'declaration' && isGunicornFile(file.path)) ||
      (form === 'property' && file.imports('gunicorn'));
    const set = file.evaluate(value);
    if (!isSetting || set.kind !== 'literal' || set.value !== true) continue;
    yield {
      span,
      message: `This puts gunicorn into the background, ${WHY}. Run it in the foreground.`,
      fixes: [
        {
          title: 'Run gunicorn in the foreground',
          kind: 'suggested',
          edits: [{ span: value.span, text: 'False' }],
        },
      ],
    };
  }
}

/** Calls that hand a text to a shell. */
const SHELLS = new Set([
  'child_process.exec',
  'child_process.execSync',
  'util.promisify()',
  'shelljs.exec',
  'execa.execaCommand',
  'execa.execaCommandSync',
  'os.system',
  'os.popen',
  'subprocess.getoutput',
  'asyncio.create_subprocess_shell',
]);
/** Calls that take a program and its arguments, in Python in one list. */
const PROGRAMS = new Set([
  'child_process.spawn',
  'child_process.spawnSync',
  'child_process.execFile',
  'child_process.execFileSync',
  'cross-spawn',
  'execa',
  'execa.execa',
  'subprocess.run',
  'subprocess.Popen',
  'subprocess.call',
  'subprocess.check_call',
  'subprocess.check_output',
]);

/** Commands that leave the foreground, in texts that reach a shell. */
export function* shellStrings(file: SourceFile): Iterable<Report> {
  const seen = new Set<number>();
  for (const string of file.strings()) {
    for (const sink of file.sinks(string.span)) {
      const { call } = sink;
      const script = scriptOf(file, string, sink);
      const [found] = script === undefined ? [] : daemonizingCommands(script, 0);
      if (!found || seen.has(call.span.start)) continue;
      seen.add(call.span.start);
      yield {
        span: spanOfArgument(call, sink.position) ?? string.span,
        severity: 'warning',
        confidence: 'medium',
        message: `\`${found.what}\` leaves a process in the background that the platform does not know, so it can neither stop nor restart it. Make it a process type of its own, or a child that this process waits for.`,
      };
    }
  }
}

function spanOfArgument(call: Call, position: number): Span | undefined {
  return call.expression.arguments[position]?.span;
}

function scriptOf(
  file: SourceFile,
  string: StringExpression | TemplateExpression,
  { call, position, path }: Sink,
): string | undefined {
  if (position !== 0) {
    // `spawn('start-stop-daemon', ['--background'])`: the anchor stands in the second argument.
    return PROGRAMS.has(call.callee) && file.family === 'javascript' && position === 1
      ? wordsOf(file, call)
      : undefined;
  }
  if (SHELLS.has(call.callee)) return path.length === 0 ? textOf(string) : undefined;
  if (!PROGRAMS.has(call.callee)) return undefined;
  const shell = call.option('shell');
  if (path.length === 0 && shell?.kind === 'literal' && shell.value === true) return textOf(string);
  return wordsOf(file, call);
}

/** The program and the arguments as a script; what is not literal is a word of no meaning. */
function wordsOf(file: SourceFile, call: Call): string {
  const items: Expression[] = [];
  const first = call.argument(0);
  if (first?.kind === 'list') items.push(...first.items);
  else if (call.expression.arguments[0]) items.push(call.expression.arguments[0].value);
  const second = file.family === 'javascript' ? call.argument(1) : undefined;
  if (second?.kind === 'list') items.push(...second.items);
  return items
    .map((item) => {
      const value = file.evaluate(item);
      return value.kind === 'literal' ? `'${String(value.value).replaceAll("'", '')}'` : 'x';
    })
    .join(' ');
}

function textOf(string: StringExpression | TemplateExpression): string {
  if (string.kind === 'string') return string.value;
  return string.parts.map((part) => (typeof part === 'string' ? part : 'x')).join('');
}
