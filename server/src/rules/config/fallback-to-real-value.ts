import type { Fix, Report } from '../../model/finding.ts';
import { defineRule } from '../../model/rule.ts';
import type { SourceFile } from '../../model/source-file.ts';
import { connectionString } from './connection-strings.ts';
import { type CredentialKind, credentialKind } from './credential-names.ts';
import { exampleAddress } from './example-address.ts';
import { FALLBACK_ANCHORS, type Fallback, fallbacks } from './fallback-candidates.ts';
import { hostLiteral, isAddressName } from './host-literals.ts';
import { providerTokenIn } from './provider-tokens.ts';
import { PLACEHOLDER, requiredRead } from './required-read.ts';
import { isDevelopmentValue, plausibilityOf } from './secret-values.ts';
import { isBrowserCode, isForDevelopment } from './surroundings.ts';

export default defineRule({
  id: 'config/fallback-to-real-value',
  severity: 'error',
  summary: 'Let a missing credential or address stop the program instead of standing in for it.',
  code: {
    anchors: FALLBACK_ANCHORS,
    *check(file) {
      for (const fallback of fallbacks(file)) {
        const report = reportOf(file, fallback);
        if (report) yield report;
      }
    },
  },
});

type Judged = Pick<Report, 'severity' | 'confidence'> & {
  /** "a password that is written in the source" */
  readonly what: string;
  /** What happens in a deploy without the variable. */
  readonly consequence: string;
  /** For the entry in the example file. */
  readonly example: string;
};

function reportOf(file: SourceFile, fallback: Fallback): Report | undefined {
  const { value, variable } = fallback;
  const { span } = value.origin;
  if (value.origin.file.path !== file.path || typeof value.value !== 'string') return undefined;
  if (file.isInert(span.start) || isForDevelopment(file, span)) return undefined;
  const judged = judge(file, fallback, value.value);
  if (!judged) return undefined;
  const { what, consequence, example, ...levels } = judged;
  return {
    span,
    message: `${variable} falls back to ${what}, so a deploy that forgets the variable ${consequence}, and nobody notices. Drop the fallback, so that the program stops and names what is missing.`,
    ...levels,
    fixes: fixesOf(file, fallback, example),
  };
}

const READABLE = 'runs with a value that everyone who can read the code has';

function judge(file: SourceFile, { variable, value }: Fallback, text: string): Judged | undefined {
  const token = providerTokenIn(text);
  if (token) {
    if (token.mayBePublic && isBrowserCode(file)) return undefined;
    return { what: `a ${token.what} in the source`, consequence: READABLE, example: PLACEHOLDER };
  }
  const connection = connectionString(text);
  if (connection) {
    // What Compose starts on a developer's machine: well known, and out of reach for others.
    if (connection.isWellKnown && !connection.host.includes('.')) return undefined;
    if (connection.isDevelopment) return undefined;
    const what = 'an address with its password in the source';
    return {
      what,
      consequence: 'uses a service of another one',
      example: exampleAddress(connection.redacted),
    };
  }
  const kind = credentialKind(variable) ?? credentialKind(file.nameOf(value.origin.span) ?? '');
  if (kind) return ofCredential(variable, kind, text);
  return ofHost(file, variable, value.origin.expression);
}

function ofCredential(variable: string, kind: CredentialKind, text: string): Judged | undefined {
  const base = { what: `a ${kind} in the source`, consequence: READABLE, example: PLACEHOLDER };
  if (/^\w+:\/\/|^\$\{|\{\{|^<.*>$|^\//.test(text)) return undefined;
  // Whoever knows the key signs what he likes; here a placeholder is as bad as a real one.
  if (kind === 'signing key' || /^(?:app_?|api_?|auth_?)?secret$/i.test(variable)) {
    return text.length > 1 ? base : undefined;
  }
  const plausibility = plausibilityOf(text, variable);
  if (plausibility === 'no') return undefined;
  if (isDevelopmentValue(text)) return { ...base, severity: 'information', confidence: 'medium' };
  if (plausibility === 'likely') return base;
  return {
    ...base,
    severity: 'warning',
    confidence: kind === 'password' || kind === 'secret' ? 'medium' : 'low',
  };
}

function ofHost(
  file: SourceFile,
  variable: string,
  expression: Fallback['value']['origin']['expression'],
): Judged | undefined {
  if (expression.kind !== 'string') return undefined;
  const host = hostLiteral(expression);
  // A name without a dot is what Compose calls a service on a developer's machine.
  if (!host || host.found.kind === 'bare name') return undefined;
  const isAddress =
    isAddressName(variable) || host.isUrl || isAddressName(file.nameOf(expression.span) ?? '');
  if (!isAddress) return undefined;
  return {
    what: `the host ${host.found.host}`,
    consequence: 'talks to the service of another one',
    example: exampleAddress(host.text),
    severity: 'warning',
    confidence: isAddressName(variable) ? 'high' : 'medium',
  };
}

function fixesOf(file: SourceFile, fallback: Fallback, example: string): readonly Fix[] {
  const { variable, read, removal } = fallback;
  const title = `Require ${variable} instead of a fallback`;
  const documented = { name: variable, example };
  if (read && !isBrowserCode(file)) return [requiredRead(file, read.span, documented, title, file.path)];
  if (!removal) return [];
  return [{ title, kind: 'suggested', edits: [removal], variables: [documented] }];
}
