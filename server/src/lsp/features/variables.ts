import { formatOf } from '../../engine/formats.ts';
import { variableFormatOf } from '../../formats/variables/index.ts';
import { languageOf } from '../../languages/index.ts';
import type { Feature } from './feature.ts';
import { completeVariable } from './variables-completion.ts';
import { hoverVariable } from './variables-hover.ts';
import { variableDefinition, variableReferences } from './variables-places.ts';
import { renamableVariable, renameVariable } from './variables-rename.ts';

/** What the editor can do with the environment's variables, wherever one is named. */
export const VARIABLE_FEATURE: Feature = {
  isFor: (path) => languageOf(path) !== undefined || variableFormatOf(path) !== undefined,
  completion: completeVariable,
  // In a Procfile, its own feature shows variables as its readers see them.
  hover: async (request) => (isProcfile(request.path) ? undefined : hoverVariable(request)),
  definition: async (request) => (isProcfile(request.path) ? [] : variableDefinition(request)),
  references: variableReferences,
  renamable: renamableVariable,
  rename: renameVariable,
};

function isProcfile(path: string): boolean {
  return formatOf(path) === 'procfile';
}
