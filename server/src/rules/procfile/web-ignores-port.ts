import type { ProcfileEntry } from '../../formats/procfile.ts';
import type { Report } from '../../model/finding.ts';
import { defineRule } from '../../model/rule.ts';
import { commandsOf, optionOf, type Program, programOf } from '../concurrency/programs.ts';
import { ALL_KINDS } from './targets-affected.ts';

type Server = {
  /** Options by which it may be told where to listen, or where its settings are. */
  readonly options: readonly string[];
  /** What makes it listen on the port of the platform. */
  readonly arguments: string;
  /** It listens only with one of these first. */
  readonly subcommands?: readonly string[];
  /** Where it listens if it is told nothing. */
  readonly port: number;
};

/** Servers that do not read `PORT` by themselves, as gunicorn, puma and `next start` do. */
const SERVERS: Readonly<Record<string, Server>> = {
  uvicorn: { options: ['--port', '--uds', '--fd'], arguments: '--host 0.0.0.0 --port $PORT', port: 8000 },
  hypercorn: { options: ['-b', '--bind', '-c', '--config'], arguments: '--bind 0.0.0.0:$PORT', port: 8000 },
  granian: { options: ['--port'], arguments: '--host 0.0.0.0 --port $PORT', port: 8000 },
  daphne: {
    options: ['-p', '--port', '-e', '--endpoint', '-u', '--fd'],
    arguments: '-b 0.0.0.0 -p $PORT',
    port: 8000,
  },
  'waitress-serve': {
    options: ['--port', '--listen', '--unix-socket'],
    arguments: '--port=$PORT',
    port: 8080,
  },
  fastapi: { options: ['--port'], arguments: '--port $PORT', subcommands: ['run'], port: 8000 },
  streamlit: {
    options: ['--server.port'],
    arguments: '--server.address 0.0.0.0 --server.port $PORT',
    subcommands: ['run'],
    port: 8501,
  },
  rackup: { options: ['-p', '--port'], arguments: '-o 0.0.0.0 -p $PORT', port: 9292 },
};

export default defineRule({
  id: 'procfile/web-ignores-port',
  severity: 'warning',
  summary: 'Let the `web` process listen on the port that the platform names by `PORT`.',
  kinds: ALL_KINDS,
  formats: {
    *procfile({ entries }) {
      for (const entry of entries) if (entry.name === 'web') yield* reportsOf(entry);
    },
  },
});

function* reportsOf({ command, commandSpan }: ProcfileEntry): Iterable<Report> {
  // `UVICORN_PORT=$PORT uvicorn …`, a script that is told the port.
  if (/PORT\b/.test(command)) return;
  for (const { words, span } of commandsOf(command, commandSpan.start)) {
    const program = programOf(words);
    const server = program && serverOf(program);
    if (!program || !server) continue;
    yield {
      span: program.word.span,
      message: `PORT is not read by ${program.name}: it listens on ${server.port}, where the platform sends no requests. Add \`${server.arguments}\`.`,
      fixes: [
        {
          title: 'Listen on the port named by PORT',
          kind: 'suggested',
          edits: [{ span: { start: span.end, end: span.end }, text: ` ${server.arguments}` }],
        },
      ],
    };
  }
}

function serverOf(program: Program): Server | undefined {
  const server = Object.hasOwn(SERVERS, program.name) ? SERVERS[program.name] : undefined;
  if (!server || optionOf(program.arguments, server.options)) return undefined;
  const [first] = program.arguments.filter(({ value }) => !value.startsWith('-'));
  if (!first || program.arguments.some(({ value }) => /^(?:--help|--version)$/.test(value))) return undefined;
  return !server.subcommands || server.subcommands.includes(first.value) ? server : undefined;
}
