import type { Listener } from './listener.ts';

/** `listen(port, host, callback)` and `listen({ port, host }, callback)`. */
const NODE = { port: 0, host: 1, options: 0, portKey: 'port', hostKey: 'host' };
const OPTIONS = { options: 0, portKey: 'port', hostKey: 'host' };
const HOSTNAME_OPTIONS = { options: 0, portKey: 'port', hostKey: 'hostname' };

/** Canonical names of what has a method `listen`, with the server's name. */
const MAKERS: Readonly<Record<string, string>> = {
  'express()': 'Express',
  'express.default()': 'Express',
  'express.Application()': 'Express',
  'express.Express()': 'Express',
  'http.createServer()': 'http',
  'http.Server()': 'http',
  'http.Server()()': 'http',
  'https.createServer()': 'https',
  'https.Server()': 'https',
  'http2.createServer()': 'http2',
  'http2.createSecureServer()': 'http2',
  'spdy.createServer()': 'spdy',
  'net.createServer()': 'net',
  'net.Server()': 'net',
  'tls.createServer()': 'tls',
  'koa()': 'Koa',
  'connect()': 'Connect',
  'restify.createServer()': 'restify',
  'polka()': 'Polka',
  'restana()': 'restana',
  'micro()': 'micro',
  '@tinyhttp/app.App()': 'tinyhttp',
  'hyper-express.Server()': 'hyper-express',
  'uWebSockets.js.App()': 'uWebSockets.js',
  'uWebSockets.js.SSLApp()': 'uWebSockets.js',
  '@feathersjs/feathers()': 'Feathers',
  '@feathersjs/feathers.feathers()': 'Feathers',
  '@feathersjs/express()': 'Feathers',
  '@feathersjs/koa.koa()': 'Feathers',
  'routing-controllers.createExpressServer()': 'Express',
  'routing-controllers.createKoaServer()': 'Koa',
  'json-server.create()': 'json-server',
  'apollo-server.ApolloServer()': 'Apollo Server',
  'socket.io.Server()': 'Socket.IO',
  'socket.io()': 'Socket.IO',
  'smtp-server.SMTPServer()': 'smtp-server',
  'ssh2.Server()': 'ssh2',
};

/** Nest hands out its application under several types; its documentation names `NestFactory.create`. */
const NEST_MAKERS = [
  '@nestjs/core.NestFactory.create()',
  '@nestjs/common.INestApplication()',
  '@nestjs/platform-express.NestExpressApplication()',
];
/** Fastify listens on localhost unless told otherwise (https://fastify.dev/docs/latest/Reference/Server/#listen). */
const FASTIFY_MAKERS = ['fastify()', 'fastify.fastify()', 'fastify.FastifyInstance()'];
/** Without a host Elysia and Bun take all interfaces. */
const ELYSIA_MAKERS = ['elysia()', 'elysia.Elysia()'];

function methods(makers: readonly string[], listener: Listener): Record<string, Listener> {
  return Object.fromEntries(makers.map((maker) => [`${maker}.listen`, listener]));
}

const HAPI: Listener = { ...OPTIONS, server: 'hapi', defaultHost: 'all', certain: true };
const WS: Listener = { ...OPTIONS, server: 'ws', certain: true };
const GRPC: Listener = { server: 'gRPC', address: { position: 0 }, purpose: 'rpc', certain: true };

/** What listens in JavaScript, by canonical callee. */
export const JAVASCRIPT_LISTENERS: Readonly<Record<string, Listener>> = {
  ...Object.fromEntries(
    Object.entries(MAKERS).map(([maker, server]) => [`${maker}.listen`, { ...NODE, server, certain: true }]),
  ),
  ...methods(NEST_MAKERS, { ...NODE, server: 'Nest', certain: true }),
  ...methods(FASTIFY_MAKERS, { ...NODE, server: 'Fastify', defaultHost: 'loopback', certain: true }),
  ...methods(ELYSIA_MAKERS, { ...HOSTNAME_OPTIONS, port: 0, server: 'Elysia', certain: true }),
  '?.listen': { ...NODE, server: 'server', certain: false },
  'express().set': { server: 'Express', setting: 'port', port: 1, certain: true },
  'express.default().set': { server: 'Express', setting: 'port', port: 1, certain: true },
  '?.set': { server: 'Express', setting: 'port', port: 1, certain: false },
  '@hapi/hapi.server': HAPI,
  '@hapi/hapi.Server': HAPI,
  'hapi.server': HAPI,
  'hapi.Server': HAPI,
  'Bun.serve': { ...HOSTNAME_OPTIONS, server: 'Bun', defaultHost: 'all', certain: true },
  'Deno.serve': { ...HOSTNAME_OPTIONS, server: 'Deno', defaultHost: 'all', certain: true },
  'Deno.listen': { ...HOSTNAME_OPTIONS, server: 'Deno', defaultHost: 'all', certain: true },
  '@hono/node-server.serve': { ...HOSTNAME_OPTIONS, server: 'Hono', certain: true },
  'ws.WebSocketServer': WS,
  'ws.WebSocket.Server': WS,
  'ws.Server': WS,
  'socket.io.Server': { server: 'Socket.IO', port: 0, certain: true },
  'socket.io': { server: 'Socket.IO', port: 0, certain: true },
  '@apollo/server/standalone.startStandaloneServer': {
    server: 'Apollo Server',
    options: 1,
    nested: 'listen',
    portKey: 'port',
    hostKey: 'host',
    // `stopOnTerminationSignals` is on by default (https://www.apollographql.com/docs/apollo-server/api/apollo-server).
    handlesShutdown: true,
    certain: true,
  },
  '@grpc/grpc-js.Server().bindAsync': GRPC,
  'grpc.Server().bindAsync': GRPC,
};
