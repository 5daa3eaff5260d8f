import type { Rule } from '../../model/rule.ts';

export const LOGS_RULES: readonly Rule[] = [];
