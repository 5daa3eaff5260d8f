import type { Evidence, Fix, Report, Severity } from '../../model/finding.ts';
import { defineRule } from '../../model/rule.ts';
import type { Assignment, Call, SourceFile, Value } from '../../model/source-file.ts';
import type { Span } from '../../model/span.ts';
import { dependsOnEnvironment, isForDevelopment } from '../circumstances.ts';
import { isSettingsPlace, settingAnchor } from '../python-settings.ts';
import { keepSessionsInDatabase, keepSessionsInRedis } from './session-fixes.ts';
import {
  BEAKER_TYPES,
  LOCAL_BACKENDS,
  LOCAL_STORES,
  type Place,
  SESSION_ANCHORS,
  SESSION_MIDDLEWARE,
  SESSION_PLUGINS,
  type SessionMiddleware,
} from './session-middleware.ts';

export default defineRule({
  id: 'processes/in-memory-session',
  severity: 'warning',
  summary: 'Keep sessions in a backing service that all processes share, or in the cookie.',
  code: {
    anchors: {
      javascript: SESSION_ANCHORS.javascript,
      python: [...SESSION_ANCHORS.python, settingAnchor('SESSION_TYPE'), settingAnchor('SESSION_ENGINE')],
    },
    *check(file) {
      if (file.family === 'javascript') {
        yield* checkMiddleware(file);
        return;
      }
      for (const assignment of file.assignments()) yield* checkSetting(file, assignment);
      for (const call of file.callsAtAnchors()) yield* checkBackend(file, call);
    },
  },
});

function* checkMiddleware(file: SourceFile): Iterable<Report | Evidence> {
  for (const call of file.callsAtAnchors()) {
    const middleware = SESSION_MIDDLEWARE.get(call.callee) ?? pluginOf(call);
    if (!middleware || isForDevelopment(file, call.span.start)) continue;
    const { name, options, store } = middleware;
    const place = placeOf(file, call, options, store);
    if (place === 'store') yield { evidence: `${name} keeps sessions in a store`, span: call.span };
    else if (place) yield report(file, headOf(call), ` of ${name}`, place);
  }
}

/** `fastify.register(session, options)` reads like the middleware of Express, one argument later. */
function pluginOf(call: Call): SessionMiddleware | undefined {
  const plugin = call.callee.endsWith('.register') ? call.argument(0) : undefined;
  const name = plugin?.kind === 'reference' ? SESSION_PLUGINS.get(plugin.name) : undefined;
  return name === undefined ? undefined : { name, options: 1, store: 'store' };
}

/** Where sessions are kept; undefined where it cannot be known. */
function placeOf(file: SourceFile, call: Call, position: number, key: string): 'store' | Place | undefined {
  const options = call.argument(position);
  if (!options) return call.isOpen() ? undefined : 'memory';
  if (options.kind !== 'object') return undefined;
  const entry = options.object.entries.find((candidate) => candidate.key === key);
  if (entry) {
    const store = options.origin.file.evaluate(entry.value);
    if (store.kind === 'call') return localStore(store) ?? 'store';
    if (store.kind === 'literal') return 'memory';
    return store.kind === 'reference' ? 'store' : undefined;
  }
  if (options.object.open || isStoreSetLater(file, options)) return undefined;
  return 'memory';
}

function localStore({ callee }: Value & { kind: 'call' }): Place | undefined {
  return LOCAL_STORES.get(callee) ?? (/(?:^|\.)MemoryStore(?:\(\))?$/.test(callee) ? 'memory' : undefined);
}

