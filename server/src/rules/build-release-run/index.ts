import type { Rule } from '../../model/rule.ts';
import buildAtRun from './build-at-run.ts';
import devServerInProduction from './dev-server-in-production.ts';
import mutableImageTag from './mutable-image-tag.ts';

export const BUILD_RELEASE_RUN_RULES: readonly Rule[] = [mutableImageTag, buildAtRun, devServerInProduction];
