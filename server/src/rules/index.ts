import type { Rule } from '../model/rule.ts';
import { ADMIN_PROCESSES_RULES } from './admin-processes/index.ts';
import { BACKING_SERVICES_RULES } from './backing-services/index.ts';
import { BUILD_RELEASE_RUN_RULES } from './build-release-run/index.ts';
import { CONCURRENCY_RULES } from './concurrency/index.ts';
import { CONFIG_RULES } from './config/index.ts';
import { DISPOSABILITY_RULES } from './disposability/index.ts';
import { DOTENV_RULES } from './dotenv/index.ts';
import { LOGS_RULES } from './logs/index.ts';
import { OBSERVERS } from './observers/index.ts';
import { PORT_BINDING_RULES } from './port-binding/index.ts';
import { PROCESSES_RULES } from './processes/index.ts';
import { PROCFILE_RULES } from './procfile/index.ts';

export { OBSERVERS };

/** All rules, in the order of the factors. */
export const RULES: readonly Rule[] = [
  ...CONFIG_RULES,
  ...BACKING_SERVICES_RULES,
  ...BUILD_RELEASE_RUN_RULES,
  ...PROCESSES_RULES,
  ...PORT_BINDING_RULES,
  ...CONCURRENCY_RULES,
  ...DISPOSABILITY_RULES,
  ...LOGS_RULES,
  ...ADMIN_PROCESSES_RULES,
  ...PROCFILE_RULES,
  ...DOTENV_RULES,
];
