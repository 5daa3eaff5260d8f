import type { Rule } from '../../model/rule.ts';

export const BUILD_RELEASE_RUN_RULES: readonly Rule[] = [];
