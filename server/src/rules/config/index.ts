import type { Rule } from '../../model/rule.ts';

export const CONFIG_RULES: readonly Rule[] = [];
