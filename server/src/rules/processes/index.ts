import type { Rule } from '../../model/rule.ts';

export const PROCESSES_RULES: readonly Rule[] = [];
