import { defineRule } from '../../model/rule.ts';
import type { Call, SourceFile, Value } from '../../model/source-file.ts';
import type { Span } from '../../model/span.ts';
import { valueAt } from '../argument-places.ts';
import { type Found, judge, judgeImplicit, type Service } from './address-report.ts';
import { isAddressSetting, PYTHON_SETTING_ANCHORS, settingsOf } from './address-settings.ts';
import type { Client } from './client.ts';
import { JAVASCRIPT_CLIENT_ANCHORS, JAVASCRIPT_CLIENTS } from './javascript-clients.ts';
import { type Address, addressOf } from './local-address.ts';
import { LOCAL_URL_ANCHORS, serviceOfUrl } from './local-urls.ts';
import { LOCAL_VARIABLE_ANCHORS, serviceOfVariable } from './local-variables.ts';
import { PYTHON_CLIENT_ANCHORS, PYTHON_CLIENTS } from './python-clients.ts';

const CLIENTS = { javascript: JAVASCRIPT_CLIENTS, python: PYTHON_CLIENTS };

/** Ports of mail catchers that only developers run: MailHog, Mailpit, MailDev. */
const MAIL_CATCHER_PORT = 1025;

export default defineRule({
  id: 'backing-services/implicit-localhost',
  severity: 'warning',
  summary:
    'Take the address of a backing service from the environment, and let it be missed when it is not set.',
  code: {
    anchors: {
      javascript: [...JAVASCRIPT_CLIENT_ANCHORS, ...LOCAL_URL_ANCHORS, ...LOCAL_VARIABLE_ANCHORS],
      python: [
        ...PYTHON_CLIENT_ANCHORS,
        ...PYTHON_SETTING_ANCHORS,
        ...LOCAL_URL_ANCHORS,
        ...LOCAL_VARIABLE_ANCHORS,
      ],
    },
    *check(file) {
      const seen = new Set<string>();
      const all = [...addressesOfSettings(file), ...addressesOfClients(file), ...addressesOfTexts(file)];
      for (const { key, span, evidence, report } of all) {
        if (seen.has(key)) continue;
        seen.add(key);
        if (evidence) yield { evidence, span };
        else if (report) yield report;
      }
    },
  },
});

function* addressesOfSettings(file: SourceFile): Iterable<Found> {
  if (file.family !== 'python') return;
  for (const { setting, assignment, value } of settingsOf(file)) {
    const address = addressOf(value);
    if (!address) continue;
    const isDefaultOfField =
      address.kind === 'local' &&
      file.classAround(assignment.nameSpan.start)?.bases.some((base) => base.endsWith('BaseSettings'));
    yield judge(file, assignment.span, address, setting, isDefaultOfField ? 'default' : 'fixed');
  }
}

function* addressesOfClients(file: SourceFile): Iterable<Found> {
  for (const call of file.calls(CLIENTS[file.family])) {
    const client = call.entry;
    if (file.isInert(call.span.start)) continue;
    const given = client.places.map((place) => ({ place, value: valueAt(call, place) }));
    let isGiven = false;
    for (const { value } of given) {
      if (!value || value.kind === 'object' || value.kind === 'function') continue;
      if (value.kind === 'literal' && typeof value.value === 'number') continue;
      isGiven = true;
      const address = addressOf(value);
      if (!address || isReportedElsewhere(file, address)) continue;
      const certainty = client.isFallback || isMailCatcher(call, client) ? 'default' : 'fixed';
      yield judge(file, call.span, address, client, certainty);
    }
    if (!isGiven && client.implicit && isSilent(call, client)) yield judgeImplicit(file, call, client);
  }
}

/**
 * What stands in for a variable, wherever the configuration goes from there: a URL that says by its scheme which
 * service it leads to, a host where the variable's name says so.
 */
function* addressesOfTexts(file: SourceFile): Iterable<Found> {
  for (const string of file.strings()) {
    const local = addressOf(file.evaluate(string));
    if (local?.kind !== 'local' || file.isInert(string.span.start)) continue;
    const address = defaultAround(file, string.span, local);
    const service = serviceOfUrl(local.text) ?? serviceOfFallback(address);
    if (address && service) yield judge(file, string.span, address, service, 'default');
  }
}

