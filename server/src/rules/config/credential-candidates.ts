import type { Expression } from '../../model/expression.ts';
import type { Evidence } from '../../model/finding.ts';
import type { Anchor } from '../../model/rule.ts';
import type { SourceFile, Value } from '../../model/source-file.ts';
import type { Span } from '../../model/span.ts';
import { reachedService } from './clients.ts';
import { CREDENTIAL_ARGUMENT_ANCHORS, CREDENTIAL_ARGUMENTS } from './credential-arguments.ts';
import { type CredentialKind, credentialKind } from './credential-names.ts';
import { TOKEN_ANCHORS } from './provider-tokens.ts';
import { wholeReference } from './references.ts';
import { plausibilityOf } from './secret-values.ts';
import { isConnection } from './surroundings.ts';

/** A literal that may be a credential, and what says so. */
export type Candidate = {
  readonly by: 'name' | 'position' | 'shape';
  readonly kind: CredentialKind;
  /** The name of what it is given to; empty where nothing names it. */
  readonly name: string;
  /** Canonical name of the whole target. */
  readonly target: string;
  readonly value: Value & { readonly kind: 'literal' };
  /** Where the finding stands if the literal is of another file. */
  readonly span: Span;
  /** The variable it is usually kept in. */
  readonly variable?: string;
  /** The literal is the credential and nothing else, so that a read can take its place. */
  readonly whole: boolean;
};

/** Words of which a name's credential noun is one, longest text first. */
const NAME_TEXTS = [
  'password',
  'passwd',
  'passphrase',
  'pwd',
  'secret',
  'token',
  'api_key',
  'apikey',
  'api-key',
  'access_key',
  'accesskey',
  'private_key',
  'privatekey',
  'auth_key',
  'authkey',
  'encryption_key',
  'encryptionkey',
  'signing_key',
  'signingkey',
  'jwt_key',
  'jwtkey',
  'account_key',
  'accountkey',
  'master_key',
  'masterkey',
];

/**
 * After the word: the rest of the identifier, the end of a quoted key or an index, a type, `=` or `:`, and a
 * literal without white space. A call may stand around it: `SecretStr("…")`.
 */
const ASSIGNED =
  '\\w{0,24}["\'`]?\\]?\\s*(?:[?!]?:\\s*[\\w.<>|\\[\\] ]{1,40})?\\s*(?:=(?![=>])|:)\\s*(?:\\(?\\s*|[\\w.]{1,40}\\(\\s*)[bBrRuU]?["\'`](?:[^\\s"\'`\\\\$<{]|\\\\.)[^\\s"\'`]{2,}["\'`]';

