import type { StringExpression, TemplateExpression } from '../../model/expression.ts';
import type { Confidence, Fix, Report } from '../../model/finding.ts';
import { defineRule } from '../../model/rule.ts';
import type { SourceFile } from '../../model/source-file.ts';
import { reachedService, type Service } from './clients.ts';
import { connectionString } from './connection-strings.ts';
import { addressFix, addressVariable } from './host-fixes.ts';
import { HOST_ANCHORS, type HostLiteral, hostLiteral, isAddressName, isFallback } from './host-literals.ts';
import { isBrowserCode, isEnvironmentBranch, isForDevelopment, isSettingsField } from './surroundings.ts';
import { setOf, wordsOf } from './words.ts';

export default defineRule({
  id: 'config/hardcoded-host',
  severity: 'warning',
  summary: 'Read the addresses of services that differ between deploys from the environment.',
  code: {
    anchors: { javascript: HOST_ANCHORS, python: HOST_ANCHORS },
    *check(file) {
      for (const string of hostStrings(file)) {
        const host = hostLiteral(string);
        const report = host && reportOf(file, string, host);
        if (report) yield report;
      }
    },
  },
});

/** Literals at the anchors, and the ones that a name at an anchor is given: `host="redis"`. */
function* hostStrings(file: SourceFile): Iterable<StringExpression | TemplateExpression> {
  const seen = new Set<number>();
  const given = [...file.assignments()].map(({ value }) => value);
  for (const string of [...file.strings(), ...given]) {
    if ((string.kind !== 'string' && string.kind !== 'template') || seen.has(string.span.start)) continue;
    seen.add(string.span.start);
    yield string;
  }
}

const PRESET_WORDS = setOf(
  'default defaults initial example examples sample placeholder demo preset presets',
);

const KINDS: Readonly<Record<HostLiteral['found']['kind'], string>> = {
  'internal name': 'exists in one network only',
  'private address': 'exists in one network only',
  address: 'is one machine',
  environment: 'belongs to one deploy',
  managed: 'was made for one deploy',
  'bare name': 'exists in one network only',
};

function reportOf(
  file: SourceFile,
  string: StringExpression | TemplateExpression,
  host: HostLiteral,
): Report | undefined {
  const { span } = string;
  if (file.isInert(span.start) || isFallback(file, string)) return undefined;
  if (connectionString(host.text)) return undefined;
  const service = reachedService(file.sinks(span));
  const name = file.nameOf(span);
  const confidence = confidenceOf(service, name, host);
  if (!confidence) return undefined;
  // What a form shows before somebody fills it in is called by nobody.
  if (!service && file.pathOf(span).some((one) => wordsOf(one).some((word) => PRESET_WORDS.has(word))))
    return undefined;
  if (isSettingsField(file, span) || isForDevelopment(file, span)) return undefined;
  if (isEnvironmentBranch(file, span.start)) return undefined;
  const variable = addressVariable(file, string, host, service);
  return {
    span,
    message: `The host ${host.found.host} ${KINDS[host.found.kind]}, so no other deploy can run this code with a service of its own. Read the address from ${variable}.`,
    confidence,
    fixes: isBrowserCode(file) ? [] : fixes(file, string, host, variable),
  };
}

/**
 * A client gets the literal, or its name says that one will; a name without a dot is a host for sure only in a
 * client's hands.
 */
function confidenceOf(
  service: Service | undefined,
  name: string | undefined,
  { found, isUrl }: HostLiteral,
): Confidence | undefined {
  const isNamed = name !== undefined && isAddressName(name);
  if (found.kind === 'bare name') {
    const isHost = isUrl || (isNamed && service !== 'http');
    return service && isHost ? 'medium' : undefined;
  }
  if (service) return 'high';
  return isNamed ? 'medium' : undefined;
}

function fixes(
  file: SourceFile,
  string: StringExpression | TemplateExpression,
  host: HostLiteral,
  variable: string,
): readonly Fix[] {
  const fix = addressFix(file, string, host, variable);
  return fix ? [fix] : [];
}
