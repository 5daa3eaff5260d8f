import type { VariableUse, VariableUses } from '../../model/variable.ts';
import { isCompose, readComposeVariables } from './compose.ts';
import { readDockerfileVariables } from './dockerfile.ts';
import { isDotenv, readDotenvVariables } from './dotenv.ts';
import { isWorkflow, readWorkflowVariables } from './github-actions.ts';
import { isKubernetes, readKubernetesVariables } from './kubernetes.ts';
import { readPackageVariables } from './package-json.ts';
import { readAppJsonVariables, readHerokuVariables, readRenderVariables } from './platforms.ts';
import { readProcfileVariables } from './procfile.ts';
import { isShellScript, readShellVariables } from './shell.ts';
import { isEmbedded, isVariableText, readEmbeddedVariables, readTextVariables } from './text.ts';
import { isVariableToml, readTomlVariables } from './toml.ts';

export { isDotenv, isDotenvTemplate } from './dotenv.ts';
export { isEnvironmentName } from './names.ts';

/** A kind of file that is no code and speaks of environment variables. */
export type VariableFormat =
  | 'dotenv'
  | 'procfile'
  | 'dockerfile'
  | 'package.json'
  | 'app.json'
  | 'heroku.yml'
  | 'render.yaml'
  | 'toml'
  | 'compose'
  | 'github-actions'
  | 'kubernetes'
  | 'shellscript'
  | 'embedded'
  | 'text';

type Reader = {
  readonly format: VariableFormat;
  /** By the path alone; the first reader that accepts a path has it. */
  accepts(path: string): boolean;
  read(path: string, text: string): VariableUses;
};

const named = (pattern: RegExp) => (path: string) => pattern.test(path.slice(path.lastIndexOf('/') + 1));

const READERS: readonly Reader[] = [
  { format: 'dotenv', accepts: isDotenv, read: readDotenvVariables },
  {
    format: 'procfile',
    accepts: (path) => named(/^Procfile(?:\..+)?$|\.procfile$/)(path) && !/\.(?:lock|md)$/i.test(path),
    read: readProcfileVariables,
  },
  {
    format: 'dockerfile',
    accepts: (path) =>
      named(/^(?:Dockerfile|Containerfile)(?:[._-].+)?$|\.(?:dockerfile|containerfile)$/i)(path) &&
      !/\.(?:md|txt|dockerignore)$/i.test(path),
    read: readDockerfileVariables,
  },
  { format: 'package.json', accepts: named(/^package\.json$/), read: readPackageVariables },
  { format: 'app.json', accepts: named(/^app\.json$/), read: readAppJsonVariables },
  { format: 'heroku.yml', accepts: named(/^heroku\.ya?ml$/), read: readHerokuVariables },
  { format: 'render.yaml', accepts: named(/^render\.ya?ml$/), read: readRenderVariables },
  { format: 'toml', accepts: isVariableToml, read: readTomlVariables },
  { format: 'compose', accepts: isCompose, read: readComposeVariables },
  { format: 'github-actions', accepts: isWorkflow, read: readWorkflowVariables },
  { format: 'shellscript', accepts: isShellScript, read: readShellVariables },
  { format: 'text', accepts: isVariableText, read: readTextVariables },
  { format: 'embedded', accepts: isEmbedded, read: readEmbeddedVariables },
  {
    format: 'kubernetes',
    accepts: (path) => /\.ya?ml$/.test(path) && !/(?:^|\/)(?:pnpm-lock|openapi|swagger)\.ya?ml$/.test(path),
    read: readKubernetesVariables,
  },
];

const NO_USES: VariableUses = { uses: [], readsWholeEnvironment: false };

/** The format of a path, by its name; of a YAML file without a known name only its text tells whether it is one. */
export function variableFormatOf(path: string): VariableFormat | undefined {
  return READERS.find(({ accepts }) => accepts(path))?.format;
}

/** The format of a text: a YAML file without a known name may be anything. */
export function variableFormatIn(path: string, text: string): VariableFormat | undefined {
  const format = variableFormatOf(path);
  return format === 'kubernetes' && !isKubernetes(path, text) ? undefined : format;
}

/**
 * What a file that is no code says of environment variables.
 *
 * @returns uses in the order of the text, each place once; nothing for other files. Never throws.
 */
export function readVariables(path: string, text: string): VariableUses {
  const reader = READERS.find(({ accepts }) => accepts(path));
  if (!reader) return NO_USES;
  const { uses, readsWholeEnvironment } = reader.read(path, text);
  return { uses: inOrder(text, uses), readsWholeEnvironment };
}

/**
 * Sorts by place; of several uses at one place the first that was found stays. A name that is written with escapes
 * counts as derived: no rename can write it.
 */
export function inOrder(text: string, uses: readonly VariableUse[]): readonly VariableUse[] {
  const seen = new Set<number>();
  return uses
    .filter(({ name, span }) => name !== '' && !seen.has(span.start) && seen.add(span.start))
    .map((use) =>
      text.slice(use.span.start, use.span.end) === use.name ? use : { ...use, derived: true as const },
    )
    .toSorted((one, other) => one.span.start - other.span.start);
}
