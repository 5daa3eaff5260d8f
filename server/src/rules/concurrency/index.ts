import type { Rule } from '../../model/rule.ts';

export const CONCURRENCY_RULES: readonly Rule[] = [];
