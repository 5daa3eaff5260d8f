import { formatOf } from '../../engine/formats.ts';
import type { Feature } from './feature.ts';
import { completeProcfile } from './procfile-completion.ts';
import { formatProcfile } from './procfile-format.ts';
import { procfileDefinition, procfileHover, procfileLinks } from './procfile-hover.ts';
import { procfileFolding, procfileSymbols, procfileTokens } from './procfile-layout.ts';
import { processAt, processPlaces, renameProcess } from './procfile-rename.ts';

/** What the editor can do in a Procfile. */
export const PROCFILE_FEATURE: Feature = {
  isFor: (path) => formatOf(path) === 'procfile',
  completion: completeProcfile,
  hover: procfileHover,
  definition: procfileDefinition,
  async references(request) {
    const process = processAt(request);
    return process ? processPlaces(request, process.name) : [];
  },
  async renamable(request) {
    return processAt(request)?.span;
  },
  rename: renameProcess,
  symbols: procfileSymbols,
  folding: procfileFolding,
  formatting: formatProcfile,
  tokens: procfileTokens,
  links: procfileLinks,
};
