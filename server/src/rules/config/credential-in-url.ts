import type { StringExpression, TemplateExpression } from '../../model/expression.ts';
import type { Report } from '../../model/finding.ts';
import { defineRule } from '../../model/rule.ts';
import type { SourceFile } from '../../model/source-file.ts';
import { reachedService, type Service } from './clients.ts';
import {
  type ConnectionString,
  connectionString,
  PASSWORD_PAIR_ANCHORS,
  PASSWORD_URL_ANCHORS,
} from './connection-strings.ts';
import { exampleAddress } from './example-address.ts';
import { type CommandValue, leaveToDeploy, reportsOfValues } from './procfile-credentials.ts';
import { requiredRead } from './required-read.ts';
import { isBrowserCode, isForDevelopment, isSettingsField } from './surroundings.ts';
import { variableName } from './variable-names.ts';

const ANCHORS = [...PASSWORD_URL_ANCHORS, ...PASSWORD_PAIR_ANCHORS];

export default defineRule({
  id: 'config/credential-in-url',
  severity: 'error',
  summary: 'Read addresses that hold a password from the environment.',
  kinds: ['service', 'worker', 'command-line-tool', 'library', 'static-site', 'infrastructure'],
  code: {
    anchors: { javascript: ANCHORS, python: ANCHORS },
    *check(file) {
      for (const string of file.strings()) {
        const report = reportOf(file, string);
        if (report) yield report;
      }
    },
  },
  formats: { procfile: (document) => reportsOfValues(document, reportOfCommand) },
});

/** `DATABASE_URL=postgres://…` before a program or as its argument, and `celery -b amqp://…`. */
function reportOfCommand(written: CommandValue): Report | undefined {
  const { name, value, span } = written;
  const connection = connectionString(value.replace(/^--?[\w-]+=/, ''));
  if (!connection || connection.isDevelopment) return undefined;
  const variable = name ?? usualVariable(connection.scheme);
  return {
    span,
    message: `The ${kindOf(connection)}${name ? ` "${name}"` : ''} in the command holds a password, so everyone who can read the code can use the service, and all deploys share it. Set ${variable} in the environment of each deploy, and replace the password that was exposed.`,
    ...(connection.isWellKnown ? { severity: 'warning' as const } : {}),
    fixes: name
      ? leaveToDeploy(written, {
          name,
          example: exampleAddress(connection.redacted),
          comment: 'Address with user and password',
        })
      : [],
  };
}

function kindOf({ scheme }: ConnectionString): string {
  return scheme === 'dsn' ? 'connection string' : `${scheme} address`;
}

function reportOf(file: SourceFile, string: StringExpression | TemplateExpression): Report | undefined {
  const connection = connectionString(textOf(string));
  if (!connection || file.isInert(string.span.start)) return undefined;
  if (file.fallbackOf(string.span)?.kind === 'environment') return undefined;
  if (isSettingsField(file, string.span) || isForDevelopment(file, string.span)) return undefined;
  const service = reachedService(file.sinks(string.span));
  // `postgres:postgres` on this machine opens nothing of anybody; the address is the matter of another rule.
  if (connection.isDevelopment) return undefined;
  const name = file.nameOf(string.span);
  const variable = variableFor(file, string, connection, service);
  const isWhole = string.kind === 'string' && !isBrowserCode(file);
  return {
    span: string.span,
    message: `The ${kindOf(connection)}${name ? ` "${name}"` : ''} holds a password, so everyone who can read the code can use the service, and moving it takes a release. Read the address from ${variable} and replace the password that was exposed.`,
    ...(connection.isWellKnown ? { severity: 'warning' as const } : {}),
    fixes: isWhole
      ? [
          requiredRead(
            file,
            string.span,
            {
              name: variable,
              example: exampleAddress(connection.redacted),
              comment: 'Address with user and password',
            },
            `Read the address from ${variable}`,
            file.path,
          ),
        ]
      : [],
  };
}

/** Interpolated parts are left open, so that a password that comes from elsewhere is none. */
function textOf(string: StringExpression | TemplateExpression): string {
  if (string.kind === 'string') return string.value;
  return string.parts.map((part) => (typeof part === 'string' ? part : '${}')).join('');
}

const VARIABLES: Readonly<Partial<Record<Service, string>>> = {
  database: 'DATABASE_URL',
  cache: 'REDIS_URL',
  broker: 'BROKER_URL',
  mail: 'SMTP_URL',
  search: 'SEARCH_URL',
  directory: 'LDAP_URL',
};

const SCHEMES: readonly (readonly [RegExp, string])[] = [
  [/^(?:postgres|mysql|mariadb|mongodb|mssql|sqlserver|oracle|cockroach|jdbc|dsn|cassandra)/, 'DATABASE_URL'],
  [/^redis/, 'REDIS_URL'],
  [/^amqp/, 'BROKER_URL'],
  [/^smtp/, 'SMTP_URL'],
  [/^ldap/, 'LDAP_URL'],
];

/** The constant's own name where it has one; else what the service's address is usually called. */
function variableFor(
  file: SourceFile,
  { span }: StringExpression | TemplateExpression,
  { scheme }: ConnectionString,
  service: Service | undefined,
): string {
  const usual = (service && VARIABLES[service]) ?? usualVariable(scheme);
  const path = file.pathOf(span);
  const name = path.at(-1);
  if (name === undefined) return usual;
  const isGeneric =
    /^(?:url|uri|dsn|connection_?string|connection|address|database|db|conn|value|default)$/i.test(name);
  return isGeneric && path.length === 1 ? usual : variableName(path, service).replace(/^APP_.*/, usual);
}

function usualVariable(scheme: string): string {
  return SCHEMES.find(([pattern]) => pattern.test(scheme))?.[1] ?? 'SERVICE_URL';
}
