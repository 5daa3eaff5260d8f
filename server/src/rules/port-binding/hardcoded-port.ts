import type { DocumentedVariable, Edit, Evidence, Fix, Report } from '../../model/finding.ts';
import { defineRule } from '../../model/rule.ts';
import type { Origin, SourceFile } from '../../model/source-file.ts';
import type { Span } from '../../model/span.ts';
import { portNumber } from './address.ts';
import { LISTENER_ANCHORS, type Listening, listeningCalls } from './listeners.ts';
import { type CommandPort, commandPorts } from './server-commands.ts';
import { type WebPort, webPort } from './web-commands.ts';

export default defineRule({
  id: 'port-binding/hardcoded-port',
  severity: 'warning',
  summary: 'Listen on the port that the environment names in PORT.',
  code: {
    anchors: LISTENER_ANCHORS,
    *check(file) {
      const variables = new Set<string>();
      for (const listening of listeningCalls(file)) {
        const { listener, port, span } = listening;
        if (port?.kind === 'environment') {
          const variable = port.variable ?? 'the environment';
          variables.add(variable);
          yield { evidence: `${listener.server} listens on the port from ${variable}`, span };
          continue;
        }
        const fixed = fixedPort(listening);
        if (!fixed) continue;
        yield reportOf(file, listening, fixed, variables);
      }
    },
  },
  formats: {
    *procfile({ entries }) {
      for (const entry of entries) {
        const told = [...commandPorts(entry.command, entry.commandSpan.start)];
        yield* told.map(ofCommand);
        const given = entry.name === 'web' && told.length === 0 ? webPort(entry) : undefined;
        if (given) yield ofWebProcess(given);
      }
    },
  },
});

function ofCommand({ program, port, span, portSpan }: CommandPort): Report | Evidence {
  return port === undefined
    ? { evidence: `${program} listens on the port from PORT`, span }
    : { span, message: toldPort(program, port), fixes: [listenOnPort(portSpan, port)] };
}

function ofWebProcess(given: WebPort): Report {
  const { port, span } = given;
  if (given.by === 'option') {
    return {
      span,
      message: toldPort(given.program, port),
      // What an option of a program that is not known means is told by its name alone.
      confidence: 'medium',
      fixes: [listenOnPort(given.portSpan, port)],
    };
  }
  return {
    span,
    message: `This sets PORT to ${port} in the place of the port that the platform chose, to which it sends the requests, so none arrives. Leave it out.`,
    fixes: [
      {
        title: 'Leave PORT to the platform',
        kind: 'suggested',
        edits: [{ span: given.removal, text: '' }],
        variables: [documentedPort(port)],
      },
    ],
  };
}

function toldPort(program: string, port: number): string {
  return `This tells ${program} to listen on port ${port}, but the platform sends requests to the one in $PORT, so none arrives. Pass $PORT instead.`;
}

function listenOnPort(span: Span, port: number): Fix {
  return {
    title: 'Listen on $PORT',
    kind: 'suggested',
    edits: [{ span, text: '$PORT' }],
    variables: [documentedPort(port)],
  };
}

function documentedPort(port: number): DocumentedVariable {
  return { name: 'PORT', example: String(port), comment: 'Port that the server listens on' };
}

/** The port that the code says, and where: `inText` where it is a part of a text such as `0.0.0.0:8000`. */
type FixedPort = { readonly number: number; readonly origin: Origin; readonly host?: string };

function fixedPort({ port, address }: Listening): FixedPort | undefined {
  if (address?.port !== undefined)
    return { number: address.port, origin: address.origin, host: address.host };
  const number = port?.kind === 'literal' ? portNumber(port.value) : undefined;
  return port && number !== undefined ? { number, origin: port.origin } : undefined;
}

function reportOf(
  file: SourceFile,
  { listener, span, call }: Listening,
  fixed: FixedPort,
  variables: Set<string>,
): Report {
  const { origin, number } = fixed;
  const isElsewhere = origin.file.path !== file.path;
  const variable = variableFor(origin, variables);
  const isSameOnEveryDeploy = listener.purpose !== undefined;
  const advice = variable
    ? `Read it from ${variable} and keep ${number} as the default.`
    : 'Read it from the environment.';
  return {
    span: isElsewhere ? span : origin.span,
    message: isSameOnEveryDeploy
      ? `The port ${number} for ${listener.purpose === 'rpc' ? 'remote calls' : 'metrics'} is fixed in the code, so two instances cannot share a machine. ${advice}`
      : `The port ${number} is fixed in the code, so the platform cannot choose one and two instances cannot share a machine. ${advice}`,
    confidence: listener.certain ? 'high' : 'medium',
    ...(isSameOnEveryDeploy ? { severity: 'information' } : {}),
    related: call
      ? [
          isElsewhere
            ? { path: origin.file.path, span: origin.span, message: 'The port is set here' }
            : { path: file.path, span, message: `${listener.server} listens here` },
        ]
      : [],
    fixes: variable ? [readPort(file, fixed, variable)] : [],
  };
}

/**
 * The first server of a file listens on PORT. Another one there needs a variable of its own, which the name of its
 * constant gives; undefined where there is no such name.
 */
function variableFor({ file, span }: Origin, taken: Set<string>): string | undefined {
  const own = file
    .nameOf(span)
    ?.replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toUpperCase();
  const name = taken.has('PORT') ? own : 'PORT';
  if (name === undefined || taken.has(name) || !/^[A-Z][A-Z\d_]*PORT$|^PORT$/.test(name)) return undefined;
  taken.add(name);
  return name;
}

function readPort(file: SourceFile, { number, origin, host }: FixedPort, variable: string): Fix {
  const target = origin.file;
  const path = target.path === file.path ? {} : { path: target.path };
  const { text, edits } =
    host === undefined ? portRead(origin, variable) : addressRead(target, variable, host, number);
  return {
    title: `Read the port from ${variable}, ${number} by default`,
    kind: 'safe',
    edits: [{ ...path, span: origin.span, text }, ...edits.map((edit) => ({ ...path, ...edit }))],
    variables: [{ name: variable, example: String(number), comment: 'Port that the server listens on' }],
  };
}

type Read = { readonly text: string; readonly edits: readonly Edit[] };

function portRead({ file, span }: Origin, variable: string): Read {
  return file.idioms.variableWithDefault(file, variable, file.source(span), 'number');
}

function addressRead(file: SourceFile, variable: string, host: string, number: number): Read {
  const shown = host.includes(':') ? `[${host}]` : host;
  const read = file.idioms.variableWithDefault(file, variable, `'${number}'`, 'string');
  const inner = read.text.replace(/^\(|\)$/g, (bracket) => (file.family === 'python' ? bracket : ''));
  if (file.family === 'javascript') return { text: `\`${shown}:\${${inner}}\``, edits: read.edits };
  // Before Python 3.12 an f-string may not hold its own quotes.
  return { text: `f"${shown}:{${inner.replaceAll('"', "'")}}"`, edits: read.edits };
}
