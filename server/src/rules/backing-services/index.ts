import type { Rule } from '../../model/rule.ts';

export const BACKING_SERVICES_RULES: readonly Rule[] = [];
