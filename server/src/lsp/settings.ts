import type { Connection } from 'vscode-languageserver';
import { type Configuration, readSettings } from '../engine/configuration.ts';

/** What the editor's settings say, apart from what the configuration file may say too. */
export type EditorSettings = {
  readonly isEnabled: boolean;
  readonly run: 'onType' | 'onSave';
  /** Zero: only open files are analysed. */
  readonly maxFiles: number;
  readonly configuration: Partial<Configuration>;
};

export const DEFAULT_MAXIMUM_FILES = 10_000;

export const DEFAULT_SETTINGS: EditorSettings = {
  isEnabled: true,
  run: 'onType',
  maxFiles: DEFAULT_MAXIMUM_FILES,
  configuration: { maxFiles: DEFAULT_MAXIMUM_FILES },
};

/**
 * Asks the client for the settings of a folder. A client without the request, or one that answers nonsense, means
 * the defaults; what is wrong in single settings is left out.
 */
export async function fetchSettings(
  connection: Connection,
  folderUri: string | undefined,
  rules: readonly string[],
): Promise<EditorSettings> {
  const scopeUri = folderUri === undefined ? {} : { scopeUri: folderUri };
  try {
    const [own, exclude] = await connection.workspace.getConfiguration([
      { ...scopeUri, section: 'twelveFactor' },
      { ...scopeUri, section: 'files.exclude' },
    ]);
    return toSettings(own, exclude, rules);
  } catch {
    return DEFAULT_SETTINGS;
  }
}

/** Reads settings as a client sends them: `own` is the section `twelveFactor`. */
export function toSettings(own: unknown, filesExclude: unknown, rules: readonly string[]): EditorSettings {
  const given = isRecord(own) ? own : {};
  const scan = isRecord(given.scan) ? given.scan : {};
  const maxFiles =
    typeof scan.maxFiles === 'number' && scan.maxFiles >= 0 ? scan.maxFiles : DEFAULT_MAXIMUM_FILES;
  const { configuration } = readSettings(pick(given, ['rules', 'exclude', 'minimumConfidence']), rules);
  const excluded = isRecord(filesExclude)
    ? Object.keys(filesExclude).filter((glob) => filesExclude[glob] === true)
    : [];
  return {
    isEnabled: given.enable !== false,
    run: given.run === 'onSave' ? 'onSave' : 'onType',
    maxFiles,
    configuration: {
      ...configuration,
      maxFiles: Math.max(1, maxFiles),
      exclude: [...(configuration.exclude ?? []), ...excluded],
    },
  };
}

function pick(record: Record<string, unknown>, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    keys.filter((key) => record[key] !== undefined && record[key] !== null).map((key) => [key, record[key]]),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
