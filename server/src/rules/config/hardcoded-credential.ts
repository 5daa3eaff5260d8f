import type { Fix, Report } from '../../model/finding.ts';
import { defineRule } from '../../model/rule.ts';
import type { SourceFile, Value } from '../../model/source-file.ts';
import type { Span } from '../../model/span.ts';
import { secretIn } from '../dotenv/secrets.ts';
import { reachedService, type Service } from './clients.ts';
import { connectionString } from './connection-strings.ts';
import {
  type Candidate,
  CREDENTIAL_ANCHORS,
  environmentCredentials,
  namedCandidates,
  positionalCandidates,
  tokenCandidates,
} from './credential-candidates.ts';
import { credentialKind } from './credential-names.ts';
import { type CommandValue, leaveToDeploy, reportsOfValues } from './procfile-credentials.ts';
import { type ProviderToken, providerTokenIn } from './provider-tokens.ts';
import { PLACEHOLDER, requiredRead } from './required-read.ts';
import { isDevelopmentValue, plausibilityOf } from './secret-values.ts';
import { isBrowserCode, isConnection, isForDevelopment, isSettingsField } from './surroundings.ts';
import { variableName } from './variable-names.ts';

export default defineRule({
  id: 'config/hardcoded-credential',
  severity: 'error',
  summary: 'Read credentials from the environment; keep them out of the source.',
  kinds: ['service', 'worker', 'command-line-tool', 'library', 'static-site', 'infrastructure'],
  code: {
    anchors: CREDENTIAL_ANCHORS,
    *check(file) {
      const seen = new Set<string>();
      for (const candidate of [
        ...tokenCandidates(file),
        ...positionalCandidates(file),
        ...namedCandidates(file),
      ]) {
        const { origin } = candidate.value;
        const key = `${origin.file.path}:${origin.span.start}`;
        if (seen.has(key)) continue;
        seen.add(key);
        const report = reportOf(file, candidate);
        if (report) yield report;
      }
      yield* environmentCredentials(file);
    },
  },
  formats: { procfile: (document) => reportsOfValues(document, reportOfCommand) },
});

/** `DB_PASSWORD=… node app.js`, and a token of a known shape wherever it stands. */
function reportOfCommand(written: CommandValue): Report | undefined {
  const { name, value, span } = written;
  // Of addresses `config/credential-in-url` speaks.
  if (connectionString(value)) return undefined;
  const secret = secretIn(name ?? '', value);
  if (!secret) return undefined;
  const what = secret.what.charAt(0).toUpperCase() + secret.what.slice(1);
  const variable = name ?? providerTokenIn(value)?.variable;
  return {
    span,
    message: `${what} is written in the command${name ? ` as ${name}` : ''}, so everyone who can read the code has it and all deploys share it. Set ${variable ?? 'it'} in the environment of each deploy, and replace the value that was exposed.`,
    ...(secret.isCertain ? {} : { confidence: 'medium' as const }),
    fixes: name ? leaveToDeploy(written, { name, example: PLACEHOLDER, comment: 'Secret' }) : [],
  };
}

type Literal = Value & { readonly kind: 'literal' };

function reportOf(file: SourceFile, candidate: Candidate): Report | undefined {
  const { value } = candidate;
  const { origin } = value;
  const text = String(value.value);
  if (file.isInert(candidate.span.start) || connectionString(text)) return undefined;
  if (file.path === origin.file.path && isSomebodyElses(file, origin.span)) return undefined;

  const token = providerTokenIn(text);
  const judged = token ? ofToken(file, candidate, token) : ofName(file, candidate, text);
  if (!judged) return undefined;
  const { what, confidence, severity } = judged;
  const variable =
    token && candidate.by === 'shape' ? tokenVariable(file, value, token) : variableOf(file, candidate);
  const isElsewhere = origin.file.path !== file.path;
  return {
    span: isElsewhere ? candidate.span : origin.span,
    message: `${what} is written in the source, so everyone who can read the code has it and changing it takes a release. Read it from ${variable} and replace the value that was exposed.`,
    ...(confidence ? { confidence } : {}),
    ...(severity ? { severity } : {}),
    related: isElsewhere
      ? [{ path: origin.file.path, span: origin.span, message: 'The value is set here' }]
      : [],
    fixes: fixesOf(file, candidate, variable),
  };
}