function serviceOfFallback(address: Address | undefined): Service | undefined {
  if (address?.kind !== 'fallback') return undefined;
  for (const variable of address.variables) {
    const service = serviceOfVariable(variable);
    if (service) return service;
  }
  return undefined;
}

/** The way in which a literal is the default of a variable; undefined where it is none. */
function defaultAround(
  file: SourceFile,
  span: Span,
  local: Address & { kind: 'local' },
): Address | undefined {
  const { text, value } = local;
  const read = file.fallbackOf(span);
  if (read?.kind === 'environment') {
    const around = addressOf(read);
    if (around?.kind === 'fallback') return around;
    const variables = read.variable === undefined ? [] : [read.variable];
    const reader = readerWithFallback(file, read, span);
    return { kind: 'fallback', text, variables, value, ...(reader ? { reader } : {}) };
  }
  const asked = variableOfService(file, span);
  if (asked !== undefined) return { kind: 'fallback', text, variables: [asked], value };
  const [object] = file.objectsAround(span.start);
  const variable = object?.entries.find(({ key }) => key === 'env')?.value;
  if (variable?.kind === 'string' && file.nameOf(span) === 'default') {
    return { kind: 'fallback', text, variables: [variable.value], value };
  }
  const isField = file.classAround(span.start)?.bases.some((base) => base.endsWith('BaseSettings'));
  return isField && file.functionAround(span.start) === undefined ? local : undefined;
}

/** `config.get('REDIS_HOST', 'localhost')` of a configuration service that is handed in. */
function variableOfService(file: SourceFile, span: Span): string | undefined {
  const sink = file.sinks(span).find(({ call, position }) => /\.get$/.test(call.callee) && position === 1);
  const name = sink?.call.argument(0);
  return name?.kind === 'literal' && /^[A-Za-z][\w.]*$/.test(String(name.value))
    ? String(name.value)
    : undefined;
}

/** `process.env.X || 'redis://localhost'` as one value, given its two sides. */
function readerWithFallback(
  file: SourceFile,
  read: Value & { kind: 'environment' },
  { end, start: fallback }: Span,
): (Value & { kind: 'environment' }) | undefined {
  const { file: origin, span, expression } = read.origin;
  const between = file.source({ start: span.end, end: fallback });
  if (origin.path !== file.path || !/^(?:\.\w+|\[['"]\w+['"]\])*\s*(?:\|\||\?\?|or)\s*$/.test(between))
    return undefined;
  return { ...read, origin: { file, span: { start: span.start, end }, expression } };
}

/** Nothing that was given can hold the address. */
function isSilent(call: Call, { elsewhere = [], implicit }: Client): boolean {
  if (call.isOpen()) return false;
  const { arguments: given } = call.expression;
  if (given.some(({ name }) => name !== undefined && elsewhere.includes(name))) return false;
  const positional = given.filter(({ name }) => name === undefined);
  const values = positional.map((_, position) => call.argument(position));
  const objects = values.filter((value) => value?.kind === 'object');
  const isElsewhere = objects.some(
    (value) =>
      value?.kind === 'object' &&
      value.object.entries.some(
        ({ key, value: entry }) =>
          elsewhere.includes(key) ||
          // `{ socket: … }` that was not followed, or has its own address.
          (key === 'socket' &&
            (entry.kind !== 'object' ||
              entry.open ||
              entry.entries.some((inner) => elsewhere.includes(inner.key)))),
      ),
  );
  if (isElsewhere) return false;
  if (implicit?.arguments !== undefined) return positional.length === implicit.arguments;
  return values.every(
    (value) => value?.kind === 'object' || (value?.kind === 'literal' && typeof value.value === 'number'),
  );
}

/** The file that holds the address says so itself: it is a setting, or a URL that stands in for a variable. */
function isReportedElsewhere(file: SourceFile, address: Address): boolean {
  if (address.kind === 'configured') return false;
  const { file: target, span } = address.value.origin;
  if (target.path === file.path) return false;
  if (address.kind === 'fallback' && serviceOfUrl(address.text)) return true;
  return target.family === 'python' && isAddressSetting(target.nameOf(span));
}

function isMailCatcher(call: Call, { service }: Client): boolean {
  if (service !== 'the mail server') return false;
  const port = call.option('port') ?? call.argument(1, 'port');
  return port?.kind === 'literal' && Number(port.value) === MAIL_CATCHER_PORT;
}
