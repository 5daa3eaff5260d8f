import type { VariableUse, VariableUses } from '../../model/variable.ts';
import { isCompose, readComposeVariables } from './compose.ts';
import { DEPLOY_MANIFESTS } from './deploy-manifests.ts';
import { readDockerfileVariables } from './dockerfile.ts';
import { isDotenv, isDotenvByOtherName, readDotenvVariables } from './dotenv.ts';
import { isWorkflow, readWorkflowVariables } from './github-actions.ts';
import { readHclVariables } from './hcl.ts';
import { isDeployIni, isVariableIni, readIniVariables } from './ini.ts';
import { isKubernetes, readKubernetesVariables } from './kubernetes.ts';
import { readMakefileVariables } from './makefile.ts';
import { isManifest, isYaml, type Manifest, named, readManifest } from './manifest.ts';
import { isNodeConfig, readNodeConfigVariables } from './node-config.ts';
import { readPackageVariables } from './package-json.ts';
import { PIPELINE_MANIFESTS } from './pipeline-manifests.ts';
import { readAppJsonVariables, readRenderVariables } from './platforms.ts';
import { isPrismaSchema, readPrismaVariables } from './prisma.ts';
import { readProcfileVariables } from './procfile.ts';
import { isShellScript, readShellVariables } from './shell.ts';
import { isEmbedded, isVariableText, readEmbeddedVariables, readTextVariables } from './text.ts';
import { TOOL_MANIFESTS } from './tool-manifests.ts';

export { isDotenv, isDotenvTemplate } from './dotenv.ts';
export { isEnvironmentName } from './names.ts';

/** A kind of file that is no code and speaks of environment variables. */
export type VariableFormat =
  | 'dotenv'
  | 'procfile'
  | 'dockerfile'
  | 'package.json'
  | 'app.json'
  | 'render.yaml'
  /** Another file that says what a deploy is given. */
  | 'deploy'
  /** Another file of a build, of tests or of a developer's own programs. */
  | 'tool'
  /** Another pipeline than GitHub's. */
  | 'pipeline'
  | 'compose'
  | 'github-actions'
  | 'kubernetes'
  | 'shellscript'
  | 'embedded'
  | 'text';

type Reader = {
  readonly format: VariableFormat;
  /** By the path alone. */
  accepts(path: string): boolean;
  /** Whether a text with a name that others use too is meant. */
  readonly isMeant?: (path: string, text: string) => boolean;
  read(path: string, text: string): VariableUses;
};

function readerFor(format: VariableFormat): (manifest: Manifest) => Reader {
  return (manifest) => ({
    format,
    accepts: manifest.accepts,
    isMeant: (path, text) => isManifest(manifest, path, text),
    read: (path, text) => readManifest(manifest, path, text),
  });
}

/** The first that accepts a path and its text has it. */
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
  { format: 'render.yaml', accepts: named(/^render\.ya?ml$/), read: readRenderVariables },
  { format: 'compose', accepts: isCompose, read: readComposeVariables },
  { format: 'github-actions', accepts: isWorkflow, read: readWorkflowVariables },
  { format: 'shellscript', accepts: isShellScript, read: readShellVariables },
  { format: 'tool', accepts: isNodeConfig, read: readNodeConfigVariables },
  { format: 'deploy', accepts: isDotenvByOtherName, read: readDotenvVariables },
  ...DEPLOY_MANIFESTS.map(readerFor('deploy')),
  ...PIPELINE_MANIFESTS.map(readerFor('pipeline')),
  ...TOOL_MANIFESTS.map(readerFor('tool')),
  { format: 'deploy', accepts: isDeployIni, read: readIniVariables },
  { format: 'tool', accepts: isVariableIni, read: readIniVariables },
  {
    format: 'tool',
    accepts: named(/^(?:[Mm]akefile|GNUmakefile)(?:\.[\w-]+)?$|\.mk$/),
    read: readMakefileVariables,
  },
  { format: 'tool', accepts: named(/^docker-bake[\w.-]*\.hcl$/), read: readHclVariables },
  { format: 'deploy', accepts: named(/\.tf$/), read: readHclVariables },
  { format: 'tool', accepts: isPrismaSchema, read: readPrismaVariables },
  { format: 'text', accepts: isVariableText, read: readTextVariables },
  { format: 'embedded', accepts: isEmbedded, read: readEmbeddedVariables },
  {
    format: 'kubernetes',
    accepts: isYaml,
    isMeant: isKubernetes,
    read: readKubernetesVariables,
  },
];

const NO_USES: VariableUses = { uses: [], readsWholeEnvironment: false };

/** The format that a path may have by its name. */
export function variableFormatOf(path: string): VariableFormat | undefined {
  return READERS.find(({ accepts }) => accepts(path))?.format;
}

/** The format of a text: a YAML file without a known name may be anything. */
export function variableFormatIn(path: string, text: string): VariableFormat | undefined {
  return readerOf(path, text)?.format;
}

function readerOf(path: string, text: string): Reader | undefined {
  return READERS.find(({ accepts, isMeant }) => accepts(path) && (isMeant?.(path, text) ?? true));
}

/**
 * What a file that is no code says of environment variables.
 *
 * @returns uses in the order of the text, each place once; nothing for other files. Never throws.
 */
export function readVariables(path: string, text: string): VariableUses {
  const reader = readerOf(path, text);
  if (!reader) return NO_USES;
  const found = reader.read(path, text);
  return { ...found, uses: inOrder(text, found.uses) };
}

/**
 * Sorts by place; of several uses at one place the first that was found stays, and every name that is derived from it. A name that is written with escapes
 * counts as derived: no rename can write it.
 */
export function inOrder(text: string, uses: readonly VariableUse[]): readonly VariableUse[] {
  const seen = new Set<string>();
  const isFirst = ({ name, span, derived }: VariableUse): boolean => {
    const key = derived ? `${span.start} ${name}` : `${span.start}`;
    return !seen.has(key) && seen.add(key) !== undefined;
  };
  return uses
    .filter((use) => use.name !== '' && isFirst(use))
    .map((use) =>
      text.slice(use.span.start, use.span.end) === use.name ? use : { ...use, derived: true as const },
    )
    .toSorted((one, other) => one.span.start - other.span.start);
}