/** A fallback, a default of a settings class and a value for development are other rules' matter or nobody's. */
function isSomebodyElses(file: SourceFile, span: Span): boolean {
  return (
    file.fallbackOf(span)?.kind === 'environment' ||
    isSettingsField(file, span) ||
    isForDevelopment(file, span)
  );
}

type Judged = Pick<Report, 'confidence' | 'severity'> & { readonly what: string };

function ofToken(file: SourceFile, candidate: Candidate, token: ProviderToken): Judged | undefined {
  const article = /^(?:[AEIO]|npm|SendGrid$)/.test(token.what) ? 'An' : 'A';
  const what = `${article} ${token.what}`;
  if (!token.mayBePublic) return { what };
  // Google's keys for maps and Firebase are made to be seen by browsers.
  if (isBrowserCode(file) || candidate.name === 'apiKey') return undefined;
  return { what, severity: 'warning', confidence: 'medium' };
}

function ofName(file: SourceFile, candidate: Candidate, text: string): Judged | undefined {
  const { kind, name, by } = candidate;
  if (by === 'shape') return undefined;
  const what = name === '' ? `A ${kind}` : `The ${kind} "${name}"`;
  if (by === 'position') {
    // The call takes nothing but a credential there, so what is left to ask is whether somebody wrote one.
    if (/\s{2,}|\$\{|^<.*>$/.test(text) || text.length < 2) return undefined;
    if (kind !== 'password') return { what };
    return isDevelopmentValue(text) ? { what, severity: 'warning', confidence: 'medium' } : { what };
  }
  const { origin } = candidate.value;
  const isHere = origin.file.path === file.path;
  const service = isHere ? literalService(file, origin.span) : undefined;
  if (isRecord(file, candidate.value.origin.span)) return undefined;
  const plausibility = plausibilityOf(text, name);
  if (
    kind === 'signing key' ||
    (kind === 'secret' && isOfSigning(file, origin.span)) ||
    (kind === 'secret' && (service === 'session' || service === 'token'))
  ) {
    return ofSigningKey(file, candidate, text, service !== undefined, what);
  }
  if (plausibility === 'no') return undefined;
  if (service && service !== 'http') {
    const isWellKnown = isDevelopmentValue(text) || isUserName(file, origin.span, text);
    return isWellKnown ? { what, severity: 'warning', confidence: 'medium' } : { what };
  }
  if (isBrowserCode(file) && kind !== 'password') return undefined;
  if (plausibility === 'weak') return { what, confidence: 'low' };
  if (service) return { what };
  return kind === 'token' || kind === 'key' ? { what, confidence: 'medium' } : { what };
}

/** `USER: 'shop', PASSWORD: 'shop'`: the way of images and of machines of developers. */
function isUserName(file: SourceFile, span: Span, text: string): boolean {
  const around = file.around(span);
  if (around?.kind !== 'object') return false;
  return around.entries.some(
    ({ key, value }) =>
      /^(?:user(?:name)?|name|database|db)$/i.test(key) && value.kind === 'string' && value.value === text,
  );
}

/** One of a list of people: data that is put into a database, as seeds are. */
function isRecord(file: SourceFile, span: Span): boolean {
  const pair = file.around(span);
  const record = pair?.kind === 'object' ? pair : undefined;
  if (!record || file.around(record.span)?.kind !== 'list') return false;
  return record.entries.some(({ key }) =>
    /^(?:e-?mail|user_?name|first_?name|last_?name|full_?name|roles?|is_?admin|birth)/i.test(key),
  );
}

/** Whoever knows the key signs sessions and tokens of any user, so that a weak or public one is the worst of all. */
function ofSigningKey(
  file: SourceFile,
  candidate: Candidate,
  text: string,
  reaches: boolean,
  what: string,
): Judged | undefined {
  if (text.length < 2 || /^\$\{|\{\{|^<.*>$|^\/|^\w+:\/\//.test(text)) return undefined;
  if (file.matches(/from_prefixed_env|from_envvar|from_pyfile/)) return undefined;
  if (reaches || isFrameworkKey(candidate)) return { what };
  const plausibility = plausibilityOf(text, candidate.name);
  if (plausibility === 'likely') return { what };
  // `session_cookie_secret_key_here`: several words, not the name of something.
  const isPhrase = /^[a-z]+(?:[-_ ][a-z]+){2,}$/i.test(text) && !/[A-Z]{2}/.test(text);
  return plausibility === 'weak' || isPhrase ? { what, confidence: 'medium' } : undefined;
}

/** `SECRET_KEY` of Flask and Django is read by the framework, not by a call that can be seen. */
function isFrameworkKey({ name, target }: Candidate): boolean {
  return name === 'SECRET_KEY' || name === 'JWT_SECRET_KEY' || /\.config\.SECRET_KEY$/.test(target);
}

function variableOf(file: SourceFile, candidate: Candidate): string {
  const { value, variable, name } = candidate;
  const owner = value.origin.file;
  const path = owner.pathOf(value.origin.span);
  const isNamed = credentialKind(path.at(-1) ?? '') !== undefined;
  // A constant's name says more than the place where it is used.
  if (candidate.by === 'position' && variable && !isNamed) return variable;
  const service = literalService(file, value.origin.span);
  const named = path.length > 0 ? path : [name];
  return variableName(named, service, ownerOf(file, value.origin.span, service));
}

function literalService(file: SourceFile, span: Span): Service | undefined {
  return reachedService(file.sinks(span)) ?? (isConnection(file, span) ? 'database' : undefined);
}

/** `{ jwt: { secret: … } }`, `{ session: { secret: … } }` */
function isOfSigning(file: SourceFile, span: Span): boolean {
  return file
    .pathOf(span)
    .slice(0, -1)
    .some((name) => /^(?:jwt|session|sessions|cookie|cookies|signing)$|(?:Session|Cookie|Jwt)/i.test(name));
}

/** Whose the credential is, by the call that gets it: `new GoogleStrategy({ clientSecret })`. */
function ownerOf(file: SourceFile, span: Span, service: Service | undefined): string {
  for (const { call } of file.sinks(span)) {
    const owner = /(?:^|[.?])(?:passport-)?([A-Za-z]+?)(?:OAuth2?|Token)?(?:-oauth2?0?\.)?Strategy$/.exec(
      call.callee,
    )?.[1];
    if (owner && !/^(?:passport|local|jwt)$/i.test(owner)) return owner.toUpperCase();
  }
  return service === 'http' ? 'API' : 'APP';
}

function tokenVariable(file: SourceFile, value: Literal, token: ProviderToken): string {
  const name = file.pathOf(value.origin.span).at(-1) ?? '';
  return /key|token|secret|webhook/i.test(name) ? variableName([name], undefined, 'API') : token.variable;
}

function fixesOf(file: SourceFile, candidate: Candidate, variable: string): readonly Fix[] {
  const { value, target } = candidate;
  const { origin } = value;
  const text = String(value.value);
  const isWhole = origin.expression.kind === 'string' && candidate.whole;
  // Writing into the environment what was read from it would change nothing.
  const isEnvironment = /^(?:os\.environ|process\.env)\b/.test(target);
  if (!isWhole || isEnvironment || isBrowserCode(origin.file) || text === '') return [];
  const documented = { name: variable, example: PLACEHOLDER, comment: noun(candidate.kind) };
  return [requiredRead(origin.file, origin.span, documented, `Read it from ${variable}`, file.path)];
}

function noun(kind: string): string {
  return kind === 'key' || kind === 'token' ? `Secret ${kind}` : kind.charAt(0).toUpperCase() + kind.slice(1);
}
