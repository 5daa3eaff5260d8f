import type { Call, SourceFile, Value } from '../../model/source-file.ts';
import type { Span } from '../../model/span.ts';
import { type AddressText, readAddress, readTextAddress } from './address.ts';
import { JAVASCRIPT_LISTENERS } from './javascript-listeners.ts';
import type { Listener } from './listener.ts';
import { PYTHON_LISTENERS } from './python-listeners.ts';

export { LISTENER_ANCHORS } from './listener-anchors.ts';

const LISTENERS = { javascript: JAVASCRIPT_LISTENERS, python: PYTHON_LISTENERS };

/** Names that a server has where it cannot be followed to what made it. */
const SERVER_NAME = /^(?:\w*(?:app|application|server)|api|express|fastify|koa|web|https?|nest|backend)$/i;

export type Listening = {
  readonly listener: Listener;
  /** What is called, or the setting that says where to listen. */
  readonly span: Span;
  /** Undefined where a setting in a configuration file says where to listen. */
  readonly call?: Call;
  /** Undefined where none is given. */
  readonly port?: Value;
  readonly host?: Value;
  /** Host and port in one literal text, in the place of both. */
  readonly address?: AddressText;
};

/** The calls and settings of a file that start a server. */
export function* listeningCalls(file: SourceFile): Iterable<Listening> {
  for (const call of file.callsAtAnchors()) {
    const listener = listenerOf(file, call);
    if (!listener || file.isInert(call.span.start)) continue;
    if (listener.setting !== undefined && !isText(call.argument(0), listener.setting)) continue;
    if (listener.setting === undefined && isNoListening(call, listener)) continue;
    yield { listener, span: call.expression.callee.span, call, ...addressOf(file, call, listener) };
  }
  if (file.family === 'python') yield* bindSettings(file);
}

function listenerOf(file: SourceFile, call: Call): Listener | undefined {
  const table = LISTENERS[file.family];
  if (Object.hasOwn(table, call.callee)) return table[call.callee];
  const { callee } = call.expression;
  // What a parameter, a factory of another package or of this project gives.
  if (callee.kind !== 'member' || !/^\?|\(\)/.test(call.callee)) return undefined;
  const listener = table[`?.${callee.property}`];
  const receiver = callee.object;
  const name = receiver.kind === 'name' ? receiver.name : receiver.kind === 'member' ? receiver.property : '';
  return listener && SERVER_NAME.test(name) && namesPort(call, listener) ? listener : undefined;
}

/** `app.run()` may run anything, and `app.listen('event', …)` hear anything; with a port it is a server. */
function namesPort(call: Call, { development, portKey = '', setting }: Listener): boolean {
  if (setting !== undefined) return true;
  if (development) return call.argument(-1, portKey) !== undefined;
  const first = call.argument(0);
  if (first?.kind !== 'literal') return first !== undefined;
  return typeof first.value === 'number' || /^\d+$|^[/\\]/.test(String(first.value));
}

/** `new Server(httpServer)` of Socket.IO attaches to a server, and so does `new WebSocketServer({ server })`. */
function isNoListening(call: Call, { server }: Listener): boolean {
  if (server === 'ws' && !/\.listen$/.test(call.callee)) return call.option('port', 0) === undefined;
  if (server !== 'Socket.IO' || /\.listen$/.test(call.callee)) return false;
  const first = call.argument(0);
  return first?.kind !== 'literal' && first?.kind !== 'environment';
}

function isText(value: Value | undefined, text: string): boolean {
  return value?.kind === 'literal' && value.value === text;
}

function addressOf(
  file: SourceFile,
  call: Call,
  listener: Listener,
): Pick<Listening, 'port' | 'host' | 'address'> {
  if (listener.address) {
    return ofAddress(file, call.argument(listener.address.position, listener.address.keyword));
  }
  const given = listener.options === undefined ? undefined : call.argument(listener.options);
  const options = given?.kind === 'object' && listener.nested ? file.property(given, listener.nested) : given;
  if (options?.kind === 'object') {
    return present(optionOf(file, options, listener.portKey), optionOf(file, options, listener.hostKey));
  }
  const host = call.argument(listener.host ?? -1, listener.hostKey);
  // `listen(port, callback)`: what stands in the host's place is a function.
  return present(
    call.argument(listener.port ?? -1, listener.portKey),
    host?.kind === 'function' ? undefined : host,
  );
}

function optionOf(
  file: SourceFile,
  options: Value & { kind: 'object' },
  key: string | undefined,
): Value | undefined {
  const isGiven = options.object.entries.some((entry) => entry.key === key);
  return key !== undefined && isGiven ? file.property(options, key) : undefined;
}

function ofAddress(file: SourceFile, value: Value | undefined): Pick<Listening, 'port' | 'host' | 'address'> {
  if (value?.kind === 'list') {
    const [host, port] = value.items;
    return present(port && file.evaluate(port), host && file.evaluate(host));
  }
  if (value?.kind === 'environment') return present(value, value);
  const text = value && readTextAddress(value);
  if (text) return text;
  const address = value && readAddress(value);
  return address ? { address } : {};
}

function present(port: Value | undefined, host: Value | undefined): Pick<Listening, 'port' | 'host'> {
  return { ...(port ? { port } : {}), ...(host ? { host } : {}) };
}

/** gunicorn's configuration is Python code, and so may Hypercorn's be. It may be meant for a proxy on the same machine. */
const BIND_SETTING: Listener = { server: 'gunicorn', handlesShutdown: true, certain: false };

function* bindSettings(file: SourceFile): Iterable<Listening> {
  for (const assignment of file.assignments()) {
    if (assignment.name !== 'bind') continue;
    const server = serverOfSetting(file, assignment.target, assignment.form);
    if (server === undefined) continue;
    const value = file.evaluate(assignment.value);
    const [first] = value.kind === 'list' ? value.items : [];
    const bound = first ? file.evaluate(first) : value;
    const listener = { ...BIND_SETTING, server };
    yield { listener, span: assignment.span, ...ofAddress(file, bound.kind === 'list' ? undefined : bound) };
  }
}

function serverOfSetting(file: SourceFile, target: string, form: string): string | undefined {
  if (target === 'hypercorn.config.Config().bind') return 'Hypercorn';
  if (target === 'bind' && form === 'declaration' && isGunicornFile(file.path)) return 'gunicorn';
  return target === 'bind' && form === 'property' && file.imports('gunicorn') ? 'gunicorn' : undefined;
}

/** Whether a path has a name under which gunicorn's configuration is kept: `gunicorn.conf.py`, `gunicorn_config.py`. */
export function isGunicornFile(path: string): boolean {
  return /(?:^|\/)(?:gunicorn(?:[._-]\w+)*|\w+[._-]gunicorn)\.py$/.test(path);
}
