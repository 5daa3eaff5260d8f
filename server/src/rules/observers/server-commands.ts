import type { DockerfileDocument } from '../../formats/dockerfile.ts';
import type { ProcfileDocument } from '../../formats/procfile.ts';
import type { Span } from '../../model/span.ts';
import { commandsOf, programOf } from '../concurrency/programs.ts';
import type { Observed } from './observed.ts';

/** What the documents of formats contribute to their project. */
export type FormatObserver = {
  readonly formats: {
    readonly dockerfile?: (document: DockerfileDocument) => Iterable<Observed>;
    readonly procfile?: (document: ProcfileDocument) => Iterable<Observed>;
  };
};

/** Servers that run an application that they import, and stop in an orderly way on SIGTERM. */
const SERVERS =
  /^(?:gunicorn|uvicorn|hypercorn|daphne|granian|uwsgi|waitress-serve|mod_wsgi-express|passenger|unit|unitd|puma|unicorn)$/;

/** Commands by which a server runs the application, so that what the code starts itself is for development. */
export const SERVER_COMMANDS: FormatObserver = {
  formats: {
    *dockerfile({ commands, stages }) {
      for (const { stage, effective, form, command, words, argumentsSpan } of commands) {
        if (!effective || stage !== stages.length - 1) continue;
        const server = serverIn(form === 'shell' ? command : words.map(quoted).join(' '));
        if (server) yield observed(server, argumentsSpan);
      }
    },
    *procfile({ entries }) {
      for (const { command, commandSpan } of entries) {
        const server = serverIn(command);
        if (server) yield observed(server, commandSpan);
      }
    },
  },
};

function serverIn(script: string): string | undefined {
  for (const { words } of commandsOf(script, 0)) {
    const name = programOf(words)?.name;
    if (name !== undefined && SERVERS.test(name)) return name;
  }
  return undefined;
}

function observed(server: string, span: Span): Observed {
  return { kind: 'handles-shutdown', span, detail: `${server} runs the application` };
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", `'"'"'`)}'`;
}
