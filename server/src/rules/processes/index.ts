import type { Rule } from '../../model/rule.ts';
import inMemorySession from './in-memory-session.ts';

export const PROCESSES_RULES: readonly Rule[] = [inMemorySession];
