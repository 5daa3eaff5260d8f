import type { Rule } from '../../model/rule.ts';
import logFile from './log-file.ts';
import logRotation from './log-rotation.ts';
import redirectedOutput from './redirected-output.ts';

export const LOGS_RULES: readonly Rule[] = [logFile, logRotation, redirectedOutput];
