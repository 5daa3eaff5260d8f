import type { Value } from '../../model/source-file.ts';

/** What an address comes to, as far as it can be followed. */
export type Address =
  /** Names this machine, whatever the environment says. */
  | { readonly kind: 'local'; readonly text: string; readonly value: Value; readonly list?: Value }
  /** Names this machine when the environment says nothing. */
  | {
      readonly kind: 'fallback';
      readonly text: string;
      /** The variables that are asked, in this order. */
      readonly variables: readonly string[];
      /** What asks the variable; absent where it cannot be replaced by a reader without a default. */
      readonly reader?: Value & { kind: 'environment' };
      /** The literal that stands in for the variable. */
      readonly value: Value;
    }
  /** The environment decides. */
  | { readonly kind: 'configured'; readonly variable?: string };

/** Stands for a part of a text that cannot be known; no host name holds it. */
const UNKNOWN = '\uFFFC';

/** Nested lists and fallbacks are followed so far. */
const MAXIMUM_DEPTH = 4;

/** Reads the value given as an address; undefined where it is another machine or cannot be known. */
export function addressOf(value: Value, depth = 0): Address | undefined {
  if (depth > MAXIMUM_DEPTH) return undefined;
  switch (value.kind) {
    case 'literal':
      return typeof value.value === 'string' && isLocalAddress(value.value)
        ? { kind: 'local', text: value.value, value }
        : undefined;
    case 'text':
      return addressOfText(value);
    case 'environment':
      return addressOfEnvironment(value, depth);
    case 'list':
      return addressOfList(value, depth);
    case 'call':
      return addressOfCall(value, depth);
    default:
      return undefined;
  }
}

function addressOfEnvironment(value: Value & { kind: 'environment' }, depth: number): Address {
  const inner = value.fallback && addressOf(value.fallback, depth + 1);
  const variables = value.variable === undefined ? [] : [value.variable];
  if (inner?.kind === 'local') {
    return { kind: 'fallback', text: inner.text, variables, reader: value, value: inner.value };
  }
  if (inner?.kind === 'fallback') {
    const { text, value: literal } = inner;
    // Python evaluates a default before it is needed, so that the inner reader may not fail either.
    return { kind: 'fallback', text, variables: [...variables, ...inner.variables], value: literal };
  }
  return { kind: 'configured', ...(value.variable === undefined ? {} : { variable: value.variable }) };
}

/** `config.get('REDIS_HOST', 'localhost')` of a configuration service: asks for a variable by its name. */
function addressOfCall(
  { callee, call, origin }: Value & { kind: 'call' },
  depth: number,
): Address | undefined {
  if (!/\.(?:get|getOrDefault)$/.test(callee)) return undefined;
  const [name, fallback] = call.arguments.map(({ value }) => value);
  if (name?.kind !== 'string' || !fallback || !/^[A-Za-z][\w.]*$/.test(name.value)) return undefined;
  const inner = addressOf(origin.file.evaluate(fallback), depth + 1);
  return inner?.kind === 'local'
    ? { kind: 'fallback', text: inner.text, variables: [name.value], value: inner.value }
    : undefined;
}

function addressOfText(value: Value & { kind: 'text' }): Address | undefined {
  const parts = flatten(value);
  const text = parts.map(knownText).join('');
  const read = parts.find((part) => part.kind === 'environment');
  if (!isLocalAddress(text)) {
    return read?.kind === 'environment'
      ? { kind: 'configured', ...(read.variable === undefined ? {} : { variable: read.variable }) }
      : undefined;
  }
  for (const part of parts) {
    if (part.kind !== 'environment') continue;
    const without = parts.map((other) => (other === part ? UNKNOWN : knownText(other))).join('');
    if (isLocalAddress(without)) continue;
    // Without this part the text names no machine: it is the host.
    const variables = part.variable === undefined ? [] : [part.variable];
    return { kind: 'fallback', text, variables, reader: part, value: part.fallback ?? part };
  }
  return { kind: 'local', text, value };
}

/** The first local one speaks for the list: the others of a cluster on one machine are no other case. */
function addressOfList(value: Value & { kind: 'list' }, depth: number): Address | undefined {
  const { file } = value.origin;
  let configured: Address | undefined;
  for (const item of value.items) {
    const entry = file.evaluate(item);
    const one = entry.kind === 'object' ? hostOf(entry, depth) : addressOf(entry, depth + 1);
    if (one?.kind === 'configured') configured ??= one;
    else if (one?.kind === 'local' && entry.kind !== 'object' && !isPair(value)) {
      return { ...one, list: one.list ?? value };
    } else if (one) return one;
  }
  return configured;
}