/** Names in which a credential is read from the environment. */
const READ = /(?:process\.env(?:\.|\[\s*['"])|environ(?:\.get\(|\[)\s*['"]|getenv\(\s*['"])\w*$/;

const NAME_ANCHORS: readonly Anchor[] = [
  ...NAME_TEXTS.map((text) => ({ text, gate: new RegExp(`${text}${ASSIGNED}`, 'iy') })),
  // The secret of a session may be a phrase.
  { text: 'secret', gate: /secret["']?\s*:\s*["'`][^"'`\n$]{2,60}["'`]/iy },
  { text: 'SECRET_KEY', gate: /SECRET_KEY["']?\]?\s*=\s*["'][^"'\n]{2,120}["']/iy },
  // A password that Google made for a mail program, in four groups.
  { text: 'pass', gate: /pass(?:word)?["']?\s*[:=]\s*["'`](?:[a-z]{4} ){3}[a-z]{4}["'`]/iy },
  // `pass` alone is part of too much.
  {
    text: 'pass',
    gate: /pass["'`]?\]?\s*[:=](?!=)\s*[bru]?["'`][^\s"'`$<{]{3,}["'`]/iy,
    before: /(?:^|[^A-Za-z])(?:\w*(?:_|db|user|smtp|mail|auth|mysql|pg|redis))?$/i,
  },
  {
    text: 'authorization',
    gate: /authorization["'`]?\]?\s*[:=,]\s*["'`](?:Bearer|Basic|token|Bot|ApiKey)\s+[\w.+/=:-]{8,}["'`]/iy,
  },
];

/** Where credentials are read from the environment: what speaks for the application. */
const READ_ANCHORS: readonly Anchor[] = ['SECRET', 'PASSWORD', 'API_KEY', 'TOKEN'].map((text) => ({
  text,
  before: READ,
}));

const KEYS_ANCHOR: Anchor = { text: 'keys', gate: /keys\s*[:=]\s*\[\s*['"`][^'"`\s]{2,}['"`]/y };

const TUPLE_ANCHOR: Anchor = { text: 'auth', gate: /auth\s*=\s*\(\s*[^,()]{1,60},\s*["'][^\s"']{3,}["']/y };

export const CREDENTIAL_ANCHORS = {
  javascript: [
    ...NAME_ANCHORS,
    ...TOKEN_ANCHORS,
    ...CREDENTIAL_ARGUMENT_ANCHORS.javascript,
    KEYS_ANCHOR,
    ...READ_ANCHORS,
  ],
  python: [
    ...NAME_ANCHORS,
    ...TOKEN_ANCHORS,
    ...CREDENTIAL_ARGUMENT_ANCHORS.python,
    ...READ_ANCHORS,
    TUPLE_ANCHOR,
  ],
};

/** Literals that are given to a variable, property, keyword or default with the name of a credential. */
export function* namedCandidates(file: SourceFile): Iterable<Candidate> {
  for (const assignment of file.assignments()) {
    const { name, target } = assignment;
    const value = file.evaluate(literalOf(file, assignment.value));
    const span = assignment.value.span;
    if (/^auth$/.test(name) && assignment.value.kind === 'list') {
      const password = assignment.value.items[1];
      const second = password && file.evaluate(password);
      if (second?.kind === 'literal' && typeof second.value === 'string') {
        yield { by: 'name', kind: 'password', name: 'password', target, value: second, span, whole: true };
      }
      continue;
    }
    // The keys of cookie-session and of Koa.
    if (name === 'keys' && assignment.value.kind === 'list') {
      yield* signingKeys(file, assignment.value.items, target);
      continue;
    }
    // A computed key says nothing: `[Brand.OnePassword]: …`.
    if (value.kind !== 'literal' || typeof value.value !== 'string' || name.startsWith('[')) continue;
    if (/^authorization$/i.test(name)) {
      const secret = value.value.replace(/^\w+\s+/, '');
      const bare = { ...value, value: secret };
      yield { by: 'name', kind: 'token', name, target, value: bare, span, whole: false };
      continue;
    }
    const kind = credentialKind(name);
    if (kind) yield { by: 'name', kind, name, target, value, span, whole: true };
  }
}

/** The first key signs; the others only verify what older ones signed. */
function* signingKeys(file: SourceFile, [item]: readonly Expression[], target: string): Iterable<Candidate> {
  const value = item && file.evaluate(item);
  if (!item || value?.kind !== 'literal' || typeof value.value !== 'string') return;
  if (target !== 'koa().keys' && reachedService(file.sinks(item.span)) !== 'session') return;
  yield {
    by: 'position',
    kind: 'signing key',
    name: '',
    target,
    value,
    span: item.span,
    variable: 'SESSION_SECRET',
    whole: true,
  };
}

/** `SecretStr("…")` and `Buffer.from("…")` hold the literal; a function of the application's own may do anything. */
function literalOf(file: SourceFile, expression: Expression): Expression {
  if (expression.kind !== 'call' || expression.arguments.length !== 1) return expression;
  const argument = expression.arguments[0]?.value;
  const isWrapper = /(?:^|\.)(?:SecretStr|Secret|SecretBytes|TextEncoder\(\)\.encode)$/.test(
    file.canonical(expression.callee),
  );
  return argument && isWrapper ? argument : expression;
}

/** Literals at a position of a call that takes nothing but a credential there. */
export function* positionalCandidates(file: SourceFile): Iterable<Candidate> {
  for (const call of file.calls(CREDENTIAL_ARGUMENTS[file.family])) {
    const { position, keyword, kind, variable } = call.entry;
    // A file has no password; the arguments before its options are there for form's sake.
    if (kind === 'password' && String(literalText(call.option('dialect'))) === 'sqlite') continue;
    const value = call.argument(position, keyword);
    if (value?.kind !== 'literal' || typeof value.value !== 'string') continue;
    const { origin } = value;
    const name = origin.file.path === file.path ? (file.nameOf(origin.span) ?? '') : '';
    // Another file's constant is found there if its name and value say enough.
    if (origin.file.path !== file.path && isFoundThere(origin.file, origin.span, value.value)) continue;
    yield { by: 'position', kind, name, target: '', value, span: call.span, variable, whole: true };
  }
}

function literalText(value: Value | undefined): unknown {
  return value?.kind === 'literal' ? value.value : undefined;
}

function isFoundThere(file: SourceFile, span: Span, text: string): boolean {
  const name = file.nameOf(span) ?? '';
  if (credentialKind(name) === undefined) return false;
  const plausibility = plausibilityOf(text, name);
  return plausibility === 'likely' || (plausibility === 'weak' && isConnection(file, span));
}

/** Strings in which a credential has the shape that its provider gives it. */
export function* tokenCandidates(file: SourceFile): Iterable<Candidate> {
  for (const string of file.strings()) {
    if (string.kind !== 'string') continue;
    const value = file.evaluate(string);
    if (value.kind !== 'literal') continue;
    const name = file.nameOf(string.span) ?? '';
    yield {
      by: 'shape',
      kind: 'token',
      name,
      target: '',
      value,
      span: string.span,
      whole: !/\s/.test(string.value),
    };
  }
}

/** The expressions that the name of a variable at an anchor is a part of. */
function* environmentReads(file: SourceFile): Iterable<Expression> {
  for (const reference of file.references()) yield wholeReference(file, reference);
  for (const string of file.strings()) {
    const around = file.around(string.span);
    if (around) yield around;
  }
}

/** Reads of credentials from the environment. */
export function* environmentCredentials(file: SourceFile): Iterable<Evidence> {
  const seen = new Set<string>();
  for (const reference of environmentReads(file)) {
    const value = file.evaluate(reference);
    if (value.kind !== 'environment' || value.fallback || value.variable === undefined) continue;
    if (seen.has(value.variable) || !credentialKind(value.variable)) continue;
    seen.add(value.variable);
    yield { evidence: `${value.variable} comes from the environment`, span: reference.span };
  }
}
