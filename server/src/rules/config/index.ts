import type { Rule } from '../../model/rule.ts';
import bakedIntoImage from './baked-into-image.ts';
import committedEnvFile from './committed-env-file.ts';
import credentialInUrl from './credential-in-url.ts';
import environmentBranch from './environment-branch.ts';
import fallbackToRealValue from './fallback-to-real-value.ts';
import hardcodedCredential from './hardcoded-credential.ts';
import hardcodedHost from './hardcoded-host.ts';
import undocumentedVariable from './undocumented-variable.ts';
import unusedVariable from './unused-variable.ts';

export const CONFIG_RULES: readonly Rule[] = [
  hardcodedCredential,
  credentialInUrl,
  hardcodedHost,
  committedEnvFile,
  bakedIntoImage,
  fallbackToRealValue,
  environmentBranch,
  undocumentedVariable,
  unusedVariable,
];
