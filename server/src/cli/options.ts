import { InvalidArgumentError } from 'commander';
import { nearestName } from '../engine/nearest.ts';
import { SUPPRESSION_RULES } from '../engine/suppressions.ts';
import { FACTORS, type FactorSlug } from '../factors.ts';
import type { Confidence, Severity } from '../model/finding.ts';
import { RULES } from '../rules/index.ts';

export const FORMATS = ['text', 'json', 'sarif', 'github', 'markdown', 'html'] as const;
export type Format = (typeof FORMATS)[number];

export const THRESHOLDS = ['error', 'warning', 'information', 'never'] as const;
export type Threshold = (typeof THRESHOLDS)[number] & (Severity | 'never');

/** What `check` was asked for. */
export type CheckOptions = {
  readonly format: Format;
  /** A file that takes the report instead of standard output. */
  readonly output?: string;
  readonly failOn: Threshold;
  readonly baseline?: string;
  /** A file, or true for the usual one. */
  readonly writeBaseline?: string | true;
  /** Ids of rules, or `factor/*`. */
  readonly rule?: readonly string[];
  readonly factor?: readonly FactorSlug[];
  readonly minConfidence?: Confidence;
  readonly fix?: true;
  readonly fixSuggested?: true;
  readonly dryRun?: true;
};

/**
 * A reader of an option with a few allowed values.
 *
 * @returns a function for commander, which throws its InvalidArgumentError with the nearest right value
 */
export function choice<Choice extends string>(choices: readonly Choice[]): (value: string) => Choice {
  return (value) => {
    const found = choices.find((candidate) => candidate === value.toLowerCase());
    if (found !== undefined) return found;
    const list = `${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`;
    throw new InvalidArgumentError(`Use ${list}.${suggestion(value, choices)}`);
  };
}

/** Takes `--rule one,two --rule three`. Throws InvalidArgumentError for an id of no rule. */
export function readRules(value: string, earlier: readonly string[] = []): string[] {
  const known = [
    ...RULES.map(({ id }) => id),
    ...SUPPRESSION_RULES,
    ...FACTORS.map(({ slug }) => `${slug}/*`),
    // Those of languages, which are no factors.
    'procfile/*',
    'dotenv/*',
    'suppression/*',
  ];
  const rules = namesIn(value).map((name) => {
    if (known.includes(name)) return name;
    // Half a name is remembered more often than a whole one.
    const tail = known.find((id) => id.slice(id.indexOf('/') + 1) === name);
    const hint = tail ? ` Did you mean '${tail}'?` : suggestion(name, known);
    throw new InvalidArgumentError(
      `There is no rule '${name}'.${hint || " 'twelve-factor rules' lists them."}`,
    );
  });
  return [...earlier, ...rules];
}

/** Takes `--factor logs,III --factor 9`. Throws InvalidArgumentError for a name of no factor. */
export function readFactors(value: string, earlier: readonly FactorSlug[] = []): FactorSlug[] {
  const factors = namesIn(value).map((name) => {
    const asked = name.toLowerCase();
    const found = FACTORS.find(
      ({ slug, numeral }, index) =>
        slug === asked || numeral.toLowerCase() === asked || String(index + 1) === asked,
    );
    if (found) return found.slug;
    const slugs = FACTORS.map(({ slug }) => slug);
    const hint = suggestion(asked, slugs) || ` Use a numeral from I to XII, or one of ${slugs.join(', ')}.`;
    throw new InvalidArgumentError(`There is no factor '${name}'.${hint}`);
  });
  return [...earlier, ...factors];
}

function namesIn(value: string): string[] {
  const names = value
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (names.length === 0) throw new InvalidArgumentError('Give at least one name.');
  return names;
}

function suggestion(value: string, candidates: Iterable<string>): string {
  const nearest = nearestName(value, candidates);
  return nearest === undefined ? '' : ` Did you mean '${nearest}'?`;
}
