import type { Rule } from '../../model/rule.ts';

/** Where rules of dotenv files speak: a file that is read is read in any kind of project and environment. */
export const DOTENV_SCOPE = {
  kinds: ['service', 'worker', 'library', 'command-line-tool', 'static-site', 'infrastructure'],
  roles: ['application', 'example', 'script', 'build'],
  environments: ['production', 'development', 'test', 'any'],
} as const satisfies Partial<Rule>;
