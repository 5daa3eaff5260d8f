import { FACTORS } from '../factors.ts';
import { DOTENV_DIALECTS } from '../formats/dotenv/evaluate.ts';
import { PROCFILE_TARGETS } from '../formats/procfile/targets.ts';
import { CONFIDENCES, SEVERITIES } from '../model/finding.ts';
import type { ProjectKind } from '../model/role.ts';
import { SUPPRESSION_RULES } from './suppressions.ts';

/** The file at the root of a workspace folder that configures the tool for everybody. JSON with comments. */
export const CONFIGURATION_FILE = '.twelve-factor.json';

/** What a rule can be set to: `on` is its own severity. */
export const LEVELS = ['off', 'on', ...SEVERITIES] as const;
export type Level = (typeof LEVELS)[number];

export const PROJECT_KINDS = [
  'service',
  'worker',
  'library',
  'command-line-tool',
  'static-site',
  'infrastructure',
] as const satisfies readonly ProjectKind[];

/** What a setting may hold. The reader of the file and its JSON schema both follow this. */
export type Shape =
  | { readonly type: 'text' }
  | { readonly type: 'choice'; readonly choices: readonly string[] }
  | { readonly type: 'choices'; readonly choices: readonly string[] }
  | { readonly type: 'integer'; readonly minimum: number }
  | { readonly type: 'globs' }
  /** Levels by rule or `factor/*`. */
  | { readonly type: 'rules' }
  /** Kinds by folder: `"kind"` or `{ "kind": "kind" }`. */
  | { readonly type: 'projects' };

export type Setting = { readonly description: string; readonly shape: Shape; readonly default?: unknown };

/** Every key of the configuration file. */
export const SETTINGS = {
  $schema: { description: 'Where this file is described.', shape: { type: 'text' } },
  rules: {
    description:
      'Severity by rule, or by factor with `*`: `{ "logs/log-file": "off", "config/*": "error" }`. `on` is the severity of the rule itself; a rule by its name decides before its factor.',
    shape: { type: 'rules' },
    default: {},
  },
  exclude: {
    description:
      'Globs of files and folders that are not looked at, relative to this file: `["legacy", "**/*.old.js"]`. What `.gitignore` names is left out anyway.',
    shape: { type: 'globs' },
    default: [],
  },
  minimumConfidence: {
    description:
      'The least confidence with which a finding is shown: `high` shows what is certain, `low` guesses, too.',
    shape: { type: 'choice', choices: CONFIDENCES },
    default: 'medium',
  },
  projects: {
    description:
      'What the projects are, by folder (`"."` for this one), where it is not recognised: `{ "packages/tool": "command-line-tool" }`. Rules about running processes do not apply to a library.',
    shape: { type: 'projects' },
    default: {},
  },
  procfileTargets: {
    description:
      'What reads the Procfiles, where the files beside them do not say it: `["dokku", "overmind"]`. Portability is judged for these; `[]` is for what is recognised.',
    shape: { type: 'choices', choices: PROCFILE_TARGETS },
    default: [],
  },
  dotenvDialects: {
    description:
      'What reads the dotenv files, where the manifests and scripts around them do not say it: `["dotenv", "compose"]`. Values are judged and shown as these give them; `[]` is for what is recognised.',
    shape: { type: 'choices', choices: DOTENV_DIALECTS },
    default: [],
  },
  maxFiles: {
    description: 'The search for files stops after so many, and says so.',
    shape: { type: 'integer', minimum: 1 },
    default: 50_000,
  },
} as const satisfies Readonly<Record<string, Setting>>;

export type SettingKey = keyof typeof SETTINGS;

/** What may stand under `rules`: ids of rules, of the engine's own findings, and `factor/*`. */
export function ruleKeys(rules: Iterable<string>): string[] {
  return [
    ...rules,
    ...SUPPRESSION_RULES,
    ...FACTORS.map(({ slug }) => `${slug}/*`),
    'procfile/*',
    'dotenv/*',
    'suppression/*',
  ];
}

type Schema = { readonly [key: string]: unknown };

/**
 * The JSON schema (draft 7, which VS Code reads) of the configuration file.
 *
 * @param rules what is offered and described under `rules`
 */
export function configurationSchema(
  rules: readonly { readonly id: string; readonly summary: string }[],
): Schema {
  const properties = Object.entries<Setting>(SETTINGS).map(
    ([key, { description, shape, default: value }]) => [
      key,
      { ...schemaOf(shape, rules), description, ...(value === undefined ? {} : { default: value }) },
    ],
  );
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Configuration of Twelve-Factor',
    type: 'object',
    allowComments: true,
    allowTrailingCommas: true,
    additionalProperties: false,
    properties: Object.fromEntries(properties),
    definitions: {
      level: { type: 'string', enum: LEVELS },
      kind: { type: 'string', enum: PROJECT_KINDS },
    },
  };
}

function schemaOf(shape: Shape, rules: readonly { readonly id: string; readonly summary: string }[]): Schema {
  switch (shape.type) {
    case 'text':
      return { type: 'string' };
    case 'choice':
      return { type: 'string', enum: shape.choices };
    case 'choices':
      return { type: 'array', items: { type: 'string', enum: shape.choices }, uniqueItems: true };
    case 'integer':
      return { type: 'integer', minimum: shape.minimum };
    case 'globs':
      return { type: 'array', items: { type: 'string', minLength: 1 } };
    case 'rules': {
      const level = { $ref: '#/definitions/level' };
      const summaries = new Map(rules.map(({ id, summary }) => [id, summary]));
      const described = ruleKeys(summaries.keys()).map((key) => {
        const description = summaries.get(key);
        return [key, description === undefined ? level : { allOf: [level], description }];
      });
      return { type: 'object', properties: Object.fromEntries(described), additionalProperties: false };
    }
    case 'projects': {
      const kind = { $ref: '#/definitions/kind' };
      const object = {
        type: 'object',
        properties: { kind },
        required: ['kind'],
        additionalProperties: false,
      };
      return { type: 'object', additionalProperties: { anyOf: [kind, object] } };
    }
  }
}
