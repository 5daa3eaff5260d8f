import type { Origin, Value } from '../../model/source-file.ts';

/** `127.0.0.1:8000` as it is given to a server in one text. */
export type AddressText = {
  readonly host: string;
  readonly port: number | undefined;
  readonly origin: Origin;
};

const ADDRESS = /^(?:tcp:\/\/|http:\/\/)?(\[[^\]]*\]|[^:/\s]*)(?::(\d+))?$/;

/** Takes a literal text apart; undefined for other values and for sockets of files (`unix:/run/app.sock`). */
export function readAddress(value: Value): AddressText | undefined {
  if (value.kind !== 'literal' || typeof value.value !== 'string' || value.value === '') return undefined;
  const match = ADDRESS.exec(value.value);
  if (!match) return undefined;
  const port = match[2] === undefined ? undefined : portNumber(match[2]);
  return { host: withoutBrackets(match[1]), port, origin: value.origin };
}

/** Takes a text apart that ends in a port from the environment: its host, as far as that is literal. */
export function readTextAddress(
  value: Value,
): { readonly port: Value & { kind: 'environment' }; readonly address?: AddressText } | undefined {
  if (value.kind !== 'text') return undefined;
  const [first, port, ...others] = value.parts;
  if (port?.kind !== 'environment' || others.length > 0) return undefined;
  const host =
    first?.kind === 'literal' ? /^(\[[^\]]*\]|[^:/\s]*):$/.exec(String(first.value))?.[1] : undefined;
  const { origin } = value;
  return { port, ...(host ? { address: { host: withoutBrackets(host), port: undefined, origin } } : {}) };
}

function withoutBrackets(host = ''): string {
  return host.replace(/^\[|\]$/g, '');
}

/** Port 0 asks the system for any free port, as tests do. Strings may hold a port; other text is a pipe's name. */
export function portNumber(value: string | number | boolean | null): number | undefined {
  if (typeof value !== 'number' && (typeof value !== 'string' || !/^\d+$/.test(value))) return undefined;
  const number = Number(value);
  return Number.isInteger(number) && number > 0 && number < 65_536 ? number : undefined;
}

/** Whether only programs of the same machine reach a server that listens on the host. */
export function isLoopback(host: string | number | boolean | null): boolean {
  return (
    typeof host === 'string' && /^(?:localhost|127(?:\.\d{1,3}){1,3}|::1|\[::1\]|ip6-localhost)$/i.test(host)
  );
}
