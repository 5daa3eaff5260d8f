import type { StringExpression, TemplateExpression } from '../../model/expression.ts';
import type { Fix } from '../../model/finding.ts';
import type { SourceFile } from '../../model/source-file.ts';
import type { Service } from './clients.ts';
import { exampleAddress } from './example-address.ts';
import type { HostLiteral } from './host-literals.ts';
import { isConnection } from './surroundings.ts';
import { variableName } from './variable-names.ts';
import { setOf } from './words.ts';

/** Labels of a host that do not say whose it is. */
const COMMON_LABELS = setOf(
  'api www app web service services svc prod production staging stage stg dev qa uat preprod internal int ext host server node default rest v1 v2 http https',
);

/** Names under which an address may be kept whole, path and all; others tell nothing of the service. */
const UNTELLING =
  /^(?:url|uri|host|hostname|endpoint|server|address|base_?ur[li]|default|value|target|proxy|nodes?|brokers?|contact_?points?)$/i;

/** The variable's name by the constant's or, where that says nothing, by the host's: `http://pricing.internal` is `PRICING_URL`. */
export function addressVariable(
  file: SourceFile,
  { span }: StringExpression | TemplateExpression,
  { found, isUrl }: HostLiteral,
  service: Service | undefined,
): string {
  const path = file.pathOf(span);
  const name = path.at(-1);
  const noun = isUrl ? 'URL' : 'HOST';
  if (name !== undefined && !UNTELLING.test(name)) {
    const variable = variableName(path, service, 'SERVICE');
    return isUrl &&
      !/(?:UR[LI]|HOST|ENDPOINT|SERVERS?|ADDRESS|ADDR|DSN|GATEWAY|BROKERS?|PROXY)$/.test(variable)
      ? `${variable}_URL`
      : variable;
  }
  if (service === undefined && isConnection(file, span))
    return variableName([...path.slice(0, -1), noun], 'database');
  if (service !== undefined && service !== 'http') return variableName([...path.slice(0, -1), noun], service);
  const label = /^[\d.]+$/.test(found.host)
    ? undefined
    : found.host
        .split('.')
        .flatMap((one) => one.split(/[-_]/))
        .find((one) => !COMMON_LABELS.has(one.toLowerCase()) && /^[a-z][a-z0-9]*$/i.test(one));
  return `${(label ?? 'service').toUpperCase()}_${noun}`;
}

/**
 * Replaces the address, or only scheme and host where a path of the service follows in a call:
 * `fetch('http://pricing.internal/v2')` keeps `/v2` in the code, which is the same in every deploy.
 */
export function addressFix(
  file: SourceFile,
  string: StringExpression | TemplateExpression,
  { isUrl, end, text }: HostLiteral,
  variable: string,
): Fix | undefined {
  const read = file.idioms.requiredVariable(file, variable, string.span.start);
  const rest = text.slice(end);
  const isNamed = file.nameOf(string.span) !== undefined;
  const keepsPath = isUrl && rest.length > 1 && !isNamed;
  const example = exampleAddress(keepsPath ? text.slice(0, end) : text);
  const source = file.source(string.span);
  const edit = { title: `Read the address from ${variable}`, kind: 'suggested' as const };
  const variables = [{ name: variable, example, comment: 'Address of a service' }, ...read.variables];

  if (string.kind === 'string' && !keepsPath) {
    return { ...edit, edits: [{ span: string.span, text: read.text }, ...read.edits], variables };
  }
  const opening = /^(?:[a-z]{0,2})(?:"""|'''|["'`])/i.exec(source)?.[0] ?? '';
  const start = string.span.start + opening.length;
  // The raw text must begin as the decoded one does: no escapes up to the path.
  if (file.source({ start, end: start + end }) !== text.slice(0, end)) return undefined;
  const address = { start, end: start + end };
  if (string.kind === 'string') {
    const quoted = file.source({ start: address.end, end: string.span.end - 1 });
    const isTemplate = file.family === 'javascript';
    if (isTemplate && /[`\\$]/.test(quoted)) return undefined;
    const replaced = isTemplate
      ? `\`\${${read.text}}${quoted}\``
      : `${read.text} + ${opening}${file.source({ start: address.end, end: string.span.end })}`;
    return { ...edit, edits: [{ span: string.span, text: replaced }, ...read.edits], variables };
  }
  // Inside an f-string the other quotes keep Python before 3.12 content.
  const inner =
    file.family === 'javascript'
      ? `\${${read.text}}`
      : `{${opening.endsWith('"') ? read.text.replaceAll('"', "'") : read.text}}`;
  return { ...edit, edits: [{ span: address, text: inner }, ...read.edits], variables };
}
