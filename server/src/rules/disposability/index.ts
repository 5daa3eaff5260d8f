import type { Rule } from '../../model/rule.ts';
import noSigtermHandler from './no-sigterm-handler.ts';
import shellFormCommand from './shell-form-command.ts';
import sigintOnly from './sigint-only.ts';

export const DISPOSABILITY_RULES: readonly Rule[] = [shellFormCommand, noSigtermHandler, sigintOnly];
