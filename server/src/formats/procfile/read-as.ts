import { LINE_DIALECTS } from './dialects.ts';
import { readHerokuish } from './herokuish.ts';
import { readLines } from './line-dialect.ts';
import type { ProcfileReading } from './reading.ts';
import { readYamlMap } from './yaml-map.ts';

export type { ProcfileReading, ProcfileRefusal, ReadProcess } from './reading.ts';

/**
 * An implementation of Procfile. `overmind` is hivemind too; `yaml` is Cloud Foundry, Flynn and Railway; `dokku`
 * is procfile-util, `herokuish` what dokku runs for buildpacks.
 */
export type ProcfileDialect = keyof typeof LINE_DIALECTS | 'herokuish' | 'yaml';

export const PROCFILE_DIALECTS: readonly ProcfileDialect[] = [
  ...(Object.keys(LINE_DIALECTS) as (keyof typeof LINE_DIALECTS)[]),
  'herokuish',
  'yaml',
];

/**
 * Says which processes an implementation finds in a Procfile, or why it refuses it.
 *
 * @param text the whole file
 * @returns never throws, in time linear in `text`
 */
export function readAs(text: string, dialect: ProcfileDialect): ProcfileReading {
  if (dialect === 'herokuish') return readHerokuish(text);
  if (dialect === 'yaml') return readYamlMap(text);
  return readLines(text, LINE_DIALECTS[dialect]);
}
