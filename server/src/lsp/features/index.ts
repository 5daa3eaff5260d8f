import { DOTENV_FEATURE } from './dotenv.ts';
import type { Feature } from './feature.ts';
import { PROCESS_FEATURE } from './processes.ts';
import { PROCFILE_FEATURE } from './procfile.ts';
import { VARIABLE_FEATURE } from './variables.ts';

/** All of them. Where several speak of a file, the first one's renames count; the rest is put together. */
export const FEATURES: readonly Feature[] = [
  DOTENV_FEATURE,
  PROCFILE_FEATURE,
  PROCESS_FEATURE,
  VARIABLE_FEATURE,
];
