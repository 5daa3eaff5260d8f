import { DOTENV_FEATURE } from './dotenv.ts';
import type { Feature } from './feature.ts';
import { PROCFILE_FEATURE } from './procfile.ts';

/** All of them; each speaks of files of its own. */
export const FEATURES: readonly Feature[] = [DOTENV_FEATURE, PROCFILE_FEATURE];
