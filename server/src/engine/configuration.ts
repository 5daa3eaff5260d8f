import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { DotenvDialect } from '../formats/dotenv/evaluate.ts';
import type { ProcfileTarget } from '../formats/procfile/targets.ts';
import type { Confidence, Fix } from '../model/finding.ts';
import type { ProjectKind } from '../model/role.ts';
import type { Span } from '../model/span.ts';
import type { Levels } from './judgement.ts';
import { nearestName } from './nearest.ts';
import { LEVELS, type Level, PROJECT_KINDS, ruleKeys, SETTINGS, type SettingKey } from './settings.ts';

export type Configuration = {
  /** By rule or `factor/*`. */
  readonly rules: ReadonlyMap<string, Level>;
  /** Globs relative to the workspace root. */
  readonly exclude: readonly string[];
  readonly minimumConfidence: Confidence;
  /** By folder relative to the workspace root, without `./` and slashes at its ends; empty for the root. */
  readonly projects: ReadonlyMap<string, ProjectKind>;
  /** What reads the Procfiles; empty: what is recognised. */
  readonly procfileTargets: readonly ProcfileTarget[];
  /** What reads the dotenv files; empty: what is recognised. */
  readonly dotenvDialects: readonly DotenvDialect[];
  /** At which the search for files stops. */
  readonly maxFiles: number;
};

export type ConfigurationProblem = {
  readonly span: Span;
  readonly message: string;
  readonly fixes: readonly Fix[];
};

/** What was read, and what of the file is wrong; the rest applies. */
export type ReadConfiguration = {
  readonly configuration: Partial<Configuration>;
  readonly problems: readonly ConfigurationProblem[];
};

export const DEFAULT_CONFIGURATION: Configuration = {
  rules: new Map(),
  exclude: [],
  minimumConfidence: SETTINGS.minimumConfidence.default,
  projects: new Map(),
  procfileTargets: SETTINGS.procfileTargets.default,
  dotenvDialects: SETTINGS.dotenvDialects.default,
  maxFiles: SETTINGS.maxFiles.default,
};

/**
 * Reads `.twelve-factor.json`.
 *
 * @param text  JSON, comments and trailing commas allowed
 * @param rules the ids of all rules
 * @returns the settings that are right and reports on the others; spans are in the text. Never throws.
 */
export function parseConfiguration(text: string, rules: Iterable<string>): ReadConfiguration {
  const errors: ParseError[] = [];
  // A byte order mark is no JSON; a blank in its place keeps the offsets.
  const root = parseTree(text.replace(/^\uFEFF/, ' '), errors, { allowTrailingComma: true });
  const problems: ConfigurationProblem[] = errors.map(({ error, offset, length }) => ({
    span: { start: offset, end: Math.min(text.length, offset + length) },
    message: `This is not JSON (${words(printParseErrorCode(error))}), so what follows may not be read. Correct it.`,
    fixes: [],
  }));
  if (root) return { configuration: readRoot(root, ruleKeys(rules), problems), problems };
  return { configuration: {}, problems };
}

/** Settings as an editor sends them, of the same shape as the file. Problems have spans of no text. */
export function readSettings(value: unknown, rules: Iterable<string>): ReadConfiguration {
  return parseConfiguration(JSON.stringify(value ?? {}), rules);
}

/** Puts settings over the defaults; of several the last wins: defaults, editor, file. What one excludes stays so. */
export function mergeConfigurations(...layers: readonly Partial<Configuration>[]): Configuration {
  return layers.reduce<Configuration>(mergeOver, DEFAULT_CONFIGURATION);
}

function mergeOver(lower: Configuration, upper: Partial<Configuration>): Configuration {
  return {
    ...lower,
    ...upper,
    rules: mergeRules(lower.rules, upper.rules ?? new Map()),
    exclude: [...new Set([...lower.exclude, ...(upper.exclude ?? [])])],
    projects: new Map([...lower.projects, ...(upper.projects ?? [])]),
  };
}

/** A factor in the upper layer also decides over the factor's rules in the lower one. */
function mergeRules(
  lower: ReadonlyMap<string, Level>,
  upper: ReadonlyMap<string, Level>,
): Map<string, Level> {
  const left = [...lower].filter(([rule]) => !upper.has(factorKey(rule)));
  return new Map([...left, ...upper]);
}

/** What a configuration says of rules: by name before factor. */
export function levelsOf({ rules, minimumConfidence }: Configuration): Levels {
  return {
    level: (rule) => rules.get(rule) ?? rules.get(factorKey(rule)) ?? 'on',
    isChosen: (rule) => rules.has(rule),
    minimumConfidence,
  };
}

function factorKey(rule: string): string {
  return `${rule.slice(0, rule.indexOf('/'))}/*`;
}

type Problems = ConfigurationProblem[];
type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

