import type { Rule } from '../../model/rule.ts';
import daemonizes from './daemonizes.ts';
import pidFile from './pid-file.ts';

export const CONCURRENCY_RULES: readonly Rule[] = [daemonizes, pidFile];
