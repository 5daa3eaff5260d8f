import type { Rule } from '../../model/rule.ts';

export const DISPOSABILITY_RULES: readonly Rule[] = [];
