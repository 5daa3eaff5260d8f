import type { Report } from '../../model/finding.ts';
import type { Call, SourceFile } from '../../model/source-file.ts';
import { contains, type Span } from '../../model/span.ts';
import { dependsOnEnvironment } from '../circumstances.ts';
import { giveAddress, requireAddress, withoutFallback } from './address-fixes.ts';
import type { Client } from './client.ts';
import type { Address } from './local-address.ts';

export type Service = Pick<Client, 'service' | 'variables' | 'example'>;

/** `key` is the same where the same literal was found on two ways. */
export type Found = {
  readonly key: string;
  readonly span: Span;
  readonly report?: Report;
  readonly evidence?: string;
};

/** Whether the address that stands in the code is used always or stands in for another. */
export type Certainty = 'fixed' | 'default';

/** Says what an address comes to: evidence where the environment gives it, else a report with its fix. `used` is where the service is used. */
export function judge(
  file: SourceFile,
  used: Span,
  address: Address,
  service: Service,
  certainty: Certainty,
): Found {
  if (address.kind === 'configured') {
    const variable = address.variable ?? 'the environment';
    return {
      key: keyOf(file, used),
      span: used,
      evidence: `${capitalised(service.service)} is found at the address from ${variable}`,
    };
  }
  const { origin } = address.value;
  const isElsewhere = origin.file.path !== file.path;
  const span = isElsewhere ? headOf(file, used) : origin.span;
  const related = isElsewhere
    ? [{ path: origin.file.path, span: origin.span, message: 'The address is set here' }]
    : contains(used, origin.span)
      ? []
      : [
          {
            path: file.path,
            span: headOf(file, used),
            message: `${capitalised(service.service)} is used here`,
          },
        ];
  const isDefault =
    address.kind === 'fallback' || certainty === 'default' || dependsOnEnvironment(file, used.start);
  const fix =
    address.kind === 'fallback'
      ? withoutFallback(file, address, service)
      : requireAddress(file, address, service);
  return {
    key: keyOf(origin.file, origin.span),
    span,
    report: {
      span,
      message:
        address.kind === 'fallback' ? fallbackMessage(address, service) : localMessage(service, isDefault),
      confidence: isDefault ? 'medium' : 'high',
      severity: isDefault ? 'information' : 'warning',
      related,
      fixes: fix ? [fix] : [],
    },
  };
}

/** Reports a call that is told no address and then connects to localhost. */
export function judgeImplicit(file: SourceFile, call: Call, client: Client): Found {
  const span = headOf(file, call.span);
  const isDefault = dependsOnEnvironment(file, call.span.start);
  const hasOptions = call.expression.arguments.length > (client.implicit?.arguments ?? 0);
  const fix = client.implicit && giveAddress(file, call, client, client.implicit);
  return {
    key: keyOf(file, span),
    span,
    report: {
      span,
      message: `No address is given, so ${client.service} is looked for on localhost: in another place than on a developer's machine it is not there. Read the address from ${client.variables.url}.`,
      confidence: isDefault || hasOptions ? 'medium' : 'high',
      severity: isDefault ? 'information' : 'warning',
      fixes: fix ? [fix] : [],
    },
  };
}

function localMessage({ service, variables }: Service, isDefault: boolean): string {
  if (isDefault) {
    return `${capitalised(service)} on localhost is the default, so a deploy that sets nothing starts and fails at the first use. Read the address from ${variables.url} and fail at start when it is missing.`;
  }
  return `${capitalised(service)} is looked for on localhost, so no other one can be attached without changing the code. Read the address from ${variables.url}.`;
}

function fallbackMessage({ variables }: Address & { kind: 'fallback' }, { service }: Service): string {
  const names = variables.join(' or ') || 'the variable';
  return `Without ${names}, ${service} is looked for on localhost: a deploy that forgets the variable starts and fails at the first use. Require ${variables[0] ?? 'it'}, and give the local address in .env.`;
}

function keyOf({ path }: SourceFile, { start, end }: Span): string {
  return `${path}:${start}-${end}`;
}

/** The whole call where it stands on one line, else its first line. */
function headOf(file: SourceFile, { start, end }: Span): Span {
  const lineEnd = file.source({ start, end }).search(/[\r\n]/);
  return lineEnd < 0 ? { start, end } : { start, end: start + lineEnd };
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
