import type { DocumentedVariable, Edit, Fix } from '../../model/finding.ts';
import type { Call, Origin, SourceFile } from '../../model/source-file.ts';
import { contains, type Span } from '../../model/span.ts';
import type { AddressVariables, Client, Implicit } from './client.ts';
import { type Address, exampleOf } from './local-address.ts';

type Service = Pick<Client, 'service' | 'variables' | 'example'>;
type Local = Address & { kind: 'local' };
type Fallback = Address & { kind: 'fallback' };

/** A name that is already one of a variable: `MONGO_URL`. */
const VARIABLE_NAME = /^[A-Z][A-Z0-9_]*(?:URL|URI|HOST|HOSTS|HOSTNAME|DSN|SERVERS?|BROKERS?|ADDRESS)$/;

/** Replaces a fixed local address by a variable that must be set; none where the text cannot be replaced alone. */
export function requireAddress(file: SourceFile, address: Local, service: Service): Fix | undefined {
  const { value, list, text } = address;
  const { file: target, span, expression } = value.origin;
  if (value.kind === 'text') return requireHost(file, address, service);
  if (!text.includes('://') && target.sinks(span).length > 1) return undefined;
  const variable = variableFor(service.variables, text, target.nameOf(span), list !== undefined);
  const read = target.idioms.requiredVariable(target, variable, span.start);
  const isSplit = list !== undefined && service.variables.servers !== undefined;
  const replaced = isSplit ? list.origin.span : expression.span;
  const separator = target.idioms.quote(',');
  return fix(file, target, `Read the address of ${service.service} from ${variable}`, {
    edits: [
      { span: replaced, text: isSplit ? `${read.text}.split(${separator})` : read.text },
      ...read.edits,
    ],
    variables: [documented(variable, text, service)],
  });
}

/** `mongodb://localhost:${port}/shop`: the host inside the template. Python's quotes may not nest, so not there. */
function requireHost(file: SourceFile, { value, text }: Local, service: Service): Fix | undefined {
  const { file: target, span, expression } = value.origin;
  if (expression.kind !== 'template' || target.family !== 'javascript') return undefined;
  const host = /\blocalhost\b|\b127(?:\.\d{1,3}){3}\b/.exec(target.source(span));
  if (!host || !text.includes('://')) return undefined;
  const start = span.start + host.index;
  const variable = service.variables.host;
  const read = target.idioms.requiredVariable(target, variable, span.start);
  return fix(file, target, `Read the host of ${service.service} from ${variable}`, {
    edits: [{ span: { start, end: start + host[0].length }, text: `\${${read.text}}` }, ...read.edits],
    variables: [documented(variable, host[0], service)],
  });
}

/** Takes the local default away, so that a missing variable is told at start. */
export function withoutFallback(file: SourceFile, address: Fallback, service: Service): Fix | undefined {
  const { reader, value, text } = address;
  if (reader?.variable === undefined) return undefined;
  const { variable, origin } = reader;
  const { file: target, span, expression } = origin;
  if (value.origin.file.path !== target.path) return undefined;
  if (!contains(span, value.origin.span) || isInsideText(origin, text)) return undefined;
  const isOwnReader =
    expression.kind === 'call' && !/^(?:os|Deno)\./.test(target.canonical(expression.callee));
  const read = target.idioms.requiredVariable(target, variable, span.start);
  const edits = isOwnReader
    ? withoutLastArgument(target, expression.arguments, value.origin.span)
    : [{ span, text: read.text }, ...read.edits];
  if (!edits) return undefined;
  return fix(file, target, `Require ${variable}`, {
    edits,
    variables: [documented(variable, fallbackText(address), service)],
  });
}

/** What the variable itself stands for: the host, where the host is but a part of the address. */
function fallbackText({ value, text }: Fallback): string {
  return value.kind === 'literal' ? String(value.value) : text;
}

