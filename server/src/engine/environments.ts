import type { Environment } from '../model/role.ts';
import { isCodeExtension, type PathParts, splitPath, wordsOf } from './path-words.ts';

const ENVIRONMENTS: ReadonlyMap<string, Environment> = new Map([
  ['dev', 'development'],
  ['develop', 'development'],
  ['development', 'development'],
  ['local', 'development'],
  ['localhost', 'development'],
  ['devcontainer', 'development'],
  // Compose reads `docker-compose.override.yml` by itself on the developer's machine.
  ['override', 'development'],
  ['test', 'test'],
  ['tests', 'test'],
  ['testing', 'test'],
  ['ci', 'test'],
  ['e2e', 'test'],
  ['prod', 'production'],
  ['production', 'production'],
  ['staging', 'production'],
  ['stage', 'production'],
  ['preprod', 'production'],
  ['uat', 'production'],
]);

/** In the names of code these say the environment; `local`, `stage` or `test` may be about anything. */
const CLEAR_IN_CODE: ReadonlySet<string> = new Set(['dev', 'development', 'prod', 'production']);

const CONFIGURATION_WORDS: ReadonlySet<string> = new Set([
  'config',
  'configs',
  'configuration',
  'conf',
  'settings',
  'setting',
  'env',
  'envs',
  'environment',
  'environments',
  'overlays',
]);

/**
 * The environment that a file speaks of, by its name and folders: `docker-compose.dev.yml`, `Procfile.dev`,
 * `settings/test.py`, `config/environments/production.rb`. Takes a path relative to the workspace root.
 */
export function environmentOf(path: string): Environment {
  const parts = splitPath(path);
  return ofName(parts) ?? ofFolders(parts) ?? 'any';
}

/**
 * Whether the file is read as configuration by its name or folder: `config/test.js`, `settings_local.py`.
 *
 * @param words  of its name
 * @param folder the innermost around it, in lower case; undefined at the root
 */
export function isConfiguration(words: readonly string[], folder: string | undefined): boolean {
  return isConfigurationWord(folder) || words.some((word) => CONFIGURATION_WORDS.has(word));
}

function isConfigurationWord(folder: string | undefined): boolean {
  return folder !== undefined && CONFIGURATION_WORDS.has(folder);
}

function ofName(parts: PathParts): Environment | undefined {
  const isCode = isCodeExtension(parts.extension);
  const words = wordsOf(isCode ? parts.name.slice(0, -parts.extension.length - 1) : parts.name);
  if (!isCode || isConfiguration(words, parts.folders.at(-1))) return firstEnvironment(words);
  const [first = '', last = ''] = [words[0], words.at(-1)];
  if (CLEAR_IN_CODE.has(last)) return ENVIRONMENTS.get(last);
  return CLEAR_IN_CODE.has(first) ? ENVIRONMENTS.get(first) : undefined;
}

function firstEnvironment(words: readonly string[]): Environment | undefined {
  for (const word of words) {
    const environment = ENVIRONMENTS.get(word);
    if (environment) return environment;
  }
  return undefined;
}

function ofFolders({ folders, extension }: PathParts): Environment | undefined {
  const isCode = isCodeExtension(extension);
  for (let index = folders.length - 1; index >= 0; index--) {
    const folder = (folders[index] ?? '').replace(/^\./, '');
    const clear = !isCode || folder === 'dev' || folder === 'development' || folder === 'devcontainer';
    if (!clear && !isConfigurationWord(folders[index - 1])) continue;
    const environment = ENVIRONMENTS.get(folder);
    if (environment) return environment;
  }
  return undefined;
}