function readRoot(root: Node, knownRules: readonly string[], problems: Problems): Partial<Configuration> {
  const configuration: Partial<Mutable<Configuration>> = {};
  for (const { name, key, value } of entries(root, 'an object', problems)) {
    if (!(Object.keys(SETTINGS) as string[]).includes(name)) {
      unknown(key, 'setting', Object.keys(SETTINGS), problems);
      continue;
    }
    switch (name as SettingKey) {
      case '$schema':
        break;
      case 'rules':
        configuration.rules = readRules(value, knownRules, problems);
        break;
      case 'exclude':
        configuration.exclude = readGlobs(value, problems);
        break;
      case 'minimumConfidence': {
        const read = readChoice(value, SETTINGS.minimumConfidence.shape.choices, problems);
        if (read) configuration.minimumConfidence = read;
        break;
      }
      case 'projects':
        configuration.projects = readProjects(value, problems);
        break;
      case 'procfileTargets':
        configuration.procfileTargets = readChoices(value, SETTINGS.procfileTargets.shape.choices, problems);
        break;
      case 'dotenvDialects':
        configuration.dotenvDialects = readChoices(value, SETTINGS.dotenvDialects.shape.choices, problems);
        break;
      case 'maxFiles': {
        const { minimum } = SETTINGS.maxFiles.shape;
        const number: unknown = value.value;
        if (typeof number === 'number' && Number.isInteger(number) && number >= minimum) {
          configuration.maxFiles = number;
        } else wrongType(value, `a whole number from ${minimum}`, problems);
      }
    }
  }
  return configuration;
}

function readRules(node: Node, knownRules: readonly string[], problems: Problems): Map<string, Level> {
  const rules = new Map<string, Level>();
  for (const { name, key, value } of entries(node, 'an object of rules and severities', problems)) {
    if (!knownRules.includes(name)) {
      unknown(key, 'rule', knownRules, problems);
      continue;
    }
    const level = readChoice(value, LEVELS, problems);
    if (level) rules.set(name, level);
  }
  return rules;
}

function readProjects(node: Node, problems: Problems): Map<string, ProjectKind> {
  const projects = new Map<string, ProjectKind>();
  for (const { name, value } of entries(node, 'an object of folders and kinds', problems)) {
    const folder = name.replace(/^(?:\.?\/+)+|\/+$/g, '').replace(/^\.$/, '');
    if (value.type !== 'object') {
      const kind = readChoice(value, PROJECT_KINDS, problems);
      if (kind) projects.set(folder, kind);
      continue;
    }
    for (const inner of entries(value, 'an object', problems)) {
      if (inner.name !== 'kind') {
        unknown(inner.key, 'setting', ['kind'], problems);
        continue;
      }
      const kind = readChoice(inner.value, PROJECT_KINDS, problems);
      if (kind) projects.set(folder, kind);
    }
  }
  return projects;
}

function readGlobs(node: Node, problems: Problems): string[] {
  if (node.type !== 'array') {
    wrongType(node, 'an array of globs', problems);
    return [];
  }
  return (node.children ?? []).flatMap((child) => {
    const glob: unknown = child.value;
    if (typeof glob !== 'string' || glob === '') {
      wrongType(child, 'a glob', problems);
      return [];
    }
    if (!glob.startsWith('!')) return [glob];
    problems.push({
      span: spanOf(child),
      message:
        'A glob that begins with `!` would exclude everything else, so it is left out. Name what is to be excluded.',
      fixes: [],
    });
    return [];
  });
}

function readChoice<Choice extends string>(
  node: Node,
  choices: readonly Choice[],
  problems: Problems,
): Choice | undefined {
  const value: unknown = node.value;
  const found = choices.find((choice) => choice === value);
  if (found !== undefined) return found;
  const nearest = typeof value === 'string' ? nearestName(value, choices) : undefined;
  const list = choices.map((choice) => `'${choice}'`).join(', ');
  problems.push({
    span: spanOf(node),
    message: `This must be one of ${list}, so it has no effect.${nearest ? ` Did you mean '${nearest}'?` : ''}`,
    fixes: replacement(node, nearest),
  });
  return undefined;
}

function readChoices<Choice extends string>(
  node: Node,
  choices: readonly Choice[],
  problems: Problems,
): Choice[] {
  if (node.type !== 'array') {
    wrongType(node, 'an array', problems);
    return [];
  }
  return (node.children ?? []).flatMap((child) => readChoice(child, choices, problems) ?? []);
}

function unknown(key: Node, what: string, known: readonly string[], problems: Problems): void {
  const nearest = nearestName(String(key.value), known);
  problems.push({
    span: spanOf(key),
    message: `There is no ${what} '${key.value}', so this has no effect. ${
      nearest ? `Did you mean '${nearest}'?` : 'Remove it.'
    }`,
    fixes: replacement(key, nearest),
  });
}

function wrongType(node: Node, expected: string, problems: Problems): void {
  problems.push({
    span: spanOf(node),
    message: `This must be ${expected}, so it has no effect. Change it.`,
    fixes: [],
  });
}

function replacement(node: Node, nearest: string | undefined): readonly Fix[] {
  if (nearest === undefined) return [];
  const edits = [{ span: spanOf(node), text: JSON.stringify(nearest) }];
  return [{ title: `Change to '${nearest}'`, kind: 'suggested', edits }];
}

type Entry = { readonly name: string; readonly key: Node; readonly value: Node };

/** The complete properties of an object; reports what is none. */
function entries(node: Node, expected: string, problems: Problems): Entry[] {
  if (node.type !== 'object') {
    wrongType(node, expected, problems);
    return [];
  }
  return (node.children ?? []).flatMap(({ children }) => {
    const [key, value] = children ?? [];
    return key && value ? [{ name: String(key.value), key, value }] : [];
  });
}

function spanOf({ offset, length }: Node): Span {
  return { start: offset, end: offset + length };
}

/** `CommaExpected` in words. */
function words(code: string): string {
  return code.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
}
