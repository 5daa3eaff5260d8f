import type { Edit, Fix, Report } from '../../model/finding.ts';
import { defineRule } from '../../model/rule.ts';
import type { Origin, SourceFile } from '../../model/source-file.ts';
import { isLoopback, portNumber } from './address.ts';
import { LISTENER_ANCHORS, type Listening, listeningCalls } from './listeners.ts';
import { commandHosts } from './server-commands.ts';

const ALL_INTERFACES = '0.0.0.0';

/** What Bandit B104 and Ruff S104 say of the fix, and how both can be had. */
const OTHER_LINTERS: Readonly<Record<SourceFile['family'], string>> = {
  javascript:
    'a linter that warns of 0.0.0.0 can be silenced on that line, for the container is the boundary',
  python:
    'Bandit (B104) and Ruff (S104) warn of 0.0.0.0: mark that line with `# nosec B104` or `# noqa: S104`, for the container is the boundary',
};

export default defineRule({
  id: 'port-binding/loopback-bind',
  severity: 'warning',
  summary: 'Listen on all interfaces, or on the one that the environment names in HOST.',
  code: {
    anchors: LISTENER_ANCHORS,
    *check(file) {
      const all = [...listeningCalls(file)].filter(({ listener }) => listener.setting === undefined);
      for (const listening of all) {
        const { listener, host, span } = listening;
        if (host?.kind === 'environment') {
          const variable = host.variable ?? 'the environment';
          yield { evidence: `${listener.server} listens on the host from ${variable}`, span };
          continue;
        }
        if (isForThisMachine(file, listening, all)) continue;
        const fixed = fixedHost(listening);
        if (fixed) {
          if (isLoopback(fixed.name)) yield direct(file, listening, fixed);
          else yield { evidence: `${listener.server} listens on ${fixed.name || 'all interfaces'}`, span };
          continue;
        }
        const report = byDefault(file, listening);
        if (report) yield report;
      }
    },
  },
  formats: {
    *procfile({ entries }) {
      for (const { command, commandSpan } of entries) {
        for (const { program, host, span } of commandHosts(command, commandSpan.start)) {
          if (!isLoopback(host)) continue;
          yield {
            span,
            message: `This tells ${program} to listen on ${host}, so nothing outside its own container reaches it. Let it listen on ${ALL_INTERFACES}.`,
            fixes: [
              {
                title: `Listen on ${ALL_INTERFACES}`,
                kind: 'suggested',
                edits: [{ span, text: ALL_INTERFACES }],
              },
            ],
          };
        }
      }
    },
  },
});

/** The host that the code says; `inText` where it is a part of a text such as `127.0.0.1:8000`. */
type FixedHost = { readonly name: string; readonly origin: Origin; readonly inText?: true };

function fixedHost({ host, address }: Listening): FixedHost | undefined {
  if (address) return { name: address.host, origin: address.origin, inText: true };
  return host?.kind === 'literal' ? { name: String(host.value ?? ''), origin: host.origin } : undefined;
}

const INTERNAL =
  /metric|prometheus|admin|debug|inspect|internal|health|probe|ipc|callback|oauth|redirect|proxy/i;

/**
 * A second server for the machine's own use, such as metrics for a sidecar, may hide; so may one on a port that
 * the system chooses, which waits for an answer to something the program asked, and a desktop application's.
 */
function isForThisMachine(file: SourceFile, listening: Listening, all: readonly Listening[]): boolean {
  const { listener, port, span } = listening;
  if (listener.purpose || file.imports('electron')) return true;
  if (port?.kind === 'literal' && portNumber(port.value) === undefined) return true;
  const portName = port && port.kind !== 'environment' ? file.nameOf(port.origin.span) : undefined;
  const callee = listening.call?.expression.callee;
  const written = callee ? file.source(callee.span) : '';
  if (INTERNAL.test(written) || INTERNAL.test(portName ?? '')) return true;
  if (INTERNAL.test(file.functionAround(span.start)?.name ?? '')) return true;
  return all.some((other) => other !== listening && isReachable(other));
}

function isReachable(listening: Listening): boolean {
  const fixed = fixedHost(listening);
  if (fixed) return !isLoopback(fixed.name);
  if (listening.host) return listening.host.kind === 'environment';
  return listening.listener.defaultHost !== 'loopback' && listening.call?.isOpen() === false;
}

function direct(file: SourceFile, { listener, span, call }: Listening, host: FixedHost): Report {
  const { origin, name, inText } = host;
  const advice = inText
    ? `Let it listen on ${ALL_INTERFACES}`
    : `Read the address from HOST, ${ALL_INTERFACES} by default`;
  const isElsewhere = origin.file.path !== file.path;
  return {
    span: isElsewhere ? span : origin.span,
    message: `The ${listener.server} server listens on ${name}, so nothing outside its own container or machine reaches it. ${advice} (${OTHER_LINTERS[file.family]}).`,
    confidence: listener.certain ? 'high' : 'medium',
    related: call
      ? [
          isElsewhere
            ? { path: origin.file.path, span: origin.span, message: 'The address is set here' }
            : { path: file.path, span, message: `${listener.server} listens here` },
        ]
      : [],
    fixes: [readHost(file, host)],
  };
}

