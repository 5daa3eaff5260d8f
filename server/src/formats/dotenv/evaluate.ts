import { DOTENV_TRAITS } from './dialects.ts';
import { LITERAL_DOLLAR, resolveEscapes } from './escapes.ts';
import { reexpand } from './reexpansion.ts';
import { type Expanded, expandReferences, LARGEST_ENVIRONMENT, type Lookup } from './references.ts';
import { type Scanned, scan } from './scan.ts';
import { evaluateShell } from './shell.ts';
import { evaluateShlex } from './shlex.ts';
import { evaluateSystemd } from './systemd.ts';
import type { DotenvTraits, RefusalReason } from './traits.ts';

/**
 * An implementation of dotenv. `dotenv` is releases 16 to 18 of the npm package, `bash` a file that is sourced,
 * `docker` is `docker run --env-file`, `compose` is Docker Compose, `systemd` is `EnvironmentFile=` of a unit,
 * `gotenv` is what forego uses, `deno-std` is `@std/dotenv`.
 */
export type DotenvDialect = keyof typeof DOTENV_TRAITS | 'honcho' | 'systemd' | 'bash';

export const DOTENV_DIALECTS: readonly DotenvDialect[] = [
  ...(Object.keys(DOTENV_TRAITS) as (keyof typeof DOTENV_TRAITS)[]),
  'honcho',
  'systemd',
  'bash',
];

/** Undefined for implementations that are no table of traits: those that read as a shell does, and systemd. */
export function traitsOf(dialect: DotenvDialect): DotenvTraits | undefined {
  return Object.hasOwn(DOTENV_TRAITS, dialect)
    ? DOTENV_TRAITS[dialect as keyof typeof DOTENV_TRAITS]
    : undefined;
}

/** What an implementation makes of a file. */
export type DotenvEvaluation = {
  /** In the order of first assignment. Null: the key is known, but without a value; see `undetermined`. */
  readonly values: ReadonlyMap<string, string | null>;
  /**
   * Keys whose value cannot be told from the file: it comes from a command that the implementation would run
   * (here nothing ever is), from the state of a process (`$$`), or it is too long.
   */
  readonly undetermined: ReadonlyMap<string, 'command' | 'process' | 'length'>;
  /** The implementation reports an error; `values` holds what it has set nevertheless. */
  readonly refused?: DotenvRefusal;
};

export type DotenvRefusal = {
  readonly reason: RefusalReason;
  /** From 0. */
  readonly line: number;
};

const NO_VARIABLES: ReadonlyMap<string, string> = new Map();

/**
 * Evaluates a dotenv file as an implementation does, without executing anything.
 *
 * @param text the whole file
 * @param environment what references find beside the file, and keys without value inherit
 * @returns never throws, in time linear in `text`
 */
export function evaluateDotenv(
  text: string,
  dialect: DotenvDialect,
  environment: ReadonlyMap<string, string> = NO_VARIABLES,
): DotenvEvaluation {
  if (dialect === 'honcho') return evaluateShlex(text);
  if (dialect === 'systemd') return evaluateSystemd(text);
  if (dialect === 'bash') return evaluateShell(text, environment);
  return evaluateTraits(text, DOTENV_TRAITS[dialect], environment);
}

function evaluateTraits(
  text: string,
  traits: DotenvTraits,
  environment: ReadonlyMap<string, string>,
): DotenvEvaluation {
  const source = normalise(text, traits);
  const state: State = {
    values: new Map(),
    undetermined: new Map(),
    environment,
    size: 0,
    pending: [],
  };
  for (const scanned of scan(source, traits)) {
    const refusal = apply(scanned, traits, state);
    if (refusal === undefined) continue;
    const line = source.slice(0, refusal.offset).split('\n').length - 1;
    const kept = traits.keepsValuesOnRefusal ? state : { values: NO_VARIABLES, undetermined: new Map() };
    return {
      values: kept.values,
      undetermined: kept.undetermined,
      refused: { reason: refusal.reason, line },
    };
  }
  for (const { key, value, literal } of state.pending) {
    const expanded = resolve(value, literal, traits, state);
    state.values.set(key, 'value' in expanded ? expanded.value : null);
    if ('value' in expanded) state.size += expanded.value.length;
    else state.undetermined.set(key, 'length');
  }
  return { values: state.values, undetermined: state.undetermined };
}

