import { formatOf } from '../../engine/formats.ts';
import { completeDotenv } from './dotenv-completion.ts';
import { dotenvHover } from './dotenv-hover.ts';
import { dotenvFolding, dotenvInlays, dotenvSymbols, formatDotenv } from './dotenv-layout.ts';
import type { Feature } from './feature.ts';

/** What the editor can do in a dotenv file, besides what it can do with variables anywhere. */
export const DOTENV_FEATURE: Feature = {
  isFor: (path) => formatOf(path) === 'dotenv',
  completion: completeDotenv,
  hover: dotenvHover,
  symbols: dotenvSymbols,
  folding: dotenvFolding,
  formatting: formatDotenv,
  inlays: dotenvInlays,
};
