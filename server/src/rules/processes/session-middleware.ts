import type { Anchor } from '../../model/rule.ts';

/** How a call that keeps sessions is told where. */
export type SessionMiddleware = {
  /** As people call it. */
  readonly name: string;
  /** Position of the options. */
  readonly options: number;
  /** Key of the store in the options. */
  readonly store: string;
};

const OPTIONS_FIRST = { options: 0, store: 'store' };

/** Middleware for Node that keeps sessions in memory unless a store is given. `koa-session` and `cookie-session` keep them in the cookie. */
export const SESSION_MIDDLEWARE: ReadonlyMap<string, SessionMiddleware> = new Map([
  ['express-session', { name: 'express-session', ...OPTIONS_FIRST }],
  ['express.session', { name: 'the session middleware of Express 3', ...OPTIONS_FIRST }],
  ['koa-generic-session', { name: 'koa-generic-session', ...OPTIONS_FIRST }],
  ['koa-session-minimal', { name: 'koa-session-minimal', ...OPTIONS_FIRST }],
]);

/** Plugins that are registered with their options: `fastify.register(session, { … })`. */
export const SESSION_PLUGINS: ReadonlyMap<string, string> = new Map([
  ['@fastify/session', '@fastify/session'],
  ['fastify-session', 'fastify-session'],
]);

/** Where sessions stay when it is this process or its disk. */
export type Place = 'memory' | 'disk';

/** Where stores keep sessions when it is this process or its disk, by the canonical name of what makes them. */
export const LOCAL_STORES: ReadonlyMap<string, Place> = new Map<string, Place>([
  ['express-session.MemoryStore', 'memory'],
  ['express-session.session.MemoryStore', 'memory'],
  ['memorystore()', 'memory'],
  ['session-memory-store()', 'memory'],
  ['session-file-store()', 'disk'],
  ['@fastify/session.MemoryStore', 'memory'],
]);

/** Python: calls that make a place for sessions in this process or on its disk. */
export const LOCAL_BACKENDS: ReadonlyMap<string, Place> = new Map<string, Place>([
  ['sanic_session.InMemorySessionInterface', 'memory'],
  ['sanic_session.memory.InMemorySessionInterface', 'memory'],
  ['starsessions.InMemoryStore', 'memory'],
  ['starsessions.InMemoryBackend', 'memory'],
  ['starsessions.stores.memory.InMemoryStore', 'memory'],
  ['fastapi_sessions.backends.implementations.InMemoryBackend', 'memory'],
  ['fastapi_sessions.backends.implementations.in_memory_backend.InMemoryBackend', 'memory'],
  ['web.session.DiskStore', 'disk'],
  ['werkzeug.contrib.sessions.FilesystemSessionStore', 'disk'],
  ['secure_cookie.session.FilesystemSessionStore', 'disk'],
]);

/** `session.type` of Beaker. */
export const BEAKER_TYPES: ReadonlyMap<string, Place> = new Map<string, Place>([
  ['memory', 'memory'],
  ['file', 'disk'],
  ['dbm', 'disk'],
]);

export const SESSION_ANCHORS: { readonly javascript: readonly Anchor[]; readonly python: readonly Anchor[] } =
  {
    javascript: [
      { text: 'session', gate: /session\s*\(/iy, before: /(?:^|[^\w$.])(?:express\.?|koa\w*|generic)?$/i },
      { text: 'express-session', gate: /express-session['"]\s*\)\s*\(/y },
      {
        text: '.register',
        gate: /\.register\s*\(\s*(?:require\(\s*['"](?:@fastify\/|fastify-)session|\w*session\w*\s*[,)])/iy,
      },
    ],
    python: [
      { text: 'InMemorySessionInterface(' },
      { text: 'InMemoryStore(' },
      { text: 'InMemoryBackend(' },
      { text: 'DiskStore(' },
      { text: 'FilesystemSessionStore(' },
      { text: 'SessionMiddleware(', before: /(?:^|[^\w])$/ },
    ],
  };