/** `options.store = …` below the literal. */
function isStoreSetLater(file: SourceFile, options: Value): boolean {
  const set = /(?:\.store|\[['"]store['"]\])\s*=(?!=)/;
  return file.matches(set) || options.origin.file.matches(set);
}

function* checkBackend(file: SourceFile, call: Call): Iterable<Report> {
  const place =
    call.callee === 'beaker.middleware.SessionMiddleware'
      ? beakerPlace(call.option('session.type', 1))
      : LOCAL_BACKENDS.get(call.callee);
  if (place && !isForDevelopment(file, call.span.start)) {
    yield report(file, headOf(call), '', place);
  }
}

function beakerPlace(type: Value | undefined): Place | undefined {
  return type?.kind === 'literal' ? BEAKER_TYPES.get(String(type.value)) : undefined;
}

function* checkSetting(file: SourceFile, assignment: Assignment): Iterable<Report | Evidence> {
  if (!isSettingsPlace(file, assignment)) return;
  const value = file.evaluate(assignment.value);
  if (value.kind !== 'literal' || typeof value.value !== 'string') return;
  const place =
    assignment.name === 'SESSION_TYPE' ? flaskPlace(file, value.value) : djangoPlace(file, value.value);
  if (place === undefined || isForDevelopment(file, assignment.span.start)) return;
  if (place === 'store') {
    yield { evidence: `sessions are kept in ${value.value}`, span: assignment.span };
    return;
  }
  const fix =
    assignment.name === 'SESSION_TYPE'
      ? keepSessionsInRedis(file, assignment)
      : keepSessionsInDatabase(file, assignment, value.value);
  const isConditional = file.tests(assignment.span.start).length > 0;
  const who = assignment.name === 'SESSION_TYPE' ? ' of Flask-Session' : '';
  const found = report(file, assignment.value.span, who, place, fix ? [fix] : []);
  yield isConditional ? { ...found, severity: 'information', confidence: 'medium' } : found;
}

const FLASK_STORES: ReadonlySet<string> = new Set([
  'redis',
  'memcached',
  'mongodb',
  'sqlalchemy',
  'dynamodb',
  'peewee',
]);

function flaskPlace(file: SourceFile, type: string): 'store' | Place | undefined {
  if (FLASK_STORES.has(type)) return 'store';
  if (type === 'filesystem') return 'disk';
  if (type !== 'cachelib') return undefined;
  const cache = /SESSION_CACHELIB\b[^=\n]*=\s*([\w.]+)/.exec(file.wholeText())?.[1];
  if (cache === undefined || cache.endsWith('FileSystemCache')) return 'disk';
  return cache.endsWith('SimpleCache') ? 'memory' : undefined;
}

const DJANGO_BACKENDS = 'django.contrib.sessions.backends.';

function djangoPlace(file: SourceFile, engine: string): 'store' | Place | undefined {
  if (!engine.startsWith(DJANGO_BACKENDS)) return undefined;
  const backend = engine.slice(DJANGO_BACKENDS.length);
  if (backend === 'file') return 'disk';
  if (backend === 'cache') return file.inText(isCacheLocal) ? 'memory' : undefined;
  return 'store';
}

/** The default cache of this settings module is the memory of the process: said so, or said nothing at all. */
function isCacheLocal(text: string): boolean {
  if (/^\s*CACHES\b/m.test(text)) {
    return (
      /\.(?:LocMemCache|DummyCache)['"]/.test(text) &&
      !/cache\.backends\.(?:redis|memcached|db)\.|django_redis|redis_cache/.test(text)
    );
  }
  return /^INSTALLED_APPS\b/m.test(text) && !/^\s*from\s+\S+\s+import\s+\*/m.test(text);
}

function report(file: SourceFile, span: Span, who: string, place: Place, fixes: readonly Fix[] = []): Report {
  const where =
    place === 'memory'
      ? 'in the memory of this process: a restart loses them, and a second process does not know them'
      : 'on the disk of this machine: a new release and a second machine do not find them';
  const isConditional = dependsOnEnvironment(file, span.start);
  const severity: Severity = isConditional ? 'information' : 'warning';
  return {
    span,
    message: `Sessions${who} stay ${where}. Keep them in a store that all processes share, such as Redis, or in a signed cookie.`,
    severity,
    confidence: isConditional ? 'medium' : 'high',
    fixes,
  };
}

/** The name of what is called: a middleware's options may go on for many lines. */
function headOf(call: Call): Span {
  return call.expression.callee.span;
}
