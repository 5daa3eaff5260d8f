import type { Rule } from '../../model/rule.ts';
import shellFormCommand from './shell-form-command.ts';

export const DISPOSABILITY_RULES: readonly Rule[] = [shellFormCommand];
