import type { ShellWord } from '../../formats/shell-words.ts';
import type { Span } from '../../model/span.ts';
import { commandsOf, optionOf, type Program, programOf } from '../concurrency/programs.ts';
import { portNumber } from './address.ts';

/** The options by which a program is told where to listen. */
type Options = {
  readonly port?: readonly string[];
  readonly host?: readonly string[];
  /** `host:port`, `:port` or, for some, a port alone. */
  readonly address?: readonly string[];
  /** The program listens only with one of these first: `flask run`. */
  readonly subcommands?: readonly string[];
};

const SERVERS: Readonly<Record<string, Options>> = {
  gunicorn: { address: ['-b', '--bind'] },
  hypercorn: { address: ['-b', '--bind'] },
  uvicorn: { port: ['--port'], host: ['--host'] },
  granian: { port: ['--port'], host: ['--host'] },
  daphne: { port: ['-p', '--port'], host: ['-b', '--bind'] },
  'waitress-serve': { port: ['--port'], host: ['--host'], address: ['--listen'] },
  fastapi: { port: ['--port'], host: ['--host'], subcommands: ['run'] },
  flask: { port: ['-p', '--port'], host: ['-h', '--host'], subcommands: ['run'] },
  'http.server': { port: ['-p'], host: ['-b', '--bind'] },
  streamlit: { port: ['--server.port'], host: ['--server.address'], subcommands: ['run'] },
  next: { port: ['-p', '--port'], host: ['-H', '--hostname'], subcommands: ['start'] },
  nuxt: { port: ['-p', '--port'], host: ['-H', '--host'], subcommands: ['start', 'preview'] },
  serve: { port: ['-p'], address: ['-l', '--listen'] },
  'http-server': { port: ['-p', '--port'], host: ['-a'] },
  'json-server': { port: ['-p', '--port'], host: ['-H', '--host'] },
  puma: { port: ['-p', '--port'], address: ['-b', '--bind'] },
  rackup: { port: ['-p', '--port'], host: ['-o', '--host'] },
  thin: { port: ['-p', '--port'], host: ['-a', '--address'] },
  unicorn: { port: ['-p', '--port'], host: ['-o', '--host'], address: ['-l', '--listen'] },
  rails: { port: ['-p', '--port'], host: ['-b', '--binding'], subcommands: ['s', 'server'] },
};

/** Where a command says that a server listens. */
export type CommandPort = {
  readonly program: string;
  /** The whole option. */
  readonly span: Span;
  /** Undefined where the port is a variable. */
  readonly port: number | undefined;
  readonly portSpan: Span;
};

/** The ports that servers in a shell command are told; those that are not told one are left out. */
export function* commandPorts(script: string, offset: number): Iterable<CommandPort> {
  for (const { words } of commandsOf(script, offset)) {
    const program = programOf(words);
    const options = program && serverOptions(program);
    if (!program || !options) continue;
    const given = optionOf(program.arguments, [...(options.port ?? []), ...(options.address ?? [])]);
    if (!given) continue;
    const { word, value, valueWord } = given;
    const span = { start: word.span.start, end: valueWord.span.end };
    const digits = /(?:^|:)(\d+)$/.exec(value)?.[1];
    if (/\$\{?\w*PORT\b/.test(value)) {
      yield { program: program.name, span, port: undefined, portSpan: valueWord.span };
    } else if (digits !== undefined && !valueWord.quoted && portNumber(digits) !== undefined) {
      const { end } = valueWord.span;
      const portSpan = { start: end - digits.length, end };
      yield { program: program.name, span, port: Number(digits), portSpan };
    }
  }
}

/** Where a command says that a server takes requests of its own machine only. */
export type CommandHost = { readonly program: string; readonly host: string; readonly span: Span };

/** The hosts that servers in a shell command are told, as far as they are plain text. */
export function* commandHosts(script: string, offset: number): Iterable<CommandHost> {
  for (const { words } of commandsOf(script, offset)) {
    const program = programOf(words);
    const options = program && serverOptions(program);
    if (!program || !options) continue;
    const host = optionOf(program.arguments, options.host ?? []);
    if (host) {
      yield hostIn(program, host.valueWord, host.value);
      continue;
    }
    const address = optionOf(program.arguments, options.address ?? []);
    const name = address && /^(?:tcp:\/\/|http:\/\/)?(\[[^\]]*\]|[^:/\s]+):[^/]+$/.exec(address.value)?.[1];
    if (address && name) yield hostIn(program, address.valueWord, name);
  }
}

/** The span of the host inside its word; of the whole word if quotes stand in it. */
function hostIn({ name }: Program, word: ShellWord, host: string): CommandHost {
  const at = word.quoted ? -1 : word.value.indexOf(host);
  const span = at < 0 ? word.span : { start: word.span.start + at, end: word.span.start + at + host.length };
  return { program: name, host, span };
}

function serverOptions(program: Program): Options | undefined {
  const options = Object.hasOwn(SERVERS, program.name) ? SERVERS[program.name] : undefined;
  if (!options?.subcommands) return options;
  return program.arguments.some(({ value }) => options.subcommands?.includes(value)) ? options : undefined;
}