type State = {
  readonly values: Map<string, string | null>;
  readonly undetermined: Map<string, 'command' | 'process' | 'length'>;
  readonly environment: ReadonlyMap<string, string>;
  /** Length of all values so far. */
  size: number;
  /** Assignments whose references are resolved after all have been read. */
  readonly pending: { readonly key: string; readonly value: string; readonly literal: boolean }[];
};

type Refusal = { readonly reason: RefusalReason; readonly offset: number };

function apply(scanned: Scanned, traits: DotenvTraits, state: State): Refusal | undefined {
  const { values, undetermined } = state;
  if (scanned.kind === 'refusal') return scanned;
  if (scanned.kind === 'bare') return applyBareKey(scanned, traits, state);

  const { key, raw, quote, offset } = scanned;
  const escapes = traits.escapes[quote];
  const unescaped = escapes === undefined ? raw : resolveEscapes(raw, escapes);
  if (unescaped === undefined) return { reason: 'an unknown escape', offset };
  const literal = quote !== 'none' && traits.literalQuotes?.includes(quote) === true;

  const runs = traits.executes === 'always' || (traits.executes === 'unless literal' && !literal);
  if (runs && holdsCommand(unescaped)) {
    values.set(key, null);
    undetermined.set(key, 'command');
    return undefined;
  }
  if (traits.forwardReferences) {
    values.set(key, unescaped);
    state.pending.push({ key, value: unescaped, literal });
    return undefined;
  }
  const resolved = resolve(unescaped, literal, traits, state);
  if ('failure' in resolved && resolved.failure !== 'a value that is too long')
    return { reason: resolved.failure, offset };
  if (traits.duplicate === 'first' && values.has(key)) return undefined;
  undetermined.delete(key);
  if ('value' in resolved) {
    values.set(key, resolved.value);
    state.size += resolved.value.length;
  } else {
    values.set(key, null);
    undetermined.set(key, 'length');
  }
  return undefined;
}

function applyBareKey(
  { key, exported, offset }: Extract<Scanned, { kind: 'bare' }>,
  traits: DotenvTraits,
  { values, environment }: State,
): Refusal | undefined {
  if (exported && traits.exportNeedsValue)
    return values.has(key) ? undefined : { reason: 'a key without a value', offset };
  const inherited = environment.get(key);
  if (traits.bareKeyGives === 'null') values.set(key, null);
  if (traits.bareKeyGives === 'empty') values.set(key, '');
  if (traits.bareKeyGives === 'inherited' && inherited !== undefined) values.set(key, inherited);
  return undefined;
}

function resolve(text: string, literal: boolean, traits: DotenvTraits, state: State): Expanded {
  if (literal) return { value: text };
  if (state.size > LARGEST_ENVIRONMENT) return { failure: 'a value that is too long' };
  const { values, environment } = state;
  const inFile: Lookup = (name) => (values.has(name) ? (values.get(name) ?? '') : undefined);
  const lookup: Lookup = traits.environmentFirst
    ? (name) => environment.get(name) ?? inFile(name)
    : (name) => inFile(name) ?? environment.get(name);
  if (traits.reexpands !== undefined) return reexpand(text, traits.reexpands, lookup);
  if (traits.references === undefined) return { value: text };
  const expanded = expandReferences(text, traits.references, lookup);
  return 'value' in expanded ? { value: expanded.value.replaceAll(LITERAL_DOLLAR, '$') } : expanded;
}

function normalise(text: string, traits: DotenvTraits): string {
  const unmarked = traits.byteOrderMark === 'removed' && text.startsWith('\uFEFF') ? text.slice(1) : text;
  switch (traits.lineEndings) {
    case 'lf':
      return unmarked;
    case 'crlf':
      return unmarked.replaceAll('\r\n', '\n');
    case 'any':
      return unmarked.replaceAll(/\r\n?/g, '\n');
    case 'without cr':
      return unmarked.replaceAll('\r', '');
  }
}

/** `$(`, not escaped, with a parenthesis that closes it. */
function holdsCommand(text: string): boolean {
  const open = /(?<!\\)\$\(/.exec(text);
  return open !== null && text.includes(')', open.index);
}
