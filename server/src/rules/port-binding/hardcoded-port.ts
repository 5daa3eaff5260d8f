import type { Fix } from '../../model/finding.ts';
import { defineRule } from '../../model/rule.ts';
import type { SourceFile, Value } from '../../model/source-file.ts';
import { LISTENER_ANCHORS, listeningCalls } from './listeners.ts';

export default defineRule({
  id: 'port-binding/hardcoded-port',
  severity: 'warning',
  summary: 'Listen on the port that the environment names in PORT.',
  code: {
    anchors: LISTENER_ANCHORS,
    *check(file) {
      for (const { call, listener, port } of listeningCalls(file)) {
        if (port?.kind === 'environment') {
          const variable = port.variable ?? 'the environment';
          yield { evidence: `${listener.server} listens on the port from ${variable}`, span: call.span };
          continue;
        }
        if (port?.kind !== 'literal') continue;
        const number = portNumber(port.value);
        if (number === undefined) continue;
        const { origin } = port;
        const isElsewhere = origin.file.path !== file.path;
        yield {
          span: isElsewhere ? call.span : origin.span,
          message: `The port ${number} is fixed in the code, so the platform cannot choose one and two instances cannot share a machine. Read it from PORT and keep ${number} as the default.`,
          confidence: listener.certain ? 'high' : 'medium',
          related: [
            isElsewhere
              ? { path: origin.file.path, span: origin.span, message: 'The port is set here' }
              : { path: file.path, span: call.span, message: `${listener.server} listens here` },
          ],
          fixes: [readPort(file, port)],
        };
      }
    },
  },
});

/** Port 0 asks the system for any free port, as tests do. Strings may hold a port; other text is a pipe's name. */
function portNumber(value: string | number | boolean | null): number | undefined {
  if (typeof value !== 'number' && (typeof value !== 'string' || !/^\d+$/.test(value))) return undefined;
  const number = Number(value);
  return Number.isInteger(number) && number > 0 && number < 65_536 ? number : undefined;
}

function readPort(file: SourceFile, port: Value & { kind: 'literal' }): Fix {
  const target = port.origin.file;
  const source = target.text.slice(port.origin.span.start, port.origin.span.end);
  const read = target.idioms.variableWithDefault(target, 'PORT', source, 'number');
  const path = target.path === file.path ? {} : { path: target.path };
  return {
    title: `Read the port from PORT, ${port.value} by default`,
    kind: 'safe',
    edits: [
      { ...path, span: port.origin.span, text: read.text },
      ...read.edits.map((edit) => ({ ...path, ...edit })),
    ],
    variables: [{ name: 'PORT', example: String(port.value), comment: 'Port that the server listens on' }],
  };
}
