import type { Rule } from '../../model/rule.ts';
import migrationAtBoot from './migration-at-boot.ts';

export const ADMIN_PROCESSES_RULES: readonly Rule[] = [migrationAtBoot];
