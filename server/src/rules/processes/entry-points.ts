import type { FunctionFact, Sink, SourceFile, Value } from '../../model/source-file.ts';

/** What makes code run while the application serves. */
export type EntryPoint =
  /** A request or an event of a connection. */
  | 'request'
  /** A message of a queue, a background job, a schedule. */
  | 'job'
  /** The program itself, run by hand or by a scheduler. */
  | 'program';

/** Calls of functions of the same file are followed so often. */
const MAXIMUM_CALLS = 4;
/** A name that occurs more often is no helper of one handler. */
const MAXIMUM_OCCURRENCES = 24;

const ROUTING = /\.(?:get|post|put|patch|delete|del|all|use|head|options|route|handle)$/;
const ROUTER =
  /^(?:\??(?:\w*[aA]pp|\w*[rR]outer|\w*[rR]outes?|server|fastify|api|web)|express(?:\.Router)?\(\)|koa-router\(\)|@koa\/router\(\)|fastify\(\)|hono\.Hono\(\)|restify\.createServer\(\))\.\w+$/;
const CONSUMING =
  /^bullmq\.Worker$|\.(?:consume|process|subscribe|basic_consume|eachMessage|define)$|^(?:node-cron|cron)\.schedule$|^cron\.CronJob$|^node-schedule\.scheduleJob$|^kafkajs\..*\.run$|^\?consumer\.run$/;
const LISTENING = /^\??(?:socket|ws|conn|connection|io|wss|client|subscriber|sub)\w*(?:\(\))?\.on$/i;
const SERVING = /^https?\.createServer$|^Bun\.serve$|^Deno\.serve$/;

const DECORATED_REQUEST =
  /(?:^|\.)(?:route|get|post|put|patch|delete|websocket|api_route|api_view|require_POST|require_http_methods|expose|view)$/;
const DECORATED_JOB =
  /(?:^|\.)(?:task|shared_task|actor|job|periodic_task|db_task|db_periodic_task|cron|agent|subscriber)$/;
const VIEW_CLASS =
  /(?:View|ViewSet|Resource|RequestHandler|HTTPEndpoint|HTTPRequestHandler|Consumer|Endpoint)$/;
const NEST_REQUEST =
  /@(?:Get|Post|Put|Patch|Delete|All|MessagePattern|EventPattern|SubscribeMessage)\s*\([^;{}]*$/;
const NEST_JOB = /@(?:Process|Cron|Interval|OnQueueActive)\s*\([^;{}]*$/;
const CONSUMER_LOOP =
  /\bfor\s+\w+\s+in\s+\w*(?:consumer|subscription)\w*\s*:|\.(?:receive_message|brpop|blpop|BRPOP)\(/i;

/** How far before a method its decorators are looked for, in UTF-16 code units. */
const DECORATOR_WINDOW = 400;

/** By what the code at an offset is reached, as far as this file shows; undefined where it does not. */
export function reachedBy(file: SourceFile, offset: number): EntryPoint | undefined {
  return follow(file, offset, new Set(), 0);
}

function follow(file: SourceFile, offset: number, seen: Set<string>, depth: number): EntryPoint | undefined {
  if (depth > MAXIMUM_CALLS) return undefined;
  const around = functionsAround(file, offset);
  if (around.length === 0) return file.isMainGuarded(offset) ? 'program' : undefined;
  for (const one of around) {
    const entry = entryOf(file, one);
    if (entry) return entry;
  }
  let weakest: EntryPoint | undefined;
  for (const { name, span } of around) {
    if (name === undefined || seen.has(name)) continue;
    seen.add(name);
    for (const at of usesOf(file, name, span)) {
      const entry =
        entryOfSinks(file.sinks({ start: at, end: at + name.length })) ?? follow(file, at, seen, depth + 1);
      if (entry && entry !== 'program') return entry;
      weakest ??= entry;
    }
  }
  return weakest;
}

function functionsAround(file: SourceFile, offset: number): readonly FunctionFact[] {
  const found: FunctionFact[] = [];
  for (let one = file.functionAround(offset); one; one = file.functionAround(one.span.start - 1)) {
    found.push(one);
    if (one.span.start === 0) break;
  }
  return found;
}

function entryOf(file: SourceFile, one: FunctionFact): EntryPoint | undefined {
  if (isRequestSignature(one, file)) return 'request';
  const text = file.source(one.span);
  if (file.family === 'python') {
    if (one.parameters.join(' ').match(/\bmethod (?:properties|props|header)\w* body\b/)) return 'job';
    for (const decorator of one.decorators) {
      const name = decorator.replace(/\(\)$/, '');
      if (/\bcli\b/.test(name)) continue;
      if (DECORATED_REQUEST.test(name)) return 'request';
      if (DECORATED_JOB.test(name)) return 'job';
    }
    if (CONSUMER_LOOP.test(text)) return 'job';
    const owner = file.classAround(one.span.start);
    return owner?.bases.some((base) => VIEW_CLASS.test(base)) && one.name !== '__init__'
      ? 'request'
      : undefined;
  }
  const before = file.source({ start: Math.max(0, one.span.start - DECORATOR_WINDOW), end: one.span.start });
  if (NEST_REQUEST.test(before)) return 'request';
  if (NEST_JOB.test(before)) return 'job';
  return entryOfSinks(file.sinks(one.span));
}

/** `(req, res)`, `(ctx, next)`, Django's `(request, …)`. */
function isRequestSignature({ parameters }: FunctionFact, { family }: SourceFile): boolean {
  const names = parameters.map((name) => name.replace(/^_/, ''));
  if (family === 'python') return names[0] === 'request' || (names[0] === 'self' && names[1] === 'request');
  return names.some(
    (name, index) =>
      ((/^(?:req|request)$/.test(name) || name.startsWith('{')) &&
        /^(?:res|response|reply|rep)$/.test(names[index + 1] ?? '')) ||
      (/^(?:ctx|context)$/.test(name) && names[index + 1] === 'next'),
  );
}

function entryOfSinks(sinks: readonly Sink[]): EntryPoint | undefined {
  for (const { call, path } of sinks) {
    const { callee } = call;
    if (path.includes('eachMessage') || path.includes('eachBatch') || CONSUMING.test(callee)) return 'job';
    if (SERVING.test(callee) || (ROUTING.test(callee) && ROUTER.test(callee))) return 'request';
    if (LISTENING.test(callee)) return 'request';
    if (callee === 'process.on' && isMessage(call.argument(0))) return 'job';
  }
  return undefined;
}

function isMessage(event: Value | undefined): boolean {
  return event?.kind === 'literal' && event.value === 'message';
}

/** Where a function of the file is used by its name, its own body left out. */
function* usesOf(file: SourceFile, name: string, own: { start: number; end: number }): Iterable<number> {
  const escaped = name.replace(/\$/g, '\\$&');
  const pattern = new RegExp(
    `(?<![\\w$'"\`/.-])${escaped}(?![\\w$'"\`:])|(?<=\\b(?:this|self|cls)\\.)${escaped}(?=\\s*\\()`,
    'g',
  );
  let count = 0;
  for (const { index } of file.wholeText().matchAll(pattern)) {
    if (index >= own.start && index < own.end) continue;
    if (++count > MAXIMUM_OCCURRENCES) return;
    yield index;
  }
}