/** `('localhost', 11211)`: a host and its port, not two servers. */
function isPair({ items }: Value & { kind: 'list' }): boolean {
  return items.length === 2 && items[1]?.kind === 'number';
}

function hostOf(value: Value & { kind: 'object' }, depth: number): Address | undefined {
  for (const key of ['host', 'hostname', 'url', 'node']) {
    const entry = value.object.entries.find((candidate) => candidate.key === key);
    if (entry) return addressOf(value.origin.file.evaluate(entry.value), depth + 1);
  }
  return undefined;
}

function flatten(value: Value): readonly Value[] {
  return value.kind === 'text' ? value.parts.flatMap(flatten) : [value];
}

function knownText(value: Value): string {
  if (value.kind === 'literal') return String(value.value);
  if (value.kind === 'environment' && value.fallback) return flatten(value.fallback).map(knownText).join('');
  return UNKNOWN;
}

/** Nothing to connect to over a network: files and memory. */
const NO_NETWORK =
  /^(?:file|memory|unix|mem|cache|filesystem|redis\+socket|rediss?\+unix|[\w+]*sqlite\w*)\b/i;
/** Where these have no host they mean this machine; `sqs://` does not, and libpq asks PGHOST. */
const LOCAL_WITHOUT_HOST = /^(?:rediss?|mysql|mariadb|amqps?|pyamqp)(?:\+\w+)?$/i;
/** `postgresql:///shop?host=/cloudsql/…` says the host behind the question mark. */
const HOST_PARAMETER = /[?&](?:host|unix_socket|service)=([^&]*)/i;
const KEY_AND_VALUE = /(?:^|[\s;])(?:host|hostaddr|server|data source)\s*=\s*['"]?([^'"\s;]+)/i;

/**
 * Whether a URL, a host with or without a port, a connection string of `key=value` pairs or a comma-separated list
 * of hosts names this machine and nothing else.
 */
export function isLocalAddress(address: string): boolean {
  const text = address.trim();
  const url = /^([a-z][\w+.-]*):\/\/([^/?#]*)(.*)$/is.exec(text);
  if (url) {
    const [, scheme = '', authority = '', rest = ''] = url;
    if (NO_NETWORK.test(scheme)) return false;
    const parameter = HOST_PARAMETER.exec(rest)?.[1];
    if (parameter !== undefined) return isLocalHost(parameter);
    const hosts = authority.slice(authority.lastIndexOf('@') + 1);
    if (hosts === '' || hosts.startsWith(':')) return LOCAL_WITHOUT_HOST.test(scheme);
    return hosts.split(',').every(isLocalHost);
  }
  const pair = KEY_AND_VALUE.exec(text)?.[1];
  if (pair !== undefined) return isLocalHost(pair);
  return text !== '' && text.split(',').every((host) => isLocalHost(host.trim()));
}

/**
 * Proxies that run beside the process by design and are always on this machine: AWS X-Ray, Dapr, OpenTelemetry
 * collectors, StatsD and Datadog agents, the Vault agent, Envoy.
 */
const SIDECAR_PORTS: ReadonlySet<string> = new Set(
  '2000 3500 4317 4318 8125 8126 8200 15000 15001 15006 50001'.split(' '),
);

const LOCAL_HOST =
  /^(?:localhost(?:\.localdomain)?|127(?:\.\d{1,3}){3}|::1|\[::1\]|ip6-localhost)(?::([\d\uFFFC]*))?$/i;

function isLocalHost(host: string): boolean {
  const match = LOCAL_HOST.exec(host);
  return match !== null && !SIDECAR_PORTS.has(match[1] ?? '');
}

/** The address as an example for a documented variable: passwords and what is not known are left out. */
export function exampleOf(text: string): string {
  return text
    .replace(/(:\/\/[^:@/\s]*:)\S*@/, '$1change-me@')
    .replace(/(\b(?:pass(?:word|wd)?|pwd)\s*=\s*)(?:'[^']*'|"[^"]*"|[^\s&;]+)/i, '$1change-me')
    .replaceAll(UNKNOWN, '…');
}
