import { mergeConfigurations } from '../../server/src/engine/configuration.ts';
import { createVariables, type Variables } from '../../server/src/workspace/variables.ts';
import { createWorkspace } from '../../server/src/workspace/workspace.ts';

/** The variables of a workspace without files. */
export const NO_VARIABLES: Variables = createVariables(createWorkspace([], mergeConfigurations({})));
