import type { Anchor } from '../../model/rule.ts';
import type { Call, SourceFile, Value } from '../../model/source-file.ts';

/** How a call that starts a server takes its port and host, and who closes the server on SIGTERM. */
export type Listener = {
  readonly server: string;
  /** Position of the port; absent where it is only an option. */
  readonly port?: number;
  readonly portKey?: string;
  readonly host?: number;
  readonly hostKey?: string;
  /** Position of an object that holds `port` and `host`. */
  readonly options?: number;
  /** Where port and host stand in one text: `127.0.0.1:8000`. */
  readonly address?: { readonly position: number; readonly keyword?: string };
  /** What the library listens on when nothing is said. */
  readonly defaultHost?: 'loopback' | 'all';
  readonly defaultPort?: number;
  /** The server itself stops in an orderly way on SIGTERM. */
  readonly handlesShutdown?: true;
  /** Sure to be a server; a receiver that could not be followed is not. */
  readonly certain: boolean;
};

const NODE: Omit<Listener, 'server' | 'certain'> = {
  port: 0,
  host: 1,
  options: 0,
  portKey: 'port',
  hostKey: 'host',
};

function nodeListeners(): Record<string, Listener> {
  const made: Record<string, string> = {
    'express()': 'Express',
    'http.createServer()': 'http',
    'https.createServer()': 'https',
    'http2.createServer()': 'http2',
    'http2.createSecureServer()': 'http2',
    'http.Server()': 'http',
    'https.Server()': 'https',
    'net.createServer()': 'net',
    'koa()': 'Koa',
    'connect()': 'Connect',
    'restify.createServer()': 'restify',
    'polka()': 'Polka',
    '@nestjs/core.NestFactory.create()': 'Nest',
    'json-server.create()': 'json-server',
    'express.Application()': 'Express',
    'express.Express()': 'Express',
    'http.Server()()': 'http',
    'apollo-server.ApolloServer()': 'Apollo Server',
    'socket.io.Server()': 'Socket.IO',
    'socket.io()': 'Socket.IO',
  };
  const table: Record<string, Listener> = {};
  for (const [maker, server] of Object.entries(made))
    table[`${maker}.listen`] = { ...NODE, server, certain: true };
  const fastify: Listener = { ...NODE, server: 'Fastify', defaultHost: 'loopback', certain: true };
  for (const maker of ['fastify()', 'fastify.fastify()', 'fastify.FastifyInstance()'])
    table[`${maker}.listen`] = fastify;
  return table;
}

const JAVASCRIPT: Readonly<Record<string, Listener>> = {
  ...nodeListeners(),
  '?.listen': { ...NODE, server: 'server', certain: false },
  '@hapi/hapi.server': {
    server: 'hapi',
    options: 0,
    portKey: 'port',
    hostKey: 'host',
    defaultHost: 'all',
    certain: true,
  },
  '@hapi/hapi.Server': {
    server: 'hapi',
    options: 0,
    portKey: 'port',
    hostKey: 'host',
    defaultHost: 'all',
    certain: true,
  },
  'hapi.Server': { server: 'hapi', options: 0, portKey: 'port', hostKey: 'host', certain: true },
  'Bun.serve': { server: 'Bun', options: 0, portKey: 'port', hostKey: 'hostname', certain: true },
  'Deno.serve': { server: 'Deno', options: 0, portKey: 'port', hostKey: 'hostname', certain: true },
  '@hono/node-server.serve': {
    server: 'Hono',
    options: 0,
    portKey: 'port',
    hostKey: 'hostname',
    certain: true,
  },
  'ws.WebSocketServer': { server: 'ws', options: 0, portKey: 'port', hostKey: 'host', certain: true },
  'ws.Server': { server: 'ws', options: 0, portKey: 'port', hostKey: 'host', certain: true },
  '@apollo/server/standalone.startStandaloneServer': {
    server: 'Apollo Server',
    options: 1,
    portKey: 'port',
    certain: true,
  },
};

const KEYWORDS = { portKey: 'port', hostKey: 'host' };