/** A reader inside an f-string: its quotes may not nest. */
function isInsideText({ file, span }: Origin, text: string): boolean {
  return file.family === 'python' && text.includes('://') && /^f?['"]/.test(lineBefore(file, span));
}

function lineBefore(file: SourceFile, { start }: Span): string {
  const before = file.source({ start: file.line(start).start, end: start });
  const quote = Math.max(before.lastIndexOf('"'), before.lastIndexOf("'"));
  return quote >= 0 && before.endsWith('{') ? before.slice(quote) : '';
}

/** `config("X", default="y")` fails for itself when the default is gone. */
function withoutLastArgument(
  file: SourceFile,
  given: readonly { readonly span: Span }[],
  fallback: Span,
): readonly Edit[] | undefined {
  const index = given.findIndex(({ span }) => contains(span, fallback));
  const before = given[index - 1];
  const argument = given[index];
  if (!before || !argument) return undefined;
  if (!/^\s*,\s*$/.test(file.source({ start: before.span.end, end: argument.span.start }))) return undefined;
  return [{ span: { start: before.span.end, end: argument.span.end }, text: '' }];
}

/** Tells a call that was told nothing where the service is. */
export function giveAddress(
  file: SourceFile,
  call: Call,
  service: Service,
  implicit: Implicit,
): Fix | undefined {
  const reads = implicit.reads ?? (implicit.give?.includes('=%') ? 'host' : 'url');
  const { arguments: given, argumentsSpan } = call.expression;
  const options = given.find(({ value }) => value.kind === 'object')?.value;
  if (implicit.key && options?.kind === 'object') {
    const which = implicit.reads ?? 'host';
    const at = options.span.start + 1;
    const lead = indentationInside(file, at);
    return give(file, service, which, call.span.start, (read) => [
      {
        span: { start: at, end: at },
        text: `${lead}${implicit.key}: ${read}${options.entries.length ? ',' : ' '}`,
      },
    ]);
  }
  if (!implicit.give) return undefined;
  const template = implicit.give;
  const positional = given.filter(({ name }) => name === undefined);
  const named = given.length - positional.length;
  if (positional.length !== (implicit.arguments ?? 0)) return undefined;
  const last = positional.at(-1);
  return give(file, service, reads, call.span.start, (read) => {
    const text = template.replace('%', read);
    const at = last ? last.span.end : argumentsSpan.start + 1;
    const insertion: Edit = {
      span: { start: at, end: at },
      text: `${last ? ', ' : ''}${text}${!last && named > 0 ? ', ' : ''}`,
    };
    const { end } = call.expression.callee.span;
    return implicit.method
      ? [{ span: { start: end, end }, text: `.${implicit.method}` }, insertion]
      : [insertion];
  });
}

/** The line break and indentation at an offset; a blank where the line goes on. */
function indentationInside(file: SourceFile, at: number): string {
  return /^[\r\n]\s*/.exec(file.source({ start: at, end: at + LONGEST_INDENTATION }))?.[0] ?? ' ';
}

/** Blank lines included, in UTF-16 units. */
const LONGEST_INDENTATION = 400;

function give(
  file: SourceFile,
  service: Service,
  which: keyof AddressVariables,
  offset: number,
  edits: (read: string) => readonly Edit[],
): Fix {
  const variable = service.variables[which] ?? service.variables.url;
  const read = file.idioms.requiredVariable(file, variable, offset);
  return fix(file, file, `Read the address of ${service.service} from ${variable}`, {
    edits: [...edits(read.text), ...read.edits],
    variables: [documented(variable, which === 'host' ? 'localhost' : (service.example ?? ''), service)],
  });
}

function fix(
  file: SourceFile,
  target: SourceFile,
  title: string,
  { edits, variables }: { edits: readonly Edit[]; variables: readonly DocumentedVariable[] },
): Fix {
  const path = target.path === file.path ? {} : { path: target.path };
  return { title, kind: 'suggested', edits: edits.map((edit) => ({ ...path, ...edit })), variables };
}

function variableFor(
  variables: AddressVariables,
  text: string,
  name: string | undefined,
  isListed: boolean,
): string {
  if (name !== undefined && VARIABLE_NAME.test(name)) return name;
  if (isListed && variables.servers) return variables.servers;
  return /:\/\/|=/.test(text) ? variables.url : variables.host;
}

function documented(variable: string, text: string, { service, example }: Service): DocumentedVariable {
  // `redis://` alone means this machine; an example says so.
  const isBare = /^[\w+]+:\/\/\/?$/.test(text);
  return {
    name: variable,
    example: (isBare && example) || exampleOf(text),
    comment: `Address of ${service}`,
  };
}