const HOST_VARIABLE = {
  name: 'HOST',
  example: ALL_INTERFACES,
  comment: 'Address that the server listens on',
};

function readHost(file: SourceFile, { name, origin, inText }: FixedHost): Fix {
  const { file: target, span } = origin;
  const path = target.path === file.path ? {} : { path: target.path };
  if (inText) {
    const source = target.source(span);
    const written = source.includes(`[${name}]`) ? `[${name}]` : name;
    const start = span.start + source.indexOf(written);
    const edit = { ...path, span: { start, end: start + written.length }, text: ALL_INTERFACES };
    return { title: `Listen on ${ALL_INTERFACES}`, kind: 'suggested', edits: [edit] };
  }
  const { text, edits } = hostRead(target);
  return {
    title: `Read the address from HOST, ${ALL_INTERFACES} by default`,
    kind: 'suggested',
    edits: [{ ...path, span: origin.span, text }, ...edits.map((edit) => ({ ...path, ...edit }))],
    variables: [HOST_VARIABLE],
  };
}

/** A literal that is an argument, a property or the value of a name needs no brackets around what replaces it. */
function hostRead(file: SourceFile): { readonly text: string; readonly edits: readonly Edit[] } {
  const { text, edits } = file.idioms.variableWithDefault(
    file,
    'HOST',
    file.idioms.quote(ALL_INTERFACES),
    'string',
  );
  return { text: text.replace(/^\(([\s\S]*)\)$/, '$1'), edits };
}

/** What listens on localhost unless told otherwise. The context decides: another server may be used in production. */
function byDefault(file: SourceFile, listening: Listening): Report | undefined {
  const { listener, host, call, span } = listening;
  if (listener.defaultHost !== 'loopback' || host || !call || isSpread(listening)) return undefined;
  const isDevelopment = listener.development === true && isStartedByHand(file, listening);
  const fix = addHost(file, listening);
  return {
    span,
    severity: 'information',
    confidence: isDevelopment ? 'low' : 'medium',
    message: `The ${listener.server} server listens on localhost when no host is given, so nothing outside its own container or machine reaches it. Give it the address from HOST, ${ALL_INTERFACES} by default (${OTHER_LINTERS[file.family]}).`,
    fixes: fix ? [fix] : [],
  };
}

/** `if __name__ == "__main__": app.run()` is how development starts what a server imports in production. */
function isStartedByHand(file: SourceFile, { call, span }: Listening): boolean {
  const debug = call?.option('debug');
  return file.isMainGuarded(span.start) || (debug?.kind === 'literal' && debug.value === true);
}

function isSpread({ call, listener }: Listening): boolean {
  if (!call) return true;
  if (call.expression.arguments.some(({ spread }) => spread)) return true;
  const options = listener.options === undefined ? undefined : call.argument(listener.options);
  // `listen(options)`: what cannot be followed may hold a host.
  if (options?.kind === 'object') return options.object.open;
  return options !== undefined && !['literal', 'environment', 'function', 'text'].includes(options.kind);
}

function addHost(file: SourceFile, { call, listener, port }: Listening): Fix | undefined {
  const key = listener.hostKey;
  if (!call || key === undefined) return undefined;
  const { text, edits } = hostRead(file);
  const place = file.family === 'python' ? keywordPlace(file, call.expression.argumentsSpan) : undefined;
  const options = listener.options === undefined ? undefined : call.argument(listener.options);
  let edit: Edit | undefined;
  if (place) edit = { span: { start: place.at, end: place.at }, text: `${place.lead}${key}=${text}` };
  else if (options?.kind === 'object' && options.origin.file.path === file.path) {
    const last = options.object.entries.at(-1)?.span.end;
    if (last !== undefined) edit = { span: { start: last, end: last }, text: `, ${key}: ${text}` };
  } else if (file.family === 'javascript' && port && call.expression.arguments[0]) {
    const given = call.expression.arguments[0].span;
    edit = {
      span: given,
      text: `{ ${listener.portKey}: ${file.source(given)}, ${key}: ${text} }`,
    };
  }
  return (
    edit && {
      title: `Read the address from HOST, ${ALL_INTERFACES} by default`,
      kind: 'suggested',
      edits: [edit, ...edits],
      variables: [HOST_VARIABLE],
    }
  );
}

/** Where a keyword argument can be added at the end of a list of arguments. */
function keywordPlace(
  file: SourceFile,
  { start, end }: { start: number; end: number },
): { at: number; lead: string } {
  const inside = file.source({ start: start + 1, end: end - 1 });
  const written = inside.replace(/[\s,]+$/, '');
  return { at: start + 1 + written.length, lead: written === '' ? '' : ', ' };
}