const PYTHON: Readonly<Record<string, Listener>> = {
  'flask.Flask().run': {
    ...KEYWORDS,
    server: 'Flask',
    host: 0,
    port: 1,
    defaultHost: 'loopback',
    defaultPort: 5000,
    certain: true,
  },
  'quart.Quart().run': {
    ...KEYWORDS,
    server: 'Quart',
    host: 0,
    port: 1,
    defaultHost: 'loopback',
    defaultPort: 5000,
    certain: true,
  },
  'sanic.Sanic().run': {
    ...KEYWORDS,
    server: 'Sanic',
    host: 0,
    port: 1,
    defaultHost: 'loopback',
    handlesShutdown: true,
    certain: true,
  },
  'bottle.Bottle().run': { ...KEYWORDS, server: 'Bottle', defaultHost: 'loopback', certain: true },
  'bottle.run': { ...KEYWORDS, server: 'Bottle', defaultHost: 'loopback', certain: true },
  'flask_socketio.SocketIO().run': {
    ...KEYWORDS,
    server: 'Flask-SocketIO',
    host: 1,
    port: 2,
    defaultHost: 'loopback',
    certain: true,
  },
  'uvicorn.run': {
    ...KEYWORDS,
    server: 'Uvicorn',
    defaultHost: 'loopback',
    handlesShutdown: true,
    certain: true,
  },
  'uvicorn.Config': {
    ...KEYWORDS,
    server: 'Uvicorn',
    defaultHost: 'loopback',
    handlesShutdown: true,
    certain: true,
  },
  'hypercorn.run': { server: 'Hypercorn', certain: true, handlesShutdown: true },
  'waitress.serve': { ...KEYWORDS, server: 'Waitress', defaultHost: 'all', certain: true },
  'aiohttp.web.run_app': {
    ...KEYWORDS,
    server: 'aiohttp',
    defaultHost: 'all',
    handlesShutdown: true,
    certain: true,
  },
  'aiohttp.web.TCPSite': { ...KEYWORDS, server: 'aiohttp', host: 1, port: 2, certain: true },
  'tornado.web.Application().listen': {
    server: 'Tornado',
    port: 0,
    portKey: 'port',
    host: 1,
    hostKey: 'address',
    certain: true,
  },
  'tornado.httpserver.HTTPServer().listen': {
    server: 'Tornado',
    port: 0,
    portKey: 'port',
    host: 1,
    hostKey: 'address',
    certain: true,
  },
  'wsgiref.simple_server.make_server': { server: 'wsgiref', host: 0, port: 1, certain: true },
  'werkzeug.serving.run_simple': {
    server: 'Werkzeug',
    host: 0,
    hostKey: 'hostname',
    port: 1,
    portKey: 'port',
    certain: true,
  },
  'gevent.pywsgi.WSGIServer': {
    server: 'gevent',
    certain: true,
    address: { position: 0, keyword: 'listener' },
  },
  'http.server.HTTPServer': { server: 'http.server', certain: true, address: { position: 0 } },
  'http.server.ThreadingHTTPServer': { server: 'http.server', certain: true, address: { position: 0 } },
  'socketserver.TCPServer': { server: 'socketserver', certain: true, address: { position: 0 } },
  'socketserver.ThreadingTCPServer': { server: 'socketserver', certain: true, address: { position: 0 } },
};

const LISTENERS = { javascript: JAVASCRIPT, python: PYTHON };

/** Names that a server has where it is handed around as a parameter. */
const SERVER_NAME = /^\?(?:app|server|httpserver|httpsserver|api|express|fastify|web|webserver|router)\./i;

export const LISTENER_ANCHORS = {
  javascript: [
    { text: '.listen', gate: /\.listen\s*\(/y },
    { text: '.serve', gate: /\.serve\s*\(/y },
    { text: 'hapi.server', gate: /hapi\.server\s*\(/iy },
    { text: 'WebSocketServer', gate: /WebSocketServer\s*\(/y },
    { text: 'WebSocket.Server', gate: /WebSocket\.Server\s*\(/y },
    { text: 'ws.Server', gate: /ws\.Server\s*\(/y },
    { text: 'startStandaloneServer', gate: /startStandaloneServer\s*\(/y },
    { text: 'serve(', before: /(?:^|[\s;=(])$/ },
  ],
  python: [
    { text: '.run(', before: /\w$/ },
    { text: '.serve(', before: /\w$/ },
    { text: 'serve(', before: /(?:^|\s)$/ },
    { text: 'run_app(' },
    { text: 'TCPSite(' },
    { text: '.listen(', before: /\w|\)$/ },
    { text: 'make_server(' },
    { text: 'run_simple(' },
    { text: 'HTTPServer(' },
    { text: 'WSGIServer(' },
    { text: 'TCPServer(' },
    { text: 'uvicorn.Config(' },
  ],
} satisfies Record<string, readonly Anchor[]>;

export type Listening = {
  readonly call: Call;
  readonly listener: Listener;
  /** Undefined where none is given. */
  readonly port: Value | undefined;
  readonly host: Value | undefined;
};

/** The calls of a file that start a server. */
export function* listeningCalls(file: SourceFile): Iterable<Listening> {
  for (const call of file.calls(LISTENERS[file.family])) {
    const listener = call.entry;
    if (!listener.certain && !SERVER_NAME.test(call.callee)) continue;
    if (file.isInert(call.span.start)) continue;
    yield { call, listener, ...addressOf(file, call, listener) };
  }
}

function addressOf(
  file: SourceFile,
  call: Call,
  listener: Listener,
): { port: Value | undefined; host: Value | undefined } {
  if (listener.address) {
    const address = call.argument(listener.address.position, listener.address.keyword);
    if (address?.kind === 'list') {
      const [host, port] = address.items;
      return { host: host && file.evaluate(host), port: port && file.evaluate(port) };
    }
    return { host: undefined, port: undefined };
  }
  const first = listener.options === undefined ? undefined : call.argument(listener.options);
  if (first?.kind === 'object') {
    return {
      port: listener.portKey ? call.option(listener.portKey, listener.options) : undefined,
      host: listener.hostKey ? call.option(listener.hostKey, listener.options) : undefined,
    };
  }
  const port = listener.port ?? -1;
  const host = listener.host ?? -1;
  const hostValue = call.argument(host, listener.hostKey);
  return {
    port: call.argument(port, listener.portKey),
    // `listen(port, callback)`: what stands in the host's place is a function.
    host: hostValue?.kind === 'function' ? undefined : hostValue,
  };
}
