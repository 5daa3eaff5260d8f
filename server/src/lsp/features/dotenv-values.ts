import { type DotenvDialect, type DotenvEvaluation, evaluateDotenv } from '../../formats/dotenv/evaluate.ts';
import { readersOf } from '../../rules/dotenv/readers.ts';
import { isSecretVariable } from '../../rules/dotenv/secrets.ts';
import type { FeatureRequest } from './feature.ts';

/** What each reader makes of a dotenv file; of all common ones where nothing says what reads it. */
export type Readings = {
  readonly areKnown: boolean;
  readonly readings: readonly { readonly dialect: DotenvDialect; readonly evaluation: DotenvEvaluation }[];
};

export function readingsOf({ path, text, folder }: FeatureRequest): Readings {
  const { dialects, areKnown } = readersOf({ dialects: folder.dotenvDialects(path) });
  return {
    areKnown,
    readings: dialects.map((dialect) => ({ dialect, evaluation: evaluateDotenv(text, dialect) })),
  };
}

/** Readers that take the same from a key, and what that is, in words or as code. */
export type Outcome = {
  readonly dialects: DotenvDialect[];
  /** Absent where it cannot be told or is not set. */
  readonly value?: string;
  /** Markdown; a secret is hidden. */
  readonly markdown: string;
  /** Plain text of few characters; a secret is hidden. */
  readonly short: string;
};

/** Longer values are cut where they are shown, in UTF-16 units. */
const LONGEST_SHOWN = 60;

/** A secret in words, and one of which some other readers make something else. */
const HIDDEN = 'hidden';
const ANOTHER = 'hidden, another value';

/** What the readers make of a key, those that agree together. */
export function outcomesOf(key: string, { readings }: Readings): readonly Outcome[] {
  const isSecret = readings.some(({ evaluation }) => isSecretVariable(key, evaluation.values.get(key) ?? ''));
  const outcomes = new Map<string, Outcome>();
  for (const { dialect, evaluation } of readings) {
    const outcome = outcomeIn(key, evaluation, isSecret);
    const identity = `${outcome.value === undefined ? 'none' : 'value'} ${outcome.value ?? outcome.markdown}`;
    const known = outcomes.get(identity);
    if (known) known.dialects.push(dialect);
    else outcomes.set(identity, { dialects: [dialect], ...outcome });
  }
  const found = [...outcomes.values()];
  const [first] = found.filter(({ markdown }) => markdown === HIDDEN);
  // Two that are hidden must not look the same.
  return found.map((one) =>
    one.markdown === HIDDEN && one !== first ? { ...one, markdown: ANOTHER, short: ANOTHER } : one,
  );
}

function outcomeIn(
  key: string,
  { values, undetermined, refused }: DotenvEvaluation,
  isSecret: boolean,
): Omit<Outcome, 'dialects'> {
  const why = undetermined.get(key);
  if (why === 'command') return inWords('the output of a command, which is not run here');
  if (why !== undefined) return inWords('cannot be told from the file');
  const value = values.get(key);
  if (value === undefined)
    return inWords(refused ? `nothing: line ${refused.line + 1} is refused (${refused.reason})` : 'not set');
  if (value === null) return inWords('no value');
  if (value === '') return { value, markdown: 'empty', short: 'empty' };
  if (isSecret) return { value, markdown: HIDDEN, short: HIDDEN };
  const line = shortened(value);
  return { value, markdown: codeSpan(line), short: line };
}

function inWords(words: string): Omit<Outcome, 'dialects'> {
  return { markdown: words, short: words };
}

function shortened(value: string): string {
  const line = value.replaceAll('\r', '\\r').replaceAll('\n', '\\n').replaceAll('\t', '\\t');
  return line.length > LONGEST_SHOWN ? `${line.slice(0, LONGEST_SHOWN)}…` : line;
}

/** Code in Markdown that may stand in a table, whatever it holds. */
function codeSpan(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const padding = /^`|`$/.test(text) ? ' ' : '';
  return `${fence}${padding}${text.replaceAll('|', '\\|')}${padding}${fence}`;
}
