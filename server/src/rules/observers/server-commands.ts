import { defineObserver } from '../../model/rule.ts';
import type { Span } from '../../model/span.ts';
import type { Observation } from '../../model/summary.ts';
import { commandsOf, programOf } from '../concurrency/programs.ts';

/** Servers that run an application that they import, and stop in an orderly way on SIGTERM. */
const SERVERS =
  /^(?:gunicorn|uvicorn|hypercorn|daphne|granian|uwsgi|waitress-serve|mod_wsgi-express|passenger|unit|unitd|puma|unicorn)$/;

/** Commands by which a server runs the application, so that what the code starts itself is for development. */
export default defineObserver({
  anchors: {},
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
});

function serverIn(script: string): string | undefined {
  for (const { words } of commandsOf(script, 0)) {
    const name = programOf(words)?.name;
    if (name !== undefined && SERVERS.test(name)) return name;
  }
  return undefined;
}

function observed(server: string, span: Span): Observation {
  return { kind: 'handles-shutdown', span, detail: `${server} runs the application` };
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", `'"'"'`)}'`;
}
