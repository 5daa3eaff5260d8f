import type { Expression } from '../../model/expression.ts';
import type { Edit, Fix } from '../../model/finding.ts';
import type { SourceFile } from '../../model/source-file.ts';
import type { Span } from '../../model/span.ts';
import type { Listening } from '../port-binding/listeners.ts';
import { standsAlone } from '../statement-places.ts';

/** Servers of which `listen` gives Node's own server. */
const GIVES_SERVER = new Set(['Express', 'Koa', 'Connect', 'Feathers', 'server']);
/** Node's own servers: `close(callback)` lets the requests finish that are under way. */
const NODE_SERVERS = new Set(['http', 'https', 'http2', 'net', 'tls', 'server']);

/** The edit that closes a server on SIGTERM, where the place for it is sure. */
export function closingFix(file: SourceFile, listening: Listening): Fix | undefined {
  const { call } = listening;
  if (!call) return undefined;
  const statement = file.statement(call.span.start);
  if (!standsAlone(file, statement)) return undefined;
  const edits =
    file.family === 'python'
      ? pythonEdits(file, statement)
      : javascriptEdits(file, listening, call.span, statement);
  return edits && { title: 'Close the server on SIGTERM', kind: 'suggested', edits };
}

/** An exception in the main thread ends the loop of the server and runs what stands under `finally`. */
function pythonEdits(file: SourceFile, statement: Span): readonly Edit[] {
  const { start, indentation } = file.line(statement.start);
  return [
    ...file.idioms.moduleImport(file, 'signal'),
    ...file.idioms.moduleImport(file, 'sys'),
    {
      span: { start, end: start },
      text: `${indentation}signal.signal(signal.SIGTERM, lambda signum, frame: sys.exit(0))\n`,
    },
  ];
}

function javascriptEdits(
  file: SourceFile,
  { listener, call }: Listening,
  span: Span,
  statement: Span,
): readonly Edit[] | undefined {
  const callee = call?.expression.callee;
  if (callee?.kind !== 'member') return undefined;
  const receiver = nameOf(file, callee.object);
  const { indentation, start } = file.line(statement.start);
  if (listener.server === 'Nest') {
    if (receiver === undefined) return undefined;
    return [{ span: { start, end: start }, text: `${indentation}${receiver}.enableShutdownHooks();\n` }];
  }
  const before = file.source({ start: statement.start, end: span.start });
  const isWhole = /^(?:await\s+|void\s+)?$/.test(before);
  const declared = /^(?:const|let|var)\s+(\w+)\s*=\s*(?:await\s+)?$/.exec(before)?.[1];
  if (listener.server === 'gRPC') {
    return receiver === undefined || !isWhole
      ? undefined
      : [handler(statement, indentation, `${receiver}.tryShutdown(() => process.exit(0));`)];
  }
  if (listener.server === 'Fastify') {
    const closes = receiver !== undefined && (isWhole || declared !== undefined);
    return closes
      ? [handler(statement, indentation, `${receiver}.close().then(() => process.exit(0));`)]
      : undefined;
  }
  const closing = (server: string) =>
    handler(statement, indentation, `${server}.close(() => process.exit(0));`);
  if (declared !== undefined && (GIVES_SERVER.has(listener.server) || NODE_SERVERS.has(listener.server))) {
    return [closing(declared)];
  }
  if (!isWhole) return undefined;
  const isApplication = GIVES_SERVER.has(listener.server) && !/server$/i.test(receiver ?? '');
  if (NODE_SERVERS.has(listener.server) && receiver !== undefined && !isApplication)
    return [closing(receiver)];
  if (before !== '' || (!isApplication && !NODE_SERVERS.has(listener.server))) return undefined;
  const server = ['server', 'httpServer'].find((name) => !file.matches(new RegExp(`\\b${name}\\b`)));
  if (server === undefined) return undefined;
  return [
    { span: { start: statement.start, end: statement.start }, text: `const ${server} = ` },
    closing(server),
  ];
}

function handler(statement: Span, indentation: string, action: string): Edit {
  const at = statement.end;
  return {
    span: { start: at, end: at },
    text: `\n\n${indentation}process.once('SIGTERM', () => {\n${indentation}  ${action}\n${indentation}});`,
  };
}

/** The source of a name or a path of names. */
function nameOf(file: SourceFile, expression: Expression): string | undefined {
  const isName =
    expression.kind === 'name' || (expression.kind === 'member' && nameOf(file, expression.object));
  return isName ? file.source(expression.span) : undefined;
}
